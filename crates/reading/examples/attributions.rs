//! Reads a table of documents (`{"id", "text", "date"?}` a line, from standard input) and writes each document's
//! attributions (`{"id", "attributions": [{"source", "cue", "content"}]}`, offsets in code points): what a scorer of
//! quotation attribution takes. Each document is read as one article.

use onrecord_text::{Basis, CodePoints, Dating, Format, Item, ItemKind, Page, Span, page_id, sha256_hex};
use serde_json::{Value, json};
use std::io::{BufRead, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Ok(document) = serde_json::from_str::<Value>(&line) else { continue };
        let text = document["text"].as_str().unwrap_or_default().to_string();
        let Some(span) = Span::new(0, text.len()) else { continue };
        let day = document["date"].as_str().and_then(|date| date.parse().ok());
        let published = day.map_or_else(Dating::default, |day| Dating::day(day, Basis::Metadata));
        let item =
            Item { id: "i".into(), kind: ItemKind::Article, span, title: None, byline: None, published };
        let page = Page {
            id: page_id(text.as_bytes()),
            sha256: sha256_hex(text.as_bytes()),
            path: document["id"].as_str().unwrap_or_default().to_string(),
            url: None,
            outlet: None,
            language: None,
            format: Format::Row,
            text,
            items: vec![item],
            boilerplate: Vec::new(),
            notes: Vec::new(),
        };
        let reading = onrecord_reading::read(page);
        let points = CodePoints::new(&reading.page.text);
        let spans = |list: &[Span]| Value::from_iter(list.iter().map(|span| points.of(*span).to_vec()));
        let attributions = Value::from_iter(reading.statements.iter().map(|statement| {
            json!({
                "source": spans(&statement.source),
                "cue": spans(&statement.cue),
                "content": spans(&statement.content),
            })
        }));
        writeln!(out, "{}", json!({"id": document["id"], "attributions": attributions}))?;
    }
    Ok(())
}
