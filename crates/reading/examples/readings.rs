//! Writes the readings of the pages at the paths given as the contract's JSON, a line a page:
//! `readings [--model fast|best|rules] PATH...`

mod shared;

use onrecord_page::{Input, Limits, parse};
use onrecord_text::contract::to_json;
use std::io::Write;

#[allow(clippy::disallowed_methods, reason = "an example program, not the core")]
fn main() -> std::io::Result<()> {
    let (model, paths) = shared::arguments();
    let Some(reader) = shared::reader_of(&model) else { return Ok(()) };
    let mut out = std::io::stdout().lock();
    for path in paths {
        let bytes = std::fs::read(&path)?;
        for page in parse(Input { bytes: &bytes, path: &path }, &Limits::default()).into_iter().flatten() {
            writeln!(out, "{}", to_json(&reader.read(page)))?;
        }
    }
    Ok(())
}
