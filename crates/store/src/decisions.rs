use crate::record::now;
use crate::{Record, StoreError, columns};
use onrecord_record::Decision;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

/// A decision as the record keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionRow {
    /// Its number, by which it can be undone.
    pub number: i64,
    /// What was decided.
    #[serde(flatten)]
    pub decision: Decision,
    /// Who.
    pub by: String,
    /// The reason given; may be empty.
    pub why: String,
    /// When, in UTC.
    pub at: String,
    /// Who took it back, if anybody did.
    pub undone_by: Option<String>,
}

impl Record {
    /// Adds a decision and gives its number. It takes effect with the next [`Record::resolve`].
    ///
    /// # Errors
    /// Where a rejected entry is not in the record, or the file cannot be written.
    pub fn decide(&mut self, decision: &Decision, by: &str, why: &str) -> Result<i64, StoreError> {
        let (kind, entry) = match decision {
            Decision::SameActor { .. } => ("same-actor", None),
            Decision::DifferentActors { .. } => ("different-actors", None),
            Decision::Reject { id } => ("reject", Some(self.full_id(id)?)),
        };
        let decision = match &entry {
            Some(id) => Decision::Reject { id: id.clone() },
            None => decision.clone(),
        };
        let json = columns::to_json(&decision);
        self.write(&format!("decided: {json}"), |tx| {
            tx.execute(
                "INSERT INTO decisions (kind, decision, entry, by, why, at) VALUES (?, ?, ?, ?, ?, ?)",
                params![kind, json, entry, by, why, now()],
            )?;
            Ok(tx.last_insert_rowid())
        })
    }

    /// Takes a decision back. It stays in the list, with who took it back. Takes effect with the next [`Record::resolve`].
    ///
    /// # Errors
    /// Where there is no such decision, it is undone already, or the file cannot be written.
    pub fn undo_decision(&mut self, number: i64, by: &str, why: &str) -> Result<(), StoreError> {
        self.write(&format!("undid decision {number}"), |tx| {
            let found = tx
                .query_row("SELECT 1 FROM active_decisions WHERE number = ?", [number], |_| Ok(()))
                .optional()?;
            if found.is_none() {
                return Err(StoreError::NoDecision { number });
            }
            tx.execute(
                "INSERT INTO decisions (kind, undoes, by, why, at) VALUES ('undo', ?, ?, ?, ?)",
                params![number, by, why, now()],
            )?;
            Ok(())
        })
    }

    /// Every decision, the undone ones too, in order.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn decisions(&self) -> Result<Vec<DecisionRow>, StoreError> {
        self.read(|db| {
            let mut query = db.prepare(
                "SELECT d.number, d.decision, d.by, d.why, d.at, u.by
                 FROM decisions d LEFT JOIN decisions u ON u.undoes = d.number
                 WHERE d.kind <> 'undo' ORDER BY d.number",
            )?;
            let rows = query.query_map([], |row| {
                Ok(DecisionRow {
                    number: row.get(0)?,
                    decision: columns::json(row, 1)?,
                    by: row.get(2)?,
                    why: row.get(3)?,
                    at: row.get(4)?,
                    undone_by: row.get(5)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

/// The decisions that hold, in order.
pub(crate) fn active(db: &Connection) -> Result<Vec<Decision>, StoreError> {
    let mut query = db.prepare_cached("SELECT decision FROM active_decisions ORDER BY number")?;
    let rows = query.query_map([], |row| columns::json(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
