//! The parts of the report, one function each.

use super::escape;
use super::marks::marked_text;
use onrecord_record::{Course, Slot};
use onrecord_store::views::{
    AccountRow, ActorRef, ConflictRow, EntryVersion, EventGroupRow, EventRow, Overview, PagePlace,
    SourcePage, StatementRow,
};
use onrecord_text::{Basis, Dating, Mode, Stage};

/// Title, counts and the way to the parts.
pub(super) fn head(overview: &Overview) -> String {
    let days = match (&overview.first_day, &overview.last_day) {
        (Some(first), Some(last)) => format!("<p>Pages from {} to {}.</p>\n", escape(first), escape(last)),
        _ => String::new(),
    };
    let counts = [
        ("pages", overview.pages),
        ("after copies", overview.independent_pages),
        ("statements", overview.statements),
        ("reports of events", overview.events),
        ("events in several reports", overview.event_groups),
        ("quotations in several places", overview.quotations),
        ("conflicts", overview.conflicts),
    ];
    let counts: String = counts
        .iter()
        .map(|(label, count)| format!("<div><dd>{count}</dd><dt>{label}</dt></div>\n"))
        .collect();
    format!(
        "<header>\n<h1>On record</h1>\n{days}<dl class=\"counts\">\n{counts}</dl>\n\
         <p>Who said what, and what was announced, reported as having taken place, or denied, in these pages. Every entry \
         leads to its words in the kept text. What is not here was not found in these pages.</p>\n\
         <nav aria-label=\"Parts\"><a href=\"#timeline\">Events</a> <a href=\"#conflicts\">Conflicts</a> \
         <a href=\"#statements\">Statements</a> <a href=\"#pages\">Pages</a></nav>\n</header>\n"
    )
}

/// The events, each with its reports.
pub(super) fn timeline(events: &[EventGroupRow]) -> String {
    let rows: String = events.iter().map(event_group).collect();
    let rows = if rows.is_empty() {
        "<p>No events were found.</p>\n".into()
    } else {
        format!("<ol class=\"plain\">\n{rows}</ol>\n")
    };
    format!(
        "<section id=\"timeline\">\n<h2>Events</h2>\n<p class=\"key\"><span>○ planned</span> <span>◐ expected or under \
         way</span> <span>● reported as having taken place</span> <span>✕ called off or denied</span> \
         <span>? possible or claimed</span></p>\n{rows}</section>\n"
    )
}

fn event_group(row: &EventGroupRow) -> String {
    let mut head = vec![format!("<strong>{}</strong>", escape(row.kind.as_str())), date(&row.when)];
    head.extend(row.place.as_deref().map(escape));
    if !row.participants.is_empty() {
        head.push(names(&row.participants));
    }
    let course = if row.reports.iter().filter(|report| report.stands.is_none()).count() > 1 {
        format!("<p>{}</p>\n", course(row.course))
    } else {
        String::new()
    };
    let reports: String = row.reports.iter().map(|one| report(one, row)).collect();
    let conflicts: String = row
        .conflicts
        .iter()
        .map(|id| format!(" <a href=\"#r-{0}\">accounts differ</a>", escape(id)))
        .collect();
    format!(
        "<li class=\"entry\" id=\"r-{}\">\n<p>{}{conflicts}</p>\n{course}<ul class=\"reports\">\n{reports}</ul>\n</li>\n",
        escape(&format!("group-{}", row.id)),
        head.join(" · ")
    )
}

fn report(row: &EventRow, group: &EventGroupRow) -> String {
    let place = &row.place_on_page;
    let mut said = vec![format!("{} {}", glyph(row.stage), row.stage.as_str())];
    if row.when.is_known() && row.when.edtf != group.when.edtf {
        said.push(format!("for {}", date(&row.when)));
    }
    let elsewhere = row.place.as_deref().filter(|place| Some(*place) != group.place.as_deref());
    said.extend(elsewhere.map(|place| format!("in {}", escape(place))));
    said.extend(row.version.as_ref().and_then(EntryVersion::mark).map(|mark| format!("({mark})")));
    format!(
        "<li id=\"r-{id}\"><span class=\"stage\">{}, reported by</span> {}\n<blockquote dir=\"auto\"><a href=\"#w-{id}\">{}</a></blockquote></li>\n",
        said.join(" "),
        source(place),
        escape(&row.words),
        id = escape(&row.id),
    )
}

/// The conflicts, both accounts side by side.
pub(super) fn conflicts(rows: &[ConflictRow]) -> String {
    let text: String = rows.iter().map(conflict).collect();
    let text = if text.is_empty() {
        "<p>No two accounts were found to contradict each other.</p>\n".into()
    } else {
        text
    };
    format!("<section id=\"conflicts\">\n<h2>Conflicts</h2>\n{text}</section>\n")
}

fn conflict(row: &ConflictRow) -> String {
    let slot = match row.slot {
        Slot::Date => "When",
        Slot::Place => "Where",
        Slot::Number => "How many",
        Slot::Wording => "In which words",
        Slot::Speaker => "By whom",
        Slot::Occurrence => "Whether at all",
    };
    format!(
        "<article class=\"entry\" id=\"r-{}\">\n<h3>{slot}: {} or {}</h3>\n<p>{}</p>\n<div class=\"sides\">\n{}{}</div>\n</article>\n",
        escape(&row.id),
        escape(&row.a.value),
        escape(&row.b.value),
        escape(&row.why),
        account(&row.a),
        account(&row.b)
    )
}

fn account(side: &AccountRow) -> String {
    let words = if side.context.is_empty() { &side.words } else { &side.context };
    format!(
        "<div><p>{}</p>\n<blockquote dir=\"auto\"><a href=\"#w-{}\">{}</a></blockquote></div>\n",
        source(&side.place),
        escape(&side.entry),
        escape(words)
    )
}

/// The statements, by day said.
pub(super) fn ledger(rows: &[StatementRow]) -> String {
    let rows: String = rows.iter().map(statement).collect();
    if rows.is_empty() {
        return "<section id=\"statements\">\n<h2>Statements</h2>\n<p>No statements were found.</p>\n</section>\n".into();
    }
    format!(
        "<section id=\"statements\">\n<h2>Statements</h2>\n<table>\n<thead><tr><th scope=\"col\">Said</th>\
         <th scope=\"col\">Who</th><th scope=\"col\">Words</th><th scope=\"col\">Where we have it from</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n</section>\n"
    )
}

fn statement(row: &StatementRow) -> String {
    let id = escape(&row.id);
    let who = match &row.speaker {
        Some(actor) => escape(&actor.name),
        None if row.source_words.is_empty() => "source not named".into(),
        None => escape(&row.source_words),
    };
    let to = row
        .addressee
        .as_deref()
        .map(|to| format!("<br><small>to {}</small>", escape(to)))
        .unwrap_or_default();
    let mode = match row.mode {
        Mode::Assert | Mode::Other => String::new(),
        mode => format!("<br><small>{}</small>", mode.as_str()),
    };
    let via = if row.via.is_empty() {
        String::new()
    } else {
        format!("<br><small>via {}</small>", escape(&row.via.join(", ")))
    };
    let carried = row.quotation.as_ref().filter(|it| it.statements > 1).map_or(String::new(), |it| {
        format!("<br><small>in {} places, independent sources: {}</small>", it.statements, it.independent)
    });
    let later = row.version.as_ref().and_then(EntryVersion::mark);
    let later = later.map_or_else(String::new, |mark| format!("<br><small>{mark}</small>"));
    format!(
        "<tr id=\"r-{id}\"><td>{}</td><td>{who}{to}{mode}</td>\
         <td><blockquote dir=\"auto\"><a href=\"#w-{id}\">{}</a></blockquote></td><td>{}{via}{carried}{later}</td></tr>\n",
        dated(&row.said),
        escape(&row.words),
        source(&row.place)
    )
}

/// The pages with their texts.
pub(super) fn pages(pages: &[SourcePage]) -> String {
    let text: String = pages.iter().map(page).collect();
    format!(
        "<section id=\"pages\">\n<h2>Pages</h2>\n<p class=\"key\"><mark class=\"said\">what was said</mark> \
         <mark class=\"source\">its source</mark> <mark class=\"cue\">the attribution</mark> \
         <mark class=\"event\">a report of an event</mark> <mark class=\"aside\">not news</mark></p>\n{text}</section>\n"
    )
}

fn page(page: &SourcePage) -> String {
    let row = &page.page;
    let outlet = row.outlet.as_deref().map_or("outlet not known".into(), escape);
    let notes: String =
        page.notes.iter().map(|note| format!("<p class=\"note\">{}</p>\n", escape(note))).collect();
    let inferred = row
        .inferred
        .as_ref()
        .map_or_else(String::new, |inferred| format!("; by other pages {}", dated(&inferred.published)));
    let version = row.version.as_ref().map_or_else(String::new, |it| {
        format!(" · version {} of {}, kept {}", it.position, it.of, escape(&it.kept_at))
    });
    format!(
        "<article class=\"page\" id=\"p-{}\">\n<h3 dir=\"auto\">{}</h3>\n<p>{outlet} · {}{inferred}{version} · {}</p>\n\
         <p class=\"hash\">SHA-256 {}</p>\n{notes}<div class=\"text\" dir=\"auto\">{}</div>\n</article>\n",
        escape(&row.id),
        escape(&row.title),
        dated(&row.published),
        address(row.url.as_deref(), &row.path),
        escape(&row.sha256),
        marked_text(page)
    )
}

/// Where an entry stands: outlet, day of publication, the page's place in this report.
fn source(place: &PagePlace) -> String {
    let label = escape(place.outlet.as_deref().unwrap_or(&place.path));
    format!("<a href=\"#p-{}\"><bdi>{label}</bdi></a>, {}", escape(&place.page), dated(&place.published))
}

/// A link only where the address is one of the web: a page may claim any address for itself.
fn address(url: Option<&str>, path: &str) -> String {
    match url.filter(|url| url.starts_with("https://") || url.starts_with("http://")) {
        Some(url) => format!("<a rel=\"noreferrer noopener nofollow\" href=\"{0}\">{0}</a>", escape(url)),
        None => escape(path),
    }
}

fn names(actors: &[ActorRef]) -> String {
    actors.iter().map(|actor| format!("<bdi>{}</bdi>", escape(&actor.name))).collect::<Vec<_>>().join(", ")
}

fn date(dating: &Dating) -> String {
    match dating.edtf.as_deref().filter(|_| dating.is_known()) {
        Some(edtf) => format!("<time>{}</time>", escape(&edtf.replace('/', " to "))),
        None => "no date".into(),
    }
}

/// A date with, where it was worked out, the reason.
fn dated(dating: &Dating) -> String {
    match dating.basis {
        Basis::Inferred | Basis::Unknown if !dating.why.is_empty() => {
            format!("{} <small>({})</small>", date(dating), escape(&dating.why))
        }
        _ => date(dating),
    }
}

fn glyph(stage: Stage) -> char {
    match stage {
        Stage::Planned => '○',
        Stage::Expected | Stage::Ongoing => '◐',
        Stage::Happened => '●',
        Stage::Cancelled | Stage::Denied => '✕',
        Stage::Possible | Stage::Claimed => '?',
    }
}

fn course(course: Course) -> &'static str {
    match course {
        Course::AnnouncedThenHappened => "Announced, then reported as having taken place.",
        Course::Moved => "Announced, then given another date or place.",
        Course::CalledOff => "Announced, then called off.",
        Course::Denied => "Reported by one side, denied by another.",
        Course::AnnouncedOnly => "Announced; no report of an outcome in these pages.",
        Course::HappenedOnly => "Reported as having taken place.",
        Course::ClaimedOnly => "Claimed by one side only.",
    }
}
