//! Lengths of time, days counted by a length ("three days ago"), and what recurs.

use super::{amount, calendar};
use crate::scan::Scan;
use crate::term::{Amount, Base, Fields, Step, Term, Unit, Vague};
use crate::vocabulary::Meaning;

/// A unit, whether it is a plural, and where it ends.
fn unit(scan: &Scan<'_>, at: usize) -> Option<(Unit, bool, usize)> {
    let ((unit, plural), end) =
        scan.find(at, |it| if let Meaning::Unit(unit, plural) = it { Some((unit, plural)) } else { None })?;
    Some((unit, plural, end))
}

/// A length of time or what is counted by one, and where it ends.
pub(crate) fn length(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    if let Some((unit, end)) =
        scan.find(at, |it| if let Meaning::Long(unit) = it { Some(unit) } else { None })
    {
        let amount = Amount::whole(1);
        return Some((Term::Duration { amount, unit, rest: None, place: None, event: None }, end));
    }
    if is_some_day(scan, at) {
        return Some((Term::Reference(Vague::Future), at + 2));
    }
    let the = scan.any(at, &["the", "these", "those", "this", "that"]);
    let from = if the { at + 1 } else { at };
    // "the past two months", "next two weeks", "the first nine months", "another six weeks"
    let step = scan.find(from, |it| if let Meaning::Step(step) = it { Some(step) } else { None });
    let (place, counted) = match step {
        Some((Step::Last, end)) => (Some(-1), end),
        Some((Step::Next, end)) => (Some(1), end),
        Some((Step::This, end)) => (None, end),
        _ if scan.any(
            from,
            &["first", "final", "latest", "another", "additional", "further", "full", "whole", "entire"],
        ) =>
        {
            (None, from + 1)
        }
        _ => (None, from),
    };
    let Some((amount, mut end)) = amount::amount(scan, counted) else {
        return bare(scan, at, from, counted, place);
    };
    if scan.any(end, &["more", "additional", "further", "full", "whole", "consecutive", "straight"]) {
        end += 1;
    }
    // "two or three days" is at least two.
    if scan.any(end, &["or", "to", "-"])
        && let Some((_, after)) = amount::number(scan, end + 1)
        && unit(scan, scan.past_hyphen(after)).is_some()
    {
        end = after;
    }
    let hyphen = scan.is(end, "-");
    if let Some((unit, end)) = letter_unit(scan, end) {
        return Some((Term::Shift { amount, unit, sign: -1, base: Base::Published, compared: false }, end));
    }
    let (unit, plural, end) = unit(scan, scan.past_hyphen(end))?;
    let end = if scan.is(end, "-") && scan.is(end + 1, "long") { end + 2 } else { end };
    // "a year-earlier loss" speaks of the year before.
    if scan.is(end, "-") && scan.any(end + 1, &["ago", "earlier"]) {
        return None;
    }
    let one = matches!(amount, Amount::Exact(count) if count <= 100);
    // "two day" in speech is a length, "1990 quarter" and "2024 week" are not.
    let year = scan.digits(counted).is_some_and(|(_, digits)| digits == 4);
    if !plural && !one && !hyphen && (unit == Unit::Quarter || year) && place.is_none() {
        return None;
    }
    // "a quarter" is a fourth.
    if unit == Unit::Quarter && !plural && one && place.is_none() {
        return None;
    }
    if unit == Unit::Second && !plural && !scan.any(counted, &["one", "a"]) && !hyphen {
        return None;
    }
    if scan.is(counted, "a") && unit == Unit::Second && !hyphen {
        return None;
    }
    // "60 Minutes" and "the Six-Day War" are names, "three-quarters" is a share, "that four days" a clause.
    let name = scan.capital(end - 1)
        && scan.words(end - 1).len() > 2
        && (scan.is_number(counted)
            || scan.means(end, Meaning::NameTail)
            || scan.words(end) == "’"
            || scan.means(end + 1, Meaning::NameTail))
        && scan.words(end - 1).chars().nth(1).is_some_and(char::is_lowercase);
    if is_age(scan, at, end)
        || is_always(scan, amount, unit, end)
        || name
        || (unit == Unit::Quarter && hyphen && plural)
        || (plural && scan.is(at, "that"))
    {
        return None;
    }
    if is_rate_of_figures(scan, at, counted, end) {
        return None;
    }
    // "a day", "a week" after "times", a price or a rate is what recurs, and is read elsewhere.
    let (amount, end) = match (scan.is(end, "and"), scan.is(end + 1, "a"), scan.is(end + 2, "half"), amount) {
        (true, true, true, Amount::Exact(count)) => (Amount::Exact(count + 50), end + 3),
        _ => (amount, end),
    };
    let (rest, end) = rest(scan, end, unit);
    let approximate = if scan.is(end, "or") && scan.is(end + 1, "so") { end + 2 } else { end };
    let direct = |at: usize| {
        scan.find(at, |it| if let Meaning::Shift(sign, base) = it { Some((sign, base)) } else { None })
    };
    if place.is_none()
        && !hyphen
        && let Some(((sign, base), after)) = direct(approximate)
        && !(base == Base::Previous && is_followed_by_a_time_or_clause(scan, approximate, after))
    {
        return Some((Term::Shift { amount, unit, sign, base, compared: is_compared(scan, at) }, after));
    }
    if place.is_none() && !hyphen && in_future(scan, at, unit) {
        return Some((Term::Shift { amount, unit, sign: 1, base: Base::Published, compared: false }, end));
    }
    let event = beside(scan, at, approximate).filter(|_| place.is_none() && !hyphen);
    Some((Term::Duration { amount, unit, rest, place, event }, end))
}

/// "one day" behind "will" and the like, which counts no day: "they will one day return".
fn is_some_day(scan: &Scan<'_>, at: usize) -> bool {
    let modal = at.checked_sub(1).is_some_and(|it| {
        scan.any(it, &["will", "would", "may", "might", "could", "should", "can", "must", "shall", "'ll"])
    });
    modal && scan.is(at, "one") && scan.is(at + 1, "day")
}

/// "24 hours a day", "seven days a week": always.
fn is_always(scan: &Scan<'_>, amount: Amount, unit: Unit, end: usize) -> bool {
    let each = if scan.is(end, "a") { self::unit(scan, end + 1).map(|(each, ..)| each) } else { None };
    let whole = match (unit, each) {
        (Unit::Hour, Some(Unit::Day)) => 24,
        (Unit::Day, Some(Unit::Week)) => 7,
        (Unit::Day, Some(Unit::Year)) => 365,
        (Unit::Week, Some(Unit::Year)) => 52,
        _ => return false,
    };
    amount == Amount::whole(whole)
}

/// Whether a figure stands before: "$3 million a year earlier", "three cents a share, a year ago", "19% from a year ago".
fn is_compared(scan: &Scan<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back);
    before(1).is_some_and(|it| {
        scan.is_number(it)
            || scan.any(
                it,
                &[
                    "million", "billion", "trillion", "share", "%", "from", "than", "cents", "percent",
                    "thousand",
                ],
            )
            || scan.mark(it, ',')
                && before(2).is_some_and(|it| scan.any(it, &["share", "million", "billion", "%"]))
    })
}

/// "year-ago", "year-earlier" before a noun: the results of the year before.
pub(crate) fn compared(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    let it =
        scan.is(at, "year") && scan.past_hyphen(at + 1) > at + 1 && scan.any(at + 2, &["ago", "earlier"]);
    it.then_some((
        Term::Shift {
            amount: Amount::whole(1),
            unit: Unit::Year,
            sign: -1,
            base: Base::Published,
            compared: true,
        },
        at + 3,
    ))
}

/// "the day after", "the night before", "the day of": counted from what the next words name, or from the text.
pub(crate) fn beside_event(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    if !scan.is(at, "the") {
        return None;
    }
    let part = scan.find(at + 1, |it| if let Meaning::Part(part, false) = it { Some(part) } else { None });
    let (part, unit, end) = match part {
        Some((part, end)) => (Some(part), Unit::Day, end),
        None => {
            unit(scan, at + 1).filter(|(_, plural, _)| !plural).map(|(unit, _, end)| (None, unit, end))?
        }
    };
    let sign = side(scan, at, end)?;
    if !matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year) {
        return None;
    }
    // "the day before Christmas", "the night before last Tuesday"
    if unit == Unit::Day
        && sign != 0
        && let Some((Term::Calendar(fields), after)) = calendar::calendar(scan, end + 1)
        && is_a_day(&fields)
        && (fields.part.is_none() && fields.clock.is_none())
    {
        return Some((Term::Calendar(Fields { beside: sign, part, ..fields }), after));
    }
    // Nothing follows: "He had left the day before."
    let alone = !scan.is_word(end + 1) && !scan.is_number(end + 1);
    if alone && sign == 0 {
        return None;
    }
    let end = if alone { end + 1 } else { end };
    if part.is_some() {
        let period = Some((Unit::Day, i32::from(sign)));
        let fields = Fields { period, part, from_previous: alone, from_event: !alone, ..Fields::default() };
        return Some((Term::Calendar(fields), end));
    }
    let base = if alone { Base::Previous } else { Base::Event };
    let amount = if sign == 0 { Amount::whole(0) } else { Amount::whole(1) };
    let sign = if sign < 0 { -1 } else { 1 };
    Some((Term::Shift { amount, unit, sign, base, compared: false }, end))
}

/// Before (-1), after (1), or on the day itself (0): "on the day of the vote", but not "the day of the locust".
fn side(scan: &Scan<'_>, at: usize, end: usize) -> Option<i8> {
    if scan.is(end, "before") {
        return Some(-1);
    }
    if scan.any(end, &["after", "following"]) {
        return Some(1);
    }
    let on = at.checked_sub(1).is_some_and(|it| scan.any(it, &["on", "since", "until", "till", "by"]));
    let of = scan.is(end, "of") && scan.any(end + 1, &["the", "his", "her", "its", "their"]);
    (on && of).then_some(0)
}

fn is_a_day(fields: &Fields) -> bool {
    fields.weekday.is_some()
        || fields.holiday.is_some()
        || fields.month.is_some() && fields.day.is_some()
        || matches!(fields.period, Some((Unit::Day, _)))
}

/// Whether a length is counted from what follows: "two days after the vote", "a week before he left". What something took or lies
/// within is not: "for two days after the vote".
fn beside(scan: &Scan<'_>, at: usize, end: usize) -> Option<i32> {
    let sign = if scan.is(end, "before") {
        -1
    } else if scan.any(end, &["after", "following"]) {
        1
    } else {
        return None;
    };
    let lasts =
        at.checked_sub(1).is_some_and(|it| scan.any(it, &["for", "in", "within", "over", "during", "of"]));
    let named = scan.is_word(end + 1) || scan.is_number(end + 1);
    (named && !lasts).then_some(sign)
}

/// The short stamps of feeds: `2h ago`, `5 m ago`, `3d ago`.
fn letter_unit(scan: &Scan<'_>, at: usize) -> Option<(Unit, usize)> {
    let unit = match scan.words(at) {
        "h" => Unit::Hour,
        "m" => Unit::Minute,
        "d" => Unit::Day,
        "w" => Unit::Week,
        _ => return None,
    };
    scan.is(at + 1, "ago").then_some((unit, at + 2))
}

/// "before" and "earlier" go with what follows where something does: "a week before the vote" is a length.
fn is_followed_by_a_time_or_clause(scan: &Scan<'_>, at: usize, after: usize) -> bool {
    if scan.is(at, "before") {
        return scan.is_word(after) || scan.is_number(after);
    }
    scan.is(at, "earlier") && scan.is(after, "than") || scan.is(at, "later") && scan.is(after, "than")
}

/// The minutes after the hours: "two hours and thirty minutes".
fn rest(scan: &Scan<'_>, end: usize, larger: Unit) -> (Option<(u32, Unit)>, usize) {
    let from = if scan.is(end, "and") || scan.mark(end, ',') { end + 1 } else { end };
    if let Some((count, after)) = amount::number(scan, from)
        && let Some((smaller, _, after)) = unit(scan, after)
        && smaller < larger
    {
        return (Some((count, smaller)), after);
    }
    (None, end)
}

/// A length without a number: "years", "the past year", "decades-long".
fn bare(
    scan: &Scan<'_>,
    at: usize,
    from: usize,
    counted: usize,
    place: Option<i32>,
) -> Option<(Term, usize)> {
    let (unit, plural, end) = unit(scan, counted)?;
    // "a decades-old dispute" has no number, so it is no age.
    if plural && at == counted && scan.is(end, "-") && scan.is(end + 1, "old") {
        let some = Amount::Some;
        return Some((Term::Duration { amount: some, unit, rest: None, place: None, event: None }, end + 2));
    }
    if is_age(scan, at, end) {
        return None;
    }
    // "for the year ended March 31"
    if scan.is(at, "the")
        && counted == at + 1
        && unit == Unit::Year
        && !plural
        && scan.any(end, &["ended", "ending"])
    {
        let year = Term::Duration { amount: Amount::whole(1), unit, rest: None, place: None, event: None };
        return Some((year, end));
    }
    // "decades-long", "day-long"
    let long = scan.is(end, "-") && scan.is(end + 1, "long");
    let end = if long { end + 2 } else { end };
    let duration = |amount| Some((Term::Duration { amount, unit, rest: None, place, event: None }, end));
    if long && !plural && at == counted {
        return duration(Amount::whole(1));
    }
    if plural {
        let after = |word: &str| at.checked_sub(1).is_some_and(|before| scan.is(before, word));
        let ago =
            scan.find(end, |it| if let Meaning::Shift(sign, base) = it { Some((sign, base)) } else { None });
        if let Some(((sign, base), after)) = ago
            && !is_followed_by_a_time_or_clause(scan, end, after)
        {
            return Some((Term::Shift { amount: Amount::Some, unit, sign, base, compared: false }, after));
        }
        let lasting =
            ["for", "in", "over", "of", "within"].into_iter().any(after) || place.is_some() || from > at;
        let clock = matches!(unit, Unit::Second | Unit::Quarter | Unit::Weekend);
        // "hours after the signing"
        let event = beside(scan, at, end).filter(|_| at == counted && !long);
        if event.is_some() && !matches!(unit, Unit::Quarter | Unit::Weekend) {
            return Some((
                Term::Duration { amount: Amount::Some, unit, rest: None, place: None, event },
                end,
            ));
        }
        return if (lasting || long) && !clock { duration(Amount::Some) } else { None };
    }
    // "the past year" says a length; "last year" is read as the calendar's.
    let past = scan.any(counted.checked_sub(1)?, &["past"]) && !matches!(unit, Unit::Year | Unit::Weekend);
    if past && place.is_some() { duration(Amount::whole(1)) } else { None }
}

/// "45-year-old", "aged three years", "45 years old", "years of age".
fn is_age(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    let before = |back: usize| scan.before(at, back).is_some_and(|before| scan.any(before, &["age", "aged"]));
    before(1) || scan.find(end, |it| (it == Meaning::Ages).then_some(())).is_some()
}

/// Whether "in" stands before and a future verb before that: "will end in two weeks".
fn in_future(scan: &Scan<'_>, at: usize, unit: Unit) -> bool {
    let Some(before) = at.checked_sub(1).filter(|before| scan.is(*before, "in")) else { return false };
    if unit == Unit::Second {
        return false;
    }
    // As many words back as a clause usually has before its time.
    (before.saturating_sub(12)..before)
        .rev()
        .take_while(|at| !scan.mark(*at, '.') && !scan.mark(*at, ';'))
        .any(|at| scan.means(at, Meaning::FutureCue) && !scan.any(at, &["may", "could", "would"]))
}

/// What recurs, and where it ends: "daily", "every week", "each July", "Fridays", "twice a week".
pub(crate) fn set(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    if let Some(((amount, unit), end)) =
        scan.find(at, |it| if let Meaning::Set(amount, unit) = it { Some((amount, unit)) } else { None })
        // "the party daily Calder Post", "the Halvik Daily" are newspapers.
        && !(scan.is_word(end) && scan.capital(end) && !scan.capital(at))
        && !(scan.capital(at) && scan.before(at, 1).is_some_and(|it| scan.is_word(it) && scan.capital(it)))
    {
        return Some((Term::Every { amount, unit }, end));
    }
    if let Some((weekday, end)) =
        scan.find(at, |it| if let Meaning::Weekdays(day) = it { Some(day) } else { None })
    {
        let fields = Fields { weekday: Some(weekday), ..Fields::default() };
        return scan.capital(at).then_some((Term::EveryAt(fields), end));
    }
    if let Some((weekday, end)) =
        scan.find(at, |it| if let Meaning::Weekday(day) = it { Some(day) } else { None })
        && scan.capital(at)
        && let Some((part, end)) =
            scan.find(end, |it| if let Meaning::Part(part, true) = it { Some(part) } else { None })
    {
        return Some((
            Term::EveryAt(Fields { weekday: Some(weekday), part: Some(part), ..Fields::default() }),
            end,
        ));
    }
    if scan.is(at, "a")
        && let Some((unit, false, end)) = unit(scan, at + 1)
        && is_rate(scan, at)
    {
        return Some((Term::Every { amount: 1, unit }, end));
    }
    let ((), end) = scan.find(at, |it| (it == Meaning::Every).then_some(()))?;
    let end = if scan.any(end, &["other", "single", "few"]) { end + 1 } else { end };
    let two = scan.is(end - 1, "other");
    if let Some((weekday, end)) =
        scan.find(end, |it| if let Meaning::Weekday(day) = it { Some(day) } else { None })
    {
        let part = scan.find(end, |it| if let Meaning::Part(part, false) = it { Some(part) } else { None });
        let fields = Fields { weekday: Some(weekday), part: part.map(|(part, _)| part), ..Fields::default() };
        return Some((Term::EveryAt(fields), part.map_or(end, |(_, end)| end)));
    }
    if let Some((month, end)) =
        scan.find(end, |it| if let Meaning::Month(month) = it { Some(month) } else { None })
        && scan.capital(end - 1)
    {
        return Some((Term::EveryAt(Fields { month: Some(month), ..Fields::default() }), end));
    }
    if let Some((season, end)) =
        scan.find(end, |it| if let Meaning::Season(season) = it { Some(season) } else { None })
    {
        return Some((Term::EveryAt(Fields { season: Some(season), ..Fields::default() }), end));
    }
    if let Some((_, end)) =
        scan.find(end, |it| if let Meaning::Part(part, false) = it { Some(part) } else { None })
    {
        return Some((Term::Every { amount: 1, unit: Unit::Day }, end));
    }
    let (count, from) = amount::number(scan, end).unwrap_or((if two { 2 } else { 1 }, end));
    let (unit, _, end) = unit(scan, from)?;
    Some((Term::Every { amount: count, unit }, end))
}

/// "$500 million a year", "24 hours a day": how much in a unit of time, and no time.
fn is_rate_of_figures(scan: &Scan<'_>, at: usize, counted: usize, end: usize) -> bool {
    let article = at == counted && scan.any(at, &["a", "an"]) && end == at + 2;
    let goes_on = scan.find(end, |it| matches!(it, Meaning::Shift(..)).then_some(())).is_some()
        || scan.is(end, "after");
    let figure = at.checked_sub(1).is_some_and(|it| {
        scan.is_number(it)
            || scan.any(
                it,
                &[
                    "million", "billion", "trillion", "thousand", "hundred", "days", "weeks", "hours",
                    "minutes", "cents", "percent", "%",
                ],
            )
    });
    article && figure && !goes_on
}

/// Whether "a week" here says how often: after "once", "twice", "times".
fn is_rate(scan: &Scan<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| scan.any(before, &["once", "twice", "times"]))
}
