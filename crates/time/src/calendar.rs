//! Arithmetic on civil days that gives `None` at the ends of the calendar instead of failing.

use crate::term::{Holiday, Season, Unit};
use jiff::ToSpan;
use jiff::civil::Date;

/// A first and a last day, both included.
pub(crate) type Days = (Date, Date);

/// A day by its numbers; `None` where there is none, as on 30 February.
pub(crate) fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The year of a day.
pub(crate) fn year(date: Date) -> i32 {
    i32::from(date.year())
}

/// A year as TIMEX3 writes it: `1990`, `BC0490`.
pub(crate) fn year_name(year: i32) -> String {
    if year > 0 { format!("{year:04}") } else { format!("BC{:04}", 1 - year) }
}

/// A year as EDTF writes it: `1990`, `-0489`.
pub(crate) fn edtf_year(year: i32) -> String {
    if year >= 0 { format!("{year:04}") } else { format!("-{:04}", -year) }
}

/// A day as TIMEX3 writes it.
pub(crate) fn day_name(date: Date) -> String {
    format!("{}-{:02}-{:02}", year_name(year(date)), date.month(), date.day())
}

/// A day as EDTF writes it.
pub(crate) fn edtf_day(date: Date) -> String {
    format!("{}-{:02}-{:02}", edtf_year(year(date)), date.month(), date.day())
}

/// The years that a century holds: `century` is its first two digits, -3 the third before Christ.
pub(crate) fn century_days(century: i32) -> Option<Days> {
    if century >= 0 {
        years(century * 100, century * 100 + 99)
    } else {
        years(century * 100 + 1, century * 100 + 100)
    }
}

/// The month of a day, 1 to 12.
pub(crate) fn month(date: Date) -> u8 {
    date.month().unsigned_abs()
}

/// The day that lies a number of days away.
pub(crate) fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(1.day().checked_mul(days).ok()?).ok()
}

/// The day that lies a number of months away, in a shorter month its last day.
pub(crate) fn plus_months(date: Date, months: i64) -> Option<Date> {
    date.checked_add(1.month().checked_mul(months).ok()?).ok()
}

/// Whole days from one day to another; negative where `to` lies before `from`.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The Monday of a day's week (ISO 8601).
pub(crate) fn monday(date: Date) -> Option<Date> {
    plus_days(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

/// Monday to Sunday of a day's week.
pub(crate) fn week(date: Date) -> Option<Days> {
    let first = monday(date)?;
    Some((first, plus_days(first, 6)?))
}

/// A day of the first, second, third or fourth week of a month, or of its last (0): the week that holds the middle of those
/// seven days.
pub(crate) fn week_of_month(year: i32, month: u8, week: u8) -> Option<Date> {
    match week {
        0 => plus_days(month_days(year, month)?.1, -3),
        _ => day(year, month, week.checked_mul(7)?.checked_sub(3)?),
    }
}

/// The year and the number of a day's ISO week.
pub(crate) fn week_number(date: Date) -> (i32, u8) {
    let week = date.iso_week_date();
    (i32::from(week.year()), week.week().unsigned_abs())
}

/// 1 Monday to 7 Sunday.
pub(crate) fn weekday(date: Date) -> u8 {
    date.weekday().to_monday_one_offset().unsigned_abs()
}

/// The days of a month.
pub(crate) fn month_days(year: i32, month: u8) -> Option<Days> {
    let first = day(year, month, 1)?;
    Some((first, first.last_of_month()))
}

/// The days of some months of a year.
pub(crate) fn months_of(year: i32, first: u8, last: u8) -> Option<Days> {
    Some((day(year, first, 1)?, month_days(year, last)?.1))
}

/// The days from one year to another.
pub(crate) fn years(first: i32, last: i32) -> Option<Days> {
    Some((day(first, 1, 1)?, day(last, 12, 31)?))
}

/// The quarter of a day, 1 to 4.
pub(crate) fn quarter(date: Date) -> u8 {
    (month(date) - 1) / 3 + 1
}

/// The days that a season can mean in the north, by the calendar of the weather or of the sun. A winter is named here by
/// the year in which it begins.
pub(crate) fn season_days(year: i32, season: Season) -> Option<Days> {
    Some(match season {
        Season::Spring => (day(year, 3, 1)?, day(year, 6, 20)?),
        Season::Summer => (day(year, 6, 1)?, day(year, 9, 22)?),
        Season::Autumn => (day(year, 9, 1)?, day(year, 12, 20)?),
        Season::Winter => (day(year, 12, 1)?, day(year + 1, 3, 20)?),
    })
}

/// The day of a holiday in a year.
pub(crate) fn holiday(year: i32, holiday: Holiday) -> Option<Date> {
    match holiday {
        Holiday::Fixed { month, day: number } => day(year, month, number),
        Holiday::Nth { month, weekday: wanted, nth: 0 } => {
            let last = month_days(year, month)?.1;
            plus_days(last, -i64::from((weekday(last) + 7 - wanted) % 7))
        }
        Holiday::Nth { month, weekday: wanted, nth } => {
            let first = day(year, month, 1)?;
            plus_days(first, i64::from((wanted + 7 - weekday(first)) % 7) + 7 * (i64::from(nth) - 1))
        }
        Holiday::Easter(days) => plus_days(easter(year)?, i64::from(days)),
    }
}

/// The first year whose Easter the Western church kept by the Gregorian calendar.
const GREGORIAN: i32 = 1583;

/// Easter Sunday of the Western church by the calendar in use: before 1583 a date of the Julian calendar, as histories give it
/// (the algorithms that Meeus and others give for both).
fn easter(year: i32) -> Option<Date> {
    if year < GREGORIAN {
        let (fourth, seventh, golden) = (year.rem_euclid(4), year.rem_euclid(7), year.rem_euclid(19));
        let epact = (19 * golden + 15).rem_euclid(30);
        let weekday = (2 * fourth + 4 * seventh - epact + 34).rem_euclid(7);
        let sum = epact + weekday + 114;
        return day(year, u8::try_from(sum / 31).ok()?, u8::try_from(sum % 31 + 1).ok()?);
    }
    let golden = year.rem_euclid(19);
    let (century, rest) = (year.div_euclid(100), year.rem_euclid(100));
    let epact =
        (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4).rem_euclid(7);
    let correction = (golden + 11 * epact + 22 * weekday) / 451;
    let sum = epact + weekday - 7 * correction + 114;
    day(year, u8::try_from(sum / 31).ok()?, u8::try_from(sum % 31 + 1).ok()?)
}

/// The day that lies a number of units away. Units under a day count as whole days once they add up to one.
pub(crate) fn shift(date: Date, unit: Unit, hundredths: i64) -> Option<Date> {
    let whole = hundredths / 100;
    match unit {
        Unit::Second => plus_days(date, whole / 86_400),
        Unit::Minute => plus_days(date, whole / 1_440),
        Unit::Hour => plus_days(date, whole / 24),
        Unit::Day => plus_days(date, whole),
        Unit::Week | Unit::Weekend => plus_days(date, hundredths.checked_mul(7)? / 100),
        Unit::Fortnight => plus_days(date, hundredths.checked_mul(14)? / 100),
        Unit::Month => plus_months(date, whole),
        Unit::Quarter => plus_months(date, whole.checked_mul(3)?),
        Unit::Year => plus_months(date, hundredths.checked_mul(12)? / 100),
        Unit::Decade => plus_months(date, hundredths.checked_mul(120)? / 100),
        Unit::Century => plus_months(date, hundredths.checked_mul(1_200)? / 100),
        Unit::Millennium => plus_months(date, hundredths.checked_mul(12_000)? / 100),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_church_has_it() {
        let found: Vec<String> =
            [1961, 2000, 2024, 2025, 2038].iter().map(|year| easter(*year).unwrap().to_string()).collect();
        assert_eq!(found, ["1961-04-02", "2000-04-23", "2024-03-31", "2025-04-20", "2038-04-25"]);
        let julian: Vec<String> =
            [1066, 1215].iter().map(|year| easter(*year).unwrap().to_string()).collect();
        assert_eq!(julian, ["1066-04-16", "1215-04-19"]);
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_accident() {
        assert_eq!(plus_days(Date::MAX, 1), None);
        assert_eq!(shift(Date::MIN, Unit::Millennium, i64::MAX), None);
        assert_eq!(day(2025, 2, 30), None);
    }
}
