//! Times of day: `06:55`, `8.20am`, `10 p.m. EST`, `1800 GMT`, "noon", "four in the morning".

use super::amount;
use crate::expression::Clock;
use crate::scan::Scan;
use crate::term::{Fields, Part};
use crate::vocabulary::Meaning;

/// A time of day, and where it ends.
pub(crate) fn clock(scan: &Scan<'_>, at: usize) -> Option<(Fields, usize)> {
    if let Some(((hour, minute), end)) =
        scan.find(at, |it| if let Meaning::Clock(hour, minute) = it { Some((hour, minute)) } else { None })
    {
        return Some((fields(hour, minute)?, end));
    }
    let (hour, minute, written, end) = hour_and_minute(scan, at)?;
    if let Some((afternoon, after)) =
        scan.find(end, |it| if let Meaning::Meridiem(afternoon) = it { Some(afternoon) } else { None })
        && (1..=12).contains(&hour)
    {
        let fields = fields(hour % 12 + if afternoon { 12 } else { 0 }, minute)?;
        return Some(zoned(scan, fields, after));
    }
    let spoken = if written == Written::Bare && scan.is(end, "o") && scan.is(end + 1, "'clock") {
        end + 2
    } else {
        end
    };
    if scan.is(spoken, "in") && scan.is(spoken + 1, "the") && written != Written::Dot {
        let part =
            scan.find(spoken + 2, |it| if let Meaning::Part(part, false) = it { Some(part) } else { None });
        if let Some((part, after)) = part
            && (1..=12).contains(&hour)
        {
            let late = matches!(part, Part::Afternoon | Part::Evening) || (part == Part::Night && hour > 5);
            return Some((fields(hour % 12 + if late { 12 } else { 0 }, minute)?, after));
        }
    }
    let (found, after) = zoned(scan, fields(hour, minute)?, end);
    let has_zone = after > end;
    let alone = scan.token(at)?.opens_line
        && scan.token(after).is_none_or(|next| next.opens_line || next.start == next.end);
    let asked = !scan.any(after, &["%", "percent", "to", "million", "billion", "points", "point"])
        && at.checked_sub(1).is_some_and(|before| scan.any(before, &["at", "see", "until", "till", "from"]));
    let good = match written {
        Written::Colon => true,
        Written::Dot => has_zone || alone || asked || scan.is(after, "post"),
        Written::Joined => has_zone || scan.any(end, &["hours", "hrs"]),
        Written::Bare => scan.is(end, "o") && scan.is(end + 1, "'clock"),
    };
    if !good {
        return None;
    }
    let hours = written == Written::Joined && !has_zone;
    Some((
        found,
        if written == Written::Bare {
            end + 2
        } else if hours {
            end + 1
        } else {
            after
        },
    ))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Colon,
    Dot,
    /// `1800`
    Joined,
    /// An hour alone.
    Bare,
}

fn hour_and_minute(scan: &Scan<'_>, at: usize) -> Option<(u8, u8, Written, usize)> {
    let Some((number, digits)) = scan.digits(at) else {
        let (hour, end) = amount::number(scan, at)?;
        return Some((u8::try_from(hour).ok()?, 0, Written::Bare, end));
    };
    // No time of day begins inside a longer number or word: `1.06:30`, `A4`.
    if scan.glued(at)
        && !at.checked_sub(1).is_some_and(|before| scan.any(before, &["-", "t"]) || opens(scan, before))
    {
        return None;
    }
    if digits == 4 {
        return Some((
            u8::try_from(number / 100).ok()?,
            u8::try_from(number % 100).ok()?,
            Written::Joined,
            at + 1,
        ));
    }
    if digits > 2 {
        return None;
    }
    let hour = u8::try_from(number).ok()?;
    let separator = if scan.mark(at + 1, ':') {
        Written::Colon
    } else if scan.mark(at + 1, '.') {
        Written::Dot
    } else {
        return Some((hour, 0, Written::Bare, at + 1));
    };
    let close = scan.glued(at + 1) && scan.glued(at + 2);
    match scan.digits(at + 2) {
        Some((minute, 2)) if close => {
            let mut end = at + 3;
            // Seconds, and their fraction, are read over.
            for mark in [':', '.'] {
                if scan.mark(end, mark) && scan.glued(end) && scan.glued(end + 1) && scan.is_number(end + 1) {
                    end += 2;
                }
            }
            if end > at + 3 {
                end = past_offset(scan, end);
            }
            (separator == Written::Colon || end == at + 3).then_some((
                hour,
                u8::try_from(minute).ok()?,
                separator,
                end,
            ))
        }
        _ => Some((hour, 0, Written::Bare, at + 1)),
    }
}

fn opens(scan: &Scan<'_>, at: usize) -> bool {
    ['(', '[', '"', '“', '‘', '\'', '|', '/', '—', '_'].iter().any(|mark| scan.mark(at, *mark))
}

fn fields(hour: u8, minute: u8) -> Option<Fields> {
    ((hour < 24 && minute < 60) || (hour == 24 && minute == 0))
        .then(|| Fields { clock: Some(Clock { hour, minute }), ..Fields::default() })
}

/// Past the `Z` or `+02:00` of a time that has seconds.
fn past_offset(scan: &Scan<'_>, end: usize) -> usize {
    if scan.words(end) == "Z" && scan.glued(end) {
        return end + 1;
    }
    let sign = (scan.mark(end, '+') || scan.is(end, "-")) && scan.glued(end) && scan.glued(end + 1);
    match (sign, scan.digits(end + 1)) {
        (true, Some((_, 4))) => end + 2,
        (true, Some((_, 2))) if scan.mark(end + 2, ':') && scan.is_number(end + 3) => end + 4,
        _ => end,
    }
}

fn zoned(scan: &Scan<'_>, mut fields: Fields, at: usize) -> (Fields, usize) {
    let Some(((), end)) = scan.find(at, |it| (it == Meaning::Zone).then_some(())) else {
        return (fields, at);
    };
    // A zone in capitals: "et" and "est" are words elsewhere.
    if !scan.capital(at) && scan.words(at).len() < 4 {
        return (fields, at);
    }
    fields.utc = scan.means(at, Meaning::Utc);
    (fields, end)
}
