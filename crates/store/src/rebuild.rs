use crate::add::write_reading;
use crate::pack::{pack_reading, unpack};
use crate::resolve::{Resolved, Resolver, erase_relations, readings, resolve_in};
use crate::{Record, StoreError};
use onrecord_text::{Reading, sha256_hex};
use rusqlite::{Connection, Transaction};
use std::collections::BTreeMap;

/// What a rebuild did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Pages read anew from their kept copies.
    pub pages: usize,
    /// Pages that could not be read anew, with the reason. The reading that the record had of them is kept.
    pub unread: Vec<(String, String)>,
    /// What the pages gave when resolved against each other.
    pub resolved: Resolved,
}

/// A kept copy, unpacked.
pub(crate) struct Kept {
    pub(crate) sha256: String,
    pub(crate) path: String,
    /// The raw bytes, or why they cannot be had.
    pub(crate) raw: Result<Vec<u8>, String>,
}

impl Record {
    /// Makes every derived row anew from kept copies and decisions, in one transaction. `read` is given the kept bytes, the
    /// path that they first came from and the name of what read them before (empty where the record does not know), and gives
    /// their reading; a page that it gives no reading of keeps the old one.
    ///
    /// # Errors
    /// Where the file cannot be read or written; the record is then as it was.
    pub fn rebuild(
        &mut self,
        read: impl FnMut(&[u8], &str, &str) -> Vec<Reading>,
    ) -> Result<Rebuilt, StoreError> {
        self.rebuild_with(read, &onrecord_record::resolve)
    }

    /// The same with another resolver than the program's own.
    ///
    /// # Errors
    /// As [`Self::rebuild`].
    pub fn rebuild_with(
        &mut self,
        mut read: impl FnMut(&[u8], &str, &str) -> Vec<Reading>,
        resolver: &Resolver<'_>,
    ) -> Result<Rebuilt, StoreError> {
        self.write("rebuilt the record from its kept copies", |tx| {
            let mut old: BTreeMap<i64, Reading> = readings(tx)?.into_iter().collect();
            erase_relations(tx)?;
            erase_pages(tx)?;
            let mut rebuilt = Rebuilt::default();
            for number in copies(tx)? {
                let kept = kept_copy(tx, number)?;
                let reader = old.get(&number).map_or("", |it| it.reader.as_str());
                let anew = kept.raw.and_then(|raw| {
                    let mut found = read(&raw, &kept.path, reader).into_iter();
                    found
                        .find(|reading| reading.page.sha256 == kept.sha256)
                        .ok_or_else(|| "it can no longer be read as a page".to_owned())
                });
                let reading = match anew {
                    Ok(mut reading) => {
                        reading.page.path.clone_from(&kept.path);
                        rebuilt.pages += 1;
                        Some(reading)
                    }
                    Err(reason) => {
                        rebuilt.unread.push((kept.path, reason));
                        old.remove(&number)
                    }
                };
                if let Some(reading) = reading {
                    write_reading(tx, number, &reading, &pack_reading(&reading)?)?;
                }
            }
            rebuilt.resolved = resolve_in(tx, resolver)?;
            Ok(rebuilt)
        })
    }
}

/// The numbers of the kept copies, in order of arrival.
pub(crate) fn copies(db: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut query = db.prepare("SELECT number FROM kept_copies ORDER BY number")?;
    let numbers = query.query_map([], |row| row.get(0))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}

/// One kept copy. Bytes that do not give their hash are reported, never handed out.
pub(crate) fn kept_copy(db: &Connection, number: i64) -> Result<Kept, StoreError> {
    let mut query = db.prepare_cached(
        "SELECT k.sha256, k.size, k.bytes,
             coalesce((SELECT path FROM sources WHERE copy = k.number ORDER BY number LIMIT 1), '')
         FROM kept_copies k WHERE k.number = ?",
    )?;
    let (sha256, size, packed, path): (String, usize, Vec<u8>, String) =
        query.query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let raw = match unpack(&packed, size) {
        Ok(raw) if sha256_hex(&raw) == sha256 => Ok(raw),
        Ok(raw) => Err(format!("the kept copy's SHA-256 is {}, not {sha256}", sha256_hex(&raw))),
        Err(_) => Err("the kept copy cannot be unpacked".to_owned()),
    };
    Ok(Kept { sha256, path, raw })
}

/// Deletes what is derived from single pages, children first, and the search index.
fn erase_pages(tx: &Transaction<'_>) -> Result<(), StoreError> {
    for index in ["statement_search", "event_search", "page_search"] {
        tx.execute(&format!("INSERT INTO {index} ({index}) VALUES ('delete-all')"), [])?;
    }
    for table in PAGE_TABLES {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

/// What is derived from single pages, children first.
pub(crate) const PAGE_TABLES: [&str; 12] = [
    "event_participants",
    "events",
    "statement_spans",
    "statements",
    "times",
    "mentions",
    "actors",
    "items",
    "boilerplate",
    "notes",
    "readings",
    "pages",
];
