//! How rows of a record look on a terminal.

use crate::terminal::{BOLD, CYAN, DIM, GREEN, RED, RESET, YELLOW, block, clean};
use onrecord_record::Course;
use onrecord_store::views::{
    ActorRef, EntryVersion, EventGroupRow, EventRow, InferredDate, PagePlace, PageRow, QuotationRef,
    SnippetPart, StatementRow,
};
use onrecord_text::{Basis, Dating, Mode, Stage};
use std::collections::BTreeSet;

/// How many lines of words a row shows; `show` has them all.
const LINES: usize = 4;

/// The beginning of an id: enough to name the entry, short enough to read.
pub(super) fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

/// A day for a reader: `Fri 2 May 2031`; what is not a day comes back as it is.
pub(super) fn reader_day(day: &str) -> String {
    let parsed: Result<jiff::civil::Date, _> = day.parse();
    parsed.map_or_else(|_| day.to_owned(), |day| day.strftime("%a %-d %b %Y").to_string())
}

/// A date for a reader, without its reason.
pub(super) fn date(dating: &Dating) -> String {
    let day = |day: jiff::civil::Date| day.strftime("%-d %b %Y").to_string();
    match (dating.earliest, dating.latest) {
        _ if !dating.is_known() => "no date".into(),
        (Some(first), Some(last)) if first == last => day(first),
        (Some(first), Some(last)) if first == first.first_of_month() && last == first.last_of_month() => {
            first.strftime("%b %Y").to_string()
        }
        (Some(first), Some(last)) => format!("{} to {}", day(first), day(last)),
        (Some(first), None) => format!("{} or later", day(first)),
        (None, Some(last)) => format!("{} or earlier", day(last)),
        (None, None) => "no date".into(),
    }
}

/// A date for a reader with how we come by it.
pub(super) fn date_and_reason(dating: &Dating) -> String {
    let basis = match dating.basis {
        Basis::Stated => "the page states it",
        Basis::Metadata => "the page's metadata give it",
        Basis::Item => "the date of the item that it stands in",
        Basis::Inferred => "worked out",
        Basis::Unknown => "the page does not say",
    };
    let why = clean(&dating.why);
    let reason = if why.is_empty() { basis.to_owned() } else { format!("{basis}: {why}") };
    format!("{} ({reason})", date(dating))
}

/// A page's own date, and beside one that it leaves open what other pages make of it.
pub(super) fn date_of_page(row: &PageRow) -> String {
    let own = date(&row.published);
    match row.inferred.as_ref().filter(|inferred| inferred.published.is_known()) {
        Some(inferred) => format!("{own}, by other pages {}", date(&inferred.published)),
        None => own,
    }
}

/// A date that other pages give, with the reason and the pages.
pub(super) fn inferred_date(inferred: &InferredDate) -> String {
    let pages: Vec<&str> = inferred.rests_on.iter().map(|id| short(id)).collect();
    format!("{} ({}; by {})", date(&inferred.published), clean(&inferred.published.why), pages.join(", "))
}

/// The mark of a stage: shape, never colour alone.
pub(super) fn stage_glyph(stage: Stage) -> char {
    match stage {
        Stage::Planned => '○',
        Stage::Expected | Stage::Ongoing => '◐',
        Stage::Happened => '●',
        Stage::Cancelled | Stage::Denied => '✕',
        Stage::Possible | Stage::Claimed => '?',
    }
}

fn course_glyph(course: Course) -> char {
    match course {
        Course::AnnouncedThenHappened | Course::HappenedOnly => '●',
        Course::Moved => '↷',
        Course::CalledOff | Course::Denied => '✕',
        Course::AnnouncedOnly => '○',
        Course::ClaimedOnly => '?',
    }
}

/// What the reports of an event amount to, in words that claim no more than the reports.
pub(super) fn course_words(course: Course) -> &'static str {
    match course {
        Course::AnnouncedThenHappened => "announced, then reported as having taken place",
        Course::Moved => "announced, then given another date or place",
        Course::CalledOff => "announced, then called off",
        Course::Denied => "reported by one side, denied by another",
        Course::AnnouncedOnly => "announced; no report of an outcome in these pages",
        Course::HappenedOnly => "reported as having taken place",
        Course::ClaimedOnly => "claimed by one side only",
    }
}

fn colour(glyph: char) -> &'static str {
    match glyph {
        '●' => GREEN,
        '✕' => RED,
        '↷' | '?' => YELLOW,
        _ => CYAN,
    }
}

/// The mark of an event: of its one report, or of what several amount to.
pub(super) fn event_glyph(row: &EventGroupRow) -> char {
    match row.reports.as_slice() {
        [only] => stage_glyph(only.stage),
        _ => course_glyph(row.course),
    }
}

/// What the marks mean, for the foot of a list.
pub(super) const GLYPHS: &str = "\
○ planned  ◐ expected or under way  ● reported as having taken place
↷ moved  ✕ called off or denied  ? possible or claimed
";

/// Who is behind a page: its outlet, else its file.
pub(super) fn outlet(place: &PagePlace) -> String {
    clean(place.outlet.as_deref().unwrap_or(&place.path))
}

/// Names, joined.
pub(super) fn names<'a>(actors: impl IntoIterator<Item = &'a ActorRef>) -> String {
    actors.into_iter().map(|actor| clean(&actor.name)).collect::<Vec<_>>().join(", ")
}

/// Who said it, in the record's name or the page's words.
pub(super) fn speaker(row: &StatementRow) -> String {
    match &row.speaker {
        Some(actor) => clean(&actor.name),
        None if row.source_words.is_empty() => "source not named".into(),
        None => clean(&row.source_words),
    }
}

/// A statement: id, speaker, day, outlet; its words below.
pub(super) fn statement(row: &StatementRow, width: usize) -> String {
    let mut head = format!("{} {}", speaker(row), said(row.mode));
    if let Some(addressee) = row.addressee.as_deref().map(clean) {
        head.push_str(&format!(" to {addressee}"));
    }
    let mut tail = vec![date(&row.said), outlet(&row.place)];
    tail.extend(row.venue.as_deref().map(clean));
    if !row.via.is_empty() {
        tail.push(format!("via {}", clean(&row.via.join(", "))));
    }
    tail.extend(carried(row.quotation.as_ref()));
    tail.extend(row.version.as_ref().and_then(EntryVersion::mark).map(str::to_owned));
    let id = short(&row.id);
    let mut text = headed(id, &head, width);
    text.push_str(&block(&clean(&row.words), 10, width, LINES));
    text.push_str(&dimmed(&tail.join(" · "), 10, width));
    text
}

fn carried(quotation: Option<&QuotationRef>) -> Option<String> {
    let quotation = quotation.filter(|it| it.statements > 1)?;
    let outlets = if quotation.independent == 1 {
        "1 source".into()
    } else {
        format!("{} sources", quotation.independent)
    };
    Some(format!("in {} places, {outlets} [{}]", quotation.statements, short(&quotation.id)))
}

/// "said", with what the speaker does where it is more than saying that something is so.
fn said(mode: Mode) -> String {
    mode_noun(mode).map_or_else(|| "said".into(), |noun| format!("said ({noun})"))
}

/// What a statement of a mode is called; none for those that only say that something is so.
pub(super) fn mode_noun(mode: Mode) -> Option<&'static str> {
    match mode {
        Mode::Assert | Mode::Other => None,
        Mode::Claim => Some("claim"),
        Mode::Promise => Some("promise"),
        Mode::Deny => Some("denial"),
        Mode::Demand => Some("demand"),
        Mode::Warn => Some("warning"),
        Mode::Praise => Some("praise"),
        Mode::Ask => Some("question"),
        Mode::Expect => Some("expectation"),
        Mode::Intend => Some("intention"),
        Mode::Accuse => Some("accusation"),
    }
}

/// An event with its reports, one line each, and the words of the newest.
pub(super) fn event_group(row: &EventGroupRow, width: usize) -> String {
    let glyph = event_glyph(row);
    let mut head = vec![row.kind.as_str().to_owned(), date(&row.when)];
    head.extend(row.place.as_deref().map(clean));
    let place = row.place.as_deref().unwrap_or_default();
    let others: Vec<&ActorRef> = row.participants.iter().filter(|actor| actor.name != place).collect();
    if !others.is_empty() {
        head.push(names(others));
    }
    let mut text = marked(glyph, short(&row.id), &head.join(" · "), width);
    if is_several(row) {
        text.push_str(&block(course_words(row.course), 12, width, 2));
        for report in &row.reports {
            text.push_str(&report_line(report, row, width));
        }
    } else if let Some(report) = row.reports.first() {
        text.push_str(&dimmed(&reported(report), 12, width));
    }
    if let Some(newest) = row.reports.iter().rfind(|report| report.stands.is_none()) {
        text.push_str(&block(&clean(&newest.words), 12, width, 2));
    }
    if !row.conflicts.is_empty() {
        let ids: Vec<&str> = row.conflicts.iter().map(|id| short(id)).collect();
        text.push_str(&format!("            {YELLOW}accounts differ: {}{RESET}\n", ids.join(", ")));
    }
    text
}

fn report_line(report: &EventRow, group: &EventGroupRow, width: usize) -> String {
    let mut words = vec![format!("{} {}", stage_glyph(report.stage), reported(report))];
    if report.when.is_known() && report.when.edtf != group.when.edtf {
        words.push(format!("for {}", date(&report.when)));
    }
    if let Some(place) = report.place.as_deref().filter(|place| Some(*place) != group.place.as_deref()) {
        words.push(format!("in {}", clean(place)));
    }
    dimmed(&words.join(" · "), 12, width)
}

/// Whether an event is reported more than once; versions of a page report it once.
fn is_several(row: &EventGroupRow) -> bool {
    row.reports.iter().filter(|report| report.stands.is_none()).count() > 1
}

/// The stage of a report, when and by whom it was reported.
pub(super) fn reported(report: &EventRow) -> String {
    let place = &report.place_on_page;
    let by = format!("{}, reported {} by {}", report.stage.as_str(), date(&place.published), outlet(place));
    match report.version.as_ref().and_then(EntryVersion::mark) {
        Some(mark) => format!("{by} ({mark})"),
        None => by,
    }
}

/// A line with an id before it, broken where it must be.
pub(super) fn headed(id: &str, head: &str, width: usize) -> String {
    let text = block(head, 10, width, 3);
    let rest = text.get(10..).unwrap_or_default();
    let line_end = rest.find('\n').unwrap_or(rest.len());
    let (first, more) = rest.split_at(line_end);
    format!("{CYAN}{id:<9}{RESET} {BOLD}{first}{RESET}{more}")
}

fn marked(glyph: char, id: &str, head: &str, width: usize) -> String {
    let text = block(head, 12, width, 3);
    let rest = text.get(12..).unwrap_or_default();
    let line_end = rest.find('\n').unwrap_or(rest.len());
    let (first, more) = rest.split_at(line_end);
    format!("{}{glyph}{RESET} {CYAN}{id:<9}{RESET} {BOLD}{first}{RESET}{more}", colour(glyph))
}

/// Text that is less visible than the rest.
pub(super) fn dimmed(text: &str, indent: usize, width: usize) -> String {
    format!("{DIM}{}{RESET}\n", block(text, indent, width, 3).trim_end_matches('\n'))
}

/// `1 page`, `2 pages`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A label and its text, the text hanging beside the label.
pub(super) fn field(label: &str, text: &str, width: usize) -> String {
    let text = block(&clean(text), 12, width, usize::MAX);
    format!("{DIM}{label:<11}{RESET} {}", text.trim_start())
}

/// The outlets behind some places, each once.
pub(super) fn outlets<'a>(places: impl Iterator<Item = &'a PagePlace>) -> String {
    let names: BTreeSet<String> = places.map(outlet).collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// A snippet with the found words set off. Styles are put in after the lines are broken, word by word, so that they do
/// not count as width.
pub(super) fn emphasised(snippet: &[SnippetPart], indent: usize, width: usize) -> String {
    const ON: char = '\u{e000}';
    const OFF: char = '\u{e001}';
    let mut text = String::new();
    for part in snippet {
        let words = clean_part(&part.text).replace([ON, OFF], "");
        if part.found {
            text.push_str(&format!("{ON}{words}{OFF}"));
        } else {
            text.push_str(&words);
        }
    }
    block(&text, indent, width, 3).replace(ON, BOLD).replace(OFF, RESET)
}

/// As [`clean`], with the white space at the ends kept as one space: the part goes on in its neighbours.
fn clean_part(part: &str) -> String {
    let space = |is: bool| if is { " " } else { "" };
    let inner = clean(part);
    if inner.is_empty() {
        return space(!part.is_empty()).to_owned();
    }
    let (before, after) = (part.starts_with(char::is_whitespace), part.ends_with(char::is_whitespace));
    format!("{}{inner}{}", space(before), space(after))
}
