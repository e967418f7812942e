use super::lines;
use super::options::{RecordFile, write_json};
use crate::error::{CliError, Outcome};
use crate::terminal::{Ui, block, clean};
use onrecord_store::views::PageRow;
use std::io::Write;

/// List the pages of the record
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// Print the rows as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let rows = args.record.look()?.pages()?;
    if args.json {
        write_json(ui, &rows)?;
    } else if rows.is_empty() {
        writeln!(ui.out, "This record holds no pages yet.")?;
    } else {
        for row in &rows {
            write!(ui.out, "{}", page(row, ui.width))?;
        }
    }
    Ok(Outcome::Done)
}

/// A page: headline, outlet, day and counts.
pub(super) fn page(row: &PageRow, width: usize) -> String {
    let outlet = row.outlet.as_deref().map_or("outlet not known".into(), clean);
    let mut text = lines::headed(lines::short(&row.id), &clean(&row.title), width);
    let counts = [
        outlet,
        lines::date_of_page(row),
        row.format.as_str().into(),
        lines::counted(row.items, "item", "items"),
        lines::counted(row.statements, "statement", "statements"),
        lines::counted(row.events, "event", "events"),
    ];
    text.push_str(&block(&counts.join(" · "), 10, width, 2));
    text.push_str(&lines::dimmed(&clean(row.url.as_deref().unwrap_or(&row.path)), 10, width));
    if !row.shares_with.is_empty() {
        let others: Vec<&str> = row.shares_with.iter().map(|id| lines::short(id)).collect();
        text.push_str(&block(&format!("shares a passage with {}", others.join(", ")), 10, width, 2));
    }
    text
}
