use super::lines;
use super::options::{ReadWith, RecordFile};
use crate::error::{CliError, Outcome, Problem};
use crate::fetching::{self, Happened, Keeper, Kept, Manners, Stop, Watch, sources};
use crate::terminal::{Ui, clean};
use jiff::Timestamp;
use onrecord_store::{EntryState, Record};
use serde::Serialize;
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

/// Watch feeds, and add the pages that they list as these appear
///
/// Feeds, news sitemaps and OPML lists are asked for again and again, no more often than they wish; of a list of sitemaps, those of news and
/// those that changed of late are. What has not changed is not sent again, and pages that the record has are not fetched again. The record remembers its feeds: the next run watches them too, named or not,
/// and goes on where this one was stopped (Ctrl-C).
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// Addresses of feeds, news sitemaps, lists of sitemaps or OPML lists; files that are OPML or have an address a line; `-` for standard input
    #[arg(value_name = "URL|FILE")]
    feeds: Vec<String>,
    /// List the feeds that the record watches, and end
    #[arg(long, conflicts_with_all = ["feeds", "once"])]
    list: bool,
    /// Watch the named feeds no longer, and end; their pages stay
    #[arg(long, requires = "feeds", conflicts_with_all = ["list", "once"])]
    forget: bool,
    /// Ask for what is due once, and end: for a scheduler such as cron
    #[arg(long)]
    once: bool,
    /// Minutes between two requests for one feed, at least; a feed can ask for more
    #[arg(long, value_name = "MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=10_080))]
    every: u32,
    /// Print what is new as JSON, one object a line
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    with: ReadWith,
    #[command(flatten)]
    manners: Manners,
}

/// What a round brought.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    new: usize,
    versions: usize,
    failed: usize,
}

#[derive(Serialize)]
struct Line<'a> {
    event: &'static str,
    page: &'a str,
    title: &'a str,
    url: &'a str,
    feed: &'a str,
}

pub(super) fn run(args: Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    if args.list {
        return list(&args, ui);
    }
    let mut record = Record::create_or_open(&args.record.path)?;
    let mut named = Vec::new();
    let mut some_failed = false;
    for word in &args.feeds {
        match sources(word) {
            Ok((mut locations, notes)) => {
                named.append(&mut locations);
                notes.iter().for_each(|note| ui.note(note));
            }
            Err(problem) => {
                some_failed = true;
                ui.problem(&problem);
            }
        }
    }
    let knows_none = args.feeds.is_empty() && record.watched_feeds()?.is_empty();
    if knows_none || !args.feeds.is_empty() && named.is_empty() {
        return Err(CliError::Usage {
            message: if knows_none {
                "this record watches no feeds yet"
            } else {
                "none of these names a feed"
            }
            .into(),
            hint: "Name a feed: onrecord watch https://… ; or a file of them, OPML or one address a line."
                .into(),
        });
    }
    if args.forget {
        for location in &named {
            if !record.forget_feed(location.as_str())? {
                some_failed = true;
                let hint = "`onrecord watch --list` shows the feeds.";
                ui.problem(&Problem::new(location.as_str(), "this feed is not watched", hint));
            }
        }
        return Ok(if some_failed { Outcome::SomeFailed } else { Outcome::Done });
    }
    let reader = args.with.reader()?;
    let fetcher = Arc::new(fetching::fetcher(&record, args.manners.policy())?);
    let stop = Stop::listen();
    let interval = Duration::from_secs(u64::from(args.every) * 60);
    let keeper = Keeper { record: &mut record, reader: &reader };
    let mut watch = Watch::new(keeper, Arc::clone(&fetcher), interval, stop.clone(), &named)?;
    loop {
        let mut counts = Counts::default();
        watch.round(&mut |happened| tell(&happened, args.jsonl, &mut counts, ui))?;
        watch.keeper.record.resolve()?;
        fetching::keep_robots(watch.keeper.record, &fetcher)?;
        some_failed |= counts.failed > 0;
        if !args.jsonl {
            writeln!(ui.out, "{}", summary(counts, &watch, args.once || stop.is_asked()))?;
        }
        ui.out.flush()?;
        if args.once || stop.is_asked() {
            break;
        }
        let Some(due) = watch.next_due() else { break };
        // At least a second, so that a clock that was set back does not make us run in circles.
        let wait = Duration::try_from(due.duration_since(Timestamp::now())).unwrap_or_default();
        if stop.wait(wait.max(Duration::from_secs(1))) {
            break;
        }
    }
    // A run that goes on until it is stopped has said what failed; its end is no failure.
    Ok(if some_failed && args.once { Outcome::SomeFailed } else { Outcome::Done })
}

/// Lists the feeds with how they are.
fn list(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let record = args.record.look()?;
    let feeds = record.watched_feeds()?;
    if feeds.is_empty() && !args.jsonl {
        writeln!(ui.out, "This record watches no feeds.")?;
    }
    for feed in feeds {
        if args.jsonl {
            ui.json_line(&feed)?;
            continue;
        }
        let entries = record.watched_entries(&feed.url)?;
        let of = |state| entries.iter().filter(|entry| entry.state == state).count();
        let mut parts = vec![format!("{} done", lines::counted(of(EntryState::Done), "page", "pages"))];
        for (state, what) in [(EntryState::Waiting, "waiting"), (EntryState::Refused, "given up")] {
            if of(state) > 0 {
                parts.push(format!("{} {what}", of(state)));
            }
        }
        if feed.failures > 0 {
            parts.push(format!("failed {}", lines::counted(feed.failures as usize, "time", "times")));
        }
        if let Some(index) = &feed.listed_by {
            parts.push(format!("listed by {}", clean(index)));
        }
        parts.push(feed.next_at.map_or("due now".to_owned(), |at| format!("next due {at}")));
        writeln!(ui.out, "{}", clean(&feed.url))?;
        write!(ui.out, "{}", lines::dimmed(&parts.join(" · "), 4, ui.width))?;
    }
    Ok(Outcome::Done)
}

/// Tells what happened as it happens.
fn tell(happened: &Happened, as_json: bool, counts: &mut Counts, ui: &mut Ui) -> Result<(), CliError> {
    match happened {
        Happened::Failed { problem, again } => {
            counts.failed += 1;
            ui.problem(problem);
            ui.note(&match again {
                Some(at) => format!("it is tried again after {at}"),
                None => "it is not tried again".to_owned(),
            });
        }
        Happened::Noted { feed, note } => ui.note(&format!("{feed}: {note}")),
        Happened::Page { feed, url, kept: Kept::New { page, title, is_version } } => {
            let event = if *is_version { "changed" } else { "new" };
            *(if *is_version { &mut counts.versions } else { &mut counts.new }) += 1;
            if as_json {
                ui.json_line(&Line { event, page, title, url, feed })?;
            } else {
                let mark = if *is_version { "changed · " } else { "" };
                write!(
                    ui.out,
                    "{}",
                    lines::headed(lines::short(page), &format!("{mark}{}", clean(title)), ui.width)
                )?;
                write!(ui.out, "{}", lines::dimmed(&clean(url), 10, ui.width))?;
            }
            ui.out.flush()?;
        }
        Happened::Page { kept: Kept::Unchanged { .. }, .. } => {}
    }
    Ok(())
}

fn summary(counts: Counts, watch: &Watch<'_>, is_last: bool) -> String {
    let mut parts = vec![lines::counted(counts.new, "new page", "new pages")];
    if counts.versions > 0 {
        parts.push(lines::counted(counts.versions, "new version", "new versions"));
    }
    if counts.failed > 0 {
        parts.push(format!("{} could not be had", counts.failed));
    }
    let feeds = lines::counted(watch.feeds().count(), "feed", "feeds");
    let next = watch
        .next_due()
        .filter(|_| !is_last)
        .map(|at| format!(" The next is due at {}.", fetching::moment(at)));
    format!("{} from {feeds}.{}", parts.join(", "), next.unwrap_or_default())
}
