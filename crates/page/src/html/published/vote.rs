//! Weighs what the dates of a page say, and tells why one won.

use super::{Family, Sign, Zone};
use jiff::civil::Date;
use onrecord_text::{Basis, Candidate, DateRole, Dating};
use std::collections::{BTreeMap, BTreeSet};

/// A date of this weight is more than a guess: programs on the page need not be asked.
pub(super) const ENOUGH: u32 = 15;
/// A day needs this much to be named.
const NEEDED: u32 = 8;
/// What the month of an address adds to the days in it.
const MONTH: u32 = 10;
/// What an address adds, beyond its own weight, to its day where that lies before all that the metadata say: an address is
/// given once, while a story that is published again gets new metadata.
const EARLIER_ADDRESS: u32 = 40;
/// A sign of this weight can say what day it was where the outlet is.
const LOCAL: u32 = 25;
/// So many candidates are kept.
const KEPT: usize = 12;

/// The day that the signs speak for, with every one of them as a candidate; where none does, the days up to the last change.
/// `month` is that of the page's address.
pub(super) fn of(mut signs: Vec<Sign>, month: Option<(i16, i8)>) -> Option<Dating> {
    weigh_repeated(&mut signs);
    let totals = totals(&signs, month);
    let best = totals.iter().max_by_key(|(day, total)| (**total, std::cmp::Reverse(**day)));
    let Some((best, _)) = best.filter(|(_, total)| **total >= NEEDED) else { return bounded(&signs) };
    let day = local(&signs, *best).unwrap_or(*best);
    Some(chosen(&signs, day, *best))
}

/// A metadata date of publication that equals the one of change to the minute may be that of the change.
fn weigh_repeated(signs: &mut [Sign]) {
    let changes: Vec<(Date, Option<(i8, i8)>)> = signs
        .iter()
        .filter(|sign| sign.role == DateRole::Modified && sign.moment.clock.is_some())
        .map(|sign| (sign.moment.day, sign.moment.clock))
        .collect();
    for sign in signs {
        if sign.role == DateRole::Published
            && matches!(sign.family, Family::Graph | Family::Meta)
            && changes.contains(&(sign.moment.day, sign.moment.clock))
        {
            sign.weight = sign.weight * 6 / 10;
        }
    }
}

/// What speaks for each day: of every family the weightiest sign.
fn totals(signs: &[Sign], month: Option<(i16, i8)>) -> BTreeMap<Date, u32> {
    let mut families: BTreeMap<(Date, Family), u32> = BTreeMap::new();
    for sign in signs.iter().filter(|sign| sign.role == DateRole::Published) {
        let weight = families.entry((sign.moment.day, sign.family)).or_default();
        *weight = sign.weight.max(*weight);
    }
    // What stands beside the story dates something else, as long as nothing of the story says the same.
    let own: BTreeSet<Date> = signs
        .iter()
        .filter(|sign| sign.role == DateRole::Published && !sign.is_beside)
        .map(|sign| sign.moment.day)
        .collect();
    let mut totals: BTreeMap<Date, u32> = BTreeMap::new();
    for ((day, _), weight) in families.iter().filter(|((day, _), _)| own.contains(day)) {
        *totals.entry(*day).or_default() += weight;
    }
    for (day, total) in &mut totals {
        if Some((day.year(), day.month())) == month {
            *total += MONTH;
        }
    }
    // Of equals in the page's body the first goes before: it stands nearest to the headline.
    for family in [Family::Visible, Family::Attribute] {
        let own = || signs.iter().filter(|sign| sign.role == DateRole::Published && sign.family == family);
        let most = own().map(|sign| sign.weight).max();
        if let Some(first) = own().find(|sign| Some(sign.weight) == most)
            && let Some(total) = totals.get_mut(&first.moment.day)
        {
            *total += 1;
        }
    }
    let address = families.keys().find(|(_, family)| *family == Family::Address).map(|(day, _)| *day);
    let metadata = families
        .iter()
        .filter(|((_, family), weight)| matches!(family, Family::Graph | Family::Meta) && **weight >= ENOUGH)
        .map(|((day, _), _)| *day)
        .min();
    if let (Some(address), Some(metadata)) = (address, metadata)
        && days_apart(address, metadata) > 1
        && let Some(total) = totals.get_mut(&address)
    {
        *total += EARLIER_ADDRESS;
    }
    totals
}

/// How many days the second is after the first.
fn days_apart(first: Date, second: Date) -> i32 {
    first.until(second).map_or(0, |span| span.get_days())
}

/// The outlet's own day, where all that speaks for `best` are machines' stamps that do not tell whose time they show, and what
/// people read, or an address, has the day before or after.
fn local(signs: &[Sign], best: Date) -> Option<Date> {
    let published = || signs.iter().filter(|sign| sign.role == DateRole::Published);
    let mut supporters =
        published().filter(|sign| sign.moment.day == best && sign.weight >= ENOUGH).peekable();
    supporters.peek()?;
    let clocks: Vec<(i8, i8)> = supporters
        .map(|sign| (!sign.is_local()).then_some(sign.moment.clock).flatten())
        .collect::<Option<Vec<_>>>()?;
    // West of Greenwich it is the day before until noon there at most, east of it the day after from ten on.
    let can_be_before = clocks.iter().all(|(hour, _)| *hour < 12);
    let can_be_after = clocks.iter().all(|(hour, _)| *hour >= 10);
    published()
        .filter(|sign| sign.is_local() && sign.weight >= LOCAL)
        .filter(|sign| match days_apart(best, sign.moment.day) {
            -1 => can_be_before,
            1 => can_be_after,
            _ => false,
        })
        .max_by_key(|sign| (sign.weight, std::cmp::Reverse(sign.moment.day)))
        .map(|sign| sign.moment.day)
}

fn chosen(signs: &[Sign], day: Date, heaviest: Date) -> Dating {
    let mut order: Vec<&Sign> = signs.iter().collect();
    order.sort_by_key(|sign| (rank(sign, day), std::cmp::Reverse(sign.weight), sign.moment.day));
    let supports = |sign: &Sign| sign.role == DateRole::Published && sign.moment.day == day;
    let supporters: Vec<&Sign> = order.iter().copied().filter(|sign| supports(sign)).collect();
    let basis = match supporters.first().map(|sign| sign.family) {
        Some(Family::Visible) => Basis::Stated,
        _ => Basis::Metadata,
    };
    let mut dating = Dating::day(day, basis);
    // A clock time in the outlet's own time goes before one of a machine's.
    let clock = |universal: bool| {
        supporters
            .iter()
            .filter(|sign| (sign.moment.zone == Zone::Universal) == universal && sign.weight >= ENOUGH)
            .find_map(|sign| sign.moment.clock)
    };
    if let Some((hour, minute)) = clock(false).or_else(|| clock(true).filter(|_| day == heaviest)) {
        dating.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
    }
    dating.why = why(&supporters, &order, day);
    dating.candidates = candidates(&order, |number, sign| verdict(number, sign, day));
    dating
}

/// Supporters first, then other days of publication, then changes and bounds.
fn rank(sign: &Sign, day: Date) -> u8 {
    match sign.role {
        DateRole::Published if sign.moment.day == day => 0,
        DateRole::Published => 1,
        DateRole::Modified => 2,
        DateRole::Bound => 3,
    }
}

fn verdict(number: usize, sign: &Sign, day: Date) -> String {
    match sign.role {
        DateRole::Modified => "the day of a change, not of publication".into(),
        DateRole::Bound => "no earlier than the publication".into(),
        DateRole::Published if number == 0 => "chosen".into(),
        DateRole::Published if sign.moment.day == day => "agrees".into(),
        DateRole::Published if is_other_zone(sign, day) => "the same moment in another time zone".into(),
        DateRole::Published if sign.weight < NEEDED => "set aside: of another story, or of none".into(),
        DateRole::Published => "set aside: less speaks for it".into(),
    }
}

fn is_other_zone(sign: &Sign, day: Date) -> bool {
    days_apart(day, sign.moment.day).abs() == 1 && !sign.is_local() && sign.moment.clock.is_some()
}

/// The first candidates, each source and day once.
fn candidates(order: &[&Sign], verdict: impl Fn(usize, &Sign) -> String) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::new();
    for (number, sign) in order.iter().enumerate() {
        let is_new = !kept
            .iter()
            .any(|old| (old.day, old.role, &old.source) == (sign.moment.day, sign.role, &sign.source));
        if is_new && kept.len() < KEPT {
            kept.push(sign.candidate(verdict(number, sign)));
        }
    }
    kept
}

/// Why the day won, in words.
fn why(supporters: &[&Sign], order: &[&Sign], day: Date) -> String {
    let Some(first) = supporters.first() else { return String::new() };
    let mut why = first.source.clone();
    let mut others: Vec<&str> = Vec::new();
    let mut families = vec![first.family];
    for sign in supporters.iter().filter(|sign| sign.weight >= NEEDED) {
        if !families.contains(&sign.family) && others.len() < 2 {
            families.push(sign.family);
            others.push(&sign.source);
        }
    }
    if !others.is_empty() {
        why.push_str(&format!("; it agrees with {}", others.join(" and ")));
    }
    let rival = order
        .iter()
        .find(|sign| sign.role == DateRole::Published && sign.moment.day != day && sign.weight >= ENOUGH);
    if let Some(rival) = rival {
        let (source, other) = (&rival.source, rival.moment.day);
        if is_other_zone(rival, day) {
            why.push_str(&format!("; {source} falls on {other}, in another time zone"));
        } else {
            why.push_str(&format!("; {source} says {other}, for which less speaks"));
        }
    }
    why
}

/// The page says only when it was changed, or what came after it.
fn bounded(signs: &[Sign]) -> Option<Dating> {
    let mut order: Vec<&Sign> = signs.iter().collect();
    order.sort_by_key(|sign| (rank(sign, Date::MAX), std::cmp::Reverse(sign.weight), sign.moment.day));
    let change = signs
        .iter()
        .filter(|sign| sign.role == DateRole::Modified && sign.weight >= NEEDED)
        .max_by_key(|sign| (sign.weight, std::cmp::Reverse(sign.moment.day)));
    let after = signs.iter().filter(|sign| sign.role == DateRole::Bound).min_by_key(|sign| sign.moment.day);
    let bound = match (change, after) {
        (Some(change), Some(after)) if after.moment.day < change.moment.day => after,
        (Some(change), _) => change,
        (None, Some(after)) => after,
        (None, None) => return None,
    };
    let basis = if bound.family == Family::Visible { Basis::Stated } else { Basis::Metadata };
    let why = match bound.role {
        DateRole::Modified => format!("the page gives only the day of its last change ({})", bound.source),
        _ => format!("the page gives no day of publication; this came after it ({})", bound.source),
    };
    let mut dating = Dating::up_to(bound.moment.day, basis).because(why);
    dating.candidates = candidates(&order, |_, sign| match sign.role {
        DateRole::Published => "set aside: of another story, or of none".into(),
        DateRole::Modified => "the day of a change, not of publication".into(),
        DateRole::Bound => "no earlier than the publication".into(),
    });
    Some(dating)
}
