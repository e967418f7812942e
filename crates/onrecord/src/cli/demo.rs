use super::add::{add, holdings};
use super::options::ReadWith;
use super::{conflicts, lines, serve};
use crate::error::{CliError, Outcome, Problem};
use crate::examples;
use crate::input::Place;
use crate::terminal::{BOLD, DIM, RESET, Ui, block};
use onrecord_record::Course;
use onrecord_store::Record;
use onrecord_store::views::{EventGroupRow, EventQuery};
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// Read the examples that come with the program and show the record in a browser
///
/// The examples are pages about an invented dispute between invented countries, in the styles of five invented outlets.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Keep the record here; without it, it is gone when the program ends
    #[arg(long = "record", value_name = "FILE")]
    record: Option<PathBuf>,
    /// The port; a free one if left out
    #[arg(long)]
    port: Option<u16>,
    /// Print what was found and end
    #[arg(long)]
    no_serve: bool,
    #[command(flatten)]
    with: ReadWith,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let scratch = tempfile::tempdir();
    let scratch = scratch.map_err(|source| CliError::Write { path: std::env::temp_dir(), source })?;
    let path = args.record.clone().unwrap_or_else(|| scratch.path().join("demo.onrecord"));
    let begun = Instant::now();
    let mut record = Record::create_or_open(&path)?;
    let inputs: Vec<Result<Place, Problem>> = examples::pages().map(Ok).collect();
    add(&mut record, &args.with.reader()?, &inputs, ui)?;
    let seconds = begun.elapsed().as_secs_f64();

    let overview = record.overview()?;
    writeln!(ui.out, "{BOLD}Read the examples in {seconds:.1} s.{RESET} Nothing was sent anywhere.")?;
    write!(ui.out, "{}", block(&format!("The record holds {}", holdings(&overview)), 0, ui.width, 9))?;
    write!(ui.out, "{}", what_no_page_says(&record, ui.width)?)?;
    drop(record);
    match &args.record {
        Some(path) => writeln!(ui.out, "\nLook around: onrecord timeline --record {}\n", path.display())?,
        None => writeln!(ui.out, "\n{DIM}To keep the record: onrecord demo --record demo.onrecord{RESET}\n")?,
    }
    ui.out.flush()?;
    if args.no_serve { Ok(Outcome::Done) } else { serve::serve(&path, args.port, ui) }
}

/// What only the pages together show: an event that moved, a conflict.
fn what_no_page_says(record: &Record, width: usize) -> Result<String, CliError> {
    let mut text = String::new();
    let events = record.events(&EventQuery::default())?;
    let moved = |row: &&EventGroupRow| row.course == Course::Moved;
    if let Some(event) = events
        .iter()
        .filter(moved)
        .max_by_key(|row| row.reports.iter().filter(|report| report.stands.is_none()).count())
    {
        text.push_str(&format!(
            "\n{BOLD}What the pages show together{RESET}\n{}",
            lines::event_group(event, width)
        ));
    }
    if let Some(conflict) = record.conflicts()?.first() {
        text.push_str(&format!(
            "\n{BOLD}Where they contradict each other{RESET}\n{}",
            conflicts::conflict(conflict, width)
        ));
    }
    Ok(text)
}
