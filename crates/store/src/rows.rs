//! The rows that a reading gives, made again beside the record, to compare.

use crate::StoreError;
use crate::add::write_reading;
use crate::record::{LANGUAGES, SCHEMA};
use onrecord_text::Reading;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// What makes up a page's rows: the table, the row's name, and a query over it by page. Numbers are left out, because they say
/// only in which order pages came, and so is what relations and decisions put into rows.
const TABLES: [(&str, &str); 9] = [
    ("notes", "SELECT 'note ' || position, * FROM notes WHERE page = ?"),
    ("boilerplate", "SELECT 'boilerplate ' || position, * FROM boilerplate WHERE page = ?"),
    (
        "items",
        "SELECT id, position, kind, start, stop, title, title_start, title_stop, byline, byline_start, byline_stop,
             published_edtf, published_earliest, published_latest, published_basis, published_evidence, published_why,
             language
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

/// An empty record in memory, in which a page's rows are made again.
pub(crate) struct Beside(Connection);

/// A row that is not the same in both: its table, its name, and whether the reading gives it.
pub(crate) struct Difference {
    pub(crate) table: &'static str,
    pub(crate) row: String,
    pub(crate) is_read: bool,
}

impl Beside {
    pub(crate) fn new() -> Result<Self, StoreError> {
        let db = Connection::open_in_memory()?;
        db.execute_batch(SCHEMA)?;
        Ok(Self(db))
    }

    /// The rows that differ between a record and what a reading of its page gives.
    pub(crate) fn differences(
        &self,
        record: &Connection,
        number: i64,
        reading: &Reading,
    ) -> Result<Vec<Difference>, StoreError> {
        // Never committed: the next page finds it empty again.
        let tx = self.0.unchecked_transaction()?;
        tx.execute(
            "INSERT INTO kept_copies (number, sha256, size, encoding, bytes) VALUES (?, ?, 0, '', x'')",
            params![number, reading.page.sha256],
        )?;
        write_reading(&tx, number, reading, &[])?;
        let mut differences = Vec::new();
        let layout: i64 = record.pragma_query_value(None, "user_version", |row| row.get(0))?;
        for (table, sql) in TABLES {
            // A record of an older layout that is only read has no languages of items.
            let without = sql.replace(",\n             language\n", " ");
            let sql = if layout < LANGUAGES { without.as_str() } else { sql };
            let (made, stored) = (rows(&tx, sql, number)?, rows(record, sql, number)?);
            let names: BTreeSet<&str> = made.iter().map(|(row, _)| row.as_str()).collect();
            let missing = made.difference(&stored).map(|(row, _)| (row, true));
            let strays =
                stored.iter().filter(|(row, _)| !names.contains(row.as_str())).map(|(row, _)| (row, false));
            differences.extend(missing.chain(strays).map(|(row, is_read)| Difference {
                table,
                row: row.clone(),
                is_read,
            }));
        }
        Ok(differences)
    }
}

/// Each row's name and its values as text.
fn rows(db: &Connection, sql: &str, number: i64) -> Result<BTreeSet<(String, String)>, StoreError> {
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
