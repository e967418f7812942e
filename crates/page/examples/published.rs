//! Prints when HTML files were published, as `{"page": …, "published": …, "why": …, "candidates": […], "parse_us": …, "us": …}`,
//! one a line, to measure it.
//!
//! `cargo run -p onrecord-page --example published -- FILE...`; the page's name is the file's name up to its first ending.
//! `published` is the day of the page's first item that is no teaser, as a reading has it; `us` is what weighing the dates of the
//! parsed markup takes, in microseconds, the least of five times, and `parse_us` what decoding and parsing take.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example is a small program"
)]

use onrecord_page::{Input, Limits, Markup, decompress, parse};
use onrecord_text::{Dating, ItemKind};
use std::time::Instant;

/// Each page is timed so many times; the least is what it takes without the machine's other work.
const TIMES: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let limits = Limits::default();
    for path in std::env::args().skip(1) {
        let raw = std::fs::read(&path)?;
        let bytes = decompress(&raw, 256 << 20)?;
        let name = std::path::Path::new(&path).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let start = Instant::now();
        let markup = Markup::parse(&bytes, &limits);
        let parsing = start.elapsed();
        let mut alone = Dating::default();
        let mut least = None;
        for _ in 0..TIMES {
            let start = Instant::now();
            alone = markup.published();
            let took = start.elapsed();
            least = Some(least.map_or(took, |least| took.min(least)));
        }
        let pages = parse(Input { bytes: &bytes, path: name }, &limits);
        let item =
            pages.iter().flatten().flat_map(|page| &page.items).find(|item| item.kind != ItemKind::Teaser);
        let read = item.map_or(&alone, |item| &item.published);
        let row = serde_json::json!({
            "page": name.strip_suffix(".gz").unwrap_or(name).trim_end_matches(".html"),
            "published": read.single_day().map(|day| day.to_string()),
            "edtf": read.edtf,
            "why": read.why,
            "alone": alone.single_day().map(|day| day.to_string()),
            "candidates": alone.candidates,
            "parse_us": parsing.as_micros(),
            "us": least.unwrap_or_default().as_micros(),
        });
        println!("{row}");
    }
    Ok(())
}
