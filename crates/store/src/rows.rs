//! The rows that a reading gives, made again beside the record, to compare.

use crate::StoreError;
use crate::add::write_reading;
use crate::record::SCHEMA;
use onrecord_text::Reading;
use rusqlite::{Connection, params};

/// What makes up a page's rows: the table, the row's name, and a query over it by page. Numbers are left out, because they say
/// only in which order pages came, and so is what relations and decisions put into rows.
const TABLES: [(&str, &str); 9] = [
    ("notes", "SELECT 'note ' || position, * FROM notes WHERE page = ?"),
    ("boilerplate", "SELECT 'boilerplate ' || position, * FROM boilerplate WHERE page = ?"),
    (
        "items",
        "SELECT id, position, kind, start, stop, title, title_start, title_stop, byline, byline_start, byline_stop,
             published_edtf, published_earliest, published_latest, published_basis, published_evidence, published_why
         FROM items WHERE page = ?",
    ),
    ("actors", "SELECT id, * FROM actors WHERE page = ?"),
    ("mentions", "SELECT 'mention ' || position, * FROM mentions WHERE page = ?"),
    ("times", "SELECT 'time ' || position, * FROM times WHERE page = ?"),
    (
        "statements",
        "SELECT id, position, item, speaker, speaker_name, source_words, cue_words, words, kind, mode, said_edtf,
             said_earliest, said_latest, said_basis, said_evidence, said_why, said_day, addressee, venue, via, certainty,
             (SELECT group_concat(role || position || ':' || start || '-' || stop)
              FROM (SELECT * FROM statement_spans WHERE statement = number ORDER BY role, position))
         FROM statements WHERE page = ?",
    ),
    (
        "events",
        "SELECT id, position, item, type, plover, place, when_edtf, when_earliest, when_latest, when_basis, when_evidence,
             when_why, stage, duration, start, stop, words, certainty,
             (SELECT group_concat(position || ':' || actor)
              FROM (SELECT * FROM event_participants WHERE event = number ORDER BY position))
         FROM events WHERE page = ?",
    ),
    ("pages", "SELECT id, sha256, path, url, outlet, outlet_domain, language, format, title, words FROM pages WHERE number = ?"),
];

/// The rows that differ between a record and what a reading gives: the table, and the name of the row in each of the two; one of
/// them is missing where only the other has it.
pub(crate) fn differences(
    db: &Connection,
    number: i64,
    reading: &Reading,
) -> Result<Vec<(&'static str, Option<String>, Option<String>)>, StoreError> {
    let beside = Connection::open_in_memory()?;
    beside.execute_batch(SCHEMA)?;
    let tx = beside.unchecked_transaction()?;
    tx.execute(
        "INSERT INTO kept_copies (number, sha256, size, encoding, bytes) VALUES (?, ?, 0, '', x'')",
        params![number, reading.page.sha256],
    )?;
    write_reading(&tx, number, reading, &[])?;
    let mut differences = Vec::new();
    for (table, sql) in TABLES {
        let (made, stored) = (rows(&tx, sql, number)?, rows(db, sql, number)?);
        let name = |row: &(String, String)| Some(row.0.clone());
        differences
            .extend(made.iter().filter(|row| !stored.contains(row)).map(|row| (table, name(row), None)));
        let strays = stored.iter().filter(|row| !made.iter().any(|other| other.0 == row.0));
        differences.extend(strays.map(|row| (table, None, name(row))));
    }
    Ok(differences)
}

/// Each row's name and its values as text.
fn rows(db: &Connection, sql: &str, number: i64) -> Result<Vec<(String, String)>, StoreError> {
    let mut query = db.prepare_cached(sql)?;
    let columns = query.column_count();
    let rows = query.query_map([number], |row| {
        let mut values = String::new();
        for column in 0..columns {
            values.push_str(&format!("{:?}\u{1f}", row.get_ref(column)?));
        }
        Ok((row.get(0)?, values))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
