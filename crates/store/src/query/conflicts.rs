use super::place::{PLACE, PLACE_COLUMNS, PLACE_JOINS, place};
use super::surroundings::{sentence, words_at};
use crate::columns::{range, word};
use crate::views::{AccountRow, ConflictRow};
use crate::{Record, StoreError};
use onrecord_text::CodePoints;
use rusqlite::Connection;

impl Record {
    /// The conflicts, both accounts in words.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn conflicts(&self) -> Result<Vec<ConflictRow>, StoreError> {
        self.read(|db| conflict_rows(db, None))
    }
}

/// Conflicts; one only where an id is given.
pub(crate) fn conflict_rows(db: &Connection, id: Option<&str>) -> Result<Vec<ConflictRow>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT id, slot, about, why FROM conflicts WHERE ?1 IS NULL OR id = ?1 ORDER BY number",
    )?;
    let heads = query.query_map([id], |row| Ok((row.get(0)?, word(row, 1)?, row.get(2)?, row.get(3)?)))?;
    let mut rows = Vec::new();
    for head in heads {
        let (id, slot, about, why): (String, _, _, _) = head?;
        rows.push(ConflictRow { a: account(db, &id, "a")?, b: account(db, &id, "b")?, id, slot, about, why });
    }
    Ok(rows)
}

/// One side (`a` or `b`) of a conflict.
fn account(db: &Connection, conflict: &str, side: &str) -> Result<AccountRow, StoreError> {
    let mut query = db.prepare_cached(&format!(
        "SELECT {PLACE}, x.entry, x.start, x.stop, x.value, p.text
         FROM (SELECT {side}_page page, {side}_entry entry, {side}_start start, {side}_stop stop, {side}_value value,
                   coalesce((SELECT item FROM statements WHERE id = {side}_entry),
                            (SELECT item FROM events WHERE id = {side}_entry),
                            (SELECT id FROM items WHERE page = {side}_page AND start <= {side}_start
                                AND stop >= {side}_stop ORDER BY start DESC LIMIT 1), '') item
               FROM conflicts WHERE id = ?) x {PLACE_JOINS}"
    ))?;
    let row = query.query_row([conflict], |row| {
        let span = range(row, PLACE_COLUMNS + 1)?;
        let text: String = row.get(PLACE_COLUMNS + 4)?;
        let points = CodePoints::new(&text);
        Ok(AccountRow {
            place: place(row)?,
            entry: row.get(PLACE_COLUMNS)?,
            span,
            words: words_at(&text, &points, span).to_owned(),
            context: sentence(&text, &points, span),
            value: row.get(PLACE_COLUMNS + 3)?,
        })
    })?;
    Ok(row)
}
