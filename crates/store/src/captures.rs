use crate::add::write_page_of;
use crate::columns::{json, to_json};
use crate::pack::{pack, pack_reading};
use crate::{Added, Record, StoreError};
use onrecord_text::{Reading, sha256_hex};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

/// A server's answer to a request for a page, without the page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Capture {
    /// The address that was asked for.
    pub asked: String,
    /// The address that answered.
    pub url: String,
    /// When, in UTC (`2031-05-02T08:00:00Z`).
    pub at: String,
    /// The status code.
    pub status: u16,
    /// The redirects between the two: status code and address of each.
    pub redirects: Vec<(u16, String)>,
    /// What the server calls this state of the page.
    pub etag: Option<String>,
    /// Since when it has it, as the server says.
    pub last_modified: Option<String>,
    /// The SHA-256 of the body, unpacked; none where there was none.
    pub sha256: Option<String>,
}

/// A capture and the page that it found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct KnownCapture {
    /// The answer.
    #[serde(flatten)]
    pub capture: Capture,
    /// The id of the page that holds what was there; none where no page was.
    pub page: Option<String>,
}

impl Record {
    /// Adds a page that came over the network, and the answer that brought it, in one transaction. `raw` is the answer as it is
    /// kept, of which the reading was made.
    ///
    /// # Errors
    /// As [`Record::add`].
    pub fn add_captured(
        &mut self,
        raw: &[u8],
        reading: &Reading,
        capture: &Capture,
    ) -> Result<Added, StoreError> {
        let page = &reading.page;
        if sha256_hex(raw) != page.sha256 {
            return Err(StoreError::WrongBytes { page: page.path.clone(), expected: page.sha256.clone() });
        }
        let (bytes, packed) = (pack(raw)?, pack_reading(reading)?);
        self.write(&format!("added {} from {}", page.id, page.path), |tx| {
            let (added, copy) = write_page_of(tx, raw.len(), &bytes, reading, &packed)?;
            write(tx, capture, Some(copy))?;
            Ok(added)
        })
    }

    /// Notes an answer that brought no new page: nothing had changed, or there was none. `page` is the id of the page whose kept copy
    /// holds what was there.
    ///
    /// # Errors
    /// Where no page has this id, or the file cannot be written.
    pub fn note_capture(&mut self, capture: &Capture, page: Option<&str>) -> Result<(), StoreError> {
        self.write(&format!("asked for {}: {}", capture.asked, capture.status), |tx| {
            let copy = match page {
                None => None,
                Some(id) => {
                    let mut query = tx.prepare_cached("SELECT number FROM pages WHERE id = ?")?;
                    let number: Option<i64> = query.query_row([id], |row| row.get(0)).optional()?;
                    Some(number.ok_or_else(|| StoreError::NoEntry { id: id.to_owned() })?)
                }
            };
            write(tx, capture, copy)
        })
    }

    /// The last answer to a request for an address that found a page, to ask whether the page has changed since.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn last_capture(&self, address: &str) -> Result<Option<KnownCapture>, StoreError> {
        self.last_capture_of(address, address)
    }

    /// The last answer that found a page for an address that was asked for, or at the one that answered: what the next answer is compared
    /// with. An earlier one does not count: a page that goes back to its first words has changed again.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn last_capture_of(&self, asked: &str, url: &str) -> Result<Option<KnownCapture>, StoreError> {
        self.read(|db| {
            let sql = format!(
                "{SELECT} WHERE (c.asked IN (?1, ?2) OR c.url IN (?1, ?2)) AND c.copy IS NOT NULL ORDER BY c.number DESC LIMIT 1"
            );
            Ok(db.prepare_cached(&sql)?.query_row([asked, url], known).optional()?)
        })
    }

    /// Whether an answer with this body brought a page, or was found to say what that page says.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn had_body(&self, page: &str, sha256: &str) -> Result<bool, StoreError> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT 1 FROM captures c JOIN pages p ON p.number = c.copy WHERE p.id = ? AND c.sha256 = ?",
            )?;
            Ok(query.exists([page, sha256])?)
        })
    }
}

/// The columns that [`known`] reads.
const SELECT: &str =
    "SELECT c.asked, c.url, c.at, c.status, c.redirects, c.etag, c.last_modified, c.sha256, p.id
     FROM captures c LEFT JOIN pages p ON p.number = c.copy";

/// Every answer in whose address one of some addresses stands, in order.
pub(crate) fn all(db: &Connection) -> Result<Vec<(Option<i64>, KnownCapture)>, StoreError> {
    let sql = SELECT.replacen("p.id", "p.id, c.copy", 1) + " ORDER BY c.at, c.number";
    let mut query = db.prepare_cached(&sql)?;
    let rows = query.query_map([], |row| Ok((row.get(9)?, known(row)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn known(row: &rusqlite::Row<'_>) -> rusqlite::Result<KnownCapture> {
    let capture = Capture {
        asked: row.get(0)?,
        url: row.get(1)?,
        at: row.get(2)?,
        status: row.get(3)?,
        redirects: json(row, 4)?,
        etag: row.get(5)?,
        last_modified: row.get(6)?,
        sha256: row.get(7)?,
    };
    Ok(KnownCapture { capture, page: row.get(8)? })
}

fn write(tx: &Transaction<'_>, capture: &Capture, copy: Option<i64>) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO captures (asked, url, at, status, redirects, etag, last_modified, sha256, copy)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        capture.asked,
        capture.url,
        capture.at,
        capture.status,
        to_json(&capture.redirects),
        capture.etag,
        capture.last_modified,
        capture.sha256,
        copy
    ])?;
    Ok(())
}
