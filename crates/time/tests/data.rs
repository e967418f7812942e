//! The tests that the data files carry, each a sentence with what is found in it.

use jiff::civil::Date;
use onrecord_text::Span;
use onrecord_time::{Passage, read, sentences};
use std::fmt::Write as _;

#[test]
fn the_data_files_do_what_they_show() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let mut failures = String::new();
    let mut tests = 0;
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        #[allow(clippy::disallowed_methods, reason = "a test reads the data files")]
        let text = std::fs::read_to_string(&path).unwrap();
        let shown = path.extension().is_some_and(|it| it == "txt");
        for line in text.lines().filter(|_| shown).filter_map(|line| line.strip_prefix("? ")) {
            let [published, sentence, expected] = line.split(" | ").collect::<Vec<_>>()[..] else {
                panic!("{}: not a test: {line}", path.display())
            };
            tests += 1;
            let found = found(published, sentence);
            if found != expected {
                writeln!(failures, "{published} | {sentence}\n    wanted {expected}\n    found  {found}")
                    .unwrap();
            }
        }
    }
    assert!(tests > 60, "only {tests} tests found");
    assert!(failures.is_empty(), "\n{failures}");
}

fn found(published: &str, sentence: &str) -> String {
    let Some(within) = Span::new(0, sentence.len()) else { return "-".to_owned() };
    let published: Option<Date> = published.parse().ok();
    let sentences = sentences(sentence, within);
    let passage = Passage { text: sentence, sentences: &sentences, quotations: &[], published };
    let found: Vec<String> = read(&passage)
        .iter()
        .map(|it| {
            let words = it.expression.span.of(sentence);
            format!("{words} = {} {}", it.expression.kind.as_str(), it.value.timex)
        })
        .collect();
    if found.is_empty() { "-".to_owned() } else { found.join("; ") }
}
