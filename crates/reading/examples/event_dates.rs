//! Reads a table of documents (`{"id", "text", "date"?}` a line, from standard input) and writes what each document dates:
//! `{"id", "events": [{"span", "when", "stage", "basis", "why"}], "statements": [{"span", "when", "basis", "why"}]}`. The span of an event is
//! the word that gave it away, that of a statement its cue; `when` is the first and last day, or null. Offsets are code points.
//! Each document is read as one article. `--model fast|best|rules` says with what.

mod shared;

use onrecord_text::{CodePoints, Dating};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let Some(reader) = shared::reader() else { return Ok(()) };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Ok(document) = serde_json::from_str::<Value>(&line) else { continue };
        let Some(page) = shared::article(&document) else { continue };
        let (reading, triggers) = reader.read_with_triggers(page);
        let points = CodePoints::new(&reading.page.text);
        let events = reading.events.iter().zip(triggers).map(|(event, trigger)| {
            json!({
                "span": points.of(trigger),
                "when": days(&event.when),
                "stage": event.stage,
                "basis": event.when.basis,
                "why": event.when.why,
            })
        });
        let statements = reading.statements.iter().filter_map(|it| {
            let cue = it.cue.first()?;
            Some(json!({
                "span": points.of(*cue),
                "when": days(&it.said),
                "basis": it.said.basis,
                "why": it.said.why,
            }))
        });
        let row = json!({
            "id": document["id"],
            "events": Value::from_iter(events),
            "statements": Value::from_iter(statements),
        });
        writeln!(out, "{row}")?;
    }
    out.flush()
}

fn days(dating: &Dating) -> Value {
    if dating.is_known() { json!([dating.earliest, dating.latest]) } else { Value::Null }
}
