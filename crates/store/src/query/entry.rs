use super::actors::actor_rows;
use super::conflicts::conflict_rows;
use super::events::{EventsOf, event_group_row, event_rows, group_of};
use super::pages::page_rows;
use super::quotations::quotation_rows;
use super::statements::statement_rows;
use super::surroundings::paragraph;
use crate::views::{Entry, Range};
use crate::{Record, StoreError};
use onrecord_text::CodePoints;
use rusqlite::{Connection, OptionalExtension};

/// Fewer characters name too many entries.
const SHORTEST_PREFIX: usize = 4;
/// How many ids an error lists.
const CANDIDATES: usize = 10;
/// The tables whose rows can be shown, by id.
const TABLES: [&str; 7] =
    ["statements", "events", "event_groups", "quotations", "conflicts", "record_actors", "pages"];

impl Record {
    /// One entry of the record by its id, or by the beginning of it (four characters at least) where no other begins so. A
    /// rejected statement or event is found by its whole id.
    ///
    /// # Errors
    /// Where no id or more than one begins so, or the file cannot be read.
    pub fn entry(&self, id: &str) -> Result<Entry, StoreError> {
        self.read(|db| {
            let (table, id) = find(db, id)?;
            show(db, table, &id)?.ok_or(StoreError::NoEntry { id })
        })
    }

    /// The whole id of an entry, by the beginning of it.
    pub(crate) fn full_id(&self, id: &str) -> Result<String, StoreError> {
        self.read(|db| Ok(find(db, id)?.1))
    }
}

/// The table and the whole id that an id or the beginning of one names.
fn find(db: &Connection, id: &str) -> Result<(&'static str, String), StoreError> {
    for table in TABLES {
        let sql = format!("SELECT 1 FROM {table} WHERE id = ?");
        if db.prepare_cached(&sql)?.exists([id])? {
            return Ok((table, id.to_owned()));
        }
    }
    let mut found = Vec::new();
    if id.chars().count() >= SHORTEST_PREFIX {
        let past = format!("{id}\u{10FFFF}");
        for table in TABLES {
            let sql =
                format!("SELECT id FROM {table} WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT {CANDIDATES}");
            let mut query = db.prepare_cached(&sql)?;
            let ids = query.query_map([id, &past], |row| Ok((table, row.get(0)?)))?;
            found.extend(ids.collect::<Result<Vec<(&'static str, String)>, _>>()?);
        }
    }
    match found.len() {
        0 => Err(StoreError::NoEntry { id: id.to_owned() }),
        1 => Ok(found.remove(0)),
        _ => {
            let mut candidates: Vec<String> = found.into_iter().map(|(_, id)| id).collect();
            candidates.truncate(CANDIDATES);
            Err(StoreError::Ambiguous { id: id.to_owned(), candidates })
        }
    }
}

fn show(db: &Connection, table: &str, id: &str) -> Result<Option<Entry>, StoreError> {
    Ok(match table {
        "statements" => Some(statement(db, id)?),
        "events" => event(db, id)?,
        "event_groups" => event_group_row(db, id)?.map(|row| Entry::EventGroup { row }),
        "quotations" => quotation_rows(db, Some(id))?.pop().map(|row| Entry::Quotation { row }),
        "conflicts" => conflict_rows(db, Some(id))?.pop().map(|row| Entry::Conflict { row }),
        "record_actors" => actor_rows(db, Some(id))?.pop().map(|row| Entry::Actor { row }),
        _ => {
            let number = db.query_row("SELECT number FROM pages WHERE id = ?", [id], |row| row.get(0))?;
            page_rows(db, Some(number))?.pop().map(|row| Entry::Page { row })
        }
    })
}

fn statement(db: &Connection, id: &str) -> Result<Entry, StoreError> {
    let number = db.query_row("SELECT number FROM statements WHERE id = ?", [id], |row| row.get(0))?;
    let Some(row) = statement_rows(db, &[number])?.pop() else {
        return Err(StoreError::NoEntry { id: id.to_owned() });
    };
    let all = row.source.iter().chain(&row.cue).chain(&row.content);
    let hull = all.copied().reduce(|[a, b], [c, d]| [a.min(c), b.max(d)]);
    let quotation = match &row.quotation {
        Some(quotation) => quotation_rows(db, Some(&quotation.id))?.pop(),
        None => None,
    };
    let (context, sha256) = context(db, &row.place.page, hull)?;
    Ok(Entry::Statement { row: Box::new(row), context, sha256, quotation })
}

fn event(db: &Connection, id: &str) -> Result<Option<Entry>, StoreError> {
    let Some(row) = event_rows(db, Some(EventsOf::Event(id)))?.remove(id) else { return Ok(None) };
    let group = match group_of(db, id)? {
        Some(group) => event_group_row(db, &group)?,
        None => None,
    };
    let (context, sha256) = context(db, &row.place_on_page.page, Some(row.evidence))?;
    Ok(Some(Entry::Event { row: Box::new(row), context, sha256, group }))
}

/// The paragraph around some words of a page, and the hash of the page's kept copy.
fn context(db: &Connection, page: &str, range: Option<Range>) -> Result<(String, String), StoreError> {
    let mut query = db.prepare_cached("SELECT text, sha256 FROM pages WHERE id = ?")?;
    let found = query.query_row([page], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((text, sha256)): Option<(String, String)> = found else {
        return Err(StoreError::damaged(format!("the page {page} is gone")));
    };
    let points = CodePoints::new(&text);
    Ok((range.map(|range| paragraph(&text, &points, range)).unwrap_or_default(), sha256))
}
