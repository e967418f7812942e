//! Options that several commands share.

use crate::error::CliError;
use crate::terminal::Ui;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use onrecord_reading::Reader;
use onrecord_store::Record;
use onrecord_tagger::Shipped;
use serde::Serialize;
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

/// The models by name, and reading without one.
const MODELS: [&str; 3] = ["fast", "best", "rules"];
/// What reads pages where nothing else is said.
const DEFAULT_MODEL: &str = "fast";

/// What reads the pages.
#[derive(Debug, clap::Args)]
pub(super) struct ReadWith {
    /// `fast` and `best` find statements with a trained model and rules together; `best` finds a few more and takes
    /// twice as long; `rules` uses no model
    #[arg(long, value_name = "MODEL", default_value = DEFAULT_MODEL, value_parser = MODELS)]
    model: String,
}

impl ReadWith {
    /// Loads it.
    pub(super) fn reader(&self) -> Result<Reader, CliError> {
        reader(&self.model)
    }
}

/// What reads pages anew that the record knows already.
#[derive(Debug, clap::Args)]
pub(super) struct ReadAgainWith {
    /// `fast`, `best` or `rules`, as for `add`; without it each page is read with what read it before
    #[arg(long, value_name = "MODEL", value_parser = MODELS)]
    model: Option<String>,
}

impl ReadAgainWith {
    /// The name of what reads a page that `before` read.
    pub(super) fn name(&self, before: &str) -> &'static str {
        let wanted = self.model.as_deref().unwrap_or(before);
        MODELS.into_iter().find(|it| *it == wanted).unwrap_or(DEFAULT_MODEL)
    }
}

/// The reader of a name: `fast`, `best`, or by rules alone.
pub(super) fn reader(name: &str) -> Result<Reader, CliError> {
    let Some(shipped) = Shipped::from_name(name) else { return Ok(Reader::rules()) };
    Ok(Reader::new(shipped.load().map_err(|source| CliError::Model { name: name.into(), source })?))
}

/// Writes a result as one JSON document.
pub(super) fn write_json(ui: &mut Ui, value: &impl Serialize) -> Result<(), CliError> {
    Ok(ui.json(value)?)
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
