//! Expressions that fill fields of the calendar, put together from pieces: "Friday", "28 February 2025", "at 06:55".

use super::{amount, clock, in_month, numeric, range};
use crate::scan::Scan;
use crate::term::{Fields, Part, Step, Term, Unit};
use crate::vocabulary::Meaning;

/// The most pieces that one expression has; it bounds the work at one place.
const PIECES: usize = 5;

/// What a piece is, which decides what can be joined to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Clock,
    Part,
    /// "yesterday", "that day", "tonight".
    Day,
    Weekday,
    /// A month with a day of it.
    MonthDay,
    Month,
    /// A quarter, a half, a season.
    Span,
    Holiday,
    /// "last week", "this weekend".
    Week,
    /// "next month".
    MonthPeriod,
    Year,
    /// "last year".
    YearPeriod,
    /// A decade, a century.
    Era,
}

pub(super) struct Piece {
    pub(super) fields: Fields,
    pub(super) kind: Kind,
    pub(super) end: usize,
}

/// How one piece is tied to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    Nothing,
    Comma,
    Of,
    At,
    On,
    In,
    Genitive,
    /// A dash or bar, as between the parts of a date line.
    Bar,
}

/// A calendar expression, and where it ends.
pub(crate) fn calendar(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    if let Some(found) = week_of(scan, at) {
        return Some(found);
    }
    let first = piece(scan, at, true)?;
    let mut needs_more = first.kind == Kind::Part;
    if let Some(found) = night_between(scan, &first) {
        return Some(found);
    }
    let (mut fields, mut kind, mut end) = (first.fields, first.kind, first.end);
    for _ in 1..PIECES {
        let Some((next, tie)) = next_piece(scan, end, kind, &fields) else { break };
        fields = join(fields, next.fields);
        needs_more = false;
        // A day stays a day when a time of day is added to it, so that a year or a week can still follow.
        kind = match (kind, next.kind) {
            (kind, Kind::Clock | Kind::Part) if tie != Tie::Of => kind,
            (_, next) => next,
        };
        end = next.end;
    }
    // "last year's quarter"
    if fields.period == Some((Unit::Year, -1)) && scan.is(end, "'s") && scan.is(end + 1, "quarter") {
        let quarter = Fields { period: Some((Unit::Quarter, -4)), reported: true, ..Fields::default() };
        return Some((Term::Calendar(quarter), end + 2));
    }
    if fields.season.is_some() && fields.year.is_some() {
        end = past_second_year(scan, end);
    }
    if needs_more {
        let fields = Fields { from_previous: true, ..fields };
        return stands_alone(scan, at, end).then_some((Term::Calendar(fields), end));
    }
    Some((Term::Calendar(fields), end))
}

/// "the night of 3/4 May", "the night of 31 May – 1 June": a night has the day on which it begins.
fn night_between(scan: &Scan<'_>, first: &Piece) -> Option<(Term, usize)> {
    if first.fields.part != Some(Part::Night) || !scan.any(first.end, &["of", "on", "between", "from"]) {
        return None;
    }
    let from = first.end + 1;
    if let Some((Term::Range(day, last, _), end)) = range::days_of_month(scan, from) {
        let next = last.day.zip(day.day).is_some_and(|(last, day)| last == day + 1);
        return next.then(|| (Term::Calendar(join(first.fields, *day)), end));
    }
    let day = month(scan, from, false).filter(|it| it.kind == Kind::MonthDay)?;
    let joint = scan.any(day.end, &["-", "to", "and"]) || scan.mark(day.end, '/');
    let second = month(scan, day.end + 1, false).filter(|it| joint && it.kind == Kind::MonthDay)?;
    let opens_month = second.fields.day == Some(1) && day.fields.day.is_some_and(|day| day >= 28);
    let year = day.fields.year.or(second.fields.year);
    let fields = join(first.fields, Fields { year, ..day.fields });
    opens_month.then_some((Term::Calendar(fields), second.end))
}

/// "the week of March 6", "Easter week".
fn week_of(scan: &Scan<'_>, at: usize) -> Option<(Term, usize)> {
    let found = |piece: Piece, end: usize| {
        let dated = piece.fields.day.is_some() || piece.fields.holiday.is_some();
        dated.then_some((Term::Calendar(Fields { week_of: true, ..piece.fields }), end))
    };
    let from = if scan.is(at, "the") { at + 1 } else { at };
    if scan.is(from, "week")
        && (scan.is(from + 1, "of") || scan.is(from + 1, "ended") || scan.is(from + 1, "ending"))
    {
        let piece = month(scan, from + 2, false).or_else(|| holiday(scan, from + 2))?;
        let end = piece.end;
        return found(piece, end);
    }
    let piece = holiday(scan, from)?;
    let end = piece.end;
    if scan.is(end, "week") { found(piece, end + 1) } else { None }
}

/// "in the morning", "by mid afternoon", "the night before": a part of the day that the text speaks of. "at night" and "the
/// afternoon session" are none.
fn stands_alone(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    let before = |words: &[&str]| at.checked_sub(1).is_some_and(|before| scan.any(before, words));
    let led = (scan.is(at, "the") && before(&["in", "during", "by", "until", "through", "throughout"]))
        || before(&["mid", "until"])
        // "by night" says how, not when.
        || before(&["by"]) && !scan.is(at, "night");
    let edge = at + 1 == end
        && scan.means(at, Meaning::BarePart)
        && before(&["at", "by", "before", "until", "till", "after", "around", "from"]);
    (led || edge)
        && !scan.is(end, "of")
        && !scan.is(end, "-")
        && !scan.glued(end) | scan.token(end).is_none_or(|it| it.kind != crate::token::Kind::Word)
}

fn next_piece(scan: &Scan<'_>, end: usize, kind: Kind, have: &Fields) -> Option<(Piece, Tie)> {
    let comma = scan.mark(end, ',');
    let bar = scan.is(end, "-") || ['|', '·', '•', '—'].iter().any(|mark| scan.mark(end, *mark));
    let ties = [
        (Tie::Genitive, scan.is(end, "'s"), end + 1),
        (Tie::Comma, comma, end + 1),
        (Tie::Of, scan.is(end, "of"), end + 1),
        (Tie::At, scan.is(end, "at"), end + 1),
        (Tie::At, comma && scan.is(end + 1, "at"), end + 2),
        (Tie::On, scan.is(end, "on"), end + 1),
        (Tie::In, scan.is(end, "in"), end + 1),
        (Tie::Bar, bar && !scan.glued(end), end + 1),
        (Tie::Nothing, true, end),
    ];
    ties.into_iter().filter(|(_, stands, _)| *stands).find_map(|(tie, _, from)| {
        let next = piece(scan, from, false)?;
        let fits = joins(kind, tie, next.kind, scan, from)
            && disjoint(have, &next.fields)
            && is_its_weekday(have, &next.fields);
        fits.then_some((next, tie))
    })
}

/// Whether two pieces stand together so often that they are one expression.
fn joins(left: Kind, tie: Tie, right: Kind, scan: &Scan<'_>, at: usize) -> bool {
    use Kind::{Clock, Day, Era, Holiday, Month, MonthDay, Part, Span, Week, Weekday, Year, YearPeriod};
    use Tie::{At, Bar, Comma, Genitive, In, Nothing, Of, On};
    match (left, tie, right) {
        (Clock, Nothing | Comma | On | Of, Weekday | Day | MonthDay | Holiday) => true,
        (Part, Nothing | On | Of, Weekday | Day | MonthDay | Holiday) => true,
        (Weekday, Nothing | Comma, MonthDay) => true,
        (Weekday | Day | Holiday, Nothing, Part) => true,
        (MonthDay, Nothing, Part) => true,
        (Weekday | Day | MonthDay | Holiday, At, Clock) => true,
        (Weekday | Day | MonthDay, Nothing | Comma, Clock) => scan.is_number(at),
        (MonthDay, Bar, Clock) => scan.is_number(at),
        (Clock, Bar, MonthDay) => true,
        (Weekday, Nothing | Of, Week) => true,
        (Part, Comma, Clock) => scan.is_number(at),
        (Month | MonthDay, Nothing | Of, YearPeriod) => true,
        (MonthDay | Month | Holiday, Of, Year) => true,
        (Span | Holiday, Nothing | Of | In, Year | YearPeriod) => true,
        (Span, Of, Era) => true,
        (Year, Nothing, Span) => scan.find(at, ordinal_or_season).is_some() || scan.is_number(at),
        (YearPeriod | Year, Genitive, Span | Month | Holiday) => true,
        _ => false,
    }
}

/// "closed until Friday" on the line above a date of another weekday is no part of the date.
fn is_its_weekday(have: &Fields, next: &Fields) -> bool {
    let (Some(weekday), Some(year), Some(month), Some(day)) = (have.weekday, next.year, next.month, next.day)
    else {
        return true;
    };
    crate::calendar::day(year, month, day).is_none_or(|date| crate::calendar::weekday(date) == weekday)
}

fn ordinal_or_season(meaning: Meaning) -> Option<()> {
    matches!(meaning, Meaning::Ordinal(_) | Meaning::Season(_)).then_some(())
}

fn disjoint(a: &Fields, b: &Fields) -> bool {
    let year =
        |it: &Fields| it.year.is_some() || matches!(it.period, Some((Unit::Year, _))) || it.decade.is_some();
    let both = |one: bool, other: bool| one && other;
    !(both(year(a), year(b))
        || both(a.month.is_some(), b.month.is_some())
        || both(a.day.is_some(), b.day.is_some())
        || both(a.weekday.is_some(), b.weekday.is_some())
        || both(a.clock.is_some(), b.clock.is_some())
        || both(a.part.is_some(), b.part.is_some())
        || both(a.period.is_some(), b.period.is_some())
        || both(a.quarter.is_some(), b.quarter.is_some())
        || both(a.half.is_some(), b.half.is_some()))
}

fn join(a: Fields, b: Fields) -> Fields {
    Fields {
        period: a.period.or(b.period),
        from_previous: a.from_previous || b.from_previous,
        from_event: a.from_event || b.from_event,
        beside: if a.beside == 0 { b.beside } else { a.beside },
        century: a.century.or(b.century),
        decade: a.decade.or(b.decade),
        year: a.year.or(b.year),
        early: a.early || b.early,
        half: a.half.or(b.half),
        quarter: a.quarter.or(b.quarter),
        reported: a.reported || b.reported,
        season: a.season.or(b.season),
        month: a.month.or(b.month),
        weekend: a.weekend || b.weekend,
        week: a.week.or(b.week),
        day: a.day.or(b.day),
        week_of: a.week_of || b.week_of,
        weekday: a.weekday.or(b.weekday),
        holiday: a.holiday.or(b.holiday),
        part: a.part.or(b.part),
        clock: a.clock.or(b.clock),
        utc: a.utc || b.utc,
        step: if a.step == Step::Bare { b.step } else { a.step },
    }
}

/// One piece. `first` says that nothing stands before it in the expression, so that it must be clear by itself.
fn piece(scan: &Scan<'_>, at: usize, first: bool) -> Option<Piece> {
    if let Some((Term::Calendar(fields), end)) = numeric::date(scan, at) {
        let kind = if fields.day.is_some() { Kind::MonthDay } else { Kind::Month };
        return Some(Piece { fields, kind, end: past_t(scan, end) });
    }
    if let Some((fields, end)) = clock::clock(scan, at) {
        return Some(Piece { fields, kind: Kind::Clock, end });
    }
    if !first && scan.is(at, "the") && scan.is(at + 1, "year") && !scan.is_number(at + 2) {
        let fields = Fields { period: Some((Unit::Year, 0)), ..Fields::default() };
        return Some(Piece { fields, kind: Kind::YearPeriod, end: at + 2 });
    }
    in_month::in_month(scan, at)
        .or_else(|| month(scan, at, first))
        .or_else(|| span_of_year(scan, at))
        .or_else(|| relative(scan, at))
        .or_else(|| century(scan, at))
        .or_else(|| decade(scan, at))
        .or_else(|| weekday(scan, at))
        .or_else(|| holiday(scan, at))
        .or_else(|| season(scan, at))
        .or_else(|| part(scan, at))
        .or_else(|| year(scan, at, first))
        .or_else(|| bare_day(scan, at, first))
}

/// "on the 17th", with neither month nor noun; "the morning of the 17th", "the 17th of that month".
fn bare_day(scan: &Scan<'_>, at: usize, first: bool) -> Option<Piece> {
    let of_part = || {
        let part = at.checked_sub(2).map(|it| {
            scan.find(it, |it| if let Meaning::Part(_, false) = it { Some(()) } else { None }).is_some()
        });
        scan.is(at.saturating_sub(1), "of") && part == Some(true)
    };
    let led = at.checked_sub(1).is_some_and(|before| {
        scan.any(before, &["on", "by", "until", "till", "since", "from", "to", "before", "after", "and"])
    });
    if !scan.is(at, "the") || !scan.is_number(at + 1) {
        return None;
    }
    let (day, end) = amount::ordinal(scan, at + 1)?;
    if let Some(end) = in_month::of_the_month(scan, end) {
        let fields = Fields { day: Some(day), from_previous: true, ..Fields::default() };
        return (1..=31).contains(&day).then_some(Piece { fields, kind: Kind::MonthDay, end });
    }
    if !(first && led || !first && of_part()) {
        return None;
    }
    let open = !scan.is_word(end) && !scan.is_number(end) && !scan.is(end, "-")
        || scan.means(end, Meaning::In)
        || scan.any(
            end,
            &["a", "an", "he", "she", "it", "they", "we", "was", "were", "had", "he", "his", "their", "its"],
        );
    let fields = Fields { day: Some(day), ..Fields::default() };
    (open && (1..=31).contains(&day) && !scan.is(end, "of")).then_some(Piece {
        fields,
        kind: Kind::MonthDay,
        end,
    })
}

/// Past the `T` of `2025-02-27T06:55`.
fn past_t(scan: &Scan<'_>, end: usize) -> usize {
    if scan.words(end) == "T" && scan.glued(end) && scan.is_number(end + 1) { end + 1 } else { end }
}

pub(super) fn month_name(scan: &Scan<'_>, at: usize) -> Option<(u8, usize)> {
    let (month, end) = scan.find(at, |it| if let Meaning::Month(month) = it { Some(month) } else { None })?;
    if scan.words(at).len() <= 4
        && scan.mark(end, '.')
        && scan.glued(end)
        && scan.words(at).len() < full_length(month)
    {
        return Some((month, end + 1));
    }
    Some((month, end))
}

/// The length of a month's full name: `May.` at a sentence's end is no short form.
fn full_length(month: u8) -> usize {
    match month {
        5 => 3,
        6 | 7 => 4,
        _ => 5,
    }
}

fn month(scan: &Scan<'_>, at: usize, first: bool) -> Option<Piece> {
    let from = if scan.is(at, "the") { at + 1 } else { at };
    // 27 February, the 27th of February
    if let Some((day, end)) = day_number(scan, from)
        && let name = if scan.is(end, "of") { end + 1 } else { scan.past_hyphen(end) }
        && let Some((month, end)) = month_name(scan, name)
        && scan.capital(name)
    {
        let fields = Fields { month: Some(month), day: Some(day), ..Fields::default() };
        return Some(with_year(scan, fields, Kind::MonthDay, end));
    }
    let step = step(scan, from);
    let name = step.as_ref().map_or(at, |(_, _, end)| *end);
    let (month, end) = month_name(scan, name)?;
    if !scan.capital(name) {
        return None;
    }
    let bare = Fields { month: Some(month), ..Fields::default() };
    // February 27, Feb. 27th; "June 2025" is no day.
    if let Some((day, after)) = day_number(scan, end)
        && !continues_as_time(scan, after)
    {
        let fields = Fields { day: Some(day), ..bare };
        return Some(with_year(scan, fields, Kind::MonthDay, after));
    }
    let found = with_year(scan, bare, Kind::Month, end);
    if found.fields.year.is_some() {
        return Some(found);
    }
    if names_something_else(scan, end) {
        return None;
    }
    if scan.means(name, Meaning::Timid) && !in_time_company(scan, at, step.is_some() || !first, end) {
        return None;
    }
    let (step, from_previous) = step.map_or((Step::Bare, false), |(step, text, _)| (step, text));
    Some(Piece { fields: Fields { step, from_previous, ..bare }, kind: Kind::Month, end })
}

/// Whether a number goes on as a time of day or with a decimal: `February 06:55`.
fn continues_as_time(scan: &Scan<'_>, end: usize) -> bool {
    let joint = scan.mark(end, ':') || scan.mark(end, '.');
    joint && scan.glued(end) && scan.glued(end + 1) && scan.is_number(end + 1)
}

/// Whether a name that is also another word stands where a time does.
fn in_time_company(scan: &Scan<'_>, at: usize, joined: bool, end: usize) -> bool {
    let before =
        at.checked_sub(1).map(|before| if scan.is(before, "-") { before.saturating_sub(1) } else { before });
    let after_preposition = before.is_some_and(|before| scan.means(before, Meaning::In));
    let a_name_follows = scan.capital(end) && scan.is_word(end) && !scan.means(end, Meaning::In);
    joined
        || (after_preposition
            && !(a_name_follows && before.is_some_and(|it| scan.any(it, &["and", "by", "to", "for"]))))
}

/// A day of a month: 27, 27th, "eighth".
pub(super) fn day_number(scan: &Scan<'_>, at: usize) -> Option<(u8, usize)> {
    if let Some((day, end)) = amount::ordinal(scan, at) {
        return (1..=31).contains(&day).then_some((day, end));
    }
    let (day, digits) = scan.digits(at)?;
    let day = u8::try_from(day).ok()?;
    let apart = !scan.glued(at)
        || !at.checked_sub(1).is_some_and(|before| scan.mark(before, ',') || scan.mark(before, '$'));
    (digits <= 2 && (1..=31).contains(&day) && apart && !scan.is(at + 1, "%")).then_some((day, at + 1))
}

/// Adds a year that follows: `, 2025`, ` 2025`, `'25`.
pub(super) fn with_year(scan: &Scan<'_>, fields: Fields, kind: Kind, end: usize) -> Piece {
    let from = if scan.mark(end, ',') { end + 1 } else { scan.past_hyphen(end) };
    let of = if scan.is(end, "of") { end + 1 } else { from };
    for from in [of, from] {
        if let Some((year, 4)) = scan.digits(from)
            && (1000..2200).contains(&year)
            && !continues_as_number(scan, from + 1)
            && !(kind == Kind::Month
                && from > end
                && scan.mark(end, ',')
                && !scan.is(end + 2, "'s")
                && year < 1400)
        {
            let year = i32::try_from(year).ok();
            return Piece { fields: Fields { year, ..fields }, kind: after_year(kind), end: from + 1 };
        }
    }
    let spelled =
        short_year(scan, end).or_else(|| year_of_an_era(scan, of)).or_else(|| spoken_year(scan, from, false));
    if let Some((year, end)) = spelled {
        return Piece { fields: Fields { year: Some(year), ..fields }, kind: after_year(kind), end };
    }
    Piece { fields, kind, end }
}

fn after_year(kind: Kind) -> Kind {
    if matches!(kind, Kind::MonthDay | Kind::Holiday) { Kind::MonthDay } else { Kind::Year }
}

/// `'98`, with the apostrophe.
fn short_year(scan: &Scan<'_>, at: usize) -> Option<(i32, usize)> {
    let apostrophe = ['\'', '’', '‘', '`'].iter().any(|mark| scan.mark(at, *mark));
    // A quotation mark before a number looks the same, so a time must lead to it: "in '98", "May '98".
    let led = at.checked_sub(1).is_some_and(|before| {
        scan.means(before, Meaning::In)
            || scan.find(before, |it| matches!(it, Meaning::Month(_)).then_some(())).is_some()
    });
    match scan.digits(at + 1) {
        Some((year, 2))
            if apostrophe
                && led
                && scan.glued(at + 1)
                && !(scan.glued(at + 2) && (scan.is_word(at + 2) || scan.is_number(at + 2))) =>
        {
            Some((numeric::two_digits(year)?, at + 2))
        }
        _ => None,
    }
}

fn continues_as_number(scan: &Scan<'_>, end: usize) -> bool {
    // "1917/1918", "1917/18"
    if scan.mark(end, '/') && matches!(scan.digits(end + 1), Some((_, 2 | 4))) && !scan.mark(end + 2, '/') {
        return false;
    }
    let joint = [',', '.', ':', '/'].iter().any(|mark| scan.mark(end, *mark)) && scan.glued(end);
    (joint && scan.glued(end + 1) && scan.is_number(end + 1)) || scan.is(end, "%")
}

fn weekday(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let from = if scan.is(at, "the") { at + 1 } else { at };
    let step = step(scan, from);
    let name = step.as_ref().map_or(at, |(_, _, end)| *end);
    let (day, mut end) =
        scan.find(name, |it| if let Meaning::Weekday(day) = it { Some(day) } else { None })?;
    let short = scan.means(name, Meaning::Short);
    let surname = name
        .checked_sub(1)
        .is_some_and(|before| scan.means(before, Meaning::NameHead) && scan.capital(before));
    if !scan.capital(name) || surname || names_something_else(scan, end) {
        return None;
    }
    if short {
        if scan.mark(end, '.') && scan.glued(end) {
            end += 1;
        }
        let date_after = if scan.mark(end, ',') { end + 1 } else { end };
        let dated = scan.is_number(date_after) || month_name(scan, date_after).is_some();
        if scan.means(name, Meaning::Shy) && !dated {
            return None;
        }
    }
    let (step, from_previous) = step.map_or((Step::Bare, false), |(step, text, _)| (step, text));
    let fields = Fields { weekday: Some(day), step, from_previous, ..Fields::default() };
    Some(Piece { fields, kind: Kind::Weekday, end })
}

/// Past the second year of a winter: "1941–42", "1939-1940".
fn past_second_year(scan: &Scan<'_>, end: usize) -> usize {
    let year = end.checked_sub(1).and_then(|at| scan.digits(at)).filter(|(_, digits)| *digits == 4);
    let dash = (scan.is(end, "-") || scan.mark(end, '/')) && scan.glued(end) && scan.glued(end + 1);
    match (year, scan.digits(end + 1)) {
        (Some((first, _)), Some((last, 2 | 4))) if dash && last % 100 == (first + 1) % 100 => end + 2,
        _ => end,
    }
}

/// "last", "this coming", "the next": which, whether it is counted from the text, and where it ends.
pub(super) fn step(scan: &Scan<'_>, at: usize) -> Option<(Step, bool, usize)> {
    let one = |at| scan.find(at, |it| if let Meaning::Step(step) = it { Some(step) } else { None });
    let (first, end) = one(at)?;
    let text = scan.means(at, Meaning::FromText);
    match one(end) {
        Some((second, end)) if first == Step::This && second != Step::This => Some((second, false, end)),
        _ => Some((first, text, end)),
    }
}

/// Whether the article makes it the one after what the text spoke of: "the next spring".
fn is_the_next(scan: &Scan<'_>, at: usize, step: Option<&(Step, bool, usize)>) -> bool {
    scan.is(at, "the") && step.is_some_and(|(step, ..)| *step == Step::Next)
}

pub(super) fn unit(scan: &Scan<'_>, at: usize) -> Option<(Unit, usize)> {
    scan.find(at, |it| if let Meaning::Unit(unit, false) = it { Some(unit) } else { None })
}

/// Periods counted from the anchor: "yesterday", "tonight", "last week", "that day", "this morning".
fn relative(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    if let Some((offset, end)) = scan.find(at, |it| if let Meaning::Day(day) = it { Some(day) } else { None })
    {
        let fields = Fields { period: Some((Unit::Day, offset)), ..Fields::default() };
        return Some(Piece { fields, kind: Kind::Day, end });
    }
    if let Some((offset, end)) =
        scan.find(at, |it| if let Meaning::Night(day) = it { Some(day) } else { None })
    {
        let fields =
            Fields { period: Some((Unit::Day, offset)), part: Some(Part::Night), ..Fields::default() };
        return Some(Piece { fields, kind: Kind::Day, end });
    }
    let the = scan.is(at, "the");
    let from = if the { at + 1 } else { at };
    if scan.is(at, "that") || (the && scan.any(from, &["same"])) {
        let from = if scan.is(from, "that") { from + 1 } else { from };
        let from = if scan.is(from, "same") { from + 1 } else { from };
        if let Some(found) = pointed(scan, from) {
            return Some(found);
        }
        let (fields, kind, end) = period(scan, from, 0)?;
        let reported = matches!(fields.period, Some((Unit::Quarter, _)));
        return Some(Piece { fields: Fields { from_previous: true, reported, ..fields }, kind, end });
    }
    if let Some(found) = numbered_day(scan, at) {
        return Some(found);
    }
    if let Some(found) = fiscal_year(scan, at) {
        return Some(found);
    }
    if the && let Some(found) = running(scan, at, from) {
        return Some(found);
    }
    if the && unit(scan, from).is_some_and(|(unit, _)| unit == Unit::Weekend) {
        return Some(Piece {
            fields: Fields { weekend: true, ..Fields::default() },
            kind: Kind::Week,
            end: from + 1,
        });
    }
    let (step, text, end) = step(scan, from)?;
    // "the past", "the last" before a unit is a length of time, but for years and decades.
    let offset = match step {
        Step::Last => -1,
        Step::Next => 1,
        _ => 0,
    };
    let end = if scan.is(end, "full") || scan.is(end, "fiscal") { end + 1 } else { end };
    let (fields, kind, end) = period(scan, end, offset)?;
    // "the past week" is a length of time up to now, and is read as one.
    let is_length =
        scan.is(from, "past") && !matches!(fields.period, Some((Unit::Year, _))) && !fields.weekend;
    if is_length && fields.part.is_none() {
        return None;
    }
    // "the next day" in a report is the day after the one it spoke of; "next week" is not.
    let from_previous = text || (the && matches!(kind, Kind::Day) && step == Step::Next);
    let fields = Fields { from_previous: from_previous && fields.part.is_none_or(|_| the), ..fields };
    Some(Piece { fields, kind, end })
}

/// "It is the second day of an offensive": the day on which that is said.
fn numbered_day(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let is = at.checked_sub(1).is_some_and(|it| scan.any(it, &["is", "'s"]));
    let (_, end) = if is && scan.is(at, "the") { amount::ordinal(scan, at + 1)? } else { return None };
    let fields = Fields { period: Some((Unit::Day, 0)), ..Fields::default() };
    (scan.is(end, "day") && scan.is(end + 1, "of")).then_some(Piece { fields, kind: Kind::Day, end: end + 1 })
}

/// "the fiscal year", and "the latest fiscal year", which is the one that is over.
fn fiscal_year(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let latest = scan.is(at + 1, "latest");
    let fiscal = if latest { at + 2 } else { at + 1 };
    let end = fiscal + 2;
    let fits = scan.any(at, &["the", "its"]) && scan.is(fiscal, "fiscal") && scan.is(fiscal + 1, "year");
    if !fits || scan.is_number(end) || scan.any(end, &["ended", "ending", "-"]) {
        return None;
    }
    let fields = Fields { period: Some((Unit::Year, if latest { -1 } else { 0 })), ..Fields::default() };
    Some(Piece { fields, kind: Kind::YearPeriod, end })
}

/// "that winter", "that May", "that Friday": the one of the time that the text speaks of.
fn pointed(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let ends = |end: usize| !scan.is_word(end) || !scan.capital(end);
    if let Some((season, end)) =
        scan.find(at, |it| if let Meaning::Season(season) = it { Some(season) } else { None })
    {
        let fields = Fields { season: Some(season), from_previous: true, ..Fields::default() };
        return ends(end).then_some(Piece { fields, kind: Kind::Span, end });
    }
    if !scan.capital(at) {
        return None;
    }
    if let Some((weekday, end)) =
        scan.find(at, |it| if let Meaning::Weekday(weekday) = it { Some(weekday) } else { None })
        && !scan.means(at, Meaning::Short)
    {
        let fields = Fields { weekday: Some(weekday), from_previous: true, ..Fields::default() };
        return Some(Piece { fields, kind: Kind::Weekday, end });
    }
    let (month, end) =
        month_name(scan, at).filter(|(_, end)| ends(*end) && day_number(scan, *end).is_none())?;
    let fields = Fields { month: Some(month), from_previous: true, ..Fields::default() };
    Some(Piece { fields, kind: Kind::Month, end })
}

/// "the year", "the day", where the one is meant that runs or that the text speaks of: "so far in the year", "the week's trade",
/// "ended the day", but not "the day he left".
fn running(scan: &Scan<'_>, at: usize, from: usize) -> Option<Piece> {
    let from = if scan.any(from, &["entire", "whole", "full"]) { from + 1 } else { from };
    let (fields, kind, end) = period(scan, from, 0)?;
    let day = matches!(fields.period, Some((Unit::Day, _)));
    let fits = fields.part.is_none()
        && !fields.weekend
        && matches!(fields.period, Some((Unit::Day | Unit::Week | Unit::Month | Unit::Year, _)));
    let led = at.checked_sub(1).is_some_and(|before| {
        scan.any(
            before,
            &[
                "for",
                "of",
                "in",
                "during",
                "over",
                "through",
                "throughout",
                "end",
                "ended",
                "ending",
                "finish",
                "finished",
                "closed",
                "closing",
                "on",
            ],
        ) && (day || !scan.is(before, "on"))
    });
    let goes_on = scan.any(
        end,
        &[
            "of", "before", "after", "that", "when", "which", "who", "he", "she", "it", "they", "we", "-",
            "ended", "ending", "the", "in", "a",
        ],
    ) || scan.is_number(end)
        || (scan.is_word(end) && scan.capital(end));
    let owner = scan.is(end, "'s");
    let last =
        !scan.is_word(end) || scan.means(end, Meaning::In) || scan.any(end, &["at", "was", "with", "down"]);
    (fits && !goes_on && (owner || led && last)).then_some(Piece {
        fields: Fields { from_previous: day, ..fields },
        kind,
        end,
    })
}

/// A unit or a part of a day after "last", "this" or "next".
fn period(scan: &Scan<'_>, at: usize, offset: i32) -> Option<(Fields, Kind, usize)> {
    if let Some((part, end)) =
        scan.find(at, |it| if let Meaning::Part(part, false) = it { Some(part) } else { None })
    {
        let fields = Fields { period: Some((Unit::Day, offset)), part: Some(part), ..Fields::default() };
        return Some((fields, Kind::Day, end));
    }
    let (unit, end) = unit(scan, at)?;
    let kind = match unit {
        Unit::Day => Kind::Day,
        Unit::Week | Unit::Weekend | Unit::Fortnight => Kind::Week,
        Unit::Month => Kind::MonthPeriod,
        Unit::Quarter => Kind::Span,
        Unit::Year => Kind::YearPeriod,
        Unit::Decade | Unit::Century | Unit::Millennium => Kind::Era,
        _ => return None,
    };
    let weekend = unit == Unit::Weekend;
    let unit = if weekend { Unit::Week } else { unit };
    Some((Fields { period: Some((unit, offset)), weekend, ..Fields::default() }, kind, end))
}

fn season(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let the = scan.is(at, "the");
    let from = if the { at + 1 } else { at };
    let step = step(scan, from);
    let name = step.as_ref().map_or(from, |(_, _, end)| *end);
    let (season, end) =
        scan.find(name, |it| if let Meaning::Season(season) = it { Some(season) } else { None })?;
    // "fall" and "spring" are verbs and things; a season has a year, a step or an "in" beside it.
    let dated = |at: usize| {
        matches!(scan.digits(at), Some((1000..2200, 4)))
            || year_of_an_era(scan, at).is_some()
            || early_year(scan, at).is_some()
    };
    let with_year = dated(end)
        || (scan.is(end, "of")
            && (dated(end + 1)
                || spoken_year(scan, end + 1, false).is_some()
                || relative(scan, end + 1).is_some()));
    let after_in = at.checked_sub(1).is_some_and(|before| {
        scan.any(
            before,
            &[
                "in",
                "since",
                "until",
                "by",
                "early",
                "late",
                "mid",
                "during",
                "through",
                "-",
                "over",
                "into",
                "throughout",
                "spend",
                "spent",
                "for",
            ],
        )
    });
    let clear = step.is_some() || with_year || (after_in && !scan.is(end, "of"));
    let always = scan.any(name, &["summer", "winter"]) && (the || !scan.capital(end));
    let plain = always && after_in && !scan.is(end, "of");
    if !(clear || plain) {
        return None;
    }
    let next = is_the_next(scan, at, step.as_ref());
    let (step, text) = step.map_or((Step::Bare, false), |(step, text, _)| (step, text));
    let from_previous = text || next;
    let fields = Fields { season: Some(season), step, from_previous, ..Fields::default() };
    Some(Piece { fields, kind: Kind::Span, end })
}

fn holiday(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let step = step(scan, at);
    let name = step.as_ref().map_or(at, |(_, _, end)| *end);
    let (holiday, end) =
        scan.find(name, |it| if let Meaning::Holiday(holiday) = it { Some(holiday) } else { None })?;
    if !scan.capital(name) || names_something_else(scan, end) {
        return None;
    }
    let (step, from_previous) = step.map_or((Step::Bare, false), |(step, text, _)| (step, text));
    let fields = Fields { holiday: Some(holiday), step, from_previous, ..Fields::default() };
    Some(with_year(scan, fields, Kind::Holiday, end))
}

/// Quarters and halves of a year: "the third quarter", `Q3`, "fourth-quarter", "the first half".
fn span_of_year(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let the = scan.any(at, &["the", "its"]);
    let from = if the { at + 1 } else { at };
    let from = if scan.is(from, "fiscal") { scan.past_hyphen(from + 1) } else { from };
    if let Some((number @ 1..=4, 1)) = scan.digits(from + 1)
        && scan.glued(from + 1)
        && scan.capital(from)
        && !(scan.glued(from + 2) && scan.is_word(from + 2))
    {
        let number = u8::try_from(number).ok()?;
        if scan.is(from, "q") {
            let fields = Fields { quarter: Some(number), ..Fields::default() };
            return Some(with_year(scan, fields, Kind::Span, from + 2));
        }
        if scan.is(from, "h") && number <= 2 {
            let fields = Fields { half: Some(number), ..Fields::default() };
            let found = with_year(scan, fields, Kind::Span, from + 2);
            return found.fields.year.is_some().then_some(found);
        }
    }
    // "the 1988 quarter", "the 1988 period": of that year, the quarter that is reported on.
    if scan.is(at, "the")
        && let Some((year @ 1900..2200, 4)) = scan.digits(from)
        && scan.any(from + 1, &["quarter", "period"])
        && !scan.is(from + 2, "-")
    {
        let fields = Fields { year: i32::try_from(year).ok(), reported: true, ..Fields::default() };
        return Some(Piece { fields, kind: Kind::Span, end: from + 2 });
    }
    if the
        && scan.is(from, "quarter")
        && let Some(quarter) = quarter_up_to(scan, from + 1)
    {
        let fields = Fields { quarter: Some(quarter), reported: true, ..Fields::default() };
        return Some(Piece { fields, kind: Kind::Span, end: from + 1 });
    }
    if the && let Some((quarters, end)) = named_quarter(scan, from) {
        let fields = Fields { period: Some((Unit::Quarter, quarters)), reported: true, ..Fields::default() };
        return Some(Piece { fields, kind: Kind::Span, end });
    }
    let (number, end) =
        if scan.any(from, &["last", "final"]) { (0, from + 1) } else { amount::ordinal(scan, from)? };
    let end = scan.past_hyphen(end);
    let end = if scan.is(end, "fiscal") { end + 1 } else { end };
    if scan.is(end, "half") && number <= 2 {
        let of = scan.is(end + 1, "of");
        let year_after = piece_of_year(scan, end + if of { 2 } else { 1 });
        let number = if number == 0 { 2 } else { number };
        let fields = Fields { half: Some(number), ..Fields::default() };
        return year_after.then_some(Piece { fields, kind: Kind::Span, end: end + 1 });
    }
    let (Unit::Quarter, end) = unit(scan, end)? else { return None };
    let number = if number == 0 && scan.is(from, "final") { 4 } else { number };
    if !(1..=4).contains(&number) {
        return None;
    }
    let fields = Fields { quarter: Some(number), ..Fields::default() };
    Some(Piece { fields, kind: Kind::Span, end })
}

/// The quarter of the calendar that three months before "ended July 31" are most of.
fn quarter_up_to(scan: &Scan<'_>, at: usize) -> Option<u8> {
    let date = if scan.any(at, &["ended", "ending"]) { month(scan, at + 1, false)? } else { return None };
    let (month, day) = (date.fields.month?, date.fields.day?);
    let last = if day > 15 { month } else { month + 11 };
    Some((last + 10) % 12 / 3 + 1)
}

/// "the latest quarter", "the year-earlier quarter", "the comparable 1988 quarter", counted from the quarter that is reported on.
fn named_quarter(scan: &Scan<'_>, at: usize) -> Option<(i32, usize)> {
    let is_quarter = |at: usize| {
        scan.any(at, &["quarter", "period"]) || (at > from_same(scan, at) && scan.any(at, &["month", "week"]))
    };
    let alike = scan.any(at, &["comparable", "corresponding", "same"]);
    let from = if alike { at + 1 } else { at };
    if scan.is(at, "latest") && is_quarter(at + 1) {
        return Some((0, at + 2));
    }
    if scan.is(from, "year")
        && scan.is(from + 1, "-")
        && scan.any(from + 2, &["ago", "earlier"])
        && is_quarter(from + 3)
    {
        return Some((-4, from + 4));
    }
    if alike && is_quarter(from) {
        let last = scan.is(from + 1, "last") && scan.is(from + 2, "year");
        let ago =
            scan.is(from + 1, "a") && scan.is(from + 2, "year") && scan.any(from + 3, &["ago", "earlier"]);
        return (last || ago).then(|| (-4, from + if last { 3 } else { 4 }));
    }
    let whole = scan.is(at, "quarter") && !scan.any(at + 1, &["-", "of", "century"]);
    if whole && scan.is(at + 1, "a") && scan.is(at + 2, "year") && scan.any(at + 3, &["ago", "earlier"]) {
        return Some((-4, at + 4));
    }
    whole.then_some((0, at + 1))
}

/// The place of "same" before a unit, or the unit's own.
fn from_same(scan: &Scan<'_>, at: usize) -> usize {
    match at.checked_sub(1) {
        Some(before) if scan.is(before, "same") => before,
        _ => at,
    }
}

fn piece_of_year(scan: &Scan<'_>, at: usize) -> bool {
    (scan.is(at, "the") && scan.is(at + 1, "year"))
        || year(scan, at, false).is_some()
        || relative(scan, at).is_some_and(|it| it.kind == Kind::YearPeriod)
        || decade(scan, at).is_some()
}

/// Decades: `1990s`, `the '80s`, "the nineties", `1990's`.
fn decade(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let the = scan.is(at, "the");
    let from = if the { at + 1 } else { at };
    let found = |decade: i32, end: usize| {
        Some(Piece { fields: Fields { decade: Some(decade), ..Fields::default() }, kind: Kind::Era, end })
    };
    if let Some((tens, end)) =
        scan.find(from, |it| if let Meaning::Decades(tens) = it { Some(tens) } else { None })
    {
        // "in his eighties" is an age.
        return if the { found(190 + i32::from(tens) / 10, end) } else { None };
    }
    let apostrophe = ['\'', '’', '‘', '`'].iter().any(|mark| scan.mark(from, *mark));
    let number = if apostrophe { from + 1 } else { from };
    let (value, digits) = scan.digits(number)?;
    let plural = scan.glued(number + 1) && (scan.words(number + 1) == "s" || scan.is(number + 1, "'s"));
    if !plural || value % 10 != 0 {
        return None;
    }
    let value = i32::try_from(value).ok()?;
    // "the 880s or 890s"
    let after = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|it| scan.any(it, words));
    let goes_on = after(1, &["early", "late", "mid"])
        || after(1, &["and", "or", "to"])
            && at.checked_sub(2).is_some_and(|it| scan.words(it) == "s" && scan.glued(it));
    match digits {
        // "the 1600s" are a century, "the 2000s" so far ten years.
        4 if (1000..2000).contains(&value) && value % 100 == 0 => {
            let fields = Fields { century: Some(value / 100), ..Fields::default() };
            Some(Piece { fields, kind: Kind::Era, end: number + 2 })
        }
        4 if (1000..2200).contains(&value) => found(value / 10, number + 2),
        3 if value >= 100 && (the || goes_on) => found(value / 10, number + 2),
        2 if (the || apostrophe) && value >= 20 => found(190 + value / 10, number + 2),
        _ => None,
    }
}

fn century(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let from = if scan.is(at, "the") { at + 1 } else { at };
    let (number, end) = amount::ordinal(scan, from)?;
    let (Unit::Century, end) = unit(scan, scan.past_hyphen(end))? else { return None };
    let (century, end) = match era(scan, end) {
        Some((true, end)) => (-i32::from(number), end),
        Some((false, end)) => (i32::from(number) - 1, end),
        None => (i32::from(number) - 1, end),
    };
    let fields = Fields { century: Some(century), ..Fields::default() };
    (number > 0 && number < 30).then_some(Piece { fields, kind: Kind::Era, end })
}

/// Whether a capital "Agreement", "Revolution" or "Island" follows, so that the name is no time.
fn names_something_else(scan: &Scan<'_>, end: usize) -> bool {
    scan.capital(end) && scan.means(end, Meaning::NameTail)
}

/// A part of a day, to be joined to a day.
fn part(scan: &Scan<'_>, at: usize) -> Option<Piece> {
    let from = if scan.is(at, "the") { at + 1 } else { at };
    let (part, end) =
        scan.find(from, |it| if let Meaning::Part(part, false) = it { Some(part) } else { None })?;
    Some(Piece { fields: Fields { part: Some(part), ..Fields::default() }, kind: Kind::Part, end })
}

/// A year: `2025`, `'98`, "fiscal 2025", "the year 2000", "nineteen ninety-eight".
fn year(scan: &Scan<'_>, at: usize, first: bool) -> Option<Piece> {
    let found = |year: i32, end: usize| {
        Some(Piece { fields: Fields { year: Some(year), ..Fields::default() }, kind: Kind::Year, end })
    };
    let the = scan.is(at, "the");
    let from = if the { at + 1 } else { at };
    let named = ["fiscal", "fy"].iter().any(|word| scan.is(from, word)) || scan.is(from, "year");
    let number = match (named, scan.is(from, "fiscal") && scan.is(from + 1, "year")) {
        (_, true) => from + 2,
        (true, _) => from + 1,
        _ => from,
    };
    if let Some((year, end)) = year_of_an_era(scan, number) {
        return found(year, end);
    }
    if let Some((value, 4)) = scan.digits(number)
        && (1000..2200).contains(&value)
        && (named || is_year(scan, number, value, first, the))
    {
        return found(i32::try_from(value).ok()?, number + 1);
    }
    if !named && the {
        return None;
    }
    if let Some((year, end)) = short_year(scan, number) {
        return found(year, end);
    }
    if let Some((year, end)) = spoken_year(scan, number, named) {
        return found(year, end);
    }
    let (year, end) = early_year(scan, at)?;
    let fields = Fields { year: Some(year), early: true, ..Fields::default() };
    Some(Piece { fields, kind: Kind::Year, end })
}

/// "in 872", with three digits and no era, where nothing follows that could be counted.
fn early_year(scan: &Scan<'_>, at: usize) -> Option<(i32, usize)> {
    let (year @ 100..1000, 3) = scan.digits(at)? else { return None };
    let before = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|it| scan.any(it, words));
    let number =
        |back: usize| at.checked_sub(back).is_some_and(|it| matches!(scan.digits(it), Some((100..1000, 3))));
    let led = before(
        1,
        &["in", "by", "since", "until", "before", "after", "between", "from", "of", "early", "late"],
    ) || before(1, &["and", "or", "to"]) && number(2);
    let counted = scan.is_word(at + 1)
        && !scan.any(
            at + 1,
            &[
                "when", "and", "or", "to", "the", "a", "an", "he", "she", "it", "they", "his", "her", "its",
                "their", "as", "with",
            ],
        );
    let goes_on = scan.glued(at + 1) && (scan.is_word(at + 1) || scan.is(at + 1, "-"))
        || continues_as_number(scan, at + 1)
        || scan.is_number(at + 1)
        || scan.any(at + 1, &["%", "-"]);
    (led && !scan.glued(at) && !goes_on && (!counted || scan.capital(at + 1)))
        .then(|| Some((i32::try_from(year).ok()?, at + 1)))?
}

/// A year with its era: "490 BC", "AD 43", "1066 AD". The year before the first is 0.
fn year_of_an_era(scan: &Scan<'_>, at: usize) -> Option<(i32, usize)> {
    if scan.is(at, "ad")
        && scan.words(at) == "AD"
        && let Some((year @ 1..=2200, 1..=4)) = scan.digits(at + 1)
    {
        return Some((i32::try_from(year).ok()?, at + 2));
    }
    let (year, digits) = scan.digits(at)?;
    let (before_christ, end) = era(scan, at + 1)?;
    let glued = scan.glued(at) && !at.checked_sub(1).is_some_and(|before| opens_a_year(scan, before));
    let year = i32::try_from(year).ok().filter(|year| (1..9999).contains(year) && digits <= 4 && !glued)?;
    Some((if before_christ { 1 - year } else { year }, end))
}

/// Which side of the first year, and where it ends: "BC", "B.C.", "BCE", "AD", "CE".
pub(super) fn era(scan: &Scan<'_>, at: usize) -> Option<(bool, usize)> {
    let ((), end) = scan.find(at, |it| matches!(it, Meaning::BeforeChrist(_)).then_some(()))?;
    let before = scan.find(at, |it| if let Meaning::BeforeChrist(it) = it { Some(it) } else { None })?.0;
    scan.capital(at).then_some((before, end))
}

/// "nineteen ninety-eight", "the year two thousand".
fn spoken_year(scan: &Scan<'_>, at: usize, named: bool) -> Option<(i32, usize)> {
    if !scan.is_word(at) {
        return None;
    }
    let (high, end) = amount::number(scan, at)?;
    if named && (1000..2200).contains(&high) {
        return Some((i32::try_from(high).ok()?, end));
    }
    if !(17..=20).contains(&high) || end != at + 1 {
        return None;
    }
    let (low, end) = amount::number(scan, scan.past_hyphen(end)).filter(|_| scan.is_word(end))?;
    let year = i32::try_from(high * 100 + low).ok()?;
    (10..100).contains(&low).then_some((year, end))
}

/// Whether four digits are a year and not a count, a price, a street or a model.
fn is_year(scan: &Scan<'_>, at: usize, value: u32, first: bool, the: bool) -> bool {
    let before = at.checked_sub(1);
    let glued_before = scan.glued(at) && before.is_some_and(|before| !opens_a_year(scan, before));
    let priced = before.is_some_and(|before| scan.is(before, "$") || scan.is(before, "#"));
    if glued_before || priced || continues_as_number(scan, at + 1) {
        return false;
    }
    let glued_word = scan.glued(at + 1) && scan.is_word(at + 1) && !scan.is(at + 1, "'s");
    if glued_word || unit_follows(scan, at + 1) {
        return false;
    }
    if !first {
        return true;
    }
    // On a line of its own, or in brackets, as histories have it.
    let alone = scan.token(at).is_some_and(|it| it.opens_line)
        && scan.token(at + 1).is_none_or(|next| next.opens_line || next.start == next.end);
    let closed = [')', ']', ';'].iter().any(|mark| scan.mark(at + 1, *mark)) || scan.is(at + 1, "-");
    let bracketed = before.is_some_and(|before| scan.mark(before, '(') || scan.mark(before, '[')) && closed;
    if alone || bracketed {
        return (1000..2100).contains(&value);
    }
    let after_preposition = before.is_some_and(|before| scan.means(before, Meaning::In));
    let lead = before.map(|before| before_qualifier(scan, before));
    let strong = before.is_some_and(|before| {
        scan.any(
            before,
            &[
                "in", "since", "during", "until", "till", "late", "early", "mid", "by", "of", "before",
                "after", "from", "through", "circa",
            ],
        )
    });
    // "the post-1959 politics" counts none.
    let joined = before.is_some_and(|it| scan.is(it, "-") && scan.glued(it)) && scan.glued(at);
    let counted = !joined && counts_something(scan, at + 1);
    // "Orion 1980" is a name.
    let name = |it: usize| {
        scan.is_word(it) && scan.capital(it) && scan.token(it).is_some_and(|token| token.word.is_none())
    };
    if before.is_some_and(name) {
        return false;
    }
    if strong {
        let surely = lead.is_some_and(|lead| scan.any(lead, &["in", "since", "during"]));
        return (1200..2200).contains(&value) && (surely || !counted);
    }
    (1900..2080).contains(&value) && (!counted || the)
        || (after_preposition && (1500..2100).contains(&value) && !counted)
}

/// The token before "early", "late" or "mid", or the token itself: "in early 1843".
fn before_qualifier(scan: &Scan<'_>, at: usize) -> usize {
    if scan.any(at, &["early", "late", "mid"]) { at.saturating_sub(1) } else { at }
}

/// Whether a year can stand right after this token without a space: a bracket, a quotation mark, "mid-", `1991-`.
fn opens_a_year(scan: &Scan<'_>, at: usize) -> bool {
    let four_digits = |at: usize| scan.digits(at).is_some_and(|(_, digits)| digits == 4);
    let word = at.checked_sub(1);
    let joined = scan.is(at, "-")
        && word.is_some_and(|word| scan.any(word, &["mid", "post", "pre"]) || four_digits(word));
    let listed = scan.mark(at, '/') && word.is_some_and(|word| scan.is_number(word));
    joined || listed || ['(', '[', '"', '“', '‘', '\'', '—', '_', ';'].iter().any(|mark| scan.mark(at, *mark))
}

fn unit_follows(scan: &Scan<'_>, at: usize) -> bool {
    let at = scan.past_hyphen(at);
    scan.find(at, |it| if let Meaning::Unit(_, plural) = it { Some(plural) } else { None })
        .is_some_and(|(plural, _)| plural || scan.is(at.saturating_sub(1), "-"))
        || scan.any(at, &["gmt", "utc", "est", "edt", "am", "pm"])
}

/// Whether the word after a number is a lower-case plural, as of things that are counted.
pub(super) fn counts_something(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.words(at);
    scan.is_word(at)
        && !scan.glued(at)
        && !scan.capital(at)
        && ((word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && scan.lower(at).is_empty())
            || [
                "people", "men", "women", "children", "troops", "km", "miles", "kg", "metres", "meters",
                "percent", "dead",
            ]
            .contains(&word))
}
