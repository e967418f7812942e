use super::lines;
use super::options::{RecordFile, write_json};
use super::show::{difference, mark_changes};
use crate::error::{CliError, Outcome};
use crate::terminal::{BOLD, DIM, GREEN, RED, RESET, Ui, block, clean};
use onrecord_store::StoreError;
use onrecord_store::views::{
    ChangeKind, ExcerptChange, PageVersions, StatementDifference, StatementExcerpt, VersionDifference,
    VersionRow,
};
use std::io::Write;

/// Show what changed between the versions of a page, with the words of both copies
///
/// Pages with the same address are versions of one page. What is shown is what stands in the copies: when between two of them something
/// changed, or why, they do not say.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// A page's id or the beginning of it, its address, or its path; all pages with more than one version where none is named
    #[arg(value_name = "PAGE|URL")]
    page: Option<String>,
    /// Print the versions as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let record = args.record.look()?;
    let Some(page) = &args.page else {
        let all = record.all_versions()?;
        if args.json {
            write_json(ui, &all)?;
        } else if all.is_empty() {
            writeln!(ui.out, "No page of this record was kept in more than one version.")?;
        } else {
            for page in &all {
                write!(ui.out, "{}", listed(page, ui.width))?;
            }
        }
        return Ok(Outcome::Done);
    };
    let found = record.versions(page)?.ok_or_else(|| StoreError::NoEntry { id: page.clone() })?;
    if args.json {
        write_json(ui, &found)?;
    } else {
        write!(ui.out, "{}", told(&found, ui.width))?;
    }
    Ok(Outcome::Done)
}

/// A page in the list of those that have versions.
fn listed(page: &PageVersions, width: usize) -> String {
    let Some(last) = page.versions.last() else { return String::new() };
    let mut text = lines::headed(lines::short(&last.page), &clean(&last.title), width);
    let count = lines::counted(page.versions.len(), "version", "versions");
    let first = page.versions.first().map_or("", |version| version.kept_at.as_str());
    text.push_str(&block(&format!("{count}, kept from {first} to {}", last.kept_at), 10, width, 2));
    text.push_str(&lines::dimmed(&clean(&page.address), 10, width));
    text
}

fn told(page: &PageVersions, width: usize) -> String {
    let mut text = format!("{BOLD}{}{RESET}\n", clean(&page.address));
    for (number, version) in page.versions.iter().enumerate() {
        text.push('\n');
        text.push_str(&head(number + 1, version, width));
        match &version.changes {
            Some(changes) => text.push_str(&changed(changes, width)),
            None if page.versions.len() == 1 => text.push_str("  The only version in this record.\n"),
            None => {}
        }
    }
    if !page.absences.is_empty() {
        text.push('\n');
    }
    for absence in &page.absences {
        text.push_str(&format!(
            "{DIM}asked for {}: the server answered {}{RESET}\n",
            absence.at, absence.status
        ));
    }
    text
}

fn head(number: usize, version: &VersionRow, width: usize) -> String {
    let title = format!("version {number} · {}", clean(&version.title));
    let mut text = lines::headed(lines::short(&version.page), &title, width);
    let mut times = format!("kept {}", version.kept_at);
    if let Some(last) = version.seen_at.last() {
        times.push_str(&format!(
            "; found the same {}, last {last}",
            lines::counted(version.seen_at.len(), "time", "times")
        ));
    }
    text.push_str(&lines::dimmed(&format!("{times} · SHA-256 {}", version.sha256), 10, width));
    text
}

fn changed(changes: &VersionDifference, width: usize) -> String {
    let before = lines::short(&changes.before);
    let mut text = format!("  {DIM}beside {before}:{RESET}\n");
    let start = text.len();
    if let Some(headline) = &changes.headline {
        text.push_str(&format!("  {BOLD}Headline{RESET}\n{}", excerpt(headline, width)));
    }
    for date in &changes.dates {
        let days = format!("{} before, {} now", lines::date(&date.before), lines::date(&date.after));
        text.push_str(&format!("  {BOLD}Day of publication{RESET}\n{}", block(&days, 6, width, 2)));
    }
    if !changes.sentences.is_empty() {
        text.push_str(&format!("  {BOLD}Sentences{RESET} ({} the same)\n", changes.kept));
        text.extend(changes.sentences.iter().map(|change| excerpt(change, width)));
    }
    if !changes.statements.is_empty() {
        text.push_str(&format!("  {BOLD}Statements{RESET}, as they were read\n"));
        text.extend(changes.statements.iter().map(|change| statement(change, width)));
    }
    if text.len() == start {
        text.push_str("    nothing differs outside menus, teasers and the like\n");
    }
    text
}

/// The mark of a change: shape, never colour alone.
fn mark(change: ChangeKind) -> String {
    match change {
        ChangeKind::Added => format!("{GREEN}+{RESET}"),
        ChangeKind::Removed => format!("{RED}-{RESET}"),
        ChangeKind::Changed => "~".to_owned(),
        ChangeKind::Moved => ">".to_owned(),
    }
}

/// Both excerpts with where they stand, or the one that there is.
fn excerpt(change: &ExcerptChange, width: usize) -> String {
    let place = |excerpt: &onrecord_store::views::Excerpt| {
        format!("{} {}-{}", lines::short(&excerpt.page), excerpt.span[0], excerpt.span[1])
    };
    let words = match (change.change, &change.before, &change.after) {
        (ChangeKind::Changed, ..) => {
            mark_changes(&block(&difference(&change.difference), 6, width, usize::MAX))
        }
        (_, Some(only), None) | (_, _, Some(only)) => block(&clean(&only.words), 6, width, usize::MAX),
        _ => String::new(),
    };
    let places: Vec<String> = [&change.before, &change.after].into_iter().flatten().map(place).collect();
    format!(
        "    {} {}{}",
        mark(change.change),
        words.trim_start(),
        lines::dimmed(&places.join(" → "), 6, width)
    )
}

fn statement(change: &StatementDifference, width: usize) -> String {
    let side = |mark: &str, side: &StatementExcerpt| {
        let speaker = if side.speaker.is_empty() { "not named" } else { &side.speaker };
        let words = format!("{}: {}", clean(speaker), clean(&side.words));
        let said = side.said.as_deref().map(|said| format!(" · {said}")).unwrap_or_default();
        let details = format!("{} · {}{said}", lines::short(&side.id), side.mode.as_str());
        format!(
            "    {mark} {}{}",
            block(&words, 6, width, usize::MAX).trim_start(),
            lines::dimmed(&details, 6, width)
        )
    };
    let mut text = String::new();
    let (minus, plus) = (mark(ChangeKind::Removed), mark(ChangeKind::Added));
    text.extend(change.before.as_ref().map(|before| side(&minus, before)));
    text.extend(change.after.as_ref().map(|after| side(&plus, after)));
    if !change.differs.is_empty() {
        let parts: Vec<&str> = change.differs.iter().map(|part| part.as_str()).collect();
        text.push_str(&lines::dimmed(&format!("differs in: {}", parts.join(", ")), 6, width));
    }
    text
}
