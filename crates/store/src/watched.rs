//! What watching feeds needs to know from one run to the next.

use crate::columns::{to_word, word};
use crate::pack::{ENCODING, pack, unpack};
use crate::{Record, StoreError};
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

/// A feed that is watched, and how the last request for it came out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WatchedFeed {
    /// Its address, as it was named.
    pub url: String,
    /// When it was last asked for, in UTC; none where never.
    pub asked_at: Option<String>,
    /// When it may be asked for again, in UTC.
    pub next_at: Option<String>,
    /// How many times in a row it could not be had.
    pub failures: u32,
    /// The address that gave the validators.
    pub answered_by: Option<String>,
    /// The server's name for the last state.
    pub etag: Option<String>,
    /// Since when it has it.
    pub last_modified: Option<String>,
    /// The list of sitemaps that names it, where it is watched for that list's sake: it is left when the list is.
    pub listed_by: Option<String>,
}

/// What a feed has listed, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WatchedEntry {
    /// What the feed calls it.
    pub entry: String,
    /// The address of its page.
    pub url: String,
    /// Its headline in the feed; may be empty.
    pub title: String,
    /// Its dates in the feed, as given.
    pub stamp: String,
    /// What became of it.
    pub state: EntryState,
    /// How many times its page could not be had.
    pub tries: u32,
    /// When it may be tried again, in UTC.
    pub next_at: Option<String>,
    /// Why it could not be had, the last time.
    pub why: String,
}

/// What became of an entry of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryState {
    /// Its page is still to be fetched.
    Waiting,
    /// Its page is in the record.
    Done,
    /// Its page will not be fetched.
    Refused,
}

impl Record {
    /// The feeds that are watched, by address.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn watched_feeds(&self) -> Result<Vec<WatchedFeed>, StoreError> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT url, asked_at, next_at, failures, answered_by, etag, last_modified, listed_by FROM feeds ORDER BY url",
            )?;
            let rows = query.query_map([], |row| {
                Ok(WatchedFeed {
                    url: row.get(0)?,
                    asked_at: row.get(1)?,
                    next_at: row.get(2)?,
                    failures: row.get(3)?,
                    answered_by: row.get(4)?,
                    etag: row.get(5)?,
                    last_modified: row.get(6)?,
                    listed_by: row.get(7)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Notes how a request for a feed came out, with the entries that it lists for the first time or with other dates. `answer` is kept where there are any.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn note_feed(
        &mut self,
        feed: &WatchedFeed,
        news: &[WatchedEntry],
        answer: Option<&[u8]>,
        at: &str,
    ) -> Result<(), StoreError> {
        let packed = answer.filter(|_| !news.is_empty());
        let packed = packed.map(|answer| Ok::<_, StoreError>((answer.len(), pack(answer)?)));
        let packed: Option<(usize, Vec<u8>)> = packed.transpose()?;
        self.write("", |tx| {
            tx.prepare_cached(
                "INSERT INTO feeds (url, asked_at, next_at, failures, answered_by, etag, last_modified, encoding, answer_size, answer, listed_by)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, x'', ?9)
                 ON CONFLICT (url) DO UPDATE SET asked_at = ?2, next_at = ?3, failures = ?4, answered_by = ?5, etag = ?6, last_modified = ?7, listed_by = ?9",
            )?
            .execute(params![
                feed.url,
                feed.asked_at,
                feed.next_at,
                feed.failures,
                feed.answered_by,
                feed.etag,
                feed.last_modified,
                ENCODING,
                feed.listed_by
            ])?;
            if let Some((size, bytes)) = packed {
                tx.prepare_cached("UPDATE feeds SET answer_size = ?2, answer = ?3 WHERE url = ?1")?
                    .execute(params![feed.url, size, bytes])?;
            }
            for entry in news {
                write_entry(tx, &feed.url, entry, at)?;
            }
            Ok(())
        })
    }

    /// Watches a feed no longer, nor what was watched for its sake, and forgets what they have listed; pages that came by them stay. Says whether
    /// it was watched.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn forget_feed(&mut self, url: &str) -> Result<bool, StoreError> {
        self.write("", |tx| {
            let was_watched = tx.prepare_cached("SELECT 1 FROM feeds WHERE url = ?")?.exists([url])?;
            tx.execute(
                "DELETE FROM feeds WHERE url IN (
                   WITH RECURSIVE own(url) AS (SELECT ?1 UNION SELECT f.url FROM feeds f JOIN own ON f.listed_by = own.url)
                   SELECT url FROM own)",
                [url],
            )?;
            Ok(was_watched)
        })
    }

    /// The last answer of a feed that brought something new, as a record of a web archive; none where there is none.
    ///
    /// # Errors
    /// Where the file cannot be read or is damaged.
    pub fn feed_answer(&self, url: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|db| {
            let mut query =
                db.prepare_cached("SELECT answer, answer_size FROM feeds WHERE url = ? AND answer_size > 0")?;
            let found: Option<(Vec<u8>, usize)> =
                query.query_row([url], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            found.map(|(packed, size)| unpack(&packed, size)).transpose()
        })
    }

    /// What a feed has listed, in order of its names for it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn watched_entries(&self, feed: &str) -> Result<Vec<WatchedEntry>, StoreError> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT entry, url, title, stamp, state, tries, next_at, why FROM feed_entries WHERE feed = ? ORDER BY entry",
            )?;
            let rows = query.query_map([feed], entry)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Notes what became of an entry.
    ///
    /// # Errors
    /// Where the feed is not watched, or the file cannot be written.
    pub fn note_entry(&mut self, feed: &str, entry: &WatchedEntry, at: &str) -> Result<(), StoreError> {
        self.write("", |tx| write_entry(tx, feed, entry, at))
    }

    /// The robots files that were read before: origin, time (UTC) and text of each.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn robots(&self) -> Result<Vec<(String, String, String)>, StoreError> {
        self.read(|db| {
            let mut query = db.prepare_cached("SELECT origin, at, text FROM robots ORDER BY origin")?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Keeps the robots files that were read, in the place of those that were known.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep_robots(&mut self, robots: &[(String, String, String)]) -> Result<(), StoreError> {
        if self.robots()? == robots {
            return Ok(());
        }
        self.write("", |tx| {
            tx.execute("DELETE FROM robots", [])?;
            let mut insert = tx.prepare_cached("INSERT INTO robots (origin, at, text) VALUES (?, ?, ?)")?;
            for (origin, at, text) in robots {
                insert.execute(params![origin, at, text])?;
            }
            Ok(())
        })
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<WatchedEntry> {
    Ok(WatchedEntry {
        entry: row.get(0)?,
        url: row.get(1)?,
        title: row.get(2)?,
        stamp: row.get(3)?,
        state: word(row, 4)?,
        tries: row.get(5)?,
        next_at: row.get(6)?,
        why: row.get(7)?,
    })
}

fn write_entry(
    tx: &rusqlite::Transaction<'_>,
    feed: &str,
    entry: &WatchedEntry,
    at: &str,
) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO feed_entries (feed, entry, url, title, stamp, state, tries, next_at, why, seen_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (feed, entry) DO UPDATE SET url = ?3, title = ?4, stamp = ?5, state = ?6, tries = ?7, next_at = ?8, why = ?9",
    )?
    .execute(params![
        feed,
        entry.entry,
        entry.url,
        entry.title,
        entry.stamp,
        to_word(&entry.state),
        entry.tries,
        entry.next_at,
        entry.why,
        at
    ])?;
    Ok(())
}
