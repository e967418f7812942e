use crate::stamp::{self, Order, Stamp};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// Whose time a stamp shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Universal time, whatever the outlet's own is.
    Universal,
    /// An offset of its own, or words for people.
    Own,
    /// It does not say.
    Unstated,
}

/// A date as it stands somewhere on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: Date,
    /// Hour and minute.
    pub(super) clock: Option<(i8, i8)>,
    pub(super) zone: Zone,
    /// Its day with day and month the other way round, where that is one too.
    pub(super) swapped: Option<Date>,
    /// Which way round it must be read, where its own numbers tell.
    pub(super) order: Option<Order>,
}

impl Moment {
    /// Reads what is written for machines: `2031-02-28T07:15:00+02:00`, `20310228`, `Fri, 28 Feb 2031 07:15:00 GMT`, seconds or
    /// milliseconds since 1970. The day is that of the stamp's own offset.
    pub(super) fn of_machine(words: &str) -> Option<Self> {
        let words = words.trim();
        let digits = words.bytes().all(|byte| byte.is_ascii_digit());
        if digits && matches!(words.len(), 10 | 13) {
            let number: i64 = words.parse().ok()?;
            let seconds = if words.len() == 13 { number / 1000 } else { number };
            let time = Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
            // Numbers of ten digits are many things; those that are seconds of these decades are dates.
            return (1995..2100).contains(&time.year()).then(|| Self {
                day: time.date(),
                clock: Some((time.hour(), time.minute())),
                zone: Zone::Universal,
                swapped: None,
                order: None,
            });
        }
        if let Some(moment) = Self::of_iso(words) {
            return Some(moment);
        }
        let found = stamp::of_words(words)?;
        Some(Self { zone: zone_of(words), ..Self::of_stamp(&found)? })
    }

    /// A stamp for people.
    pub(super) fn of_stamp(found: &Stamp) -> Option<Self> {
        let day = found.day.filter(|day| super::is_plausible(*day))?;
        Some(Self { day, clock: found.clock, zone: Zone::Own, swapped: found.swapped, order: found.order })
    }

    /// `2031-02-28`, `2031-02-28T07:15:00Z`, `20310228`, `2031-02-28 07:15`: the shapes of nearly all, read without a pattern.
    fn of_iso(words: &str) -> Option<Self> {
        let bytes = words.as_bytes();
        let number = |from: usize, to: usize| -> Option<i16> {
            let part = words.get(from..to)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
        };
        let small = |from, to| number(from, to).and_then(|number| i8::try_from(number).ok());
        let year = number(0, 4)?;
        let (month, day, end) = match bytes.get(4)? {
            b'-' if bytes.get(7) == Some(&b'-') => (small(5, 7)?, small(8, 10)?, 10),
            byte if byte.is_ascii_digit() => (small(4, 6)?, small(6, 8)?, 8),
            _ => return None,
        };
        if bytes.get(end).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let day = Date::new(year, month, day).ok().filter(|day| super::is_plausible(*day))?;
        let rest = words.get(end..).unwrap_or_default();
        let time = rest.strip_prefix(['T', 't', ' ']).unwrap_or_default().trim_start();
        let clock = time.get(..5).and_then(|clock| {
            let (hour, minute) = clock.split_once(':')?;
            let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
            ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
        });
        // "9:05 PM" after a day is for people; the general reader knows it.
        if clock.is_none() && time.contains(':') || time.ends_with(['M', 'm']) {
            return None;
        }
        let zone = if clock.is_some() { zone_of(time) } else { Zone::Unstated };
        Some(Self { day, clock, zone, swapped: None, order: None })
    }
}

/// Whose time a stamp for machines shows, from its end.
fn zone_of(words: &str) -> Zone {
    let words = words.trim_end();
    let universal = ["Z", "z", "+00:00", "+0000", "-00:00", "-0000", "+00", "GMT", "UTC"];
    if universal.iter().any(|ending| words.ends_with(ending)) || words.contains(" UTC ") {
        return Zone::Universal;
    }
    let tail = words.rsplit(['+', '-']).next().unwrap_or_default();
    let is_offset = matches!(tail.len(), 2 | 4 | 5)
        && tail.len() < words.len()
        && words.contains(':')
        && tail.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    if is_offset { Zone::Own } else { Zone::Unstated }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_write_dates_in_many_ways() {
        for (words, day, clock, zone) in [
            ("2031-02-28", "2031-02-28", None, Zone::Unstated),
            ("20310228", "2031-02-28", None, Zone::Unstated),
            ("2031-02-28T23:30:00-05:00", "2031-02-28", Some((23, 30)), Zone::Own),
            ("2031-02-28T23:30:00.000Z", "2031-02-28", Some((23, 30)), Zone::Universal),
            ("2031-02-28 23:30:00", "2031-02-28", Some((23, 30)), Zone::Unstated),
            ("2031-02-28T23:30:00+0000", "2031-02-28", Some((23, 30)), Zone::Universal),
            ("Fri, 28 Feb 2031 07:15:00 GMT", "2031-02-28", Some((7, 15)), Zone::Universal),
            ("1930029300", "2031-02-28", Some((7, 15)), Zone::Universal),
            ("1930029300000", "2031-02-28", Some((7, 15)), Zone::Universal),
            ("February 28, 2031 9:05 PM", "2031-02-28", Some((21, 5)), Zone::Unstated),
        ] {
            let moment = Moment::of_machine(words).unwrap_or_else(|| panic!("{words}"));
            assert_eq!(
                (moment.day.to_string().as_str(), moment.clock, moment.zone),
                (day, clock, zone),
                "{words}"
            );
        }
        for words in ["1970-01-01T00:00:00Z", "0001-01-01", "soon", "2031", "4715550100", "2031-13-01"] {
            assert_eq!(Moment::of_machine(words), None, "{words}");
        }
    }
}
