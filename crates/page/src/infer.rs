//! The day of a page that does not state it, from what its words take for granted.
//!
//! Body text alone rarely dates a story, so only a few patterns count: each fixes the day by the page's own logic, and gives
//! its reason. Everything else is unknown.

use crate::stamp;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use onrecord_text::{Basis, Dating, Span};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A relative word and a date count as one statement when they stand in the same paragraph or in neighbouring ones.
const NEAR_PARAGRAPHS: usize = 1;
/// How many bytes of a story are searched for what dates it.
const REACH: usize = 128 << 10;
/// A bare weekday names a day of the last seven; older days are given as dates. So a page that gives a past date in full is
/// at least a week younger.
const WEEKDAY_REACH: i64 = 7;

/// The publication day as far as the paragraphs and captions of a story determine it.
pub(crate) fn published(text: &str, prose: &[Span], captions: &[Span]) -> Dating {
    let (prose, captions) = (&within_reach(text, prose)[..], &within_reach(text, captions)[..]);
    let year = Years::of(text, prose, captions);
    dateline(text, prose, &year)
        .or_else(|| relative_to_date(text, prose, &year))
        .or_else(|| after_last_date(text, prose, &year))
        .unwrap_or_else(|| {
            Dating::default().because("the page gives no date, and its words do not determine one")
        })
}

/// The same for a page that says by when it was published; none where its words add nothing to that.
///
/// A story tells of the days of its own week by their weekdays: where the page was changed on a day, the last such weekday up to that
/// day is the first day on which it can have been published.
pub(crate) fn published_by(text: &str, prose: &[Span], captions: &[Span], latest: Date) -> Option<Dating> {
    let found = published(text, prose, captions);
    if found.single_day().is_some_and(|day| day <= latest) {
        return Some(found);
    }
    let (earliest, weekday, span) = past_weekdays(text, &within_reach(text, prose))
        .into_iter()
        .filter_map(|(weekday, span)| {
            let back = i64::from(weekday.until(latest.weekday()));
            Some((latest.checked_sub(back.days()).ok()?, weekday, span))
        })
        .max_by_key(|(day, _, span)| (*day, std::cmp::Reverse(span.start())))?;
    let name = weekday_name(weekday);
    let why = format!(
        "the page gives only the day of its last change, {latest}, and tells of {name} by its weekday alone, as pages of the same week do"
    );
    Some(Dating::between(earliest, latest, Basis::Inferred).because(why).from_words([span]))
}

/// The first paragraphs, and of a very long one its beginning: what dates a story stands there.
fn within_reach(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut left = REACH;
    let mut reached = Vec::new();
    for span in spans {
        let end = text.floor_char_boundary(span.end().min(span.start() + left));
        let Some(part) = Span::new(span.start(), end) else { break };
        left -= part.len();
        reached.push(part);
    }
    reached
}

/// A date without its year in the text.
#[derive(Debug, Clone, Copy)]
struct DayOfYear {
    paragraph: usize,
    span: Span,
    month: i8,
    day: i8,
    year: Option<i16>,
    /// The weekday that stands with it.
    weekday: Option<Weekday>,
}

fn dates_in(text: &str, prose: &[Span]) -> Vec<DayOfYear> {
    prose
        .iter()
        .enumerate()
        .flat_map(|(paragraph, span)| {
            stamp::find_all(text, *span).into_iter().filter_map(move |stamp| {
                let (month, day, year) = match (stamp.day, stamp.yearless) {
                    (Some(date), _) => (date.month(), date.day(), Some(date.year())),
                    (None, Some((month, day))) => (month, day, None),
                    (None, None) => return None,
                };
                let weekday = weekday_of(stamp.span.of(text).split([' ', ',']).next().unwrap_or_default());
                Some(DayOfYear { paragraph, span: stamp.span, month, day, year, weekday })
            })
        })
        .collect()
}

/// What tells the year of dates that do not name it.
struct Years {
    full: Option<(Date, Span)>,
    by_weekday: Option<(i16, Span, String)>,
    counted: Option<(i16, Vec<Span>, String)>,
}

impl Years {
    fn of(text: &str, prose: &[Span], captions: &[Span]) -> Self {
        let full = prose
            .iter()
            .chain(captions)
            .flat_map(|span| stamp::find_all(text, *span))
            .filter_map(|stamp| Some((stamp.day?, stamp.span)))
            .max_by_key(|(day, span)| (*day, std::cmp::Reverse(span.start())));
        Self { full, by_weekday: year_by_weekday(text, prose), counted: counted_year(text, prose) }
    }

    /// The date with its year, the words that gave the year, and the reason.
    fn complete(&self, date: DayOfYear) -> Option<(Date, Vec<Span>, String)> {
        if let Some(year) = date.year {
            return Some((Date::new(year, date.month, date.day).ok()?, vec![], String::new()));
        }
        if let Some((year, span, reason)) = self.by_weekday.clone() {
            return Some((Date::new(year, date.month, date.day).ok()?, vec![span], reason));
        }
        if let Some((full, span)) = self.full {
            // The same date of the years around the full date: the nearest to it.
            let nearest = (full.year() - 1..=full.year() + 1)
                .filter_map(|year| Date::new(year, date.month, date.day).ok())
                .min_by_key(|day| days_between(full, *day).abs())?;
            return Some((nearest, vec![span], format!("the year is that of {full} on the same page")));
        }
        let (year, spans, reason) = self.counted.clone()?;
        Some((Date::new(year, date.month, date.day).ok()?, spans, reason))
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// The year of "Monday, 21 April": the first one from the latest year named on in which the day falls so.
///
/// A date falls on the same weekday again after five, six or eleven years, so the next such year is meant.
fn year_by_weekday(text: &str, prose: &[Span]) -> Option<(i16, Span, String)> {
    static YEAR: OnceLock<Option<Regex>> = OnceLock::new();
    let year = YEAR.get_or_init(|| Regex::new(r"(?-u:\b)(?:19|20)\d\d(?-u:\b)").ok()).as_ref()?;
    let latest: i16 = prose
        .iter()
        .flat_map(|span| year.find_iter(span.of(text)).filter_map(|found| found.as_str().parse().ok()))
        .max()?;
    dates_in(text, prose).into_iter().find_map(|date| {
        let weekday = date.weekday.filter(|_| date.year.is_none())?;
        let falls =
            |year: &i16| Date::new(*year, date.month, date.day).is_ok_and(|day| day.weekday() == weekday);
        let year = (latest..latest + 7).find(falls)?;
        let words = date.span.of(text);
        Some((year, date.span, format!("the year is {year}, the first from {latest} on with “{words}”")))
    })
}

/// The year that "in 2022" and "for more than three years" give together, where only one fits.
fn counted_year(text: &str, prose: &[Span]) -> Option<(i16, Vec<Span>, String)> {
    static YEAR: OnceLock<Option<Regex>> = OnceLock::new();
    static LENGTH: OnceLock<Option<Regex>> = OnceLock::new();
    let year = YEAR.get_or_init(|| Regex::new(r"(?-u:\b)(?:19|20)\d\d(?-u:\b)").ok()).as_ref()?;
    let length = LENGTH
        .get_or_init(|| {
            Regex::new(
                r"(?i)(?-u:\b)(?:more than|over) (two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) years(?-u:\b)",
            )
            .ok()
        })
        .as_ref()?;
    let mut years: BTreeMap<i16, Span> = BTreeMap::new();
    let mut lengths: BTreeMap<i16, Span> = BTreeMap::new();
    for paragraph in prose {
        let words = paragraph.of(text);
        for found in year.find_iter(words) {
            if let (Ok(number), Some(span)) = (
                found.as_str().parse(),
                Span::new(paragraph.start() + found.start(), paragraph.start() + found.end()),
            ) {
                years.entry(number).or_insert(span);
            }
        }
        for found in length.captures_iter(words) {
            let (Some(whole), Some(number)) =
                (found.get(0), found.get(1).and_then(|word| number_of(word.as_str())))
            else {
                continue;
            };
            if let Some(span) = Span::new(paragraph.start() + whole.start(), paragraph.start() + whole.end())
            {
                lengths.entry(i16::from(number)).or_insert(span);
            }
        }
    }
    let latest = *years.keys().next_back()?;
    let mut fitting: BTreeMap<i16, (i16, Span, Span)> = BTreeMap::new();
    for (year, year_span) in &years {
        for (length, length_span) in &lengths {
            // Nothing of the last year named can be counted in years yet unless the page is that much younger.
            if *year == latest {
                fitting.insert(year + length, (*year, *year_span, *length_span));
            }
        }
    }
    if fitting.len() != 1 {
        return None;
    }
    let (sum, (start, year_span, length_span)) = fitting.into_iter().next()?;
    let reason = format!("the year is {sum}: it counts “{}” from {start}", length_span.of(text));
    Some((sum, vec![year_span, length_span], reason))
}

fn number_of(word: &str) -> Option<i8> {
    const WORDS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let lower = word.to_ascii_lowercase();
    let place = WORDS.iter().position(|name| *name == lower);
    place.and_then(|place| i8::try_from(place + 1).ok()).or_else(|| lower.parse().ok())
}

/// "HALVIK, May 4 (Norpress) -": the agency's own date.
fn dateline(text: &str, prose: &[Span], years: &Years) -> Option<Dating> {
    static SHAPE: OnceLock<Option<Regex>> = OnceLock::new();
    let shape = SHAPE
        .get_or_init(|| Regex::new(r"^\(?\p{Lu}[\p{Lu} .,/'’-]{2,40}(?:, [\p{L}. ]{2,30})?,? ?\(?\p{Lu}[\p{L}.]{2,9} \d{1,2}(?:,? \d{4})?\)? ?(?:\([\p{L} ./-]{2,40}\) ?)?(?:[-–—/:]|\(|\p{Lu})").ok())
        .as_ref()?;
    prose.iter().enumerate().take(6).find_map(|(paragraph, span)| {
        let found = shape.find(span.of(text))?;
        let reach = Span::new(span.start(), span.start() + found.end())?;
        let date = dates_in(text, &[reach]).into_iter().next()?;
        let (day, mut spans, year_reason) = years.complete(DayOfYear { paragraph, ..date })?;
        spans.insert(0, date.span);
        let basis = if date.year.is_some() { Basis::Stated } else { Basis::Inferred };
        let why = if year_reason.is_empty() {
            "the dateline".to_owned()
        } else {
            format!("the dateline; {year_reason}")
        };
        Some(Dating::day(day, basis).because(why).from_words(spans))
    })
}

/// "tomorrow" beside "Feb. 27": the day before it.
fn relative_to_date(text: &str, prose: &[Span], years: &Years) -> Option<Dating> {
    static WORD: OnceLock<Option<Regex>> = OnceLock::new();
    let word = WORD
        .get_or_init(|| Regex::new(r"(?i)(?-u:\b)(?:tomorrow|yesterday|today|tonight)(?-u:\b)").ok())
        .as_ref()?;
    let dates = dates_in(text, prose);
    let mut votes: BTreeMap<Date, (usize, Vec<Span>, String)> = BTreeMap::new();
    for (paragraph, span) in prose.iter().enumerate() {
        for found in word.find_iter(span.of(text)) {
            let Some(at) = Span::new(span.start() + found.start(), span.start() + found.end()) else {
                continue;
            };
            let lower = found.as_str().to_ascii_lowercase();
            // "today" goes with most sentences; it fixes a day only in apposition ("today, May 4").
            let reach = if matches!(lower.as_str(), "today" | "tonight") { 24 } else { usize::MAX };
            let near = dates.iter().filter(|date| {
                date.paragraph.abs_diff(paragraph) <= NEAR_PARAGRAPHS && gap(date.span, at) <= reach
            });
            // What is still to come has the latest of the dates around; what is past or present, the nearest.
            let near = if lower == "tomorrow" {
                near.filter_map(|date| Some((years.complete(*date)?.0, date)))
                    .max_by_key(|(day, _)| *day)
                    .map(|(_, date)| date)
            } else {
                near.min_by_key(|date| gap(date.span, at))
            };
            let Some(date) = near else { continue };
            let Some((day, year_spans, year_reason)) = years.complete(*date) else { continue };
            let shift = match lower.as_str() {
                "tomorrow" => -1,
                "yesterday" => 1,
                _ => 0,
            };
            let Ok(published) = day.checked_add(shift.days()) else { continue };
            let mut why =
                format!("“{}” is {}, as the words beside it say", found.as_str(), date.span.of(text));
            if !year_reason.is_empty() {
                why = format!("{why}; {year_reason}");
            }
            let vote = votes
                .entry(published)
                .or_insert_with(|| (0, [vec![at, date.span], year_spans].concat(), why));
            vote.0 += 1;
        }
    }
    let (day, (_, spans, why)) = votes.into_iter().max_by_key(|(day, (count, ..))| (*count, *day))?;
    Some(Dating::day(day, Basis::Inferred).because(why).from_words(spans))
}

fn gap(left: Span, right: Span) -> usize {
    if left.start() < right.start() {
        right.start().saturating_sub(left.end())
    } else {
        left.start().saturating_sub(right.end())
    }
}

/// A page that says "on Thursday" throughout, and gives its last past date in full.
fn after_last_date(text: &str, prose: &[Span], years: &Years) -> Option<Dating> {
    let (weekday, weekday_span) = reporting_weekday(text, prose)?;
    let (last, spans, reason, with_weekday) = last_date(text, prose, years)?;
    let reach = if with_weekday { 0 } else { WEEKDAY_REACH };
    let earliest = last.checked_add(reach.days()).ok()?;
    let wait = i64::from(earliest.weekday().until(weekday));
    let day = earliest.checked_add(wait.days()).ok()?;
    let name = weekday_name(weekday);
    let mut why = if with_weekday {
        format!("the first {name} from {last} on, the last day that it gives with its weekday and date")
    } else {
        format!(
            "the first {name} a week or more after {last}, the last day that it gives as a date and not by its weekday"
        )
    };
    if !reason.is_empty() {
        why = format!("{why}; {reason}");
    }
    let all: Vec<Span> = [vec![weekday_span], spans].concat();
    if with_weekday {
        return Some(Dating::day(day, Basis::Inferred).because(why).from_words(all));
    }
    let this_month = prose.iter().any(|span| span.of(text).to_lowercase().contains("this month"));
    let next = day.checked_add(7.days()).ok()?;
    if this_month && day.month() == last.month() && next.month() != last.month() {
        why = format!("{why}; a later one would not be “this month”");
        return Some(Dating::day(day, Basis::Inferred).because(why).from_words(all));
    }
    // Later weeks cannot be ruled out: the interval is open.
    let open = Dating {
        edtf: Some(format!("{day}/..")),
        earliest: Some(day),
        basis: Basis::Inferred,
        ..Dating::default()
    };
    Some(open.because(format!("not before {why}")).from_words(all))
}

/// The weekday on which most of what is told happened, if it is one: named at least twice and more than any other.
fn reporting_weekday(text: &str, prose: &[Span]) -> Option<(Weekday, Span)> {
    let mut counts: BTreeMap<i8, (usize, Span)> = BTreeMap::new();
    for (weekday, at) in past_weekdays(text, prose) {
        counts.entry(weekday.to_monday_zero_offset()).or_insert((0, at)).0 += 1;
    }
    let mut ranked: Vec<(usize, i8, Span)> =
        counts.into_iter().map(|(day, (count, span))| (count, day, span)).collect();
    ranked.sort_by_key(|(count, day, _)| (std::cmp::Reverse(*count), *day));
    let (count, day, span) = *ranked.first()?;
    let second = ranked.get(1).map_or(0, |(count, ..)| *count);
    (count >= 2 && count > second).then_some(())?;
    Some((Weekday::from_monday_zero_offset(day).ok()?, span))
}

/// Every weekday that is named and not of what is still to come.
fn past_weekdays(text: &str, prose: &[Span]) -> Vec<(Weekday, Span)> {
    static WORD: OnceLock<Option<Regex>> = OnceLock::new();
    let word = WORD
        .get_or_init(|| Regex::new(r"(?-u:\b)(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?-u:\b)").ok())
        .as_ref();
    let Some(word) = word else { return Vec::new() };
    prose
        .iter()
        .flat_map(|span| word.find_iter(span.of(text)).map(move |found| (span, found)))
        .filter_map(|(span, found)| {
            let at = Span::new(span.start() + found.start(), span.start() + found.end())?;
            let weekday = weekday_of(found.as_str()).filter(|_| !is_to_come(text, *span, at))?;
            Some((weekday, at))
        })
        .collect()
}

/// Whether what the sentence says up to some words speaks of what is still to come.
fn is_to_come(text: &str, paragraph: Span, words: Span) -> bool {
    const CUES: [&str; 9] =
        [" will ", " would ", "’ll ", "'ll ", " is to ", " are to ", " were to ", " due to ", " next "];
    let before = text.get(paragraph.start()..words.start()).unwrap_or_default();

    let start = before.rfind(". ").map_or(0, |at| at + 1);
    CUES.iter().any(|cue| before[start..].contains(cue))
}

fn weekday_of(word: &str) -> Option<Weekday> {
    [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ]
    .into_iter()
    .find(|weekday| weekday_name(*weekday) == word)
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The last past date that the text gives, with what is counted from it ("and a meeting six days later").
///
/// The last part says whether the date stands with its weekday ("Monday, 21 April"), as days of the same week do.
fn last_date(text: &str, prose: &[Span], years: &Years) -> Option<(Date, Vec<Span>, String, bool)> {
    static LATER: OnceLock<Option<Regex>> = OnceLock::new();
    let later = LATER
        .get_or_init(|| {
            Regex::new(
                r"(?i)(?-u:\b)(a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (days?|weeks?) later(?-u:\b)",
            )
            .ok()
        })
        .as_ref()?;
    let mut last: Option<(Date, Vec<Span>, String, bool)> = None;
    for date in dates_in(text, prose) {
        let Some((day, mut spans, reason)) = years.complete(date) else { continue };
        if is_to_come(text, prose[date.paragraph], date.span) {
            continue;
        }
        spans.insert(0, date.span);
        let mut day = day;
        let paragraph = prose[date.paragraph];
        let rest = text.get(date.span.end()..paragraph.end()).unwrap_or_default();
        let sentence = rest.split_inclusive(". ").next().unwrap_or(rest);
        if let Some(found) = later.captures(sentence) {
            let number = found.get(1).map_or("", |word| word.as_str());
            let number =
                if number.eq_ignore_ascii_case("a") { 1 } else { i64::from(number_of(number).unwrap_or(0)) };
            let unit = if found.get(2).is_some_and(|unit| unit.as_str().starts_with('w')) { 7 } else { 1 };
            day = day.checked_add((number * unit).days()).unwrap_or(day);
            let whole = found.get(0)?;
            spans.extend(Span::new(date.span.end() + whole.start(), date.span.end() + whole.end()));
        }
        if last.as_ref().is_none_or(|(best, ..)| day > *best) {
            last = Some((day, spans, reason, date.weekday.is_some()));
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(paragraphs: &[&str], captions: &[&str]) -> Dating {
        let text = [paragraphs, captions].concat().join("\n");
        let mut at = 0;
        let spans: Vec<Span> = text
            .split('\n')
            .map(|line| {
                let span = Span::new(at, at + line.len()).unwrap();
                at += line.len() + 1;
                span
            })
            .collect();
        published(&text, &spans[..paragraphs.len()], &spans[paragraphs.len()..])
    }

    #[test]
    fn tomorrow_beside_a_date_fixes_the_day_and_a_caption_the_year() {
        let dating = dated(
            &[
                "Envoys will meet on May 9 about the canal, Oster said.",
                "\"We will sit down tomorrow in Calder,\" she said.",
                "They first met on April 30.",
            ],
            &["Oster speaks in Halvik on May 7, 2031 (Ana Weil/Herald)"],
        );
        assert_eq!(dating.single_day().unwrap().to_string(), "2031-05-08");
        assert_eq!(dating.basis, Basis::Inferred);
        assert!(dating.why.contains("tomorrow") && dating.why.contains("2031-05-07"), "{}", dating.why);
    }

    #[test]
    fn a_weekday_after_the_last_full_date() {
        let dating = dated(
            &[
                "Lind said on Friday that the canal would open this month.",
                "It began with a call on 12 February and a meeting six days later.",
                "The fleet had blocked it in 2028. It stayed shut for more than three years, until Friday.",
            ],
            &[],
        );
        // 18 February 2031 and a week: the first Friday from 25 February is the 28th.
        assert_eq!(dating.single_day().unwrap().to_string(), "2031-02-28", "{dating:?}");
    }

    #[test]
    fn a_change_bounds_a_story_that_tells_of_a_weekday() {
        let told = |words: &str| {
            let span = Span::new(0, words.len()).unwrap();
            published_by(words, &[span], &[], Date::constant(2031, 5, 9)).and_then(|dating| dating.edtf)
        };
        // 9 May 2031 is a Friday.
        assert_eq!(told("The port was shut on Friday, Lind said.").as_deref(), Some("2031-05-09"));
        assert_eq!(
            told("It was shut on Wednesday after talks on Tuesday.").as_deref(),
            Some("2031-05-07/2031-05-09")
        );
        assert_eq!(told("It will be shut on Friday."), None);
        assert_eq!(told("HALVIK, May 8, 2031 (Norpress) - It was shut."), Some("2031-05-08".to_owned()));
    }

    #[test]
    fn a_dateline_with_its_year_is_stated() {
        let dating = dated(&["HALVIK, May 4, 2031 (Norpress) - The port was closed."], &[]);
        assert_eq!(
            (dating.single_day().unwrap().to_string().as_str(), dating.basis),
            ("2031-05-04", Basis::Stated)
        );
    }

    #[test]
    fn without_a_year_there_is_no_day() {
        assert!(!dated(&["They will meet tomorrow.", "The date is May 9."], &[]).is_known());
        assert!(!dated(&["The port was closed on Monday."], &[]).is_known());
    }
}
