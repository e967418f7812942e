//! Reads a table of documents (`{"id", "text", "date"?}` a line, from standard input) and writes each document's
//! attributions (`{"id", "attributions": [{"source", "cue", "content", "certainty", "basis", "evidence"}]}`, offsets in code points): what a
//! scorer of quotation attribution takes, and how sure the reader is and on what grounds. Each document is read as one
//! article.
//!
//! `--model fast|best|rules` says with what. The seconds of its loop over the documents, reading alone, go to standard
//! error as a line of JSON.

mod shared;

use onrecord_text::{CodePoints, Span};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let Some(reader) = shared::reader() else { return Ok(()) };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut clock = shared::Clock::default();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Ok(document) = serde_json::from_str::<Value>(&line) else { continue };
        let Some(page) = shared::article(&document) else { continue };
        let (reading, evidence) = clock.time(|| reader.read_with_evidence(page));
        let points = CodePoints::new(&reading.page.text);
        let spans = |list: &[Span]| Value::from_iter(list.iter().map(|span| points.of(*span).to_vec()));
        let attributions = Value::from_iter(reading.statements.iter().zip(evidence).map(
            |(statement, (basis, evidence))| {
                json!({
                    "source": spans(&statement.source),
                    "cue": spans(&statement.cue),
                    "content": spans(&statement.content),
                    "certainty": statement.certainty,
                    "basis": basis,
                    "evidence": evidence,
                })
            },
        ));
        writeln!(out, "{}", json!({"id": document["id"], "attributions": attributions}))?;
    }
    clock.tell();
    out.flush()
}
