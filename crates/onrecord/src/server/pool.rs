use onrecord_store::{Record, StoreError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Read-only connections to one record, kept for the next request. SQLite lets many read at once, each on its own.
pub(super) struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Record>>,
}

impl Pool {
    /// Opens the record once, so that a file that is none is told of before a browser opens.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let record = Record::open_read_only(path)?;
        Ok(Self { path: path.to_owned(), idle: Mutex::new(vec![record]) })
    }

    /// Asks the record. Blocks while SQLite works.
    pub(super) fn ask<T>(
        &self,
        question: impl FnOnce(&Record) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let record = match idle {
            Some(record) => record,
            None => Record::open_read_only(&self.path)?,
        };
        let answer = question(&record)?;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(record);
        Ok(answer)
    }
}
