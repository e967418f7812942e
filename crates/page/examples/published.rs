//! Prints when HTML files were published, as `{"page": …, "published": …, "why": …, "candidates": […], "parse_us": …, "us": …}`,
//! one a line, to measure it.
//!
//! `cargo run -p onrecord-page --example published -- FILE...`; the page's name is the file's name without `.html` and `.gz`.
//! `published` is the day of the page's first item that is no teaser, as a reading has it; `us` is what weighing the dates of the
//! parsed markup takes, in microseconds, the least of five times, and `parse_us` what decoding and parsing take.
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a small program")]

mod shared;

use onrecord_page::{Input, Limits, Markup, parse};
use onrecord_text::{Dating, ItemKind};
use shared::{Outcome, each_file, page_name};
use std::time::Instant;

/// Each page is timed so many times; the least is what it takes without the machine's other work.
const TIMES: usize = 5;

fn main() -> Outcome {
    let limits = Limits::default();
    each_file(|path, bytes| {
        let start = Instant::now();
        let markup = Markup::parse(bytes, &limits);
        let parsing = start.elapsed();
        let mut alone = Dating::default();
        let mut least = None;
        for _ in 0..TIMES {
            let start = Instant::now();
            alone = markup.published();
            let took = start.elapsed();
            least = Some(least.map_or(took, |least| took.min(least)));
        }
        let pages = parse(Input { bytes, path }, &limits);
        let item =
            pages.iter().flatten().flat_map(|page| &page.items).find(|item| item.kind != ItemKind::Teaser);
        let read = item.map_or(&alone, |item| &item.published);
        let row = serde_json::json!({
            "page": page_name(path),
            "published": read.single_day().map(|day| day.to_string()),
            "edtf": read.edtf,
            "why": read.why,
            "alone": alone.single_day().map(|day| day.to_string()),
            "candidates": alone.candidates,
            "parse_us": parsing.as_micros(),
            "us": least.unwrap_or_default().as_micros(),
        });
        println!("{row}");
        Ok(())
    })
}
