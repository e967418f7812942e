//! Reads HTML files to clean items on one thread and prints `pages seconds bytes`: the processor's seconds of parsing, main text, items and
//! spans, without reading and unpacking the files; bytes of markup. All pages are read once before the clock runs.
//!
//! `cargo run --release -p onrecord-page --example pages_rate -- FILE...`
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example is a small program")]

mod shared;

use onrecord_page::{Input, Limits, parse};
use shared::{Clock, Outcome, each_file};

fn main() -> Outcome {
    let mut pages = Vec::new();
    each_file(|_, bytes| {
        pages.push(bytes.to_vec());
        Ok(())
    })?;
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
    let clock = Clock::start();
    let start = clock.seconds();
    read(&pages);
    let passed = clock.seconds() - start;
    println!("{} {passed} {}", pages.len(), pages.iter().map(Vec::len).sum::<usize>());
    eprintln!("{items} items");
    Ok(())
}
