//! From tokens to terms. At each place every kind of expression is tried with a bounded look ahead, and the longest wins;
//! so the work is linear in the text.

mod amount;
mod calendar;
mod clock;
mod in_month;
mod length;
mod numeric;
mod range;

use crate::expression::{Expression, Modifier, Relation};
use crate::scan::Scan;
use crate::term::{Amount, Base, Fields, Term, Unit};
use crate::vocabulary::Meaning;
use onrecord_text::{Span, TimeType};

/// Recognises the time expressions of `text[within]`, in order, not overlapping. Linear time on any input.
///
/// Nothing outside `within` is looked at; offsets are offsets into `text`. A year of three digits with no era is left to
/// [`crate::read`], which sees the whole text.
#[must_use]
pub fn find(text: &str, within: Span) -> Vec<Expression> {
    let mut found = find_in(&Scan::new(text, within));
    found.retain(|it| !it.is_early());
    found
}

/// The same in tokens.
pub(crate) fn find_in(scan: &Scan<'_>) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < scan.tokens.len() {
        match expression(scan, at) {
            Some((expression, end)) => {
                found.push(expression);
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

fn expression(scan: &Scan<'_>, at: usize) -> Option<(Expression, usize)> {
    let token = scan.token(at)?;
    if token.word.is_none()
        && !scan.is_number(at)
        && !scan.mark(at, '\'')
        && !scan.mark(at, '’')
        && !scan.mark(at, '‘')
    {
        return None;
    }
    let (term, modifier, end) =
        modified(scan, at).or_else(|| plain(scan, at).map(|(term, end)| (term, None, end)))?;
    let span = scan.span(first_word(scan, at, end, &term), end)?;
    let kind = kind(&term);
    let rule = rule(&term);
    let ends = match &term {
        Term::Range(_, _, [first, last]) => {
            scan.span(at, *first).zip(scan.span(*last, end)).map(|(a, b)| [a, b])
        }
        _ => None,
    };
    Some((Expression { span, kind, modifier, relation: relation(scan, at), rule, term, ends }, end))
}

/// The article before a year or a compound belongs to the noun after it: "the [1991] agreement", "a [two-week] visit".
fn first_word(scan: &Scan<'_>, at: usize, end: usize, term: &Term) -> usize {
    if scan.any(at, &["a", "an"]) && scan.is(end.saturating_sub(1), "long") {
        return at + 1;
    }
    let vague = scan.is(at, "a") && matches!(term, Term::Duration { amount: Amount::Some, .. });
    let article = vague || scan.any(at, &["the", "its", "this", "those", "these", "that"]) && at + 1 < end;
    let compound = (at..end)
        .any(|place| scan.is(place, "-") && scan.glued(place) && !scan.is(place.saturating_sub(1), "fiscal"));
    let moved = match term {
        Term::Calendar(fields) => {
            (fields.year.is_some() && scan.is_number(at + 1) && at + 2 == end)
                || (fields.month.is_some() && scan.is_number(at + 1) && !scan.glued(at + 2))
                || (fields.quarter.is_some() && compound)
                || (fields.month.is_some() && fields.part.is_none() && compound)
        }
        Term::Duration { .. } => compound,
        _ => false,
    };
    if article && moved { at + 1 } else { at }
}

/// An expression without a modifier: the longest that begins here.
fn plain(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    let reference = scan
        .find(at, |it| if let Meaning::Reference(vague) = it { Some(Term::Reference(vague)) } else { None })
        .filter(|(_, end)| !is_part_of_other_words(scan, at, *end));
    let candidates = [
        range::range(scan, at),
        calendar::calendar(scan, at),
        numeric::date(scan, at),
        length::compared(scan, at),
        length::beside_event(scan, at),
        reference,
        length::set(scan, at),
        length::length(scan, at),
    ];
    let mut best: Option<(Term, usize)> = None;
    for (term, end) in candidates.into_iter().flatten() {
        if best.as_ref().is_none_or(|(_, longest)| end > *longest) {
            best = Some((term, end));
        }
    }
    best
}

/// "as soon as", "soon-to-open", "the future of the port".
fn is_part_of_other_words(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    (scan.is(end, "-") && scan.glued(end))
        || (scan.is(at, "soon") && scan.is(end, "as"))
        || (scan.is(at, "the") && scan.is(end, "of"))
        || (scan.is(at, "the") && scan.is(end - 1, "past") && amount::number(scan, end).is_some())
}

/// An expression with what qualifies it: "early March", "the end of the year", "more than six hours".
fn modified(scan: &Scan<'_>, at: usize) -> Option<(Term, Option<Modifier>, usize)> {
    if let Some((modifier, end)) =
        scan.find(at, |it| if let Meaning::Edge(edge) = it { Some(edge) } else { None })
    {
        let end = scan.past_hyphen(end);
        let found = match whole_period(scan, end) {
            Some((fields, end)) => Some((Term::Calendar(fields), end)),
            None => calendar::calendar(scan, end).or_else(|| calendar::calendar(scan, past_the(scan, end))),
        };
        if let Some((term, end)) = found
            && fits_edge(scan, at, &term)
        {
            return Some((term, Some(modifier), end));
        }
    }
    if scan.is(at, "year") && scan.is(at + 1, "'s") && scan.is(at + 2, "end")
        || scan.is(at, "year") && scan.is(scan.past_hyphen(at + 1), "end")
    {
        let end = if scan.is(at + 1, "end") { at + 2 } else { at + 3 };
        let fields = Fields { period: Some((Unit::Year, 0)), ..Fields::default() };
        return Some((Term::Calendar(fields), Some(Modifier::End), end));
    }
    let (modifier, end) = scan.find(at, |it| if let Meaning::Size(size) = it { Some(size) } else { None })?;
    let (term, end) = plain(scan, end)?;
    let counted = match &term {
        Term::Duration { .. } => true,
        Term::Shift { .. } => true,
        Term::Calendar(fields) => {
            modifier == Modifier::Approx
                && (fields.clock.is_some()
                    || fields.year.is_some()
                    || (fields.day.is_some() && scan.is(at, "around")))
        }
        _ => false,
    };
    // "about" before a day is a topic, and "over the past year" is when.
    let vague = matches!(term, Term::Duration { amount: Amount::Some, .. });
    let over = scan.is(at, "over") && (vague || scan.any(at + 1, &["the", "last", "next", "past"]));
    let when = over || scan.is(at, "some");
    (counted && !when).then_some((term, Some(modifier), end))
}

/// "the year", "the week", "the day" after "the end of" and the like, counted from the anchor.
fn whole_period(scan: &Scan<'_>, at: usize) -> Option<(Fields, usize)> {
    let from = if scan.is(at, "the") { at + 1 } else { return None };
    let (unit, end) =
        scan.find(from, |it| if let Meaning::Unit(unit, false) = it { Some(unit) } else { None })?;
    if scan.any(end, &["ended", "ending"]) {
        return None;
    }
    let period = matches!(
        unit,
        Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century
    );
    period.then(|| (Fields { period: Some((unit, 0)), ..Fields::default() }, end))
}

fn past_the(scan: &Scan<'_>, at: usize) -> usize {
    if scan.is(at, "the") { at + 1 } else { at }
}

/// "earlier Clinton" is none: "earlier" and "later" go before a day or a period, and "late" before no clock.
fn fits_edge(scan: &Scan<'_>, at: usize, term: &Term) -> bool {
    let Term::Calendar(fields) = term else { return false };
    let comparative = scan.any(at, &["earlier", "later"]);
    let near = fields.period.is_some() || scan.is(at + 1, "in");
    fields.clock.is_none() && (!comparative || near)
}

fn kind(term: &Term) -> TimeType {
    match term {
        Term::Shift { amount: Amount::Some, base: Base::Previous | Base::Event, .. } => TimeType::Duration,
        Term::Calendar(fields) if fields.clock.is_some() || fields.part.is_some() => TimeType::Time,
        Term::Shift {
            unit: Unit::Second | Unit::Minute | Unit::Hour,
            base: Base::Published | Base::Previous,
            ..
        } => TimeType::Time,
        Term::Calendar(_)
        | Term::Shift { .. }
        | Term::Range(..)
        | Term::Ambiguous(..)
        | Term::Reference(_) => TimeType::Date,
        Term::Duration { .. } => TimeType::Duration,
        Term::Every { .. } | Term::EveryAt(_) => TimeType::Set,
    }
}

/// The name of the rule that a term comes from.
fn rule(term: &Term) -> &'static str {
    match term {
        Term::Calendar(fields) if fields.clock.is_some() => "clock",
        Term::Calendar(fields) if fields.from_previous || fields.period.is_some() => "relative",
        Term::Calendar(fields) if fields.weekday.is_some() && fields.month.is_none() => "weekday",
        Term::Calendar(fields) if fields.holiday.is_some() => "holiday",
        Term::Calendar(fields) if fields.season.is_some() => "season",
        Term::Calendar(fields) if fields.quarter.is_some() || fields.half.is_some() => "fiscal",
        Term::Calendar(fields) if fields.day.is_some() => "day",
        Term::Calendar(fields) if fields.month.is_some() => "month",
        Term::Calendar(fields) if fields.decade.is_some() || fields.century.is_some() => "era",
        Term::Calendar(fields) if fields.part.is_some() => "part of day",
        Term::Calendar(_) => "year",
        Term::Shift { .. } => "shift",
        Term::Range(..) => "range",
        Term::Ambiguous(..) => "digits",
        Term::Duration { .. } => "length",
        Term::Every { .. } | Term::EveryAt(_) => "set",
        Term::Reference(_) => "reference",
    }
}

/// What the preposition before says; the longest phrase that ends right before the expression.
fn relation(scan: &Scan<'_>, at: usize) -> Relation {
    // The longest such phrase has four words ("no later than", with an article).
    (1..=4)
        .rev()
        .filter_map(|back| at.checked_sub(back))
        .find_map(|from| {
            let (relation, end) = scan
                .find(from, |it| if let Meaning::Relation(relation) = it { Some(relation) } else { None })?;
            (end == at).then_some(relation)
        })
        .unwrap_or_default()
}
