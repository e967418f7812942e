//! Whole texts with the values of all their expressions: the policy of anchors, not the grammar.

use jiff::civil::Date;
use onrecord_text::Span;
use onrecord_time::{Passage, read, sentences};
use std::fmt::Write as _;

#[test]
fn whole_texts_are_read_as_shown() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/texts");
    let mut failures = String::new();
    let mut texts = 0;
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_none_or(|it| it != "txt") {
            continue;
        }
        #[allow(clippy::disallowed_methods, reason = "a test reads its texts")]
        let file = std::fs::read_to_string(&path).unwrap();
        let (head, expected) = file.split_once("\n---\n").unwrap();
        let (published, text) = head.split_once('\n').unwrap();
        let published: Option<Date> = published.parse().ok();
        let sentences = sentences(text, Span::new(0, text.len()).unwrap());
        let passage = Passage { text, sentences: &sentences, quotations: &[], published };
        let found: Vec<String> = read(&passage)
            .iter()
            .flat_map(|it| it.expression.parts().into_iter().map(move |part| (part, it.anchor)))
            .map(|(part, anchor)| {
                let words = part.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
                format!("{words} = {}", part.resolve(&anchor).timex)
            })
            .collect();
        texts += 1;
        let expected: Vec<&str> = expected.lines().filter(|line| !line.is_empty()).collect();
        let rows = found.len().max(expected.len());
        for row in 0..rows {
            let (found, wanted) =
                (found.get(row).map_or("", String::as_str), expected.get(row).copied().unwrap_or(""));
            if found != wanted {
                writeln!(failures, "{}: wanted {wanted}, found {found}", path.display()).unwrap();
            }
        }
    }
    assert!(texts >= 4);
    assert!(failures.is_empty(), "\n{failures}");
}
