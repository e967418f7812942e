//! Reads documents as JSON lines (`doc_id`, `text`, `dct`) from standard input and writes them with the time expressions
//! found in them, offsets in code points, as temporal taggers are compared.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program, not the core"
)]

use jiff::civil::Date;
use onrecord_text::{CodePoints, Span};
use onrecord_time::{Passage, Quotation, date_line, sentences};
use serde_json::{Value, json};
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut words, mut spent) = (0, std::time::Duration::ZERO);
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let text = document["text"].as_str().unwrap_or_default();
        let published = document["dct"].as_str().and_then(|day| day.get(..10)?.parse::<Date>().ok());
        let begun = std::time::Instant::now();
        let found = read(text, published);
        spent += begun.elapsed();
        words += text.split_whitespace().count();
        println!("{}", json!({"doc_id": document["doc_id"], "text": text, "timexes": found}));
    }
    eprintln!("{words} words in {spent:?}: {:.0} words a second", words as f64 / spent.as_secs_f64());
    Ok(())
}

fn read(text: &str, published: Option<Date>) -> Vec<Value> {
    let points = CodePoints::new(text);
    let Some(whole) = Span::new(0, text.len()) else { return Vec::new() };
    let sentences = sentences(text, whole);
    let quotations = quotations(text);
    let published = published.or_else(|| date_line(text, whole));
    onrecord_time::read(&Passage { text, sentences: &sentences, quotations: &quotations, published })
        .iter()
        .flat_map(|timed| timed.expression.parts().into_iter().map(move |part| (part, timed)))
        .map(|(part, timed)| {
            let value = part.resolve(&timed.anchor);
            let [start, end] = points.of(part.span);
            let modifier = part.modifier.map(|modifier| modifier.as_str());
            json!({"start": start, "end": end, "type": part.kind, "value": value.timex, "mod": modifier})
        })
        .collect()
}

/// What stands between double quotation marks of one paragraph.
fn quotations(text: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let (mut open, mut after) = (None, '\n');
    for (at, letter) in text.char_indices() {
        match (letter, open) {
            ('“', _) => open = Some(at),
            ('"', None) if !after.is_alphanumeric() => open = Some(at),
            ('"' | '”', Some(from)) => {
                found.extend(
                    Span::new(from, at + letter.len_utf8()).map(|span| Quotation { span, said: None }),
                );
                open = None;
            }
            ('\n', _) if after == '\n' => open = None,
            _ => {}
        }
        after = letter;
    }
    found
}
