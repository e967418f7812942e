//! The whole record, one file a table, one JSON object a row: the tables of the contract.

use super::files::{Written, folder, replace};
use crate::error::CliError;
use onrecord_store::Record;
use std::path::Path;

/// Writes the tables into a folder.
///
/// # Errors
/// Where the record cannot be read or the folder not be written.
pub fn write(record: &Record, out: &Path) -> Result<Vec<Written>, CliError> {
    folder(out)?;
    let mut written = Vec::new();
    for table in record.export_tables()? {
        let path = out.join(format!("{}.jsonl", table.name));
        replace(&path, |file| table.rows.iter().try_for_each(|row| writeln!(file, "{row}")))?;
        written.push(Written { path, rows: table.rows.len() });
    }
    Ok(written)
}
