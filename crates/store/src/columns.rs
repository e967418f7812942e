//! How the vocabulary lies in columns: words for closed lists, JSON for lists, six columns for a date.

use jiff::civil::Date;
use onrecord_text::{CodePoints, Dating, Span};
use rusqlite::types::Type;
use rusqlite::{Row, ToSql};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Serialize, de};

/// The word that a value of a closed list has everywhere (in JSON, too).
pub(crate) fn to_word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// The value of a closed list in a column.
pub(crate) fn word<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str().map_err(|error| unreadable(column, error))?;
    let deserializer: de::value::StrDeserializer<'_, de::value::Error> = text.into_deserializer();
    T::deserialize(deserializer).map_err(|error| unreadable(column, error))
}

/// A JSON value in a column.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str().map_err(|error| unreadable(column, error))?;
    serde_json::from_str(text).map_err(|error| unreadable(column, error))
}

/// A list as JSON text.
pub(crate) fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "[]".to_owned())
}

/// Spans as a JSON list of `[start, stop]` in code points.
pub(crate) fn spans_to_json(spans: &[Span], points: &CodePoints<'_>) -> String {
    to_json(&spans.iter().map(|span| points.of(*span)).collect::<Vec<_>>())
}

/// A range in two columns.
pub(crate) fn range(row: &Row<'_>, column: usize) -> rusqlite::Result<[usize; 2]> {
    Ok([row.get(column)?, row.get(column + 1)?])
}

/// A range in two columns that may be empty.
pub(crate) fn maybe_range(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<[usize; 2]>> {
    let (start, stop): (Option<usize>, Option<usize>) = (row.get(column)?, row.get(column + 1)?);
    Ok(start.zip(stop).map(|(start, stop)| [start, stop]))
}

/// How many columns a date takes.
pub(crate) const DATING_COLUMNS: usize = 6;

/// A date from six columns, its evidence in code points.
pub(crate) fn dating(row: &Row<'_>, column: usize) -> rusqlite::Result<Dating> {
    let evidence: Vec<[usize; 2]> = json(row, column + 4)?;
    Ok(Dating {
        edtf: row.get(column)?,
        earliest: day(row, column + 1)?,
        latest: day(row, column + 2)?,
        basis: word(row, column + 3)?,
        evidence: evidence.into_iter().filter_map(|[start, stop]| Span::new(start, stop)).collect(),
        why: row.get(column + 5)?,
        // The record keeps the reason; what was weighed is a reading's.
        candidates: Vec::new(),
    })
}

/// A date for six columns, ready to bind.
pub(crate) struct DatingRow {
    edtf: Option<String>,
    pub(crate) earliest: Option<String>,
    pub(crate) latest: Option<String>,
    basis: &'static str,
    evidence: String,
    why: String,
}

impl DatingRow {
    /// `points` index the text that the evidence points into; without them the evidence is left out.
    pub(crate) fn new(dating: &Dating, points: Option<&CodePoints<'_>>) -> Self {
        Self {
            edtf: dating.edtf.clone(),
            earliest: dating.earliest.map(|day| day.to_string()),
            latest: dating.latest.map(|day| day.to_string()),
            basis: dating.basis.as_str(),
            evidence: points
                .map_or_else(|| "[]".to_owned(), |points| spans_to_json(&dating.evidence, points)),
            why: dating.why.clone(),
        }
    }

    /// The six values in the order of the columns.
    pub(crate) fn values(&self) -> [&dyn ToSql; DATING_COLUMNS] {
        [&self.edtf, &self.earliest, &self.latest, &self.basis, &self.evidence, &self.why]
    }
}

fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Date>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|error| unreadable(column, error))).transpose()
}

fn unreadable(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}
