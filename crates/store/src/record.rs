use crate::StoreError;
use crate::resolve::readings;
use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior, params};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `ORec`: what the `application_id` of a record says, so that `file` and SQLite tools know it.
pub const APPLICATION_ID: i64 = 0x4f52_6563;
/// The layout of the tables, in `user_version`. Older layouts are brought to it when a record is opened for writing.
pub const LAYOUT: i64 = 6;
/// The tables, with a comment for each column.
pub const SCHEMA: &str = include_str!("schema.sql");
/// The version that rows, readings and the log name.
pub const PROGRAM: &str = concat!("onrecord ", env!("CARGO_PKG_VERSION"));

/// The layout from which on items have their language.
pub(crate) const LANGUAGES: i64 = 4;
/// Columns that older layouts do not have: the layout since which their table is there and that since which they are, the table and the
/// column. All of them may be empty.
const COLUMNS: [(i64, i64, &str, &str); 5] = [
    (1, LANGUAGES, "items", "language"),
    (1, 4, "quotation_members", "stands"),
    (1, 4, "event_reports", "stands"),
    (3, 4, "placed_items", "events"),
    (2, 6, "feeds", "listed_by"),
];

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(5);
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// A record: one open SQLite file.
///
/// A write is one transaction, and the file is whole at any moment: whoever kills the program in the middle finds, on
/// opening, the record as it was before that write.
#[derive(Debug)]
pub struct Record {
    pub(crate) db: Connection,
    path: PathBuf,
    run: String,
}

impl Record {
    /// Opens a record for writing, and makes it where there is none. An empty file counts as none.
    ///
    /// # Errors
    /// Where the path is a folder, another kind of file, a newer version's record, or may not be written.
    pub fn create_or_open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let state = look_at(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut record = Self::open(path, flags)?;
        if state != FileState::Filled || record.is_blank()? {
            record.write("opened a new record", |tx| {
                // Another run may have made it since the file was looked at.
                if tables(tx)? == 0 {
                    tx.execute_batch(SCHEMA)?;
                    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
                    tx.pragma_update(None, "user_version", LAYOUT)?;
                }
                Ok(())
            })?;
        }
        record.check_layout()?;
        record.upgrade()?;
        Ok(record)
    }

    /// Opens a record for writing.
    ///
    /// # Errors
    /// As [`Self::create_or_open`], and where there is no record.
    pub fn open_existing(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let mut record = Self::open_filled(path.as_ref())?;
        record.upgrade()?;
        Ok(record)
    }

    /// Opens a record for reading. Several may read while one writes.
    ///
    /// # Errors
    /// As [`Self::open_existing`].
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        // Not opened with the read-only flag: a connection with that flag cannot undo what a killed writer left half done.
        let record = Self::open_filled(path.as_ref())?;
        record.stand_in().map_err(|error| record.fault(error))?;
        record.db.pragma_update(None, "query_only", true).map_err(|error| record.fault(error))?;
        Ok(record)
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A number that grows with every write: as long as it stays, every query gives the same answer.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn revision(&self) -> Result<i64, StoreError> {
        let last = self.db.query_row("SELECT coalesce(max(number), 0) FROM log", [], |row| row.get(0));
        last.map_err(|error| self.fault(error))
    }

    /// Lets the file grow to no more than this many bytes: a write beyond fails as on a full disk.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn limit_size(&mut self, bytes: u64) -> Result<(), StoreError> {
        let limit = || {
            let page: u64 = self.db.pragma_query_value(None, "page_size", |row| row.get(0))?;
            self.db.pragma_update_and_check(None, "max_page_count", bytes / page.max(1), |_| Ok(()))
        };
        limit().map_err(|error| self.fault(error))
    }

    /// Sets how long a write waits for another program's before it fails as locked; five seconds unless set.
    ///
    /// # Errors
    /// Where SQLite refuses.
    pub fn set_patience(&mut self, patience: Duration) -> Result<(), StoreError> {
        self.db.busy_timeout(patience).map_err(|error| self.fault(error))
    }

    fn open_filled(path: &Path) -> Result<Self, StoreError> {
        let empty = || StoreError::NotARecord { path: path.to_owned(), reason: "it is empty".to_owned() };
        match look_at(path)? {
            FileState::Absent => return Err(StoreError::Missing { path: path.to_owned() }),
            FileState::Empty => return Err(empty()),
            FileState::Filled => {}
        }
        let record = Self::open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // A writer that was killed before it had made the tables leaves a file that holds nothing.
        if record.is_blank()? {
            return Err(empty());
        }
        record.check_layout()?;
        Ok(record)
    }

    fn open(path: &Path, flags: OpenFlags) -> Result<Self, StoreError> {
        let fault = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen) => {
                StoreError::File { path: path.to_owned(), source: std::io::Error::other(error) }
            }
            _ => StoreError::from(error).on(path),
        };
        let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(fault)?;
        db.busy_timeout(PATIENCE).map_err(fault)?;
        db.set_prepared_statement_cache_capacity(64);
        // None of these write to the file. A rollback journal leaves one file after every transaction.
        for (name, value) in [("synchronous", "FULL"), ("foreign_keys", "ON"), ("cache_size", "-65536")] {
            db.pragma_update(None, name, value).map_err(fault)?;
        }
        Ok(Self { db, path: path.to_owned(), run: now() })
    }

    /// Whether SQLite, having undone what a killed writer began, finds nothing in the file.
    fn is_blank(&self) -> Result<bool, StoreError> {
        Ok(self.layout()? == (0, 0) && tables(&self.db).map_err(|error| self.fault(error))? == 0)
    }

    fn layout(&self) -> Result<(i64, i64), StoreError> {
        let pragma = |name| self.db.pragma_query_value(None, name, |row| row.get(0));
        Ok((
            pragma("application_id").map_err(|error| self.fault(error))?,
            pragma("user_version").map_err(|error| self.fault(error))?,
        ))
    }

    fn check_layout(&self) -> Result<(), StoreError> {
        let path = self.path.clone();
        match self.layout()? {
            (APPLICATION_ID, 1..=LAYOUT) => Ok(()),
            (APPLICATION_ID, found) if found > LAYOUT => {
                Err(StoreError::Newer { path, found, known: LAYOUT })
            }
            (APPLICATION_ID, found) => {
                Err(StoreError::Damaged { path, what: format!("its layout is {found}") })
            }
            _ => {
                Err(StoreError::NotARecord { path, reason: "it is another program's SQLite file".to_owned() })
            }
        }
    }

    /// Brings an older layout to this one: it only adds tables and columns.
    fn upgrade(&mut self) -> Result<(), StoreError> {
        if self.layout()?.1 == LAYOUT {
            return Ok(());
        }
        self.write(&format!("brought the record to layout {LAYOUT}"), |tx| {
            // Another run may have done it since the file was looked at.
            let layout: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
            if layout < LAYOUT {
                tx.execute_batch(since_layout(layout))?;
                for (table_since, since, table, column) in COLUMNS {
                    if (table_since..since).contains(&layout) {
                        tx.execute(&format!("ALTER TABLE {table} ADD COLUMN {column} TEXT"), [])?;
                    }
                }
                if layout < LANGUAGES {
                    write_languages(tx)?;
                }
                tx.pragma_update(None, "user_version", LAYOUT)?;
            }
            Ok(())
        })
    }

    /// For reading an older layout: empty tables, in memory only, stand in for those that it lacks, and views for those that lack a
    /// column.
    fn stand_in(&self) -> rusqlite::Result<()> {
        let layout: i64 = self.db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if layout == LAYOUT {
            return Ok(());
        }
        let tables = since_layout(layout).replace("CREATE TABLE ", "CREATE TEMP TABLE ");
        let tables = tables
            .replace("CREATE INDEX ", "CREATE INDEX temp.")
            .replace("CREATE TRIGGER ", "CREATE TEMP TRIGGER ");
        self.db.execute_batch(&tables)?;
        for (_, _, table, column) in
            COLUMNS.iter().filter(|(table, own, ..)| (*table..*own).contains(&layout))
        {
            self.db.execute_batch(&format!(
                "CREATE TEMP VIEW {table} AS SELECT *, NULL AS {column} FROM main.{table}"
            ))?;
        }
        Ok(())
    }

    /// Runs queries that all see the same state of the record.
    pub(crate) fn read<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let inner = || {
            let tx = self.db.unchecked_transaction()?;
            let answer = query(&tx)?;
            tx.commit()?;
            Ok(answer)
        };
        inner().map_err(|error: StoreError| error.on(&self.path))
    }

    /// Runs one write in one transaction and logs it. Nothing is written where it fails; nothing is logged where `what` is
    /// empty.
    pub(crate) fn write<T>(
        &mut self,
        what: &str,
        change: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let run = self.run.clone();
        let inner = |db: &mut Connection| {
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let answer = change(&tx)?;
            if !what.is_empty() {
                tx.prepare_cached("INSERT INTO log (run, program, at, what) VALUES (?, ?, ?, ?)")?
                    .execute(params![run, PROGRAM, now(), what])?;
            }
            tx.commit()?;
            Ok(answer)
        };
        inner(&mut self.db).map_err(|error: StoreError| error.on(&self.path))
    }

    /// An error of SQLite, named and with the record's path.
    pub(crate) fn fault(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from(error).on(&self.path)
    }
}

/// The tables that an older layout did not have: they stand last in [`SCHEMA`], each layout's behind a line that names it.
fn since_layout(layout: i64) -> &'static str {
    let at = SCHEMA.find(&format!("-- Since layout {}:", layout + 1)).unwrap_or(SCHEMA.len());
    SCHEMA.get(at..).unwrap_or_default()
}

/// Gives the items of an older layout the language that their readings know.
fn write_languages(tx: &Transaction<'_>) -> Result<(), StoreError> {
    let mut update = tx.prepare("UPDATE items SET language = ? WHERE page = ? AND id = ?")?;
    for (page, reading) in readings(tx)? {
        for item in reading.page.items.iter().filter(|item| item.language.is_some()) {
            update.execute(params![item.language, page, item.id])?;
        }
    }
    Ok(())
}

fn tables(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
}

/// The time of day for the log, in UTC, to the second.
pub(crate) fn now() -> String {
    Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[derive(PartialEq)]
enum FileState {
    Absent,
    Empty,
    Filled,
}

/// Looks at a file without SQLite, so that a file that is no record is not touched at all.
fn look_at(path: &Path) -> Result<FileState, StoreError> {
    let fault = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::PermissionDenied => StoreError::ReadOnly { path: path.to_owned() },
        _ => StoreError::File { path: path.to_owned(), source },
    };
    let file = match std::fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(FileState::Absent),
        Err(error) => return Err(fault(error)),
        Ok(file) => file,
    };
    if file.is_dir() {
        return Err(StoreError::Folder { path: path.to_owned() });
    }
    if file.len() == 0 {
        return Ok(FileState::Empty);
    }
    let mut head = Vec::with_capacity(MAGIC.len());
    let opened = std::fs::File::open(path).map_err(fault)?;
    opened.take(MAGIC.len() as u64).read_to_end(&mut head).map_err(fault)?;
    // A writer killed while it made the record leaves a journal, with which SQLite puts the file right.
    let mut journal = path.as_os_str().to_owned();
    journal.push("-journal");
    if head != MAGIC && !Path::new(&journal).exists() {
        let reason = "it is not an SQLite file".to_owned();
        return Err(StoreError::NotARecord { path: path.to_owned(), reason });
    }
    Ok(FileState::Filled)
}
