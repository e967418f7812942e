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
use onrecord_time::{Anchor, find, local_direction};
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
    let mut previous = None;
    find(text, whole)
        .iter()
        .map(|expression| {
            let direction = local_direction(text, sentence(text, expression.span), expression.span);
            let value = expression.resolve(&Anchor { published, previous, direction });
            if value.earliest.is_some() && (value.anchor == "none" || value.grain == onrecord_time::Grain::Day) {
                previous = value.earliest;
            }
            let [start, end] = points.of(expression.span);
            let modifier = expression.modifier.map(|modifier| modifier.as_str());
            json!({"start": start, "end": end, "type": expression.kind, "value": value.timex, "mod": modifier})
        })
        .collect()
}

/// The words around an expression up to the nearest empty line or full stop with a space after it, and no farther than
/// a long sentence goes.
fn sentence(text: &str, around: Span) -> Span {
    const FAR: usize = 400;
    let from = text.floor_char_boundary(around.start().saturating_sub(FAR));
    let to = text.floor_char_boundary((around.end() + FAR).min(text.len()));
    let (before, after) = (&text[from..around.start()], &text[around.end()..to]);
    let start = [". ", ".\n", "\n\n"]
        .iter()
        .filter_map(|end| Some(before.rfind(end)? + end.len()))
        .max()
        .unwrap_or(0);
    let end = [". ", ".\n", "\n\n"].iter().filter_map(|end| after.find(end)).min().unwrap_or(after.len());
    Span::new(from + start, around.end() + end).unwrap_or(around)
}
