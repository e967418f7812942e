//! Writes what the main text of copied pages is told from, for `training/pasted_text`.
//!
//! `cargo run -p onrecord-page --example line_rows -- OUT < PAGES.jsonl`: a page is `{"id": …, "text": …}`. OUT.f32 gets the
//! features, a row a line, as 32-bit numbers, lowest byte first; OUT.jsonl says of each page `{"id": …, "lines": [[start, end], …],
//! "features": …}`, in code points.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example is a small program"
)]

use onrecord_page::seen_lines;
use onrecord_text::CodePoints;
use std::io::{BufRead, BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = std::env::args().nth(1).ok_or("OUT is missing")?;
    let mut rows = BufWriter::new(std::fs::File::create(format!("{out}.f32"))?);
    let mut pages = BufWriter::new(std::fs::File::create(format!("{out}.jsonl"))?);
    for line in std::io::stdin().lock().lines() {
        let page: serde_json::Value = serde_json::from_str(&line?)?;
        let text = page["text"].as_str().ok_or("a page has no text")?;
        let points = CodePoints::new(text);
        let seen = seen_lines(text);
        for value in seen.iter().flat_map(|line| &line.features) {
            rows.write_all(&value.to_le_bytes())?;
        }
        let spans: Vec<[usize; 2]> = seen
            .iter()
            .map(|line| [points.of_byte(line.span.start()), points.of_byte(line.span.end())])
            .collect();
        let features = seen.first().map_or(0, |line| line.features.len());
        writeln!(pages, "{}", serde_json::json!({ "id": page["id"], "lines": spans, "features": features }))?;
    }
    Ok(())
}
