//! A week, a weekday or a day that is numbered in its month: "the first week of July", "the last Sunday in May", "the last day of
//! June 1944", "the 22nd of that month".

use super::amount;
use super::calendar::{Kind, Piece, month_name, unit, with_year};
use crate::scan::Scan;
use crate::term::{Fields, Holiday, Unit};
use crate::vocabulary::Meaning;

/// The number that stands for the last of several.
const LAST: u8 = 0;

/// What is numbered in a month that is named, and where it ends.
pub(super) fn in_month(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let from = if scan.is(at, "the") { at + 1 } else { at };
    let (number, end) = number(scan, from)?;
    let weekday = scan.find(end, |it| if let Meaning::Weekday(day) = it { Some(day) } else { None });
    let (weekday, unit, end) = match weekday {
        Some((weekday, after)) => (Some(weekday), Unit::Day, after),
        None => unit(scan, end).map(|(unit, after)| (None, unit, after))?,
    };
    if !scan.any(end, &["of", "in"]) || !scan.capital(end + 1) {
        return None;
    }
    let (month, end) = month_name(scan, end + 1)?;
    let found = with_year(scan, Fields { month: Some(month), ..Fields::default() }, Kind::Month, end);
    let year = found.fields.year;
    let fields = match (weekday, unit) {
        (Some(weekday), _) => {
            Fields { holiday: Some(Holiday::Nth { month, weekday, nth: number }), year, ..Fields::default() }
        }
        (None, Unit::Week) => Fields { week: Some(number), ..found.fields },
        (None, Unit::Day) => Fields { day: Some(day(month, number)?), ..found.fields },
        _ => return None,
    };
    let kind = if unit == Unit::Week { found.kind } else { Kind::MonthDay };
    Some(Piece { fields, kind, end: found.end })
}

/// "first" to "fourth", "last".
fn number(scan: &Scan<'_>, at: usize) -> Option<(u8, usize)> {
    if scan.any(at, &["last", "final"]) {
        return Some((LAST, at + 1));
    }
    amount::ordinal(scan, at).filter(|(number, _)| (1..=4).contains(number))
}

/// The first or the last day of a month; which the last of February is hangs on the year.
fn day(month: u8, number: u8) -> Option<u8> {
    match (number, month) {
        (1, _) => Some(1),
        (LAST, 4 | 6 | 9 | 11) => Some(30),
        (LAST, 1 | 3 | 5 | 7 | 8 | 10 | 12) => Some(31),
        _ => None,
    }
}

/// "of the month", "of that month" behind a day, and where it ends.
pub(super) fn of_the_month(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let it = scan.is(at, "of") && scan.any(at + 1, &["the", "that"]);
    let month = if scan.is(at + 2, "same") { at + 3 } else { at + 2 };
    (it && scan.is(month, "month")).then_some(month + 1)
}
