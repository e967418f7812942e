use super::lines;
use super::options::{RecordFile, write_json};
use crate::error::{CliError, Outcome};
use crate::pipeline::parse_kept;
use crate::terminal::{GREEN, RED, RESET, Ui, block, clean};
use onrecord_store::Mismatch;
use std::io::Write;

/// Check every kept copy against its hash and every entry against the words in it
///
/// Exit code 3 where anything does not match.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let record = args.record.look()?;
    let report = record.verify(parse_kept)?;
    if args.json {
        write_json(ui, &report)?;
    } else {
        for mismatch in &report.mismatches {
            write!(ui.out, "{}", line(mismatch, ui.width))?;
        }
        let checked = format!(
            "{}, {}, {}",
            lines::counted(report.copies, "kept copy", "kept copies"),
            lines::counted(report.pages, "page", "pages"),
            lines::counted(report.spans, "span", "spans")
        );
        match report.mismatches.len() {
            0 => writeln!(ui.out, "{GREEN}●{RESET} Everything matches: {checked}.")?,
            wrong => {
                let wrong = lines::counted(wrong, "mismatch", "mismatches");
                writeln!(ui.out, "{RED}✕{RESET} {wrong} in {checked}.")?;
                ui.hint("`onrecord rebuild` makes every row anew from the kept copies; a damaged kept copy must be added again.");
            }
        }
    }
    Ok(if report.mismatches.is_empty() { Outcome::Done } else { Outcome::Findings })
}

fn line(mismatch: &Mismatch, width: usize) -> String {
    let place = if mismatch.path.is_empty() { "the record" } else { &mismatch.path };
    let entry = mismatch.entry.as_deref().map(|entry| format!(" [{entry}]")).unwrap_or_default();
    format!(
        "{RED}✕{RESET} {}",
        block(&clean(&format!("{place}{entry}: {}", mismatch.what)), 2, width, 6).trim_start()
    )
}
