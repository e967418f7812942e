//! Dates in digits: `2025-02-27`, `2025/02/27`, `27.02.2025`, `02/27/2025`.

use crate::scan::Scan;
use crate::term::{Fields, Term};

/// A date in digits, and where it ends.
pub(crate) fn date(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    let (first, digits) = scan.digits(at)?;
    if scan.glued(at)
        && at.checked_sub(1).is_some_and(|before| scan.is_word(before) || is_joint(scan, before))
    {
        return None;
    }
    let mark = ['-', '/', '.'].into_iter().find(|mark| scan.mark(at + 1, *mark))?;
    let (second, second_digits) = scan.digits(at + 2)?;
    if !(scan.glued(at + 1) && scan.glued(at + 2)) || second_digits > 2 {
        return None;
    }
    let third =
        scan.digits(at + 4).filter(|_| scan.mark(at + 3, mark) && scan.glued(at + 3) && scan.glued(at + 4));
    let end = at + if third.is_some() { 5 } else { 3 };
    // More of the same, as in a version or a telephone number, is no date.
    if scan.mark(end, mark) && scan.glued(end) && scan.glued(end + 1) && scan.is_number(end + 1) {
        return None;
    }
    let (second, year) = (u8::try_from(second).ok()?, |year: u32| i32::try_from(year).ok());
    match (digits, third) {
        (4, Some((third, 1..=2))) => {
            Some((Term::Calendar(full(year(first)?, second, u8::try_from(third).ok()?)?), end))
        }
        (4, None) if mark == '-' && second_digits == 2 && (1900..2100).contains(&first) => {
            let fields = Fields { year: year(first), month: Some(second), ..Fields::default() };
            (1..=12).contains(&second).then_some((Term::Calendar(fields), end))
        }
        (1..=2, Some((third, third_digits @ (2 | 4)))) => {
            let year = if third_digits == 4 { year(third)? } else { two_digits(third)? };
            if third_digits == 4 && !(1000..2200).contains(&year) || (third_digits == 2 && mark != '/') {
                return None;
            }
            let first = u8::try_from(first).ok()?;
            let (day_first, month_first) = (full(year, second, first), full(year, first, second));
            let term = match (day_first, month_first) {
                // Dots are written day first wherever they are written.
                (Some(day_first), _) if mark == '.' => Term::Calendar(day_first),
                (Some(one), Some(other)) if one != other => Term::Ambiguous(Box::new(one), Box::new(other)),
                (Some(only), _) | (None, Some(only)) => Term::Calendar(only),
                (None, None) => return None,
            };
            Some((term, end))
        }
        _ => None,
    }
}

/// Two digits of a year: up to 40 of this century, above it of the last.
pub(crate) fn two_digits(year: u32) -> Option<i32> {
    let year = i32::try_from(year).ok()?;
    Some(if year <= 40 { 2000 + year } else { 1900 + year })
}

fn is_joint(scan: &Scan<'_>, at: usize) -> bool {
    ['-', '/', '.', ',', ':', '$', '€', '£', '+'].iter().any(|mark| scan.mark(at, *mark))
}

fn full(year: i32, month: u8, day: u8) -> Option<Fields> {
    crate::calendar::day(year, month, day)?;
    Some(Fields { year: Some(year), month: Some(month), day: Some(day), ..Fields::default() })
}
