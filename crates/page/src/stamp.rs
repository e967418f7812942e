//! The stamps that pages print: "Friday 28 February 2031 07:15, UK", "18 Aug, 2031 18:20", "06.36", "2h ago".
//!
//! A stamp is narrower than a time expression in prose (that is `onrecord-time`'s work): it is a date with its year, a
//! clock time, or an age, in one of the shapes that page templates print.

use jiff::civil::Date;
use onrecord_text::{Span, month_names};
use regex::{Captures, Regex};
use std::sync::OnceLock;

/// Which number of a date in numbers alone stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    DayFirst,
    MonthFirst,
}

/// One stamp of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// Its words.
    pub(crate) span: Span,
    /// Its day, where it names one with a year.
    pub(crate) day: Option<Date>,
    /// Month and day of a date without a year.
    pub(crate) yearless: Option<(i8, i8)>,
    /// Hour and minute, on a day of 24 hours.
    pub(crate) clock: Option<(i8, i8)>,
    /// Whether it is an age ("2h ago").
    pub(crate) is_age: bool,
    /// Of a date in numbers alone, the day with the month first, where that is another day.
    pub(crate) swapped: Option<Date>,
    /// Of a date in numbers alone, which number stands first, where one of them can be no month.
    pub(crate) order: Option<Order>,
}

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
const WEEKDAY: &str = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+";
const CLOCK: &str =
    r"(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m(?-u:\b)\.?)?|\d{1,2}\s*[ap]\.?m(?-u:\b)\.?";
const ZONE: &str = r"(?:\s*[,(]?\s*(?:gmt|bst|utc|est|edt|et|pst|pdt|pt|cet|cest|eet|eest|msk|ist|aest|aedt|jst|sgt|uk|local time|(?:british|western european|central european|eastern european|eastern|central|mountain|pacific|atlantic|greenwich|irish|indian|australian eastern)(?:\s+(?:summer|standard|daylight|mean))?\s+time|z)(?-u:\b)\)?(?:\s*[+-]\d{1,2}(?::?\d{2})?)?)?";
const UNIT: &str = r"(?:s|m|h|d|secs?|mins?|hrs?|seconds?|minutes?|hours?|days?)";
const SEPARATOR: &str = r"[\s,]*(?:(?-u:\b)at(?-u:\b)|[-–—|•·/T]|\()?\s*";

fn pattern() -> Option<&'static Regex> {
    static PATTERN: OnceLock<Option<Regex>> = OnceLock::new();
    PATTERN
        .get_or_init(|| {
            let date = format!(
                r"\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s\-]+{MONTH}[,\s\-]+\d{{4}}(?-u:\b)|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?-u:\b)|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}(?-u:\b)|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}|{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?-u:\b)"
            );
            Regex::new(&format!(
                r"(?i)(?:(?P<label>(?-u:\b)(?:published|posted)\s+at\s*)|(?-u:\b))(?:(?P<clock1>{CLOCK}){ZONE}{SEPARATOR}(?:{WEEKDAY})?(?P<date1>{date})|(?:{WEEKDAY})?(?P<date2>{date})(?:{SEPARATOR}(?P<clock2>{CLOCK}){ZONE})?|(?P<age>(?:\d{{1,3}}|an?|one)\s*{UNIT}(?:,?\s+(?:and\s+)?\d{{1,2}}\s*{UNIT})?\s+ago|just now)|(?P<clock3>{CLOCK}){ZONE})"
            ))
            .ok()
        })
        .as_ref()
}

/// Every stamp of `text[within]`, in order. A date without a year, a clock time or an age counts too.
pub(crate) fn find_all(text: &str, within: Span) -> Vec<Stamp> {
    let words = within.of(text);
    let Some(pattern) = pattern().filter(|_| may_hold_stamp(words)) else { return Vec::new() };
    pattern.captures_iter(words).filter_map(|found| stamp_of(&found, within.start())).collect()
}

/// Whether some words have what no stamp is without: a number, and a sign right behind one, a month or half of the day; or the last
/// word of an age.
fn may_hold_stamp(words: &str) -> bool {
    // Beyond ASCII there are other digits, and another small S.
    let is_odd = |char: char| !char.is_ascii() && (char.is_numeric() || char == '\u{17f}');
    if !words.is_ascii() && words.contains(is_odd) {
        return true;
    }
    let bytes = words.as_bytes();
    let has_digit = bytes.iter().any(u8::is_ascii_digit);
    has_digit
        && bytes.windows(2).any(|two| two[0].is_ascii_digit() && matches!(two[1], b':' | b'.' | b'/' | b'-'))
        || bytes.windows(3).any(|three| {
            let [before, half, after] = [three[0], three[1], three[2]];
            // This makes letters small, and letters of nothing else.
            let small = [before | 0x20, half | 0x20, after | 0x20];
            is_end_of_age(small)
                || has_digit && (is_month(small) || is_half_of_day([before, half | 0x20, after | 0x20]))
        })
}

fn is_end_of_age(small: [u8; 3]) -> bool {
    matches!(&small, b"ago" | b"now")
}

/// Whether three letters are the first of a month.
fn is_month(small: [u8; 3]) -> bool {
    #[rustfmt::skip]
    let is_month = matches!(
        &small,
        b"jan" | b"feb" | b"mar" | b"apr" | b"may" | b"jun" | b"jul" | b"aug" | b"sep" | b"oct" | b"nov" | b"dec"
    );
    is_month
}

/// Whether "am" or "p.m." may begin behind the first of three bytes, which is a digit or may be white space.
fn is_half_of_day([before, half, after]: [u8; 3]) -> bool {
    !before.is_ascii_alphabetic() && matches!(half, b'a' | b'p') && matches!(after, b'.' | b'm')
}

fn stamp_of(found: &Captures<'_>, offset: usize) -> Option<Stamp> {
    let whole = found.get(0)?;
    let name =
        |names: [&str; 3]| names.into_iter().find_map(|name| found.name(name)).map(|part| part.as_str());
    let date = name(["date1", "date2", "date2"]);
    let clock = name(["clock1", "clock2", "clock3"]).map(clock_of);
    let is_age = found.name("age").is_some();
    // A number that is no clock time ("Article 25.60") makes no stamp.
    if matches!(clock, Some(None)) && date.is_none() {
        return None;
    }
    let (day, yearless) = date.map_or((None, None), date_of);
    if date.is_some() && day.is_none() && yearless.is_none() {
        return None;
    }
    let trimmed = whole.as_str().trim_end_matches([' ', ',', '(', '\u{a0}']);
    // Markup that sets the label off from the time by its style alone leaves no space between: "published at14:32".
    let start = found.name("label").map_or(whole.start(), |label| label.end());
    let span = Span::new(offset + start, offset + whole.start() + trimmed.len())?;
    let (swapped, order) = date.map_or((None, None), orders_of);
    Some(Stamp { span, day, yearless, clock: clock.flatten(), is_age, swapped, order })
}

/// Of "03/04/2031" the day with the month first; of "13/04/2031" that the day stands first.
fn orders_of(words: &str) -> (Option<Date>, Option<Order>) {
    let mut numbers = words.split(['/', '.']).map(|part| part.parse::<i16>().ok());
    let (Some(Some(first)), Some(Some(second)), Some(Some(year)), None) =
        (numbers.next(), numbers.next(), numbers.next(), numbers.next())
    else {
        return (None, None);
    };
    match (first, second) {
        (1..=12, 1..=12) if first != second && year > 31 => {
            let small = |number: i16| i8::try_from(number).unwrap_or(0);
            (Date::new(year, small(first), small(second)).ok(), None)
        }
        (13..=31, 1..=12) => (None, Some(Order::DayFirst)),
        (1..=12, 13..=31) => (None, Some(Order::MonthFirst)),
        _ => (None, None),
    }
}

/// Reads a clock time: hour and minute.
fn clock_of(words: &str) -> Option<(i8, i8)> {
    let mut numbers = words.split(|char: char| !char.is_ascii_digit()).filter(|part| !part.is_empty());
    let hour: i8 = numbers.next()?.parse().ok()?;
    let minute: i8 = numbers.next().map_or(Some(0), |part| part.parse().ok())?;
    let lower = words.to_ascii_lowercase();
    let half =
        lower.find(['a', 'p']).filter(|at| !lower[*at..].starts_with("at")).map(|at| &lower[at..at + 1]);
    let hour = match half {
        Some("p") if hour < 12 => hour + 12,
        Some("a") if hour == 12 => 0,
        _ => hour,
    };
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

/// Reads the date of a stamp: a day, or a month and a day where it names no year.
///
/// Of a date in numbers alone, the day stands first unless that is no date: the order of all outlets but American ones.
fn date_of(words: &str) -> (Option<Date>, Option<(i8, i8)>) {
    let lower = words.to_ascii_lowercase();
    let numbers: Vec<i16> = lower
        .split(|char: char| !char.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    let small = |number: &i16| i8::try_from(*number).ok();
    let month = month_of(&lower);
    let parts = match (month, numbers.as_slice()) {
        (Some(month), [day, year]) if *year > 31 => (Some(*year), Some(month), small(day)),
        (Some(month), [day]) => (None, Some(month), small(day)),
        (None, [year, month, day]) if *year > 31 => (Some(*year), small(month), small(day)),
        (None, [first, second, year]) if *second > 12 => (Some(*year), small(first), small(second)),
        (None, [day, month, year]) => (Some(*year), small(month), small(day)),
        _ => (None, None, None),
    };
    match parts {
        (Some(year), Some(month), Some(day)) => {
            (Date::new(year, month, day).ok().filter(|_| (1900..2100).contains(&year)), None)
        }
        // 2024 is a leap year, so 29 February passes.
        (None, Some(month), Some(day)) => (None, Date::new(2024, month, day).ok().map(|_| (month, day))),
        _ => (None, None),
    }
}

/// The number of the month that some words name in English.
pub(crate) fn month_of(lower: &str) -> Option<i8> {
    let month = |word: &str| {
        let start = word.get(..3)?;
        month_names().iter().position(|name| name[..3].eq_ignore_ascii_case(start))
    };
    let at = lower.find(|char: char| char.is_ascii_alphabetic() && char != 't')?;
    let word = lower
        .split(|char: char| !char.is_ascii_alphabetic())
        .find(|word| month(word).is_some())
        .unwrap_or(&lower[at..]);
    i8::try_from(month(word)? + 1).ok()
}

/// Reads a machine's date (`2031-02-28T07:15:00+02:00`, `Fri, 28 Feb 2031 07:15:00 GMT`) as the stamp itself shows it.
///
/// The day is the local day of the stamp's own offset: no time zone is applied.
pub(crate) fn machine_date(words: &str) -> Option<(Date, Option<(i8, i8)>)> {
    let words = words.trim();
    if words.len() == 8 && words.bytes().all(|byte| byte.is_ascii_digit()) {
        let day =
            Date::new(words[..4].parse().ok()?, words[4..6].parse().ok()?, words[6..].parse().ok()?).ok()?;
        return Some((day, None));
    }
    let full = with_century(words);
    let stamp = of_words(full.as_deref().unwrap_or(words))?;
    Some((stamp.day?, stamp.clock))
}

/// A date of old mail and feeds, whose year has two digits (`Sat, 14 Jun 31 08:00:00 GMT`; RFC 822, section 5), with the year that RFC 2822
/// (section 4.3) takes it for. None where it is no such date: a clock time behind the year tells it from other numbers.
fn with_century(words: &str) -> Option<String> {
    let words = words.split_once(',').map_or(words, |(_, date)| date);
    let mut parts = words.split_ascii_whitespace();
    let (day, month, year, clock) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_number = |word: &str, most: usize| {
        (1..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_date = is_number(day, 2) && year.len() == 2 && is_number(year, 2) && clock.contains(':');
    month_of(&month.to_ascii_lowercase()).filter(|_| is_date)?;
    let century = if year < "50" { "20" } else { "19" };
    Some(format!("{day} {month} {century}{year} {clock}"))
}

/// The first stamp with a day in the first words of some.
pub(crate) fn of_words(words: &str) -> Option<Stamp> {
    let within = Span::new(0, words.len().min(words.floor_char_boundary(80)))?;
    find_all(words, within).into_iter().find(|stamp| stamp.day.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(words: &str) -> Vec<String> {
        find_all(words, Span::new(0, words.len()).unwrap())
            .iter()
            .map(|stamp| {
                let day = stamp
                    .day
                    .map(|day| day.to_string())
                    .or(stamp.yearless.map(|(m, d)| format!("--{m}-{d}")));
                let clock = stamp.clock.map(|(h, m)| format!("{h:02}:{m:02}"));
                let age = stamp.is_age.then(|| "age".to_owned());
                [day, clock, age].into_iter().flatten().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    #[test]
    fn the_shapes_of_templates_are_read() {
        for (words, expected) in [
            ("Friday 28 February 2031 07:15, UK", "2031-02-28 07:15"),
            ("18 Aug, 2031 18:20", "2031-08-18 18:20"),
            ("February 23, 2031 4:05 AM", "2031-02-23 04:05"),
            ("Published On 3 Mar 2031", "2031-03-03"),
            ("10:01 PM", "22:01"),
            ("14.05 GMT", "14:05"),
            ("12:04 p.m. ET, March 4, 2031", "2031-03-04 12:04"),
            ("2031-02-23T04:00:00Z", "2031-02-23 04:00"),
            ("2031/02/23", "2031-02-23"),
            ("23/02/2031", "2031-02-23"),
            ("02/23/2031 - 18:40", "2031-02-23 18:40"),
            ("2h ago", "age"),
            ("1 hr 17 min ago", "age"),
            ("2 hours and 5 minutes ago", "age"),
            ("14:32 British Summer Time", "14:32"),
            ("published at14:32 14 June", "--6-14 14:32"),
            ("9:05 PM Eastern Time", "21:05"),
            ("Feb. 27", "--2-27"),
            ("Sept 5, 2031 at 9am", "2031-09-05 09:00"),
        ] {
            assert_eq!(shown(words), [expected], "{words}");
        }
    }

    #[test]
    fn what_is_no_stamp_is_none() {
        for words in ["Article 25.60 of the treaty", "99 of 100", "32 March 2031", "in 2031", "may leave"] {
            assert_eq!(shown(words), Vec::<String>::new(), "{words}");
        }
    }

    proptest! {
        #[test]
        fn what_is_not_looked_through_holds_no_stamp(
            words in "(?:[0-9]{1,4}|[ .:/,-]|st|th| of |jan|Feb|MAY|sept|a[.]?m|P[.]?M|an|hours?| ago|just now|x|é|\u{a0}|٣|ſ){0,8}"
        ) {
            prop_assert!(may_hold_stamp(&words) || !pattern().unwrap().is_match(&words), "{words}");
        }
    }

    #[test]
    fn a_machine_date_keeps_its_own_day() {
        let day = |words| machine_date(words).unwrap().0.to_string();
        assert_eq!(day("2031-02-28T23:30:00-05:00"), "2031-02-28");
        assert_eq!(day("Fri, 28 Feb 2031 23:30:00 GMT"), "2031-02-28");
        assert_eq!(day("20310228"), "2031-02-28");
        assert_eq!(day("Sat, 28 Feb 31 23:30:00 +0200"), "2031-02-28");
        assert_eq!(day("28 Feb 98 23:30 GMT"), "1998-02-28");
        assert_eq!(machine_date("Sat, 28 Feb 31 23:30:00 GMT").unwrap().1, Some((23, 30)));
        assert_eq!(machine_date("soon"), None);
    }
}
