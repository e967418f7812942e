use crate::add::joined;
use crate::query::{actor_rows, entry_version, event_group_row, inferred_dates, page_versions};
use crate::resolve::readings;
use crate::{Record, StoreError, columns};
use onrecord_record::{QuotationKind, Slot, WordChange};
use onrecord_text::contract::{event_json, item_json, statement_json};
use onrecord_text::{CodePoints, stable_id};
use rusqlite::{Connection, Row};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// A table of the export, one JSON object a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExportTable {
    /// Its name; a file of the export is called so.
    pub name: &'static str,
    /// Its rows, each with a stable `id`; one that came from a page names it in `page`, with spans in code points.
    pub rows: Vec<Value>,
}

impl Record {
    /// The whole record as the tables of the reading contract: `pages`, `items`, `actors`, `mentions`, `statements`, `events`,
    /// and across pages `quotations`, `event_groups`, `stories`, `reuse`, `conflicts`.
    ///
    /// Items, statements and events are as in the contract, items with the date that other pages give them in `inferred`, but actors are those of the record; `members` of an actor say
    /// which actors of which pages they are.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn export_tables(&self) -> Result<Vec<ExportTable>, StoreError> {
        self.read(|db| {
            let mut tables = page_tables(db)?;
            let across = [
                ("quotations", quotations(db)?),
                ("event_groups", event_groups(db)?),
                ("stories", stories(db)?),
                ("reuse", list(db, REUSE, reuse)?),
                ("conflicts", list(db, CONFLICTS, conflict)?),
            ];
            tables.insert(2, ExportTable { name: "actors", rows: actors(db)? });
            tables.extend(across.map(|(name, rows)| ExportTable { name, rows }));
            Ok(tables)
        })
    }
}

/// What comes from single pages, by the readings.
fn page_tables(db: &Connection) -> Result<Vec<ExportTable>, StoreError> {
    let speakers = members(db)?;
    let rejected = rejected(db)?;
    let mut inferred = inferred_dates(db, None)?;
    let mut versions = page_versions(db, None)?;
    let (mut pages, mut items, mut mentions) = (Vec::new(), Vec::new(), Vec::new());
    let (mut statements, mut events) = (Vec::new(), Vec::new());
    for (number, reading) in readings(db)? {
        let page = &reading.page;
        let points = CodePoints::new(&page.text);
        let actor = |local: &str| speakers.get(&(number, local.to_owned()));
        pages.push(json!({
            "id": page.id, "path": page.path, "url": page.url, "sha256": page.sha256, "outlet": page.outlet,
            "language": page.language, "format": page.format, "version": versions.remove(&number), "text": page.text,
            "boilerplate": Value::from_iter(page.boilerplate.iter().map(|span| points.of(*span).to_vec())),
            "notes": Value::from_iter(page.notes.iter().chain(&reading.notes).map(|note| {
                json!({"message": note.message, "span": note.span.map(|span| points.of(span))})
            })),
        }));
        let inferred: BTreeMap<_, _> = inferred.remove(&number).unwrap_or_default().into_iter().collect();
        for item in &page.items {
            let mut row = on_page(item_json(item, &points), &page.id);
            row["inferred"] = json!(inferred.get(&item.id));
            items.push(row);
        }
        for mention in &reading.mentions {
            let [start, stop] = points.of(mention.span);
            let id = stable_id("m", &[&page.id, &mention.actor, &start.to_string(), &stop.to_string()]);
            mentions.push(json!({
                "id": id, "page": page.id, "actor": actor(&mention.actor), "page_actor": mention.actor,
                "span": [start, stop], "form": mention.form,
            }));
        }
        for statement in reading.statements.iter().filter(|statement| !rejected.contains(&statement.id)) {
            let mut row = on_page(statement_json(statement, &points), &page.id);
            let speaker = statement.speaker.as_deref();
            row["page_speaker"] = json!(speaker);
            row["speaker"] = json!(speaker.and_then(actor));
            row["speaker_name"] = json!(speaker.and_then(|id| reading.actor(id)).map(|actor| &actor.name));
            row["words"] = json!(joined(&statement.content, &page.text));
            row["version"] = json!(entry_version(db, &statement.id)?);
            statements.push(row);
        }
        for event in reading.events.iter().filter(|event| !rejected.contains(&event.id)) {
            let mut row = on_page(event_json(event, &points), &page.id);
            row["page_participants"] = json!(event.participants);
            row["participants"] = Value::from_iter(
                event.participants.iter().filter_map(|local| actor(local)).map(String::as_str),
            );
            row["words"] = json!(event.evidence.of(&page.text));
            row["version"] = json!(entry_version(db, &event.id)?);
            events.push(row);
        }
    }
    Ok([
        ("pages", pages),
        ("items", items),
        ("mentions", mentions),
        ("statements", statements),
        ("events", events),
    ]
    .map(|(name, rows)| ExportTable { name, rows })
    .into())
}

fn on_page(mut row: Value, page: &str) -> Value {
    row["page"] = json!(page);
    row
}

/// Which actor of the record an actor of a page is.
fn members(db: &Connection) -> Result<BTreeMap<(i64, String), String>, StoreError> {
    let mut query = db.prepare("SELECT page, actor, record_actor FROM actor_members")?;
    let rows = query.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What decisions leave out: what they name, and the same in other versions of its page.
fn rejected(db: &Connection) -> Result<BTreeSet<String>, StoreError> {
    let mut query = db.prepare(
        "SELECT entry FROM active_decisions WHERE kind = 'reject' AND entry IS NOT NULL
         UNION SELECT id FROM statements WHERE rejected = 1 UNION SELECT id FROM events WHERE rejected = 1",
    )?;
    let rows = query.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn actors(db: &Connection) -> Result<Vec<Value>, StoreError> {
    let mut member_query = db.prepare(
        "SELECT p.id, m.actor, a.name FROM actor_members m JOIN pages p ON p.number = m.page
           LEFT JOIN actors a ON a.page = m.page AND a.id = m.actor
         WHERE m.record_actor = ? ORDER BY p.id, m.actor",
    )?;
    let mut rows = Vec::new();
    for actor in actor_rows(db, None)? {
        let members = member_query.query_map([&actor.id], |row| {
            Ok(json!({
                "page": row.get::<_, String>(0)?, "actor": row.get::<_, String>(1)?, "name": row.get::<_, Option<String>>(2)?,
            }))
        })?;
        let members = members.collect::<Result<Vec<_>, _>>()?;
        rows.push(json!({
            "id": actor.id, "name": actor.name, "type": actor.kind, "wikidata": actor.wikidata, "aliases": actor.aliases,
            "roles": actor.roles, "mentions": actor.mentions, "members": members,
        }));
    }
    Ok(rows)
}

fn quotations(db: &Connection) -> Result<Vec<Value>, StoreError> {
    let mut member_query = db.prepare(
        "SELECT m.statement, p.id, m.spans, m.difference, s.words, m.stands
         FROM quotation_members m JOIN statements s ON s.id = m.statement JOIN pages p ON p.number = s.page
         WHERE m.quotation = ? ORDER BY m.position",
    )?;
    let sql = "SELECT id, speaker, kind, independent FROM quotations ORDER BY number";
    let mut rows = Vec::new();
    for mut row in list(db, sql, |row| {
        let kind: QuotationKind = columns::word(row, 2)?;
        let (id, speaker): (String, Option<String>) = (row.get(0)?, row.get(1)?);
        Ok(json!({"id": id, "speaker": speaker, "kind": kind, "independent": row.get::<_, usize>(3)?}))
    })? {
        let members = member_query.query_map([row["id"].as_str()], |row| {
            let difference: Vec<WordChange> = columns::json(row, 3)?;
            let (statement, page, words): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(4)?);
            let spans: Vec<[usize; 2]> = columns::json(row, 2)?;
            let stands: Option<String> = row.get(5)?;
            Ok(json!({
                "statement": statement, "page": page, "spans": spans, "words": words, "difference": difference,
                "stands": stands,
            }))
        })?;
        row["members"] = Value::Array(members.collect::<Result<_, _>>()?);
        rows.push(row);
    }
    Ok(rows)
}

fn event_groups(db: &Connection) -> Result<Vec<Value>, StoreError> {
    let groups = db
        .prepare("SELECT id FROM event_groups ORDER BY number")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    let mut rows = Vec::new();
    for id in groups {
        let Some(group) = event_group_row(db, &id)? else { continue };
        let participants: Vec<&str> = group.participants.iter().map(|actor| actor.id.as_str()).collect();
        let reports = group.reports.iter().map(|report| {
            json!({
                "event": report.id, "page": report.place_on_page.page, "span": report.evidence, "stage": report.stage,
                "reported": report.place_on_page.published, "when": report.when, "place": report.place,
                "words": report.words, "stands": report.stands,
            })
        });
        rows.push(json!({
            "id": group.id, "type": group.kind, "course": group.course, "participants": participants,
            "place": group.place, "when": group.when, "reports": reports.collect::<Vec<_>>(),
            "conflicts": group.conflicts,
        }));
    }
    Ok(rows)
}

fn stories(db: &Connection) -> Result<Vec<Value>, StoreError> {
    let mut page_query = db.prepare(
        "SELECT p.id FROM story_pages s JOIN pages p ON p.number = s.page WHERE s.story = ? ORDER BY s.position",
    )?;
    let mut rows = Vec::new();
    for mut row in list(db, "SELECT id, title FROM stories ORDER BY number", |row| {
        Ok(json!({"id": row.get::<_, String>(0)?, "title": row.get::<_, String>(1)?}))
    })? {
        let pages = page_query.query_map([row["id"].as_str()], |row| row.get::<_, String>(0))?;
        row["pages"] = json!(pages.collect::<Result<Vec<_>, _>>()?);
        rows.push(row);
    }
    Ok(rows)
}

const REUSE: &str = "SELECT r.id, r.words, a.id, r.a_start, r.a_stop, b.id, r.b_start, r.b_stop
    FROM reuse r JOIN pages a ON a.number = r.a_page JOIN pages b ON b.number = r.b_page ORDER BY r.number";

fn reuse(row: &Row<'_>) -> rusqlite::Result<Value> {
    Ok(json!({
        "id": row.get::<_, String>(0)?,
        "words": row.get::<_, usize>(1)?,
        "a": {"page": row.get::<_, String>(2)?, "span": columns::range(row, 3)?},
        "b": {"page": row.get::<_, String>(5)?, "span": columns::range(row, 6)?},
    }))
}

const CONFLICTS: &str = "SELECT c.id, c.slot, c.about, c.why,
        a.id, c.a_entry, c.a_start, c.a_stop, c.a_value, substr(a.text, c.a_start + 1, c.a_stop - c.a_start),
        b.id, c.b_entry, c.b_start, c.b_stop, c.b_value, substr(b.text, c.b_start + 1, c.b_stop - c.b_start)
    FROM conflicts c JOIN pages a ON a.number = c.a_page JOIN pages b ON b.number = c.b_page ORDER BY c.number";

fn conflict(row: &Row<'_>) -> rusqlite::Result<Value> {
    let slot: Slot = columns::word(row, 1)?;
    let side = |at: usize| -> rusqlite::Result<Value> {
        Ok(json!({
            "page": row.get::<_, String>(at)?, "entry": row.get::<_, String>(at + 1)?,
            "span": columns::range(row, at + 2)?, "value": row.get::<_, String>(at + 4)?,
            "words": row.get::<_, String>(at + 5)?,
        }))
    };
    Ok(json!({
        "id": row.get::<_, String>(0)?, "slot": slot, "about": row.get::<_, Option<String>>(2)?,
        "why": row.get::<_, String>(3)?, "a": side(4)?, "b": side(10)?,
    }))
}

fn list(
    db: &Connection,
    sql: &str,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<Value>,
) -> Result<Vec<Value>, StoreError> {
    let mut query = db.prepare(sql)?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
