use crate::stamp;
use jiff::civil::Date;

/// How dates of three numbers are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Order {
    /// 23/05/2031.
    DayFirst,
    /// 05/23/2031.
    MonthFirst,
    /// The table does not say, so that only days that are the same both ways are known.
    #[default]
    Unknown,
}

/// The order that the dates of a column show: one number above twelve tells.
pub(crate) fn order<'a>(dates: impl Iterator<Item = &'a str>) -> Order {
    let (mut day_first, mut month_first) = (false, false);
    for (first, second, _) in dates.filter_map(numbers) {
        day_first |= first > 12 && second <= 12;
        month_first |= second > 12 && first <= 12;
    }
    match (day_first, month_first) {
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        _ => Order::Unknown,
    }
}

/// A table's date as EDTF: ISO dates and moments, e-mail dates, seconds since 1970, numbers with slashes or points, and days in English
/// words. None where it is none of these or can be read in two ways.
pub(crate) fn edtf(stated: &str, order: Order) -> Option<String> {
    let stated = stated.trim();
    if super::row::bounds(stated.split('/').next()?).is_some() && !stated.contains([' ', ':']) {
        return Some(stated.to_owned());
    }
    if let Ok(number) = stated.parse::<f64>() {
        return of_number(number);
    }
    if let Some((first, second, year)) = numbers(stated) {
        let (day, month) = match order {
            Order::DayFirst => (first, second),
            Order::MonthFirst => (second, first),
            Order::Unknown if first == second || first > 12 => (first, second),
            Order::Unknown if second > 12 => (second, first),
            Order::Unknown => return None,
        };
        return Date::new(year, month, day).ok().map(|day| day.to_string());
    }
    let (day, clock) = stamp::machine_date(stated)?;
    Some(match clock {
        Some((hour, minute)) => format!("{day}T{hour:02}:{minute:02}"),
        None => day.to_string(),
    })
}

/// Seconds or milliseconds since 1970, or eight digits (20310502).
fn of_number(number: f64) -> Option<String> {
    // The digits of a day first: as seconds they would all lie in August 1970.
    if (19_000_101.0..=21_001_231.0).contains(&number) && number.fract() == 0.0 {
        let digits = number as u32;
        let (year, month, day) = (digits / 10_000, digits / 100 % 100, digits % 100);
        let day =
            Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        return Some(day.to_string());
    }
    let seconds = if number.abs() >= 1e11 { number / 1000.0 } else { number };
    if !(1e8..5e9).contains(&seconds) {
        return None;
    }
    let moment = jiff::Timestamp::from_second(seconds as i64).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(moment).strftime("%Y-%m-%dT%H:%M").to_string())
}

/// Two numbers and a year, parted by slashes, points or hyphens, as a date has them.
fn numbers(stated: &str) -> Option<(i8, i8, i16)> {
    let date = stated.split([' ', 'T', ',']).next()?;
    let mut parts = date.split(['/', '.', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || first.len() > 2 || second.len() > 2 {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_in_many_forms() {
        let read = |stated: &str| edtf(stated, Order::Unknown).unwrap_or_default();
        for (stated, day) in [
            ("2031-05", "2031-05"),
            ("2031-05-02", "2031-05-02"),
            ("2031-05-02T23:30:00-05:00", "2031-05-02T23:30"),
            ("2031-05-02 07:08:09", "2031-05-02T07:08"),
            ("Fri, 2 May 2031 23:30:00 -0500", "2031-05-02T23:30"),
            ("1935619200", "2031-05-04T00:00"),
            ("1935619200000", "2031-05-04T00:00"),
            ("20310502", "2031-05-02"),
            ("23/05/2031", "2031-05-23"),
            ("05/23/2031 10:00", "2031-05-23"),
            ("2 May 2031", "2031-05-02"),
            ("04/05/2031", ""),
            ("soon", ""),
            ("7", ""),
        ] {
            assert_eq!(read(stated), day, "{stated}");
        }
        assert_eq!(edtf("04/05/2031", Order::DayFirst).unwrap(), "2031-05-04");
        assert_eq!(edtf("04.05.2031", Order::MonthFirst).unwrap(), "2031-04-05");
    }

    #[test]
    fn a_column_shows_its_order() {
        assert_eq!(order(["04/05/2031", "23/05/2031"].into_iter()), Order::DayFirst);
        assert_eq!(order(["04/05/2031", "05/23/2031"].into_iter()), Order::MonthFirst);
        assert_eq!(order(["04/05/2031", "23/05/2031", "05/23/2031"].into_iter()), Order::Unknown);
    }
}
