//! Reads the pages at the paths given and writes their readings as the contract's JSON, a line a page.

use onrecord_page::{Input, Limits, parse};
use onrecord_text::contract::to_json;
use std::io::Write;

#[allow(clippy::disallowed_methods, reason = "an example program, not the core")]
fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        for page in parse(Input { bytes: &bytes, path: &path }, &Limits::default()).into_iter().flatten() {
            writeln!(out, "{}", to_json(&onrecord_reading::read(page)))?;
        }
    }
    Ok(())
}
