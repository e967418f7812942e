use super::lines;
use super::options::{RecordFile, write_json};
use crate::error::{CliError, Outcome};
use crate::terminal::{DIM, RESET, Ui, block, clean};
use onrecord_record::Slot;
use onrecord_store::views::{AccountRow, ConflictRow};
use std::io::Write;

/// List accounts that cannot both hold, with both passages
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// Print the rows as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let rows = args.record.look()?.conflicts()?;
    if args.json {
        write_json(ui, &rows)?;
    } else if rows.is_empty() {
        writeln!(ui.out, "No two accounts in these pages were found to contradict each other.")?;
    } else {
        for row in &rows {
            write!(ui.out, "{}", conflict(row, ui.width))?;
        }
    }
    Ok(Outcome::Done)
}

/// A conflict: what differs, and both passages.
pub(super) fn conflict(row: &ConflictRow, width: usize) -> String {
    let head = format!("{}: {} or {}", slot(row.slot), clean(&row.a.value), clean(&row.b.value));
    let mut text = lines::headed(lines::short(&row.id), &head, width);
    text.push_str(&block(&clean(&row.why), 10, width, 4));
    text.push_str(&account("A", &row.a, width));
    text.push_str(&account("B", &row.b, width));
    text
}

fn account(side: &str, account: &AccountRow, width: usize) -> String {
    let reported = lines::date(&account.place.published);
    let source = format!("{}, {reported} [{}]", lines::outlet(&account.place), lines::short(&account.entry));
    let words = if account.context.is_empty() { &account.words } else { &account.context };
    let mut text = format!("       {DIM}{side}{RESET}  {}", block(&source, 10, width, 2).trim_start());
    text.push_str(&block(&clean(words), 10, width, 4));
    text
}

fn slot(slot: Slot) -> &'static str {
    match slot {
        Slot::Date => "When",
        Slot::Place => "Where",
        Slot::Number => "How many",
        Slot::Wording => "In which words",
        Slot::Speaker => "By whom",
        Slot::Occurrence => "Whether at all",
    }
}
