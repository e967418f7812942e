//! Numbers in digits and in words, and amounts such as "two and a half" or "several".

use crate::scan::Scan;
use crate::term::{Amount, Unit};
use crate::vocabulary::Meaning;

/// A whole number: `12`, `1,500`, "twenty-five", "two hundred". With it, where it ends.
pub(crate) fn number(scan: &Scan<'_>, at: usize) -> Option<(u32, usize)> {
    if let Some((value, digits)) = scan.digits(at) {
        let thousands = digits <= 3 && scan.mark(at + 1, ',') && scan.glued(at + 1) && scan.glued(at + 2);
        return match scan.digits(at + 2) {
            Some((rest, 3)) if thousands => Some((value * 1000 + rest, at + 3)),
            _ => Some((value, at + 1)),
        };
    }
    let (mut total, mut group, mut at, mut any) = (0_u32, 0_u32, at, false);
    // A number in words has at most this many parts ("nine hundred and ninety-nine thousand …").
    for _ in 0..8 {
        let next = if any && scan.is(at, "-") { at + 1 } else { at };
        let after_hundred =
            if any && group >= 100 && group % 100 == 0 && scan.is(at, "and") { at + 1 } else { next };
        if let Some((tens, end)) = scan.find(after_hundred, tens_of)
            && group.is_multiple_of(100)
        {
            (group, at, any) = (group + tens, end, true);
        } else if let Some((units, end)) = scan.find(after_hundred, units_of)
            && (group.is_multiple_of(100) || (group % 10 == 0 && units < 10 && group % 100 >= 20))
        {
            (group, at, any) = (group + units, end, true);
        } else if let Some((scale, end)) = scan.find(next, scale_of)
            && any
        {
            if scale == 100 && group < 100 {
                group = group.max(1) * 100;
            } else if scale == 1000 && total == 0 {
                (total, group) = (group.max(1) * 1000, 0);
            } else {
                break;
            }
            at = end;
        } else {
            break;
        }
    }
    any.then_some((total + group, at))
}

fn tens_of(meaning: Meaning) -> Option<u32> {
    if let Meaning::Tens(value) = meaning { Some(value) } else { None }
}

fn units_of(meaning: Meaning) -> Option<u32> {
    if let Meaning::Number(value) = meaning { Some(value) } else { None }
}

fn scale_of(meaning: Meaning) -> Option<u32> {
    if let Meaning::Scale(value) = meaning { Some(value) } else { None }
}

/// An ordinal number: "third", `21st`. With it, where it ends.
pub(crate) fn ordinal(scan: &Scan<'_>, at: usize) -> Option<(u8, usize)> {
    if let Some((value, digits)) = scan.digits(at) {
        let suffix = digits <= 2 && scan.glued(at + 1) && scan.means(at + 1, Meaning::Suffix);
        return if suffix { Some((u8::try_from(value).ok()?, at + 2)) } else { None };
    }
    let small = |at| scan.find(at, |it| if let Meaning::Ordinal(value) = it { Some(value) } else { None });
    if let Some((tens, end)) = scan.find(at, tens_of)
        && let Some((unit, end)) = small(scan.past_hyphen(end))
        && unit < 10
    {
        return Some((u8::try_from(tens).ok()? + unit, end));
    }
    small(at)
}

/// An amount of units: `90`, "two and a half", `5 1/2`, `1.5`, "a", "half a", "several", "a couple of".
pub(crate) fn amount(scan: &Scan<'_>, at: usize) -> Option<(Amount, usize)> {
    let article = scan.any(at, &["a", "an", "one"]);
    if scan.is(at, "half") && scan.any(at + 1, &["a", "an"]) {
        return Some((Amount::Exact(50), at + 2));
    }
    if scan.is(at, "a")
        && scan.is(at + 1, "quarter")
        && scan.is(at + 2, "of")
        && scan.any(at + 3, &["a", "an"])
    {
        return Some((Amount::Exact(25), at + 4));
    }
    if scan.is(at, "a")
        && scan.is(at + 1, "quarter")
        && scan
            .find(scan.past_hyphen(at + 2), |it| matches!(it, Meaning::Unit(Unit::Century, _)).then_some(()))
            .is_some()
    {
        return Some((Amount::Exact(25), scan.past_hyphen(at + 2)));
    }
    if scan.is(at, "a") && scan.is(at + 1, "half") {
        return Some((Amount::Exact(50), scan.past_hyphen(at + 2)));
    }
    if scan.is(at, "a") && scan.is(at + 1, "couple") {
        let end = if scan.is(at + 2, "of") { at + 3 } else { at + 2 };
        return Some((Amount::whole(2), end));
    }
    if scan.is(at, "couple") && scan.is(at + 1, "of") {
        return Some((Amount::whole(2), at + 2));
    }
    let vague = if scan.is(at, "a") { at + 1 } else { at };
    if let Some(((), end)) = scan.find(vague, |it| (it == Meaning::Some).then_some(())) {
        let some_alone = scan.is(vague, "some") && number(scan, end).is_some();
        if !some_alone && !scan.is(vague, "some") {
            return Some((Amount::Some, end));
        }
    }
    if scan.is(at, "a")
        && let Some((scale, end)) = scan.find(at + 1, scale_of)
    {
        return Some((Amount::whole(scale), end));
    }
    if let Some((value, end)) = number(scan, at) {
        return Some(fraction(scan, at, value, end));
    }
    let article = article.then_some(at + 1)?;
    // "a single day", "a full year"
    let end = if scan.any(article, &["single", "full", "whole", "entire"]) { article + 1 } else { article };
    Some((Amount::whole(1), end))
}

/// What may follow a whole number: `.5`, ` 1/2`, " and a half"; "three or four" keeps its first number.
fn fraction(scan: &Scan<'_>, at: usize, value: u32, end: usize) -> (Amount, usize) {
    let whole = u64::from(value) * 100;
    if scan.is_number(at)
        && scan.mark(end, '.')
        && scan.glued(end)
        && scan.glued(end + 1)
        && let Some((part, digits @ 1..=2)) = scan.digits(end + 1)
    {
        let hundredths = if digits == 1 { part * 10 } else { part };
        return (Amount::Exact(whole + u64::from(hundredths)), end + 2);
    }
    for (from, mixed) in [(scan.past_hyphen(end), true), (at, false)] {
        if let (Some((top, 1)), Some((bottom @ 2..=9, 1))) = (scan.digits(from), scan.digits(from + 2))
            && scan.mark(from + 1, '/')
            && top < bottom
        {
            let part = u64::from(top * 100 / bottom);
            return (Amount::Exact(if mixed { whole + part } else { part }), from + 3);
        }
    }
    if scan.mark(end, '½') {
        return (Amount::Exact(whole + 50), end + 1);
    }
    let half = scan.past_hyphen(end);
    if scan.is(half, "and") {
        let article = scan.past_hyphen(half + 1);
        if scan.is(article, "a") && scan.is(scan.past_hyphen(article + 1), "half") {
            return (Amount::Exact(whole + 50), scan.past_hyphen(article + 1) + 1);
        }
    }
    (Amount::Exact(whole), end)
}
