//! When a page without a date was published, as far as dated pages that tell of the same events fix it.

use crate::events::is_plan;
use crate::relations::{EventGroup, Relations};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use onrecord_text::{Basis, Dating, Event, ItemKind, Reading, Span, Stage};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A weekday by itself is of the last seven days, or of the next: other days are given as dates.
const WEEK: i64 = 6;

/// An item without a date, with the days on which it can have been published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The page's id.
    pub page: String,
    /// The item's id.
    pub item: String,
    /// The days that all its events leave, inferred, with the reason in words; unknown where no day is left, with what clashes.
    pub published: Dating,
    /// The ids of the dated pages that it rests on, sorted.
    pub by: Vec<String>,
    /// The ids of the reports on them that give the day, sorted.
    pub events: Vec<String>,
}

/// Dates the items that carry no date of their own by the events that dated pages tell of too.
///
/// "Tomorrow" beside an event that dated pages put on 27 February makes the day the 26th; "on Thursday" beside one of a Thursday
/// leaves the week from it on; a report of what happened cannot be older than what happened, nor a plan younger. All of them
/// must hold together. A day that the item has as a bound (of its capture, of its last change) stays one. Never today's date.
#[must_use]
pub fn place_undated(readings: &[&Reading], relations: &Relations) -> Vec<Placed> {
    let by_page: BTreeMap<&str, &Reading> =
        readings.iter().map(|reading| (reading.page.id.as_str(), *reading)).collect();
    let mut found: BTreeMap<(&str, &str), Vec<Limit>> = BTreeMap::new();
    for group in &relations.event_groups {
        let Some((day, by)) = agreed_day(group, &by_page) else { continue };
        for report in &group.reports {
            let Some(reading) = by_page.get(report.page.as_str()) else { continue };
            let Some(event) = reading.events.iter().find(|event| event.id == report.event) else { continue };
            let item = reading.page.items.iter().find(|item| item.id == event.item);
            let Some(item) = item.filter(|item| is_open(&item.published) && item.kind != ItemKind::Teaser)
            else {
                continue;
            };
            if let Some(limit) = limit(&reading.page.text, event, day, &by) {
                found.entry((&reading.page.id, &item.id)).or_default().push(limit);
            }
        }
    }
    found
        .into_iter()
        .filter_map(|((page, item), limits)| {
            let own = &by_page.get(page)?.page.items.iter().find(|own| own.id == item)?.published;
            Some(placed(page, item, own, limits))
        })
        .collect()
}

/// What an event allows: the first and the last day, the words that say it and the reason.
struct Limit {
    earliest: Option<Date>,
    latest: Option<Date>,
    words: Option<Span>,
    why: String,
    by: DatedReports,
}

/// The reports of dated pages that put an event on a day: page and event, sorted.
type DatedReports = BTreeSet<(String, String)>;

/// Whether a date leaves more than one day open because the page gives none, or only a bound.
fn is_open(published: &Dating) -> bool {
    !published.is_known() || published.earliest.is_none() || published.latest.is_none()
}

/// The day on which the dated pages put an event, and their reports of it; none where they differ.
fn agreed_day(group: &EventGroup, by_page: &BTreeMap<&str, &Reading>) -> Option<(Date, DatedReports)> {
    let mut agreed = None;
    let mut by = DatedReports::new();
    for report in group.reports.iter().filter(|report| report.stands.is_none() && !is_open(&report.reported))
    {
        let Some(day) = report.when.single_day() else { continue };
        if agreed.is_some_and(|agreed| agreed != day) {
            return None;
        }
        if by_page.contains_key(report.page.as_str()) {
            agreed = Some(day);
            by.insert((report.page.clone(), report.event.clone()));
        }
    }
    Some((agreed?, by))
}

/// What the words of an undated report say of its own day, its event being of `day`; none where they do not fit that day, as then
/// it is another event.
fn limit(text: &str, event: &Event, day: Date, by: &DatedReports) -> Option<Limit> {
    let is_ahead = is_plan(event.stage);
    let shifted = |days: i64| day.checked_add(days.days()).ok();
    let make = |earliest, latest, words: Option<Span>, what: String| Limit {
        earliest,
        latest,
        words,
        why: what,
        by: by.clone(),
    };
    let pages = by.iter().map(|(page, _)| page).collect::<BTreeSet<_>>().len();
    let sources = if pages == 1 { "another page".to_owned() } else { format!("{pages} other pages") };
    for (word, span) in words_of(text, event.evidence) {
        let said = span.of(text);
        let fixed = match word.as_str() {
            "today" | "tonight" => Some(0),
            "yesterday" => Some(1),
            "tomorrow" => Some(-1),
            _ => None,
        };
        if let Some(shift) = fixed {
            let published = shifted(shift);
            let why = format!("it says “{said}” of an event that {sources} put on {day}");
            return Some(make(published, published, Some(span), why));
        }
        if let Some(weekday) = weekday_of(&word) {
            if day.weekday() != weekday {
                return None;
            }
            let why =
                format!("it says “{said}” by the weekday alone of an event that {sources} put on {day}");
            return Some(if is_ahead {
                make(shifted(-WEEK), Some(day), Some(span), why)
            } else {
                make(Some(day), shifted(WEEK), Some(span), why)
            });
        }
    }
    if is_ahead {
        let why = format!("it tells of an event that {sources} put on {day} as still to come");
        return Some(make(None, Some(day), None, why));
    }
    matches!(event.stage, Stage::Happened | Stage::Ongoing).then(|| {
        make(Some(day), None, None, format!("it tells of an event that {sources} put on {day} as come about"))
    })
}

/// The words of a span, lower case, each with its place.
fn words_of(text: &str, within: Span) -> Vec<(String, Span)> {
    let words = within.of(text);
    let mut found = Vec::new();
    let mut start = None;
    for (at, char) in words.char_indices().chain([(words.len(), ' ')]) {
        match (char.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                if let Some(span) = Span::new(within.start() + from, within.start() + at) {
                    found.push((words[from..at].to_lowercase(), span));
                }
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn weekday_of(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    })
}

/// The days that all limits leave.
fn placed(page: &str, item: &str, own: &Dating, mut limits: Vec<Limit>) -> Placed {
    // The narrowest first: it is the best reason.
    limits.sort_by_key(|limit| {
        let width = limit.earliest.zip(limit.latest).and_then(|(first, last)| first.until(last).ok());
        (width.map_or(i32::MAX, |width| width.get_days()), limit.earliest, limit.latest, limit.why.clone())
    });
    let earliest = limits.iter().filter_map(|limit| limit.earliest).chain(own.earliest).max();
    let latest = limits.iter().filter_map(|limit| limit.latest).chain(own.latest).min();
    let by: BTreeSet<&str> =
        limits.iter().flat_map(|limit| limit.by.iter().map(|(page, _)| page.as_str())).collect();
    let events: BTreeSet<&str> =
        limits.iter().flat_map(|limit| limit.by.iter().map(|(_, event)| event.as_str())).collect();
    let owned = |ids: BTreeSet<&str>| ids.into_iter().map(str::to_owned).collect();
    let (by, events) = (owned(by), owned(events));
    let clash = earliest.zip(latest).is_some_and(|(earliest, latest)| earliest > latest);
    let told: Vec<&str> = limits
        .iter()
        .filter(|limit| clash || limit.earliest == earliest || limit.latest == latest)
        .map(|limit| limit.why.as_str())
        .fold(Vec::new(), |mut told, why| {
            if told.len() < 3 && !told.contains(&why) {
                told.push(why);
            }
            told
        });
    let told = told.join("; ");
    let published = if clash {
        Dating::default().because(format!("no day fits all that its events say: {told}"))
    } else {
        let edtf = match (earliest, latest) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (first, last) => {
                let end = |day: Option<Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
                format!("{}/{}", end(first), end(last))
            }
        };
        let evidence: Vec<Span> = limits.iter().filter_map(|limit| limit.words).collect();
        Dating { edtf: Some(edtf), earliest, latest, basis: Basis::Inferred, ..Dating::default() }
            .because(told)
            .from_words(evidence)
    };
    Placed { page: page.to_owned(), item: item.to_owned(), published, by, events }
}
