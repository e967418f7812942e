//! Prints what is read of copied pages, an object a page, to measure it: `{"page": …, "main": [[start, end], …], "boilerplate": […],
//! "items": …}`, in code points.
//!
//! `cargo run -p onrecord-page --example copied_main -- [--rules | FOREST] < PAGES.jsonl`: a page is `{"page": …, "text": …}`. Main text is
//! what the items but teasers hold, without bylines and what is no news. FOREST is a forest to read with in the place of the
//! program's own; a page with a "model" is read with that file. With --rules pages are read by the rules alone. The seconds of
//! the processor that reading took go to standard error, with the number of words and lines.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example is a small program"
)]

mod shared;

use onrecord_page::{Input, Limits, LineModel, parse, read_copied};
use onrecord_text::{CodePoints, Span};
use shared::{Clock, Outcome, main_text};
use std::collections::BTreeMap;
use std::io::BufRead;

fn model(path: &str) -> Result<LineModel, Box<dyn std::error::Error>> {
    Ok(LineModel::read(&std::fs::read_to_string(path)?).ok_or("the file holds no such forest")?)
}

fn main() -> Outcome {
    let argument = std::env::args().nth(1);
    let by_rules = argument.as_deref() == Some("--rules");
    let given = argument.filter(|_| !by_rules).map(|path| model(&path)).transpose()?;
    let mut models: BTreeMap<String, LineModel> = BTreeMap::new();
    let limits = Limits::default();
    let clock = Clock::start();
    let (mut took, mut words, mut lines) = (0.0, 0, 0);
    // What is built on first use is built before the clock runs.
    let _ = parse(
        Input { bytes: b"Share\nThe canal was shut on Monday, the port said.\nShare", path: "page" },
        &limits,
    );
    for line in std::io::stdin().lock().lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let text = row["text"].as_str().ok_or("a page has no text")?;
        let input = Input { bytes: text.as_bytes(), path: "page" };
        let own = row["model"].as_str();
        if let Some(path) = own.filter(|path| !models.contains_key(*path)) {
            models.insert(path.to_owned(), model(path)?);
        }
        let begun = clock.seconds();
        let page = match own.and_then(|path| models.get(path)).or(given.as_ref()) {
            Some(model) => read_copied(input, &limits, Some(model)),
            None if by_rules => read_copied(input, &limits, None),
            None => parse(input, &limits).into_iter().next().ok_or("no page")??,
        };
        took += clock.seconds() - begun;
        words += text.split_whitespace().count();
        lines += text.lines().filter(|line| !line.trim().is_empty()).count();
        let points = CodePoints::new(&page.text);
        let told = |spans: &[Span]| -> Vec<[usize; 2]> {
            spans.iter().map(|span| [points.of_byte(span.start()), points.of_byte(span.end())]).collect()
        };
        let items: Vec<_> = page
            .items
            .iter()
            .map(|item| {
                serde_json::json!([
                    item.kind.as_str(),
                    points.of_byte(item.span.start()),
                    points.of_byte(item.span.end())
                ])
            })
            .collect();
        println!(
            "{}",
            serde_json::json!({
                "page": row["page"],
                "main": told(&main_text(&page, true).concat()),
                "boilerplate": told(&page.boilerplate),
                "items": items,
            })
        );
    }
    eprintln!("{took:.3} s of the processor, {words} words, {lines} lines");
    Ok(())
}
