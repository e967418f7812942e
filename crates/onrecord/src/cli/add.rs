use super::options::{ReadWith, RecordFile};
use super::{lines, options, progress};
use crate::error::{CliError, Outcome, Problem};
use crate::fetching::{self, Job, Keeper, Kept, Manners, Pool, Stop};
use crate::input::{Place, find};
use crate::pipeline::{Found, Step, read_all};
use crate::terminal::{BOLD, RESET, Ui, block};
use onrecord_fetch::Location;
use onrecord_page::Limits;
use onrecord_reading::Reader;
use onrecord_store::views::Overview;
use onrecord_store::{Added, Record, StoreError};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// Add pages to a record, from files or addresses; what it has is left as it is
///
/// Stopped at any moment, the record is whole, and the same command again finishes the work. Only where an address is given is the
/// network used: the site's robots.txt is obeyed, and what comes is kept as it came. The same address again is a new version of the page, if
/// the page has changed: `onrecord versions` shows how.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// Pages (HTML, MHTML, text, feeds, e-mails), folders, web archives (WARC, WACZ), ZIP, tables (JSONL, CSV, Parquet), gzip
    /// of any of them; addresses (http:, https:) of pages; `-` for standard input
    #[arg(required = true, value_name = "PATH|URL")]
    paths: Vec<PathBuf>,
    /// Print the counts as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    with: ReadWith,
    #[command(flatten)]
    manners: Manners,
}

/// What adding came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(super) struct Counts {
    /// Pages that the record did not have.
    pub(super) added: usize,
    /// Pages that it had under another path, which is noted.
    pub(super) found_again: usize,
    /// Pages that it had under this path.
    pub(super) already_there: usize,
    /// Inputs, or rows of tables, that could not be read.
    pub(super) failed: usize,
}

#[derive(Serialize)]
struct Summary<'a> {
    record: &'a std::path::Path,
    #[serde(flatten)]
    counts: Counts,
    overview: &'a Overview,
}

pub(super) fn run(args: Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let reader = args.with.reader()?;
    let mut record = Record::create_or_open(&args.record.path)?;
    let (addresses, paths) = addresses(args.paths);
    let found = find(&paths);
    for note in &found.notes {
        ui.note(note);
    }
    let mut counts = Counts::default();
    if !addresses.is_empty() {
        fetch(&mut record, &reader, &addresses, &args.manners, &mut counts, ui)?;
    }
    let added = add(&mut record, &reader, &found.inputs, ui)?;
    counts.added += added.added;
    counts.found_again += added.found_again;
    counts.already_there += added.already_there;
    counts.failed += added.failed;
    let overview = record.overview()?;
    if args.json {
        let record = &args.record.path;
        options::write_json(ui, &Summary { record, counts, overview: &overview })?;
    } else {
        write!(ui.out, "{}", summary(&args.record, counts, &overview, ui.width))?;
    }
    Ok(if counts.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// Tells addresses to fetch from paths. Other schemes than the web's are left among the paths, where they are refused with what to do.
fn addresses(words: Vec<PathBuf>) -> (Vec<String>, Vec<PathBuf>) {
    let (mut addresses, mut paths) = (Vec::new(), Vec::new());
    for word in words {
        let scheme = word
            .to_str()
            .and_then(|text| text.split_once("://"))
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        match word.to_str().filter(|_| matches!(scheme.as_deref(), Some("http" | "https"))) {
            Some(address) => addresses.push(address.to_owned()),
            None => paths.push(word),
        }
    }
    (addresses, paths)
}

/// Fetches pages and adds them. Each is in the record as soon as it has come.
fn fetch(
    record: &mut Record,
    reader: &Reader,
    addresses: &[String],
    manners: &Manners,
    counts: &mut Counts,
    ui: &mut Ui,
) -> Result<(), CliError> {
    let fetcher = Arc::new(fetching::fetcher(record, manners.policy())?);
    let mut pool = Pool::new(&fetcher);
    let mut keeper = Keeper { record, reader };
    let bar = progress::bar(ui, addresses.len(), "fetching");
    for address in addresses {
        match Location::parse(address) {
            Ok(location) => {
                let known = keeper.validators(&location)?;
                pool.push(Job { location, known, about: () });
            }
            Err(error) => {
                counts.failed += 1;
                let hint = "Give the address as the browser shows it.";
                bar.suspend(|| ui.problem(&Problem::new(address, error.to_string(), hint)));
            }
        }
    }
    while let Some(outcome) = pool.next(&Stop::default()) {
        bar.inc(1);
        match keeper.keep(&outcome.job.location, outcome.result)? {
            Ok(Kept::New { is_version, page, .. }) => {
                counts.added += 1;
                if let Some(page) = keeper.record.page(&page)?.filter(|page| page.items.is_empty()) {
                    let note = nothing_read(outcome.job.location.as_str(), page.notes);
                    bar.suspend(|| ui.note(&note));
                }
                if is_version {
                    let note = format!(
                        "{}: a new version; `onrecord versions` shows what differs",
                        outcome.job.location
                    );
                    bar.suspend(|| ui.note(&note));
                }
            }
            Ok(Kept::Unchanged { .. }) => counts.already_there += 1,
            Err(problem) => {
                counts.failed += 1;
                bar.suspend(|| ui.problem(&problem));
            }
        }
    }
    bar.finish_and_clear();
    fetching::keep_robots(keeper.record, &fetcher)?;
    Ok(())
}

/// Adds inputs and resolves the record anew.
pub(super) fn add(
    record: &mut Record,
    reader: &Reader,
    inputs: &[Result<Place, Problem>],
    ui: &mut Ui,
) -> Result<Counts, CliError> {
    let known: BTreeSet<String> = record.pages()?.into_iter().map(|page| page.id).collect();
    let mut counts = Counts::default();
    let bar = progress::bar(ui, inputs.len(), "adding");
    let mut of_input = 0;
    read_all(
        reader,
        inputs,
        &Limits::default(),
        |id| known.contains(id),
        |step| {
            let added = match step {
                Step::Page(Ok(Found::New(page))) => {
                    let read = &page.reading.page;
                    if read.items.is_empty() {
                        let notes = read.notes.iter().map(|note| note.message.clone());
                        let note = nothing_read(&read.path, notes.collect());
                        bar.suspend(|| ui.note(&note));
                    }
                    record.add(&page.raw, &page.reading)
                }
                Step::Page(Ok(Found::Known { id, path })) => record.add_source(&id, &path),
                Step::Page(Err(problem)) => {
                    counts.failed += 1;
                    bar.suspend(|| ui.problem(&problem));
                    return Ok(());
                }
                Step::Note(note) => {
                    bar.suspend(|| ui.note(&note));
                    return Ok(());
                }
                Step::InputDone => {
                    of_input = 0;
                    bar.inc(1);
                    return Ok(());
                }
            };
            count(&mut counts, added?);
            progress::page(&bar, ui, &mut of_input);
            Ok::<(), StoreError>(())
        },
    )?;
    bar.finish_and_clear();
    let bar = progress::bar(ui, 2, "comparing pages");
    bar.tick();
    record.resolve()?;
    bar.finish_and_clear();
    Ok(counts)
}

/// Tells of a page that is kept though nothing on it could be read, and why: a count alone would hide that.
fn nothing_read(place: &str, notes: Vec<String>) -> String {
    let why = if notes.is_empty() { "There is no news on it.".to_owned() } else { notes.join(" ") };
    format!("{place}: kept, but nothing on it could be read. {why}")
}

fn count(counts: &mut Counts, added: Added) {
    match added {
        Added::New => counts.added += 1,
        Added::NewSource => counts.found_again += 1,
        Added::AlreadyThere => counts.already_there += 1,
    }
}

fn summary(record: &RecordFile, counts: Counts, overview: &Overview, width: usize) -> String {
    let mut parts = vec![format!("Added {}", lines::counted(counts.added, "page", "pages"))];
    if counts.already_there + counts.found_again > 0 {
        parts.push(format!("{} already there", counts.already_there + counts.found_again));
    }
    if counts.failed > 0 {
        parts.push(format!("{} could not be read", counts.failed));
    }
    let first = format!("{}.", parts.join(", "));
    format!(
        "{BOLD}{first}{RESET}\n{}",
        block(&format!("{} holds {}", record.path.display(), holdings(overview)), 0, width, 9)
    )
}

/// What a record holds, in counts.
pub(super) fn holdings(overview: &Overview) -> String {
    let independent = if overview.independent_pages < overview.pages {
        format!(" ({} after copies)", overview.independent_pages)
    } else {
        String::new()
    };
    format!(
        "{}{independent} with {}: {}, {}, {}, {}, {}.",
        lines::counted(overview.pages, "page", "pages"),
        lines::counted(overview.items, "item", "items"),
        lines::counted(overview.statements, "statement", "statements"),
        lines::counted(overview.events, "report of an event", "reports of events"),
        lines::counted(overview.quotations, "quotation in several places", "quotations in several places"),
        lines::counted(overview.event_groups, "event in several reports", "events in several reports"),
        lines::counted(overview.conflicts, "conflict", "conflicts"),
    )
}
