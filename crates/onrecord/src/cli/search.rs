use super::lines;
use super::options::{RecordFile, write_json};
use crate::error::{CliError, Outcome};
use crate::terminal::{Ui, clean};
use onrecord_store::views::{SearchHit, SearchKind};
use std::io::Write;

/// Find words in statements, events and page texts
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// The words; "words in quotation marks" are found together
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// At most this many
    #[arg(long, default_value_t = 50)]
    limit: usize,
    /// Print the hits as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let words = args.words.join(" ");
    let hits = args.record.look()?.search(&words, args.limit)?;
    if args.json {
        write_json(ui, &hits)?;
    } else if hits.is_empty() {
        writeln!(ui.out, "“{}” was not found in these pages.", clean(&words))?;
    } else {
        for hit in &hits {
            write!(ui.out, "{}", line(hit, ui.width))?;
        }
    }
    Ok(Outcome::Done)
}

fn line(hit: &SearchHit, width: usize) -> String {
    let kind = match hit.kind {
        SearchKind::Statement => "statement",
        SearchKind::Event => "event",
        SearchKind::Page => "page",
    };
    let head = format!("{kind} · {} · {}", lines::outlet(&hit.place), lines::date(&hit.place.published));
    let mut text = lines::headed(lines::short(&hit.entry), &head, width);
    text.push_str(&lines::emphasised(&hit.snippet, 10, width));
    text
}
