//! Reads a table of documents (`{"id", "text"}` a line, from standard input) and writes what a trained reader is shown
//! of each: `{"id", "units": [[[start, end, shape, quote, tag, place], …], …]}`, offsets in code points. Each document
//! is read as one article. `training/attribution` learns from it.

mod shared;

use onrecord_text::CodePoints;
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Ok(document) = serde_json::from_str::<Value>(&line) else { continue };
        let Some(page) = shared::article(&document) else { continue };
        let points = CodePoints::new(&page.text);
        let units = onrecord_reading::units(&page).into_iter().map(|unit| {
            Value::from_iter(unit.into_iter().map(|(span, it)| {
                let [start, end] = points.of(span);
                json!([start, end, it.shape, it.quote, it.tag, it.place])
            }))
        });
        writeln!(out, "{}", json!({"id": document["id"], "units": Value::from_iter(units)}))?;
    }
    out.flush()
}
