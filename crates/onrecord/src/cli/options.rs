//! Options that several commands share.

use crate::error::CliError;
use crate::terminal::Ui;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use onrecord_reading::Reader;
use onrecord_store::Record;
use onrecord_tagger::Shipped;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

/// Which record.
#[derive(Debug, clap::Args)]
pub(super) struct RecordFile {
    /// The record
    #[arg(long = "record", value_name = "FILE", default_value = "story.onrecord")]
    pub(super) path: PathBuf,
}

impl RecordFile {
    /// Opens the record to look at it.
    pub(super) fn look(&self) -> Result<Record, CliError> {
        Ok(Record::open_read_only(&self.path)?)
    }
}

/// What reads the pages.
#[derive(Debug, clap::Args)]
pub(super) struct ReadWith {
    /// `fast` and `best` find statements with a trained model and rules together; `best` finds a few more and takes
    /// twice as long; `rules` uses no model
    #[arg(long, value_name = "MODEL", default_value = "fast", value_parser = ["fast", "best", "rules"])]
    model: String,
}

impl ReadWith {
    /// Loads it.
    pub(super) fn reader(&self) -> Result<Reader, CliError> {
        reader(&self.model)
    }
}

/// The reader of a name: `fast`, `best`, or by rules alone.
pub(super) fn reader(name: &str) -> Result<Reader, CliError> {
    let Some(shipped) = Shipped::from_name(name) else { return Ok(Reader::rules()) };
    Ok(Reader::new(shipped.load().map_err(|source| CliError::Model { name: name.into(), source })?))
}

/// Writes a result as one JSON document.
pub(super) fn write_json(ui: &mut Ui, value: &impl Serialize) -> Result<(), CliError> {
    let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    Ok(writeln!(ui.out, "{text}")?)
}

/// A day as the command line takes it.
pub(super) fn day(word: &str) -> Result<String, String> {
    let day: Result<jiff::civil::Date, _> = word.parse();
    day.map(|day| day.to_string()).map_err(|_| "a day is written 2031-05-02".into())
}

/// One word of a closed list of the contract.
pub(super) fn one_of<T: Copy + Send + Sync + 'static>(
    all: &'static [T],
    word: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(all.iter().map(move |value| word(*value))).try_map(move |given| {
        all.iter().copied().find(|value| word(*value) == given).ok_or("not in the list")
    })
}
