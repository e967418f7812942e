//! The JSON of the reading contract, `onrecord.reading/1`: one object a page, offsets in code points.
//!
//! The published schema is `schema/reading-1.json`; later versions may add fields but never change or drop one.

use crate::{CodePoints, Dating, Event, Item, Reading, Span, Statement};
use serde_json::{Value, json};

/// The name of the contract that [`to_json`] writes.
pub const SCHEMA: &str = "onrecord.reading/1";

/// The JSON Schema (2020-12) of what [`to_json`] writes.
pub const JSON_SCHEMA: &str = include_str!("../schema/reading-1.json");

/// One reading as the contract's JSON object.
#[must_use]
pub fn to_json(reading: &Reading) -> Value {
    let page = &reading.page;
    let points = CodePoints::new(&page.text);
    let spans = |list: &[Span]| Value::from_iter(list.iter().map(|span| points.of(*span).to_vec()));
    let notes: Vec<Value> = page
        .notes
        .iter()
        .chain(&reading.notes)
        .map(|note| json!({"message": note.message, "span": note.span.map(|span| points.of(span))}))
        .collect();
    json!({
        "schema": SCHEMA,
        "reader": reading.reader,
        "page": {
            "id": page.id,
            "path": page.path,
            "url": page.url,
            "sha256": page.sha256,
            "outlet": page.outlet,
            "language": page.language,
            "format": page.format,
            "text": page.text,
        },
        "items": Value::from_iter(page.items.iter().map(|item| item_json(item, &points))),
        "boilerplate": spans(&page.boilerplate),
        "actors": reading.actors,
        "mentions": Value::from_iter(reading.mentions.iter().map(|mention| {
            json!({"actor": mention.actor, "span": points.of(mention.span), "form": mention.form})
        })),
        "times": Value::from_iter(reading.times.iter().map(|time| {
            json!({
                "span": points.of(time.span), "type": time.kind, "value": time.value,
                "earliest": time.earliest, "latest": time.latest, "anchor": time.anchor,
            })
        })),
        "statements": Value::from_iter(reading.statements.iter().map(|it| statement_json(it, &points))),
        "events": Value::from_iter(reading.events.iter().map(|event| event_json(event, &points))),
        "notes": notes,
    })
}

/// An item as the contract's JSON object.
#[must_use]
pub fn item_json(item: &Item, points: &CodePoints<'_>) -> Value {
    json!({
        "id": item.id,
        "kind": item.kind,
        "span": points.of(item.span),
        "title": item.title.map(|span| points.of(span)),
        "byline": item.byline.map(|span| points.of(span)),
        "published": published_json(&item.published, points),
        "language": item.language,
    })
}

/// A statement as the contract's JSON object.
#[must_use]
pub fn statement_json(statement: &Statement, points: &CodePoints<'_>) -> Value {
    let spans = |list: &[Span]| Value::from_iter(list.iter().map(|span| points.of(*span).to_vec()));
    json!({
        "id": statement.id,
        "item": statement.item,
        "speaker": statement.speaker,
        "source": spans(&statement.source),
        "cue": spans(&statement.cue),
        "content": spans(&statement.content),
        "kind": statement.kind,
        "mode": statement.mode,
        "said": dating_json(&statement.said, points),
        "addressee": statement.addressee,
        "venue": statement.venue,
        "via": statement.via,
        "certainty": rounded(statement.certainty),
    })
}

/// An event as the contract's JSON object.
#[must_use]
pub fn event_json(event: &Event, points: &CodePoints<'_>) -> Value {
    json!({
        "id": event.id,
        "item": event.item,
        "type": event.kind,
        "plover": event.plover,
        "participants": event.participants,
        "place": event.place,
        "when": dating_json(&event.when, points),
        "stage": event.stage,
        "duration": event.duration,
        "evidence": points.of(event.evidence),
        "certainty": rounded(event.certainty),
    })
}

/// A date as the contract's JSON object.
#[must_use]
pub fn dating_json(dating: &Dating, points: &CodePoints<'_>) -> Value {
    json!({
        "edtf": dating.edtf,
        "earliest": dating.earliest,
        "latest": dating.latest,
        "basis": dating.basis,
        "evidence": Value::from_iter(dating.evidence.iter().map(|span| points.of(*span).to_vec())),
        "why": dating.why,
    })
}

/// When an item was published: the date, and beside it the dates that were weighed for it where there are any.
fn published_json(dating: &Dating, points: &CodePoints<'_>) -> Value {
    let mut json = dating_json(dating, points);
    if !dating.candidates.is_empty()
        && let Value::Object(object) = &mut json
    {
        object.insert("candidates".to_owned(), json!(dating.candidates));
    }
    json
}

/// A score to two decimals, so that no platform's last bit shows.
fn rounded(score: f32) -> f64 {
    (f64::from(score) * 100.0).round() / 100.0
}
