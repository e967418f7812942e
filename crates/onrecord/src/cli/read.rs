use super::options::ReadWith;
use super::{lines, progress};
use crate::error::{CliError, Outcome};
use crate::input::find;
use crate::pipeline::{Found, Step, read_all};
use crate::terminal::{BOLD, RESET, Ui, block, clean};
use onrecord_page::Limits;
use onrecord_text::{Reading, contract};
use std::io::Write;
use std::path::PathBuf;

/// Read pages and print what they say; no record is touched
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Pages (HTML, MHTML, text, feeds, e-mails), folders, web archives (WARC, WACZ), ZIP, tables (JSONL, CSV, Parquet), gzip
    /// of any of them; `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// One JSON object a page (`onrecord.reading/1`), in the order of the paths
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    with: ReadWith,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let reader = args.with.reader()?;
    let found = find(&args.paths);
    for note in &found.notes {
        ui.note(note);
    }
    let bar = progress::bar(ui, found.inputs.len(), "reading");
    let mut outcome = Outcome::Done;
    let mut of_input = 0;
    read_all(
        &reader,
        &found.inputs,
        &Limits::default(),
        |_| false,
        |step| {
            match step {
                Step::Page(Ok(Found::Known { .. })) => {}
                Step::Page(Ok(Found::New(page))) => {
                    if args.jsonl {
                        ui.json_line(&contract::to_json(&page.reading))?;
                    } else {
                        write!(ui.out, "{}", summary(&page.reading, ui.width))?;
                    }
                    progress::page(&bar, ui, &mut of_input);
                }
                Step::Page(Err(problem)) => {
                    outcome = Outcome::SomeFailed;
                    bar.suspend(|| ui.problem(&problem));
                }
                Step::Note(note) => bar.suspend(|| ui.note(&note)),
                Step::InputDone => {
                    of_input = 0;
                    bar.inc(1);
                }
            }
            Ok::<(), CliError>(())
        },
    )?;
    bar.finish_and_clear();
    Ok(outcome)
}

fn summary(reading: &Reading, width: usize) -> String {
    let page = &reading.page;
    let mut text = format!("{BOLD}{}{RESET}\n", clean(&page.path));
    let counts = [
        page.outlet.as_ref().map_or("outlet not known".into(), |outlet| clean(&outlet.name)),
        lines::counted(page.items.len(), "item", "items"),
        lines::counted(reading.statements.len(), "statement", "statements"),
        lines::counted(reading.events.len(), "event", "events"),
        lines::counted(reading.actors.len(), "actor", "actors"),
    ];
    text.push_str(&block(&counts.join(" · "), 2, width, 2));
    for item in &page.items {
        let title = item.title.map_or_else(|| item.span.of(&page.text), |title| title.of(&page.text));
        let line = format!("{} · {} · {}", item.kind.as_str(), lines::date(&item.published), clean(title));
        text.push_str(&block(&line, 4, width, 1));
    }
    for note in page.notes.iter().chain(&reading.notes) {
        text.push_str(&block(&format!("note: {}", clean(&note.message)), 2, width, 3));
    }
    text
}
