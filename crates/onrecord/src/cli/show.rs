use super::lines::{self, field};
use super::options::{RecordFile, write_json};
use super::{conflicts, pages};
use crate::error::{CliError, Outcome};
use crate::terminal::{BOLD, CYAN, DIM, GREEN, RED, RESET, Ui, block, clean};
use onrecord_record::{Fate, QuotationKind, WordChange};
use onrecord_store::Record;
use onrecord_store::views::{
    ActorRef, ActorRow, Entry, EntryVersion, EventGroupRow, EventRow, PagePlace, QuotationRow, Range,
    StatementRow,
};
use onrecord_text::StatementKind;
use std::io::Write;

/// Show one entry: its words, its page and hash, and how speaker and date were decided
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    record: RecordFile,
    /// The id of a statement, event, quotation, conflict, actor or page, or its first letters
    #[arg(value_name = "ID")]
    id: String,
    /// Print the entry as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args, ui: &mut Ui) -> Result<Outcome, CliError> {
    let record = args.record.look()?;
    let entry = record.entry(&args.id)?;
    if args.json {
        write_json(ui, &entry)?;
        return Ok(Outcome::Done);
    }
    let width = ui.width;
    let text = match &entry {
        Entry::Statement { row, context, sha256, quotation } => {
            let speaker =
                row.speaker.as_ref().map(|speaker| portrait(&record, speaker)).transpose()?.flatten();
            let mut text = statement(row, speaker.as_ref(), context, sha256, width);
            if let Some(quotation) = quotation {
                text.push_str(&format!("\n{}", quotation_text(quotation, width)));
            }
            text
        }
        Entry::Event { row, context, sha256, group } => {
            let mut text = event(row, context, sha256, width);
            if let Some(group) = group {
                text.push_str(&format!(
                    "\n{DIM}All reports of this event:{RESET}\n{}",
                    group_text(group, width)
                ));
            }
            text
        }
        Entry::EventGroup { row } => group_text(row, width),
        Entry::Quotation { row } => quotation_text(row, width),
        Entry::Conflict { row } => conflicts::conflict(row, width),
        Entry::Actor { row } => actor(row, width),
        Entry::Page { row } => {
            let mut text = pages::page(row, width);
            text.push_str(&field("dated", &lines::date_and_reason(&row.published), width));
            if let Some(inferred) = &row.inferred {
                text.push_str(&field("inferred", &lines::inferred_date(inferred), width));
            }
            text.push_str(&field("SHA-256", &row.sha256, width));
            text.push_str(&field("id", &row.id, width));
            text
        }
    };
    write!(ui.out, "{text}")?;
    Ok(Outcome::Done)
}

/// The record's row of a statement's speaker, which knows why spellings count as one.
fn portrait(record: &Record, speaker: &ActorRef) -> Result<Option<ActorRow>, CliError> {
    Ok(record.actors(Some(&speaker.id))?.into_iter().find(|actor| actor.id == speaker.id))
}

fn statement(
    row: &StatementRow,
    speaker: Option<&ActorRow>,
    context: &str,
    sha256: &str,
    width: usize,
) -> String {
    let kind = match row.kind {
        StatementKind::Direct => "word for word",
        StatementKind::Mixed => "partly word for word",
        StatementKind::Indirect => "in the page's words",
    };
    let mut text = format!("{BOLD}{}{RESET} {DIM}statement {}{RESET}\n\n", lines::speaker(row), row.id);
    text.push_str(&block(&clean(&row.words), 2, width, usize::MAX));
    text.push('\n');
    let noun = lines::mode_noun(row.mode).unwrap_or("statement");
    let cue = clean(&row.cue_words);
    let cue = if cue.is_empty() { String::new() } else { format!(" (“{cue}”)") };
    text.push_str(&field("quoted", &format!("{kind}; {noun}{cue}"), width));
    text.push_str(&field("said", &lines::date_and_reason(&row.said), width));
    if let Some(addressee) = &row.addressee {
        text.push_str(&field("to", addressee, width));
    }
    if let Some(venue) = &row.venue {
        text.push_str(&field("where", venue, width));
    }
    if !row.via.is_empty() {
        text.push_str(&field("through", &row.via.join(", then "), width));
    }
    text.push_str(&field("speaker", &speaker_reason(row, speaker), width));
    text.push_str(&versions(row.version.as_ref(), width));
    text.push_str(&place(&row.place, &row.content, sha256, width));
    text.push_str(&context_text(context, width));
    text
}

/// From which words the speaker was taken, and why these words mean that actor.
fn speaker_reason(row: &StatementRow, speaker: Option<&ActorRow>) -> String {
    let words = clean(&row.source_words);
    let Some(actor) = &row.speaker else {
        return if words.is_empty() {
            "the page names no source".into()
        } else {
            format!("“{words}”, whom the page does not name")
        };
    };
    if words.is_empty() {
        return format!("{}, from the sentences around", clean(&actor.name));
    }
    let mut reason = format!("{}, from the words “{words}”", clean(&actor.name));
    let alias = speaker.and_then(|row| row.aliases.iter().find(|alias| words.contains(alias.name.as_str())));
    if let Some(alias) = alias.filter(|alias| alias.name != actor.name) {
        reason.push_str(&format!(
            "; “{}” is taken for {} ({})",
            clean(&alias.name),
            clean(&actor.name),
            clean(&alias.why)
        ));
    }
    reason
}

fn event(row: &EventRow, context: &str, sha256: &str, width: usize) -> String {
    let glyph = lines::stage_glyph(row.stage);
    let mut text = format!("{glyph} {BOLD}{}{RESET} {DIM}event {}{RESET}\n\n", row.kind.as_str(), row.id);
    text.push_str(&block(&clean(&row.words), 2, width, usize::MAX));
    text.push('\n');
    text.push_str(&field("stage", &lines::reported(row), width));
    text.push_str(&field("when", &lines::date_and_reason(&row.when), width));
    if let Some(place) = &row.place {
        text.push_str(&field("where", place, width));
    }
    if !row.participants.is_empty() {
        text.push_str(&field("who", &lines::names(&row.participants), width));
    }
    if let Some(duration) = &row.duration {
        text.push_str(&field("how long", duration, width));
    }
    text.push_str(&versions(row.version.as_ref(), width));
    text.push_str(&place(&row.place_on_page, &[row.evidence], sha256, width));
    text.push_str(&context_text(context, width));
    text
}

/// What became of an entry in later versions of its page, and the entries that it replaces.
fn versions(version: Option<&EntryVersion>, width: usize) -> String {
    let Some((version, mark)) = version.and_then(|it| Some((it, it.mark()?))) else { return String::new() };
    let stands = version.stands.as_deref().filter(|_| version.fate == Some(Fate::Changed));
    let others: Vec<&str> = stands.into_iter().chain(version.replaces.iter().map(String::as_str)).collect();
    let ids: Vec<String> = others.iter().map(|id| format!("[{}]", lines::short(id))).collect();
    field("versions", format!("{mark} {}", ids.join(" ")).trim_end(), width)
}

fn place(place: &PagePlace, spans: &[Range], sha256: &str, width: usize) -> String {
    let outlet = place.outlet.as_deref().map(|outlet| format!("{outlet}, ")).unwrap_or_default();
    let mut text = field("page", &format!("{outlet}{} [{}]", place.path, place.page), width);
    if let Some(title) = &place.item_title {
        text.push_str(&field("in", title, width));
    }
    text.push_str(&field("published", &lines::date_and_reason(&place.published), width));
    if let Some(url) = &place.url {
        text.push_str(&field("address", url, width));
    }
    let spans: Vec<String> = spans.iter().map(|[start, end]| format!("{start} to {end}")).collect();
    text.push_str(&field("characters", &spans.join(", "), width));
    text.push_str(&field("SHA-256", sha256, width));
    text
}

fn context_text(context: &str, width: usize) -> String {
    if context.is_empty() {
        return String::new();
    }
    format!("\n{DIM}In its paragraph:{RESET}\n{}", block(&clean(context), 2, width, usize::MAX))
}

fn group_text(row: &EventGroupRow, width: usize) -> String {
    let mut text = lines::event_group(row, width);
    for report in &row.reports {
        text.push_str(&lines::headed(lines::short(&report.id), &lines::reported(report), width));
        text.push_str(&block(&clean(&report.words), 10, width, usize::MAX));
    }
    text
}

fn quotation_text(row: &QuotationRow, width: usize) -> String {
    let kind = match row.kind {
        QuotationKind::SameWords => "The same words",
        QuotationKind::SameClaim => "The same claim",
    };
    let speaker =
        row.speaker.as_ref().map(|speaker| format!(" of {}", clean(&speaker.name))).unwrap_or_default();
    let places = row.members.iter().map(|member| &member.place);
    let head = format!(
        "{kind}{speaker} in {}, {}: {}",
        lines::counted(
            row.members.iter().filter(|member| member.stands.is_none()).count(),
            "place",
            "places"
        ),
        lines::counted(row.independent, "source", "sources"),
        lines::outlets(places)
    );
    let mut text = lines::headed(lines::short(&row.id), &head, width);
    for member in &row.members {
        let earlier = if member.stands.is_some() { ", in an earlier version" } else { "" };
        let (outlet, day) = (lines::outlet(&member.place), lines::date(&member.place.published));
        let source = format!("{outlet}, {day}{earlier}");
        text.push_str(&format!("{CYAN}{:<9}{RESET} {source}\n", lines::short(&member.statement)));
        let words =
            if member.difference.is_empty() { clean(&member.words) } else { difference(&member.difference) };
        text.push_str(&mark_changes(&block(&words, 10, width, usize::MAX)));
    }
    text
}

/// Word differences as text: `[-gone-]`, `{+new+}`, as in a word diff, so that they read without colours too.
pub(super) fn difference(changes: &[WordChange]) -> String {
    let parts: Vec<String> = changes
        .iter()
        .map(|change| match change {
            WordChange::Same(words) => clean(words),
            WordChange::Removed(words) => format!("[-{}-]", clean(words)),
            WordChange::Added(words) => format!("{{+{}+}}", clean(words)),
        })
        .collect();
    parts.join(" ")
}

pub(super) fn mark_changes(text: &str) -> String {
    text.replace("[-", &format!("{RED}[-"))
        .replace("-]", &format!("-]{RESET}"))
        .replace("{+", &format!("{GREEN}{{+"))
        .replace("+}", &format!("+}}{RESET}"))
}

fn actor(row: &ActorRow, width: usize) -> String {
    let mut text =
        format!("{BOLD}{}{RESET} {DIM}{} {}{RESET}\n", clean(&row.name), row.kind.as_str(), row.id);
    if !row.roles.is_empty() {
        text.push_str(&field("as", &row.roles.join("; "), width));
    }
    for alias in &row.aliases {
        let pages = lines::counted(alias.pages, "page", "pages");
        text.push_str(&field("spelt", &format!("{} on {pages} ({})", alias.name, alias.why), width));
    }
    if let Some(wikidata) = &row.wikidata {
        text.push_str(&field("Wikidata", wikidata, width));
    }
    let counts = format!(
        "{}, {}, {} on {}",
        lines::counted(row.statements, "statement", "statements"),
        lines::counted(row.events, "event", "events"),
        lines::counted(row.mentions, "mention", "mentions"),
        lines::counted(row.pages, "page", "pages")
    );
    text.push_str(&field("in record", &counts, width));
    text
}
