use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// What can go wrong with a record. Every variant leaves the file whole; those of opening leave it untouched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no file.
    #[error("there is no record at {}", path.display())]
    Missing {
        /// The record.
        path: PathBuf,
    },
    /// The path names a folder.
    #[error("{} is a folder, not a record", path.display())]
    Folder {
        /// The record.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a record: {reason}", path.display())]
    NotARecord {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        reason: String,
    },
    /// A later version of the program made it.
    #[error(
        "{} was made by a newer version of the program (layout {found}; this one knows {known})",
        path.display()
    )]
    Newer {
        /// The record.
        path: PathBuf,
        /// The layout of the file.
        found: i64,
        /// The layout that this program writes.
        known: i64,
    },
    /// Another program is writing.
    #[error("{} is being written by another program", path.display())]
    Locked {
        /// The record.
        path: PathBuf,
    },
    /// There is no room.
    #[error("there is no room to write {}", path.display())]
    DiskFull {
        /// The record.
        path: PathBuf,
    },
    /// The file or its folder may not be written.
    #[error("{} may not be written", path.display())]
    ReadOnly {
        /// The record.
        path: PathBuf,
    },
    /// The file holds what no version of the program writes.
    #[error("{} is damaged: {what}", path.display())]
    Damaged {
        /// The record.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The system could not open, read or write the file.
    #[error("{} could not be read or written: {source}", path.display())]
    File {
        /// The record.
        path: PathBuf,
        /// The system's words.
        source: std::io::Error,
    },
    /// A reading was given with bytes that are not its page's.
    #[error("the bytes given for {page} are not those that were read (expected SHA-256 {expected})")]
    WrongBytes {
        /// The page's path.
        page: String,
        /// The hash that the reading names.
        expected: String,
    },
    /// No entry has this id.
    #[error("no entry of the record has the id “{id}”")]
    NoEntry {
        /// The id or the beginning of one.
        id: String,
    },
    /// Several entries' ids begin so.
    #[error("“{id}” is the beginning of several ids: {}", candidates.join(", "))]
    Ambiguous {
        /// The beginning.
        id: String,
        /// Ids that begin so; ten at most.
        candidates: Vec<String>,
    },
    /// There is no such decision, or it is undone already.
    #[error("there is no decision {number} that could be undone")]
    NoDecision {
        /// The decision's number.
        number: i64,
    },
    /// Anything else that SQLite reports.
    #[error("{}: {source}", path.display())]
    Database {
        /// The record.
        path: PathBuf,
        /// SQLite's words.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// What a person can do about it, in one sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "Make one with `onrecord add`, or name another file with --record.",
            Self::Folder { .. } => "Name a file inside it, for example story.onrecord.",
            Self::NotARecord { .. } => "Name another file with --record; this one was not changed.",
            Self::Newer { .. } => "Update the program; the file was not changed.",
            Self::Locked { .. } => "Wait until the other run has finished, or end it, and try again.",
            Self::DiskFull { .. } => {
                "Make room and run the same command again: the record is whole and nothing is added twice."
            }
            Self::ReadOnly { .. } => {
                "Check the permissions of the file and of its folder, or copy the record."
            }
            Self::Damaged { .. } => {
                "Run `onrecord verify` to see what is wrong, and `onrecord rebuild` to make the rows anew."
            }
            Self::File { .. } => "Check that the path is right and that you may read and write there.",
            Self::WrongBytes { .. } => "The page changed while it was read: add it again.",
            Self::NoEntry { .. } => {
                "Give an id, or at least its first four characters, as the lists show it."
            }
            Self::Ambiguous { .. } => "Give more characters of the id.",
            Self::NoDecision { .. } => "`onrecord decide list` shows the decisions and their numbers.",
            Self::Database { .. } => "Run `onrecord verify` on the record.",
        }
    }

    /// The same error, naming the record that it is about.
    pub(crate) fn on(mut self, record: &Path) -> Self {
        match &mut self {
            Self::Missing { path }
            | Self::Folder { path }
            | Self::NotARecord { path, .. }
            | Self::Newer { path, .. }
            | Self::Locked { path }
            | Self::DiskFull { path }
            | Self::ReadOnly { path }
            | Self::Damaged { path, .. }
            | Self::File { path, .. }
            | Self::Database { path, .. } => record.clone_into(path),
            Self::WrongBytes { .. }
            | Self::NoEntry { .. }
            | Self::Ambiguous { .. }
            | Self::NoDecision { .. } => {}
        }
        self
    }

    /// A record whose contents no version of the program writes; [`Self::on`] adds the path.
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { path: PathBuf::new(), what: what.into() }
    }
}

/// SQLite's codes for a write and a flush that the system refused: quotas and file-size limits end so, while a full disk
/// mostly has a code of its own.
const NO_ROOM: [i32; 2] = [rusqlite::ffi::SQLITE_IOERR_WRITE, rusqlite::ffi::SQLITE_IOERR_FSYNC];

/// The path is not known here; `StoreError::on` adds it at the crate's surface.
impl From<rusqlite::Error> for StoreError {
    fn from(source: rusqlite::Error) -> Self {
        let path = PathBuf::new();
        let code = source.sqlite_error().map(|error| error.extended_code);
        if code.is_some_and(|code| NO_ROOM.contains(&code)) {
            return Self::DiskFull { path };
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked { path },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly { path },
            Some(ErrorCode::NotADatabase) => {
                Self::NotARecord { path, reason: "it is not an SQLite file".to_owned() }
            }
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, what: source.to_string() },
            _ => match source {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..) => {
                    Self::Damaged { path, what: source.to_string() }
                }
                source => Self::Database { path, source },
            },
        }
    }
}
