//! From one day or year to another, and lists of two: "17–23 February", "April 24 and 25", "1914–18", "264 to 146 BC".

use super::amount;
use super::calendar::{Kind, counts_something, day_number, era, month_name, with_year};
use crate::scan::Scan;
use crate::term::{Fields, Term, Unit};
use crate::vocabulary::Meaning;

/// A range, and where it ends.
pub(crate) fn range(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    days_of_month(scan, at).or_else(|| years(scan, at)).or_else(|| centuries(scan, at))
}

/// "the 18th and 19th centuries".
fn centuries(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    let the = if scan.is(at, "the") { at + 1 } else { at };
    let (first, end) = amount::ordinal(scan, the)?;
    let start = if scan.any(end, &["and", "to", "or", "-"]) { end + 1 } else { return None };
    let (last, after) = amount::ordinal(scan, start)?;
    let plural = scan.find(after, |it| (it == Meaning::Unit(Unit::Century, true)).then_some(()));
    let century = |number: u8| Box::new(Fields { century: Some(i32::from(number) - 1), ..Fields::default() });
    let ((), after) = plural.filter(|_| 0 < first && first < last && last < 30)?;
    Some((Term::Range(century(first), century(last), [end, start]), after))
}

/// Days of one month: "17–23 February 2025", `February 17-23`, "April 24 and 25".
pub(super) fn days_of_month(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    let dash = |at: usize| -> Option<usize> {
        if scan.is(at, "-") || scan.any(at, &["to", "through", "until", "and", "or"]) || scan.mark(at, '/') {
            Some(at + 1)
        } else {
            None
        }
    };
    let the = if scan.is(at, "the") { at + 1 } else { at };
    if let Some((first, end)) = day_number(scan, the) {
        let start = dash(end)?;
        let (last, after) = day_number(scan, if scan.is(start, "the") { start + 1 } else { start })?;
        let name = if scan.is(after, "of") { after + 1 } else { after };
        let (month, after) = month_name(scan, name).filter(|_| scan.capital(name))?;
        return run(scan, (first, last), month, after, [end, start]);
    }
    let (month, day) = month_name(scan, at).filter(|_| scan.capital(at))?;
    let (first, end) = day_number(scan, day)?;
    let start = dash(end)?;
    let (last, after) = day_number(scan, start)?;
    // "On March 3 and 12 others": a list of days goes on with no thing that is counted.
    let joined = scan.is(end, "-") && scan.glued(end) && scan.glued(start);
    let thing = scan.is_word(after) && !scan.glued(after) && counts_something(scan, after);
    let hour = scan.mark(after, ':') && scan.glued(after);
    let listed = scan.any(end, &["and", "to", "or", "through"])
        && !thing
        && !hour
        && !scan.is(after, "%")
        && !scan.mark(after, ',') | year_after(scan, after);
    if !(joined || listed) {
        return None;
    }
    run(scan, (first, last), month, after, [end, start])
}

fn year_after(scan: &Scan<'_>, comma: usize) -> bool {
    matches!(scan.digits(comma + 1), Some((1000..2200, 4))) || !scan.is_number(comma + 1)
}

fn run(
    scan: &Scan<'_>,
    (first, last): (u8, u8),
    month: u8,
    end: usize,
    ends: [usize; 2],
) -> Option<(Term, usize)> {
    let fields = Fields { month: Some(month), day: Some(first), ..Fields::default() };
    let with = with_year(scan, fields, Kind::MonthDay, end);
    let to = Fields { day: Some(last), ..with.fields };
    (first < last).then(|| (Term::Range(Box::new(with.fields), Box::new(to), ends), with.end))
}

/// Years: "1914–18", "499–449 BC", "264 to 146 BC".
fn years(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    let (first, digits @ 1..=4) = scan.digits(at)? else { return None };
    let before = at.checked_sub(1);
    if scan.glued(at)
        && before.is_some_and(|before| scan.is_word(before) || scan.is(before, "$") || scan.mark(before, '.'))
    {
        return None;
    }
    let dash = (scan.is(at + 1, "-") || scan.mark(at + 1, '/')) && scan.glued(at + 1) && scan.glued(at + 2);
    let tied = dash || scan.any(at + 1, &["-", "to", "and", "or"]);
    let (last, last_digits @ 1..=4) = scan.digits(at + 2)? else { return None };
    let year = |year: i32| Box::new(Fields { year: Some(year), ..Fields::default() });
    let (first, last) = (i32::try_from(first).ok()?, i32::try_from(last).ok()?);
    if tied && let Some((true, end)) = era(scan, at + 3) {
        return (first > last).then(|| (Term::Range(year(1 - first), year(1 - last), [at + 1, at + 2]), end));
    }
    let full = first / 100 * 100 + last;
    let short = dash && digits == 4 && last_digits == 2 && (1000..2100).contains(&first) && first < full;
    let goes_on =
        scan.glued(at + 3) && (scan.is(at + 3, "-") || scan.is_number(at + 4) || scan.is_word(at + 3));
    // `2025-02` is a month, `1914–18` are years.
    let month = scan.words(at + 1) == "-" && last <= 12;
    (short && !goes_on && !month).then(|| (Term::Range(year(first), year(full), [at + 1, at + 2]), at + 3))
}
