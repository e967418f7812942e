use super::place::{PLACE, PLACE_COLUMNS, PLACE_JOINS, place};
use super::statements::maybe_actor;
use crate::columns::{json, word};
use crate::views::{QuotationMemberRow, QuotationRow};
use crate::{Record, StoreError};
use rusqlite::Connection;

impl Record {
    /// The quotations, each with its statements in order of report.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn quotations(&self) -> Result<Vec<QuotationRow>, StoreError> {
        self.read(|db| quotation_rows(db, None))
    }
}

/// Quotations; one only where an id is given.
pub(crate) fn quotation_rows(db: &Connection, id: Option<&str>) -> Result<Vec<QuotationRow>, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT q.id, q.kind, q.independent, a.id, a.name, a.type
         FROM quotations q LEFT JOIN record_actors a ON a.id = q.speaker
         WHERE ?1 IS NULL OR q.id = ?1 ORDER BY q.number",
    )?;
    let rows = query.query_map([id], |row| {
        Ok(QuotationRow {
            id: row.get(0)?,
            kind: word(row, 1)?,
            independent: row.get(2)?,
            speaker: maybe_actor(row, 3)?,
            members: Vec::new(),
        })
    })?;
    let mut rows = rows.collect::<Result<Vec<_>, _>>()?;
    for row in &mut rows {
        row.members = members(db, &row.id)?;
    }
    Ok(rows)
}

fn members(db: &Connection, quotation: &str) -> Result<Vec<QuotationMemberRow>, StoreError> {
    let mut query = db.prepare_cached(&format!(
        "SELECT {PLACE}, x.id, x.words, m.difference, m.stands
         FROM quotation_members m JOIN statements x ON x.id = m.statement {PLACE_JOINS}
         WHERE m.quotation = ? ORDER BY m.position"
    ))?;
    let rows = query.query_map([quotation], |row| {
        Ok(QuotationMemberRow {
            place: place(row)?,
            statement: row.get(PLACE_COLUMNS)?,
            words: row.get(PLACE_COLUMNS + 1)?,
            difference: json(row, PLACE_COLUMNS + 2)?,
            stands: row.get(PLACE_COLUMNS + 3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
