use super::lines;
use super::options::RecordFile;
use crate::error::{CliError, Outcome};
use crate::export::{csv, html, jsonl};
use crate::terminal::Ui;
use std::io::Write;
use std::path::PathBuf;

/// Write the record out: tables for other programs, or a report for people
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// `jsonl` and `csv` make a folder with one file a table, `html` one file with everything in it
    #[arg(long, value_enum)]
    format: Format,
    /// The folder or file to write; one that exists is written over
    #[arg(long, value_name = "PATH")]
    out: PathBuf,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Every table, one JSON object a row
    Jsonl,
    /// Statements, events, conflicts and pages, for a spreadsheet
    Csv,
    /// A report that opens anywhere and asks for nothing
    Html,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let record = args.record.look()?;
    let written = match args.format {
        Format::Jsonl => jsonl::write(&record, &args.out)?,
        Format::Csv => csv::write(&record, &args.out)?,
        Format::Html => html::write(&record, &args.out)?,
    };
    for file in &written {
        let rows = lines::counted(file.rows, "row", "rows");
        writeln!(ui.out, "{}  {rows}", file.path.display())?;
    }
    Ok(Outcome::Done)
}
