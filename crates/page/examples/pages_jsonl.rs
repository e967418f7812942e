//! Prints the pages of some files as the contract's JSON, one a line, with no statements and events.
//!
//! `cargo run -p onrecord-page --example pages_jsonl -- FILE...`
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example is a small program")]

mod shared;

use onrecord_page::{Input, Limits, parse};
use onrecord_text::{Reading, contract};
use shared::{Outcome, each_file};

fn main() -> Outcome {
    each_file(|path, bytes| {
        for page in parse(Input { bytes, path }, &Limits::default()) {
            match page {
                Ok(page) => println!("{}", contract::to_json(&Reading::empty(page))),
                Err(problem) => eprintln!("{problem}. {}", problem.hint),
            }
        }
        Ok(())
    })
}
