//! Terms against an anchor: the days that an expression can mean, and its TIMEX3 value.

use crate::calendar::{self, Days};
use crate::expression::{Anchor, Clock, Direction, Expression, Grain, Modifier, Value};
use crate::term::{Amount, Base, Fields, Part, Season, Step, Term, Unit, Vague};
use jiff::civil::Date;

/// The value of an expression under an anchor.
pub(crate) fn resolve(expression: &Expression, anchor: &Anchor) -> Value {
    let mut value = match &expression.term {
        Term::Calendar(fields) => calendar(fields, anchor),
        Term::Shift { amount, unit, sign, base } => shift(*amount, *unit, *sign, *base, anchor),
        Term::Range(from, to) => range(&calendar(from, anchor), to, anchor),
        Term::Ambiguous(one, other) => ambiguous(&calendar(one, anchor), &calendar(other, anchor)),
        Term::Duration { amount, unit, rest, place } => duration(*amount, *unit, *rest, *place, anchor),
        Term::Every { amount, unit } => off_calendar(length(Amount::whole(*amount), *unit, None)),
        Term::EveryAt(fields) => off_calendar(open_value(fields)),
        Term::Reference(vague) => off_calendar(reference(*vague).to_owned()),
    };
    if let Some(modifier) = expression.modifier {
        qualify(&mut value, modifier);
    }
    value
}

/// The day that something is counted from, with its name.
#[derive(Clone, Copy)]
struct Origin {
    day: Date,
    name: &'static str,
}

impl Origin {
    fn words(self) -> String {
        format!("{} {}", self.name, self.day)
    }
}

fn published(anchor: &Anchor) -> Option<Origin> {
    anchor.published.map(|day| Origin { day, name: "published" })
}

fn previous(anchor: &Anchor) -> Option<Origin> {
    anchor.previous.map(|day| Origin { day, name: "previous" })
}

fn off_calendar(timex: String) -> Value {
    Value {
        timex,
        earliest: None,
        latest: None,
        clock: None,
        grain: Grain::None,
        anchor: "none".to_owned(),
        explicit: false,
        edtf: None,
    }
}

fn reference(vague: Vague) -> &'static str {
    match vague {
        Vague::Past => "PAST_REF",
        Vague::Present => "PRESENT_REF",
        Vague::Future => "FUTURE_REF",
    }
}

/// A value on the calendar.
fn on_calendar(timex: String, days: Days, grain: Grain, edtf: String, origin: Option<Origin>) -> Value {
    Value {
        timex,
        earliest: Some(days.0),
        latest: Some(days.1),
        clock: None,
        grain,
        anchor: origin.map_or_else(|| "none".to_owned(), Origin::words),
        explicit: false,
        edtf: Some(edtf),
    }
}

fn interval(days: Days) -> String {
    format!("{}/{}", days.0, days.1)
}

fn calendar(fields: &Fields, anchor: &Anchor) -> Value {
    let mut value = place(fields, anchor).unwrap_or_else(|| off_calendar(open_value(fields)));
    value.explicit =
        fields.year.is_some() && fields.month.is_some() && fields.day.is_some() && value.earliest.is_some();
    value
}

fn place(fields: &Fields, anchor: &Anchor) -> Option<Value> {
    let base = if fields.from_previous {
        // "the following day" after nothing is not the day after publication.
        let ahead = fields.period.is_some_and(|(unit, offset)| unit == Unit::Day && offset > 0);
        previous(anchor).or(published(anchor).filter(|_| !ahead || anchor.direction == Direction::Future))
    } else {
        published(anchor)
    };
    if let Some((unit, offset)) = fields.period {
        return in_period(fields, unit, i64::from(offset), base?);
    }
    if fields.weekend {
        let base = base?;
        // News of a bare weekend is of the last one, unless it is now or to come.
        let weeks =
            if calendar::weekday(base.day) >= 6 || anchor.direction == Direction::Future { 0 } else { -1 };
        return weekend(base, weeks);
    }
    if let Some(year) = fields.year {
        return in_year(fields, year, None);
    }
    if let Some(decade) = fields.decade {
        return decade_value(decade, None);
    }
    if let Some(century) = fields.century {
        let days = calendar::years(century * 100, century * 100 + 99)?;
        return Some(on_calendar(
            format!("{century:02}"),
            days,
            Grain::Century,
            format!("{century:02}XX"),
            None,
        ));
    }
    // A day or month without a year is also counted from the day that the text named, where nothing else is known.
    let base = if fields.month.is_some() { base.or(previous(anchor)) } else { base };
    let base = base?;
    if fields.month.is_some()
        || fields.quarter.is_some()
        || fields.half.is_some()
        || fields.season.is_some()
        || fields.holiday.is_some()
    {
        let year = nearest_year(fields, base.day, anchor.direction)?;
        return in_year(fields, year, Some(base));
    }
    if let Some(weekday) = fields.weekday {
        let day = nearest_weekday(weekday, base.day, fields.step, anchor.direction)?;
        return day_value(fields, day, Some(base));
    }
    if fields.clock.is_some() || fields.part.is_some() {
        return day_value(fields, base.day, Some(base));
    }
    None
}

/// "last week", "next year", "tomorrow", with the fields that stand in the period.
fn in_period(fields: &Fields, unit: Unit, offset: i64, base: Origin) -> Option<Value> {
    match unit {
        Unit::Day => day_value(fields, calendar::plus_days(base.day, offset)?, Some(base)),
        Unit::Week | Unit::Fortnight => {
            if fields.weekend {
                return weekend(base, offset);
            }
            let first = calendar::plus_days(calendar::monday(base.day)?, offset.checked_mul(7)?)?;
            match fields.weekday {
                Some(weekday) => {
                    day_value(fields, calendar::plus_days(first, i64::from(weekday) - 1)?, Some(base))
                }
                None => week_value(first, Some(base)),
            }
        }
        Unit::Month => {
            let day = calendar::plus_months(base.day, offset)?;
            month_value(calendar::year(day), calendar::month(day), Some(base))
        }
        Unit::Quarter => {
            let day = calendar::plus_months(base.day, offset.checked_mul(3)?)?;
            quarter_value(calendar::year(day), calendar::quarter(day), Some(base))
        }
        Unit::Year => {
            let year = calendar::year(base.day) + i32::try_from(offset).ok()?;
            in_year(fields, year, Some(base))
        }
        Unit::Decade => {
            decade_value(calendar::year(base.day).div_euclid(10) + i32::try_from(offset).ok()?, Some(base))
        }
        Unit::Century => {
            let century = calendar::year(base.day).div_euclid(100) + i32::try_from(offset).ok()?;
            let days = calendar::years(century * 100, century * 100 + 99)?;
            Some(on_calendar(
                format!("{century:02}"),
                days,
                Grain::Century,
                format!("{century:02}XX"),
                Some(base),
            ))
        }
        _ => None,
    }
}

/// The fields of a known year.
fn in_year(fields: &Fields, year: i32, base: Option<Origin>) -> Option<Value> {
    if let Some(holiday) = fields.holiday {
        return day_value(fields, calendar::holiday(year, holiday)?, base);
    }
    if let Some(season) = fields.season {
        return season_value(year, season, base);
    }
    if let Some(quarter) = fields.quarter {
        return quarter_value(year, quarter, base);
    }
    if let Some(half) = fields.half {
        let (first, last) = if half == 1 { (1, 6) } else { (7, 12) };
        let days = calendar::months_of(year, first, last)?;
        return Some(on_calendar(format!("{year:04}-H{half}"), days, Grain::Half, interval(days), base));
    }
    match (fields.month, fields.day) {
        (Some(month), Some(day)) => day_value(fields, calendar::day(year, month, day)?, base),
        (Some(month), None) => month_value(year, month, base),
        _ => {
            let days = calendar::years(year, year)?;
            Some(on_calendar(format!("{year:04}"), days, Grain::Year, format!("{year:04}"), base))
        }
    }
}

fn decade_value(decade: i32, base: Option<Origin>) -> Option<Value> {
    let days = calendar::years(decade * 10, decade * 10 + 9)?;
    Some(on_calendar(format!("{decade:03}"), days, Grain::Decade, format!("{decade:03}X"), base))
}

fn season_value(year: i32, season: Season, base: Option<Origin>) -> Option<Value> {
    let (code, number) = match season {
        Season::Spring => ("SP", 21),
        Season::Summer => ("SU", 22),
        Season::Autumn => ("FA", 23),
        Season::Winter => ("WI", 24),
    };
    let mut days = calendar::season_days(year, season)?;
    // "the winter of 2029" can be the one that ends in it; a season of no stated year was placed by its beginning.
    if season == Season::Winter && base.is_none() {
        days.0 = calendar::season_days(year - 1, season)?.0;
    }
    Some(on_calendar(format!("{year:04}-{code}"), days, Grain::Season, format!("{year:04}-{number}"), base))
}

fn quarter_value(year: i32, quarter: u8, base: Option<Origin>) -> Option<Value> {
    let days = calendar::months_of(year, quarter * 3 - 2, quarter * 3)?;
    Some(on_calendar(format!("{year:04}-Q{quarter}"), days, Grain::Quarter, interval(days), base))
}

fn month_value(year: i32, month: u8, base: Option<Origin>) -> Option<Value> {
    let days = calendar::month_days(year, month)?;
    let name = format!("{year:04}-{month:02}");
    Some(on_calendar(name.clone(), days, Grain::Month, name, base))
}

fn week_value(day: Date, base: Option<Origin>) -> Option<Value> {
    let days = calendar::week(day)?;
    let (year, week) = calendar::week_number(day);
    Some(on_calendar(format!("{year:04}-W{week:02}"), days, Grain::Week, interval(days), base))
}

fn weekend(base: Origin, weeks: i64) -> Option<Value> {
    let saturday = calendar::plus_days(calendar::monday(base.day)?, weeks.checked_mul(7)?.checked_add(5)?)?;
    let days = (saturday, calendar::plus_days(saturday, 1)?);
    let (year, week) = calendar::week_number(saturday);
    Some(on_calendar(format!("{year:04}-W{week:02}-WE"), days, Grain::Days, interval(days), Some(base)))
}

/// A day, with the part of it or the time of day that the fields give.
fn day_value(fields: &Fields, day: Date, base: Option<Origin>) -> Option<Value> {
    let mut value = on_calendar(day.to_string(), (day, day), Grain::Day, day.to_string(), base);
    if let Some(Clock { hour, minute }) = fields.clock {
        let zone = if fields.utc { "Z" } else { "" };
        value.grain = Grain::Clock;
        if hour == 24 {
            // The end of a day is the beginning of the next: both days are bounds, and the next has the clock.
            value.timex = format!("{day}T24:00{zone}");
            value.clock = Some(Clock { hour: 0, minute: 0 });
            value.latest = Some(calendar::plus_days(day, 1)?);
        } else {
            value.timex = format!("{day}T{hour:02}:{minute:02}{zone}");
            value.clock = Some(Clock { hour, minute });
            value.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
        }
    } else if let Some(part) = fields.part {
        value.grain = Grain::Part;
        value.timex = format!("{day}T{}", part_code(part));
        // A night runs into the next day.
        if part == Part::Night {
            value.latest = Some(calendar::plus_days(day, 1)?);
        }
    }
    Some(value)
}

fn part_code(part: Part) -> &'static str {
    match part {
        Part::Morning => "MO",
        Part::Midday => "MI",
        Part::Afternoon => "AF",
        Part::Evening => "EV",
        Part::Night => "NI",
    }
}

/// The year in which a month, day, quarter, half, season or holiday without one lies.
fn nearest_year(fields: &Fields, base: Date, direction: Direction) -> Option<i32> {
    let this = calendar::year(base);
    let candidates: Vec<(i32, Days)> = (this - 1..=this + 1)
        .filter_map(|year| {
            let value = in_year(fields, year, Some(Origin { day: base, name: "" }))?;
            Some((year, (value.earliest?, value.latest?)))
        })
        .collect();
    // A weekday beside the date tells the year.
    if let Some(weekday) = fields.weekday {
        let mut fitting = candidates.iter().filter(|(_, days)| calendar::weekday(days.0) == weekday);
        if let (Some((year, _)), None) = (fitting.next(), fitting.next()) {
            return Some(*year);
        }
    }
    let begun = |days: &Days| days.0 <= base;
    let over = |days: &Days| days.1 < base;
    let latest_past = || candidates.iter().rev().find(|(_, days)| over(days)).map(|(year, _)| *year);
    let step = match (fields.step, direction) {
        (Step::Last, _) => Step::Last,
        (Step::Next, _) => Step::Next,
        (Step::This, _) => return Some(this),
        _ => Step::Bare,
    };
    match step {
        // "last summer" said in autumn is the one just over, "last May" said in May that of a year ago.
        Step::Last => latest_past(),
        Step::Next => candidates.iter().find(|(_, days)| days.0 > base).map(|(year, _)| *year),
        _ => {
            // Business news speaks of the quarter just over or running.
            if fields.quarter.is_some() {
                return candidates.iter().rev().find(|(_, days)| begun(days)).map(|(year, _)| *year);
            }
            candidates.iter().min_by_key(|(_, days)| distance(*days, base, direction)).map(|(year, _)| *year)
        }
    }
}

/// How much farther a day of a month, or a month, seems when it lies on the other side of the anchor than the verb says:
/// a verb near a day is less often its own. Chosen on TimeBank and AQUAINT, where 2 to 4 and 8 to 14 do equally well.
const AGAINST_THE_VERB: (i64, i64) = (4, 12);

/// How far a stretch of days seems to lie from the base.
fn distance(days: Days, base: Date, direction: Direction) -> i64 {
    let against = if days.0 == days.1 { AGAINST_THE_VERB.0 } else { AGAINST_THE_VERB.1 };
    if days.0 <= base && base <= days.1 {
        0
    } else if days.1 < base {
        calendar::days_between(days.1, base) * if direction == Direction::Future { against } else { 1 }
    } else {
        calendar::days_between(base, days.0) * if direction == Direction::Past { against } else { 1 }
    }
}

fn nearest_weekday(weekday: u8, base: Date, step: Step, direction: Direction) -> Option<Date> {
    let back = i64::from((calendar::weekday(base) + 7 - weekday) % 7);
    let on = (7 - back) % 7;
    let days = match (step, direction) {
        (Step::Last, _) => -(if back == 0 { 7 } else { back }),
        (Step::Next, _) => {
            if on == 0 {
                7
            } else {
                on
            }
        }
        (Step::This, Direction::Past) => -back,
        (Step::This, _) | (Step::Bare, Direction::Future) => on,
        (Step::Bare, _) => -back,
    };
    calendar::plus_days(base, days)
}

/// The TIMEX3 value of fields that have no anchor: `XXXX-02-27`, `XXXX-WXX-5`.
fn open_value(fields: &Fields) -> String {
    let year = fields.year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
    let day = if let Some(season) = fields.season {
        let code = match season {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        };
        format!("{year}-{code}")
    } else if let Some(quarter) = fields.quarter {
        format!("{year}-Q{quarter}")
    } else if let Some(half) = fields.half {
        format!("{year}-H{half}")
    } else if let Some(month) = fields.month {
        match fields.day {
            Some(day) => format!("{year}-{month:02}-{day:02}"),
            None => format!("{year}-{month:02}"),
        }
    } else if let Some(weekday) = fields.weekday {
        format!("XXXX-WXX-{weekday}")
    } else if fields.weekend {
        "XXXX-WXX-WE".to_owned()
    } else {
        match fields.period {
            Some((Unit::Week | Unit::Fortnight, _)) => "XXXX-WXX".to_owned(),
            Some((Unit::Month, _)) => "XXXX-XX".to_owned(),
            Some((Unit::Quarter, _)) => "XXXX-QX".to_owned(),
            Some((Unit::Year, _)) => "XXXX".to_owned(),
            Some((Unit::Decade, _)) => "XXX".to_owned(),
            Some((Unit::Century, _)) => "XX".to_owned(),
            _ => "XXXX-XX-XX".to_owned(),
        }
    };
    match (fields.clock, fields.part) {
        (Some(clock), _) => format!("{day}T{:02}:{:02}", clock.hour, clock.minute),
        (None, Some(part)) => format!("{day}T{}", part_code(part)),
        _ => day,
    }
}

fn shift(amount: Amount, unit: Unit, sign: i32, base: Base, anchor: &Anchor) -> Value {
    let Amount::Exact(count) = amount else {
        return off_calendar(reference(if sign < 0 { Vague::Past } else { Vague::Future }).to_owned());
    };
    let origin = match base {
        Base::Published => published(anchor),
        // "six days later" after nothing is open, unless the verb says that it is to come.
        Base::Previous => previous(anchor)
            .or(published(anchor).filter(|_| sign < 0 || anchor.direction == Direction::Future)),
    };
    let open = || {
        off_calendar(match unit {
            Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium => "XXXX".to_owned(),
            Unit::Month | Unit::Quarter => "XXXX-XX".to_owned(),
            Unit::Week | Unit::Fortnight => "XXXX-WXX".to_owned(),
            _ => "XXXX-XX-XX".to_owned(),
        })
    };
    let Some(origin) = origin else { return open() };
    shifted(count, unit, sign, origin).unwrap_or_else(open)
}

fn shifted(count: u64, unit: Unit, sign: i32, origin: Origin) -> Option<Value> {
    let signed = i64::try_from(count).ok()?.checked_mul(i64::from(sign))?;
    let day = calendar::shift(origin.day, unit, signed)?;
    let mut value = match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => {
            day_value(&Fields::default(), day, Some(origin))?
        }
        Unit::Week | Unit::Fortnight | Unit::Weekend => week_value(day, Some(origin))?,
        Unit::Month | Unit::Quarter => month_value(calendar::year(day), calendar::month(day), Some(origin))?,
        _ => in_year(&Fields::default(), calendar::year(day), Some(origin))?,
    };
    // A length in weeks or months is as exact as its unit: half of it to either side.
    let slack = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => 1,
        Unit::Week | Unit::Fortnight | Unit::Weekend => 3,
        Unit::Month | Unit::Quarter => 15,
        _ => 0,
    };
    value.earliest = value.earliest.min(calendar::plus_days(day, -slack));
    value.latest = value.latest.max(calendar::plus_days(day, slack));
    Some(value)
}

/// The last day lies in the year of the first.
fn range(from: &Value, to: &Fields, anchor: &Anchor) -> Value {
    let year = to.year.or(from.earliest.map(calendar::year));
    let to = calendar(&Fields { year, ..*to }, anchor);
    let mut value = from.clone();
    if let (Some(first), Some(last)) = (from.earliest, to.latest) {
        value.latest = Some(last);
        value.edtf = Some(interval((first, last)));
    }
    value.timex = format!("{}/{}", from.timex, to.timex);
    value.grain = Grain::Days;
    value.explicit = false;
    value
}

/// Two readings of one date in digits: the value is what both share, the year, and the bounds are those of both.
fn ambiguous(one: &Value, other: &Value) -> Value {
    let mut value = one.clone();
    value.earliest = one.earliest.min(other.earliest);
    value.latest = one.latest.max(other.latest);
    value.timex = one.timex.chars().take(4).collect();
    value.grain = Grain::Year;
    value.explicit = false;
    value.edtf = value.earliest.zip(value.latest).map(interval);
    value
}

fn duration(
    amount: Amount,
    unit: Unit,
    rest: Option<(u32, Unit)>,
    place: Option<i32>,
    anchor: &Anchor,
) -> Value {
    let mut value = off_calendar(length(amount, unit, rest));
    let (Some(sign), Some(origin), Amount::Exact(count)) = (place, published(anchor), amount) else {
        return value;
    };
    let signed = i64::try_from(count).ok().and_then(|count| count.checked_mul(i64::from(sign)));
    if let Some(far) = signed.and_then(|signed| calendar::shift(origin.day, unit, signed)) {
        let days = (far.min(origin.day), far.max(origin.day));
        (value.earliest, value.latest) = (Some(days.0), Some(days.1));
        value.anchor = origin.words();
        value.edtf = Some(interval(days));
    }
    value
}

/// A length as an ISO 8601 duration.
fn length(amount: Amount, unit: Unit, rest: Option<(u32, Unit)>) -> String {
    let (letter, times) = letter(unit);
    let Amount::Exact(hundredths) = amount else {
        let decade = if unit == Unit::Decade { "DE" } else { letter };
        let century = if unit == Unit::Century { "CE" } else { decade };
        return format!("P{}X{century}", if is_clock(unit) { "T" } else { "" });
    };
    let hundredths = hundredths.saturating_mul(times);
    // Half an hour is thirty minutes, half a year six months; other fractions keep a decimal point.
    let finer = match (unit, hundredths % 100) {
        (_, 0) => None,
        (Unit::Hour, part) => Some((part * 60 / 100, "M")),
        (Unit::Minute, part) => Some((part * 60 / 100, "S")),
        (Unit::Day, part) => Some((part * 24 / 100, "H")),
        (Unit::Year, part) if hundredths < 100 => Some((part * 12 / 100, "M")),
        _ => None,
    };
    let whole = hundredths / 100;
    let mut out = String::from("P");
    let clock = is_clock(unit);
    if clock {
        out.push('T');
    }
    match finer {
        Some((count, finer)) => {
            if whole > 0 {
                out.push_str(&format!("{whole}{letter}"));
            }
            let t = if unit == Unit::Day { "T" } else { "" };
            out.push_str(&format!("{t}{count}{finer}"));
        }
        None if hundredths.is_multiple_of(100) => out.push_str(&format!("{whole}{letter}")),
        None if hundredths.is_multiple_of(10) => {
            out.push_str(&format!("{whole}.{}{letter}", hundredths % 100 / 10))
        }
        None => out.push_str(&format!("{whole}.{:02}{letter}", hundredths % 100)),
    }
    if let Some((count, unit)) = rest {
        let (letter, times) = self::letter(unit);
        let t = if is_clock(unit) && !clock { "T" } else { "" };
        out.push_str(&format!("{t}{}{letter}", u64::from(count).saturating_mul(times)));
    }
    out
}

fn is_clock(unit: Unit) -> bool {
    matches!(unit, Unit::Second | Unit::Minute | Unit::Hour)
}

/// The letter of a unit, and how many of it the unit is.
fn letter(unit: Unit) -> (&'static str, u64) {
    match unit {
        Unit::Second => ("S", 1),
        Unit::Minute => ("M", 1),
        Unit::Hour => ("H", 1),
        Unit::Day => ("D", 1),
        Unit::Weekend => ("WE", 1),
        Unit::Week => ("W", 1),
        Unit::Fortnight => ("W", 2),
        Unit::Month => ("M", 1),
        Unit::Quarter => ("Q", 1),
        Unit::Year => ("Y", 1),
        Unit::Decade => ("Y", 10),
        Unit::Century => ("Y", 100),
        Unit::Millennium => ("Y", 1000),
    }
}

/// Narrows the days of a coarse value to the half that "early", "mid" or "late" speaks of, and marks an
/// approximate one. The halves overlap, because nobody says where early March ends.
fn qualify(value: &mut Value, modifier: Modifier) {
    if modifier == Modifier::Approx {
        if matches!(value.grain, Grain::Year | Grain::Month | Grain::Day) {
            value.edtf = value.edtf.take().map(|it| it + "~");
        }
        return;
    }
    let coarse = matches!(
        value.grain,
        Grain::Century
            | Grain::Decade
            | Grain::Year
            | Grain::Half
            | Grain::Season
            | Grain::Quarter
            | Grain::Month
    );
    let (Some(first), Some(last), true) = (value.earliest, value.latest, coarse) else { return };
    let length = calendar::days_between(first, last);
    let part = |share: i64| calendar::plus_days(first, length * share / 20);
    let (from, to) = match modifier {
        Modifier::Start => (Some(first), part(11)),
        Modifier::Mid => (part(4), part(16)),
        Modifier::End => (part(9), Some(last)),
        _ => return,
    };
    (value.earliest, value.latest) = (from.or(value.earliest), to.or(value.latest));
}
