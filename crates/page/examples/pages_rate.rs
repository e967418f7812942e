//! Reads HTML files to clean items on one thread and prints `pages seconds bytes`: the processor's seconds of parsing, main text, items and
//! spans, without reading and unpacking the files; bytes of markup. All pages are read once before the clock runs.
//!
//! `cargo run --release -p onrecord-page --example pages_rate -- FILE...`
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example is a small program"
)]

use onrecord_page::{Input, Limits, decompress, parse};
use std::time::Instant;

/// Seconds that this thread has had a processor, where the system tells; else those that have passed.
fn seconds(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|words| words.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut pages = Vec::new();
    for path in std::env::args().skip(1) {
        let raw = std::fs::read(&path)?;
        pages.push(decompress(&raw, 256 << 20)?.into_owned());
    }
    let limits = Limits::default();
    let mut items = 0;
    let mut read = |pages: &[Vec<u8>]| {
        for bytes in pages {
            let found = parse(Input { bytes, path: "page" }, &limits);
            items += found.into_iter().flatten().map(|page| page.items.len()).sum::<usize>();
        }
    };
    // What is built on first use is built before the clock runs.
    read(&pages);
    let clock = Instant::now();
    let start = seconds(clock);
    read(&pages);
    let passed = seconds(clock) - start;
    println!("{} {passed} {}", pages.len(), pages.iter().map(Vec::len).sum::<usize>());
    eprintln!("{items} items");
    Ok(())
}
