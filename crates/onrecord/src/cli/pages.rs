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
    /// Only pages with an item in this language (`fr`; a tag of BCP 47, or the beginning of one)
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Print the rows as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let mut rows = args.record.look()?.pages()?;
    if let Some(wanted) = &args.language {
        rows.retain(|row| row.languages.iter().any(|tag| is_of(tag, wanted)));
    }
    if args.json {
        write_json(ui, &rows)?;
    } else if let (true, Some(wanted)) = (rows.is_empty(), &args.language) {
        writeln!(ui.out, "This record holds no page with an item in “{}”.", clean(wanted))?;
    } else if rows.is_empty() {
        writeln!(ui.out, "This record holds no pages yet.")?;
    } else {
        for row in &rows {
            write!(ui.out, "{}", page(row, ui.width))?;
        }
    }
    Ok(Outcome::Done)
}

/// Whether a language tag is another, or more of it: `fr-CA` is of `fr`.
fn is_of(tag: &str, wanted: &str) -> bool {
    let (tag, wanted) = (tag.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    tag.strip_prefix(&wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// The languages of a page whose items are left unread.
fn unread(row: &PageRow) -> Vec<&str> {
    let tags = row.languages.iter().map(String::as_str);
    tags.filter(|tag| !is_of(tag, "en")).collect()
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
    if let Some(version) = &row.version {
        let newest = if version.position == version.of {
            String::new()
        } else {
            format!("; the newest is {}", lines::short(&version.newest))
        };
        let line =
            format!("version {} of {}, kept {}{newest}", version.position, version.of, version.kept_at);
        text.push_str(&block(&line, 10, width, 2));
    }
    if !unread(row).is_empty() {
        let line =
            format!("in {}: kept and searchable, statements and events not read", unread(row).join(", "));
        text.push_str(&block(&line, 10, width, 2));
    }
    if !row.shares_with.is_empty() {
        let others: Vec<&str> = row.shares_with.iter().map(|id| lines::short(id)).collect();
        text.push_str(&block(&format!("shares a passage with {}", others.join(", ")), 10, width, 2));
    }
    text
}
