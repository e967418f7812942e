//! Prints the pages of some files as the contract's JSON, one a line, with no statements and events.
//!
//! `cargo run -p onrecord-page --example pages_jsonl -- FILE...`
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example is a small program"
)]

use onrecord_page::{Input, Limits, decompress, parse};
use onrecord_text::{Reading, contract};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let raw = std::fs::read(&path)?;
        let bytes = decompress(&raw, 256 << 20)?;
        for page in parse(Input { bytes: &bytes, path: &path }, &Limits::default()) {
            match page {
                Ok(page) => println!("{}", contract::to_json(&Reading::empty(page))),
                Err(problem) => eprintln!("{problem}. {}", problem.hint),
            }
        }
    }
    Ok(())
}
