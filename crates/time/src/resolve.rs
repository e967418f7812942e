//! Terms against an anchor: the days that an expression can mean, and its TIMEX3 value.

use crate::calendar::{self, Days};
use crate::expression::{
    Alternative, Anchor, Clock, Direction, Expression, Focus, Grain, Interval, Modifier, Value, Voice,
};
use crate::term::{Amount, Base, Fields, Part, Season, Step, Term, Unit, Vague};
use jiff::civil::{Date, DateTime};

/// The value of an expression under an anchor.
pub(crate) fn resolve(expression: &Expression, anchor: &Anchor) -> Value {
    let mut value = match &expression.term {
        Term::Calendar(fields) => calendar(fields, anchor),
        Term::Shift { amount, unit, sign, base, compared } => {
            shift(*amount, *unit, *sign, *base, *compared, anchor)
        }
        Term::Range(from, to, _) => range(&calendar(from, anchor), to, anchor),
        Term::Ambiguous(one, other) => ambiguous(&calendar(one, anchor), &calendar(other, anchor)),
        Term::Duration { amount, unit, rest, place, event } => {
            duration((*amount, *unit, *rest), *place, *event, anchor)
        }
        Term::Every { amount, unit } => off_calendar(length(Amount::whole(*amount), *unit, None)),
        Term::EveryAt(fields) => off_calendar(open_value(fields)),
        Term::Reference(vague) => off_calendar(reference(*vague).to_owned()),
    };
    if value.earliest.is_none() && anchor.event.is_none() && expression.beside_event().is_some() {
        value.rule = "event of no known day";
    }
    value.modifier = expression.modifier;
    if let Some(modifier) = expression.modifier {
        qualify(&mut value, modifier);
    }
    value
}

/// The half-open stretch of a value.
pub(crate) fn interval(value: &Value) -> Option<Interval> {
    let (first, last) = (value.earliest?, value.latest?);
    let at = |day: Date, hour: u8, minute: u8| {
        Some(day.at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0))
    };
    let midnight_after = |day: Date| at(calendar::plus_days(day, 1)?, 0, 0);
    if let Some(clock) = value.clock {
        // Midnight at the end of a day is the first minute of the next, which `latest` is then.
        let day = if clock.hour == 0 { last } else { first };
        let from = at(day, clock.hour, clock.minute)?;
        let until: DateTime = from.checked_add(jiff::ToSpan::minutes(1)).ok()?;
        return Some(Interval { from, until });
    }
    if value.grain == Grain::Part {
        let hours = PARTS.iter().find(|(part, ..)| value.timex.ends_with(part_code(*part)));
        if let Some((_, from, until)) = hours {
            let day = first;
            return Some(Interval {
                from: at(day, *from, 0)?,
                until: if *until < *from { at(last, *until, 0)? } else { at(day, *until, 0)? },
            });
        }
    }
    Some(Interval { from: at(first, 0, 0)?, until: midnight_after(last)? })
}

/// The hours of the parts of a day, as wide as anybody uses the words.
const PARTS: [(Part, u8, u8); 5] = [
    (Part::Morning, 0, 12),
    (Part::Midday, 11, 15),
    (Part::Afternoon, 12, 19),
    (Part::Evening, 16, 23),
    (Part::Night, 18, 6),
];

/// What something is counted from, with its name.
#[derive(Clone, Copy)]
struct Origin {
    day: Date,
    last: Date,
    grain: Grain,
    clock: Option<Clock>,
    name: &'static str,
}

impl Origin {
    fn new(day: Date, name: &'static str) -> Self {
        Self { day, last: day, grain: Grain::Day, clock: None, name }
    }

    fn of(focus: Focus, name: &'static str) -> Self {
        Self { day: focus.first, last: focus.last, grain: focus.grain, clock: focus.clock, name }
    }

    fn words(self) -> String {
        let year = calendar::year_name(calendar::year(self.day));
        match self.grain {
            Grain::Year => format!("{} {year}", self.name),
            Grain::Month => format!("{} {year}-{:02}", self.name, self.day.month()),
            Grain::Quarter => format!("{} {year}-Q{}", self.name, calendar::quarter(self.day)),
            _ => format!("{} {}", self.name, calendar::day_name(self.day)),
        }
    }
}

/// The day of the telling: that of the words in a quotation, else that of publication.
fn spoken(anchor: &Anchor) -> Option<Origin> {
    let said = anchor.said.map(|day| Origin::new(day, "said"));
    said.or(anchor.published.map(|day| Origin::new(day, "published")))
}

fn previous(anchor: &Anchor) -> Option<Origin> {
    anchor.previous.map(|focus| Origin::of(focus, "previous"))
}

/// What an expression that leaves its year open is counted from.
fn origin(anchor: &Anchor) -> Option<Origin> {
    match anchor.voice {
        Voice::Report => spoken(anchor),
        Voice::Narrative => previous(anchor),
    }
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
        modifier: None,
        rule: "words",
        alternatives: Vec::new(),
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
        earliest: Some(days.0),
        latest: Some(days.1),
        grain,
        anchor: origin.map_or_else(|| "none".to_owned(), Origin::words),
        edtf: Some(edtf),
        rule: if origin.is_some() { "counted" } else { "words" },
        ..off_calendar(timex)
    }
}

fn interval_edtf(days: Days) -> String {
    format!("{}/{}", calendar::edtf_day(days.0), calendar::edtf_day(days.1))
}

fn calendar(fields: &Fields, anchor: &Anchor) -> Value {
    // "today" in a history is the reader's day, which is not in it.
    let now = fields.period == Some((Unit::Day, 0)) && !fields.from_previous;
    if anchor.voice == Voice::Narrative && now && fields.clock.is_none() && fields.part.is_none() {
        return off_calendar(reference(Vague::Present).to_owned());
    }
    let mut value = place(fields, anchor).unwrap_or_else(|| off_calendar(open_value(fields)));
    value.explicit =
        fields.year.is_some() && fields.month.is_some() && fields.day.is_some() && value.earliest.is_some();
    value
}

fn place(fields: &Fields, anchor: &Anchor) -> Option<Value> {
    let base = if fields.from_event {
        anchor.event.map(|focus| Origin::of(focus, "event"))
    } else if fields.from_previous {
        // "the following day" after nothing is not the day after publication.
        let ahead = fields.period.is_some_and(|(unit, offset)| unit == Unit::Day && offset > 0);
        previous(anchor).or(spoken(anchor).filter(|_| !ahead || anchor.direction == Direction::Future))
    } else {
        origin(anchor)
    };
    if fields.reported
        && let (Some((_, offset)), Some(quarter)) = (fields.period, anchor.quarter)
    {
        let base = Origin::of(quarter, "previous");
        return in_period(&Fields { reported: false, ..*fields }, Unit::Quarter, i64::from(offset), base);
    }
    // "the quarter ended July 31", where the text has called it by its number.
    if fields.reported
        && fields.quarter.is_some()
        && let Some(quarter) = anchor.quarter
    {
        let (year, number) = (calendar::year(quarter.first), calendar::quarter(quarter.first));
        return quarter_value(year, number, Some(Origin::of(quarter, "previous")));
    }
    if fields.reported
        && fields.period == Some((Unit::Quarter, -4))
        && let Some(focus) = anchor.previous.filter(|focus| focus.grain >= Grain::Quarter)
    {
        return a_year_before(focus);
    }
    if let Some((unit, offset)) = fields.period {
        // Without a quarter to count from, results are those of the quarter that is over.
        let offset = i64::from(offset) - i64::from(fields.reported);
        return in_period(fields, unit, offset, base?);
    }
    if fields.weekend {
        let base = base?;
        // News of a bare weekend is of the last one, unless it is now or to come.
        let now = calendar::weekday(base.day) >= 6 || anchor.voice == Voice::Narrative;
        let weeks = if now || anchor.direction == Direction::Future { 0 } else { -1 };
        let mut value = weekend(base, weeks)?;
        if !now {
            value
                .alternatives
                .extend(weekend(base, -1 - weeks).and_then(|it| alternative(it, "other weekend")));
        }
        return Some(value);
    }
    if let Some(year) = fields.year {
        return match anchor.quarter.filter(|_| fields.reported) {
            Some(quarter) => {
                quarter_value(year, calendar::quarter(quarter.first), Some(Origin::of(quarter, "previous")))
            }
            None => in_year(fields, year, None),
        };
    }
    if let Some(decade) = fields.decade {
        return decade_value(decade, None);
    }
    if let Some(century) = fields.century {
        return century_value(century, None);
    }
    // A day or month without a year is also counted from the day that the text named, where nothing else is known.
    let dated = fields.month.is_some() || fields.day.is_some();
    let base = if dated { base.or(previous(anchor)) } else { base };
    let base = base?;
    if fields.month.is_some()
        || fields.quarter.is_some()
        || fields.half.is_some()
        || fields.season.is_some()
        || fields.holiday.is_some()
    {
        let (year, rule, other) = nearest_year(fields, base, anchor)?;
        let mut value = in_year(fields, year, Some(base))?;
        value.rule = rule;
        let other = other.and_then(|year| in_year(fields, year, Some(base)));
        value.alternatives.extend(other.and_then(|it| alternative(it, "other year")));
        return Some(value);
    }
    if let Some(day) = fields.day {
        return day_of_month(fields, day, base, anchor);
    }
    if let Some(weekday) = fields.weekday {
        return on_weekday(fields, weekday, base, anchor);
    }
    // No morning can be told of a month.
    let timed = fields.clock.is_some() || fields.part.is_some();
    if timed && base.grain >= Grain::Day { day_value(fields, base.day, Some(base)) } else { None }
}

fn alternative(value: Value, rule: &'static str) -> Option<Alternative> {
    Some(Alternative { timex: value.timex, earliest: value.earliest?, latest: value.latest?, rule })
}

/// "the same month a year earlier": what the text spoke of, as fine as it was, a year before.
fn a_year_before(focus: Focus) -> Option<Value> {
    let base = Origin::of(focus, "previous");
    let day = calendar::plus_months(focus.first, -12)?;
    match focus.grain {
        Grain::Quarter => quarter_value(calendar::year(day), calendar::quarter(day), Some(base)),
        Grain::Month => month_value(calendar::year(day), calendar::month(day), Some(base)),
        Grain::Week => week_value(day, Some(base)),
        _ => day_value(&Fields::default(), day, Some(base)),
    }
}

/// "the 17th": of the month that the text speaks of, in a report of the last month that has had it.
fn day_of_month(fields: &Fields, day: u8, base: Origin, anchor: &Anchor) -> Option<Value> {
    let of = |months: i64| {
        let month = calendar::plus_months(
            calendar::day(calendar::year(base.day), calendar::month(base.day), 1)?,
            months,
        )?;
        calendar::day(calendar::year(month), calendar::month(month), day)
    };
    let here = of(0);
    let voice = if fields.from_previous { Voice::Narrative } else { anchor.voice };
    let found = match (voice, anchor.direction) {
        (Voice::Narrative, _) if base.grain >= Grain::Month => here,
        (Voice::Narrative, _) => None,
        (_, Direction::Future) => here.filter(|it| *it >= base.day).or_else(|| of(1)),
        _ => here.filter(|it| *it <= base.day).or_else(|| of(-1)),
    };
    day_value(fields, found?, Some(base))
}

fn on_weekday(fields: &Fields, weekday: u8, base: Origin, anchor: &Anchor) -> Option<Value> {
    let voice = if fields.from_previous { Voice::Narrative } else { anchor.voice };
    let direction = match voice {
        _ if fields.step != Step::Bare => anchor.direction,
        // A narrative goes on: its next Friday is meant. Of a year or a month alone no Friday can be told.
        Voice::Narrative if base.grain >= Grain::Day => Direction::Future,
        Voice::Narrative => return None,
        Voice::Report => anchor.direction,
    };
    let day = nearest_weekday(weekday, base.day, fields.step, direction)?;
    let mut value = day_value(fields, day, Some(base))?;
    value.rule = if day > base.day { "weekday future" } else { "weekday past" };
    let (other, rule) = if day > base.day { (-7, "weekday past") } else { (7, "weekday future") };
    let other = calendar::plus_days(day, other).and_then(|day| day_value(fields, day, Some(base)));
    value.alternatives.extend(other.and_then(|it| alternative(it, rule)));
    Some(value)
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
            let year = calendar::year(base.day).checked_add(i32::try_from(offset).ok()?)?;
            in_year(fields, year, Some(base))
        }
        Unit::Decade => {
            decade_value(calendar::year(base.day).div_euclid(10) + i32::try_from(offset).ok()?, Some(base))
        }
        Unit::Century => {
            century_value(calendar::year(base.day).div_euclid(100) + i32::try_from(offset).ok()?, Some(base))
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
        let timex = format!("{}-H{half}", calendar::year_name(year));
        return Some(on_calendar(timex, days, Grain::Half, interval_edtf(days), base));
    }
    match (fields.month, fields.day) {
        (Some(month), Some(day)) => day_value(fields, calendar::day(year, month, day)?, base),
        (Some(month), None) if fields.week.is_some() => {
            week_value(calendar::week_of_month(year, month, fields.week?)?, base)
        }
        (Some(month), None) => {
            let mut value = month_value(year, month, base)?;
            if let Some(part) = fields.part {
                value.timex = format!("{}T{}", value.timex, part_code(part));
            }
            Some(value)
        }
        _ => {
            let days = calendar::years(year, year)?;
            Some(on_calendar(calendar::year_name(year), days, Grain::Year, calendar::edtf_year(year), base))
        }
    }
}

fn decade_value(decade: i32, base: Option<Origin>) -> Option<Value> {
    let days = calendar::years(decade * 10, decade * 10 + 9)?;
    (decade >= 0)
        .then(|| on_calendar(format!("{decade:03}"), days, Grain::Decade, format!("{decade:03}X"), base))
}

fn century_value(century: i32, base: Option<Origin>) -> Option<Value> {
    let days = calendar::century_days(century)?;
    let (timex, edtf) = if century >= 0 {
        (format!("{century:02}"), format!("{century:02}XX"))
    } else {
        (format!("BC{:02}", -century - 1), interval_edtf(days))
    };
    Some(on_calendar(timex, days, Grain::Century, edtf, base))
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
    let (name, edtf) = (calendar::year_name(year), calendar::edtf_year(year));
    Some(on_calendar(format!("{name}-{code}"), days, Grain::Season, format!("{edtf}-{number}"), base))
}

fn quarter_value(year: i32, quarter: u8, base: Option<Origin>) -> Option<Value> {
    let days = calendar::months_of(year, quarter * 3 - 2, quarter * 3)?;
    let timex = format!("{}-Q{quarter}", calendar::year_name(year));
    Some(on_calendar(timex, days, Grain::Quarter, interval_edtf(days), base))
}

fn month_value(year: i32, month: u8, base: Option<Origin>) -> Option<Value> {
    let days = calendar::month_days(year, month)?;
    let (name, edtf) = (calendar::year_name(year), calendar::edtf_year(year));
    Some(on_calendar(format!("{name}-{month:02}"), days, Grain::Month, format!("{edtf}-{month:02}"), base))
}

fn week_value(day: Date, base: Option<Origin>) -> Option<Value> {
    let days = calendar::week(day)?;
    let (year, week) = calendar::week_number(day);
    let timex = format!("{}-W{week:02}", calendar::year_name(year));
    Some(on_calendar(timex, days, Grain::Week, interval_edtf(days), base))
}

fn weekend(base: Origin, weeks: i64) -> Option<Value> {
    let saturday = calendar::plus_days(calendar::monday(base.day)?, weeks.checked_mul(7)?.checked_add(5)?)?;
    let days = (saturday, calendar::plus_days(saturday, 1)?);
    let (year, week) = calendar::week_number(saturday);
    let timex = format!("{}-W{week:02}-WE", calendar::year_name(year));
    Some(on_calendar(timex, days, Grain::Days, interval_edtf(days), Some(base)))
}

/// A day, with the part of it or the time of day that the fields give.
fn day_value(fields: &Fields, day: Date, base: Option<Origin>) -> Option<Value> {
    if fields.week_of {
        return week_value(day, base);
    }
    let day = calendar::plus_days(day, i64::from(fields.beside))?;
    let (name, edtf) = (calendar::day_name(day), calendar::edtf_day(day));
    let mut value = on_calendar(name.clone(), (day, day), Grain::Day, edtf.clone(), base);
    if let Some(Clock { hour, minute }) = fields.clock {
        let zone = if fields.utc { "Z" } else { "" };
        value.grain = Grain::Clock;
        if hour == 24 {
            // The end of a day is the beginning of the next: both days are bounds, and the next has the clock.
            value.timex = format!("{name}T24:00{zone}");
            value.clock = Some(Clock { hour: 0, minute: 0 });
            value.latest = Some(calendar::plus_days(day, 1)?);
        } else {
            value.timex = format!("{name}T{hour:02}:{minute:02}{zone}");
            value.clock = Some(Clock { hour, minute });
            value.edtf = Some(format!("{edtf}T{hour:02}:{minute:02}"));
        }
    } else if let Some(part) = fields.part {
        value.grain = Grain::Part;
        value.timex = format!("{name}T{}", part_code(part));
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

/// The year in which a month, day, quarter, half, season or holiday without one lies, by which rule, and the year that it
/// lies in otherwise.
fn nearest_year(fields: &Fields, base: Origin, anchor: &Anchor) -> Option<(i32, &'static str, Option<i32>)> {
    let this = calendar::year(base.day);
    let candidates: Vec<(i32, Days)> = (this - 1
        ..=(this + 1).max(calendar::year(base.last) + 1).min(this + 2))
        .filter_map(|year| {
            let value = in_year(fields, year, Some(base))?;
            Some((year, (value.earliest?, value.latest?)))
        })
        .collect();
    // A weekday beside the date tells the year.
    if let Some(weekday) = fields.weekday {
        let mut fitting = candidates.iter().filter(|(_, days)| calendar::weekday(days.0) == weekday);
        if let (Some((year, _)), None) = (fitting.next(), fitting.next()) {
            return Some((*year, "weekday tells year", None));
        }
    }
    let begun = |days: &Days| days.0 <= base.day;
    let over = |days: &Days| days.1 < base.day;
    let latest_past = || candidates.iter().rev().find(|(_, days)| over(days)).map(|(year, _)| *year);
    match fields.step {
        // "last summer" said in autumn is the one just over, "last May" said in May that of a year ago.
        Step::Last => return Some((latest_past()?, "last", None)),
        Step::Next => {
            // After the winter of 1915, which ends in March, the next spring begins before it is over.
            let next = candidates.iter().find(|(_, days)| days.0 > base.day && days.1 > base.last)?;
            return Some((next.0, "next", None));
        }
        Step::This => return Some((this, "this", None)),
        Step::Bare => {}
    }
    if anchor.voice == Voice::Narrative || fields.from_previous {
        let year = narrative_year(&candidates, base)?;
        let other = if year == this { this + 1 } else { this };
        return Some((year, "narrative year", Some(other)));
    }
    // Business news speaks of the quarter just over or running.
    if fields.quarter.is_some() {
        let year = candidates.iter().rev().find(|(_, days)| begun(days))?.0;
        return Some((year, "quarter begun", Some(year + 1)));
    }
    let mut ranked: Vec<(i64, i32)> =
        candidates.iter().map(|(year, days)| (distance(*days, base.day, anchor.direction), *year)).collect();
    ranked.sort_unstable();
    let other = ranked.get(1).map(|(_, year)| *year);
    Some((ranked.first()?.1, "nearest year", other))
}

/// How many days a narrative goes back within the year that it speaks of, before the same month of the next year is
/// meant: after "in November" a bare "February" is the next one, after "in July" a bare "April" the one before.
const FLASHBACK: i64 = 225;

/// The year of a narrative: the one that it speaks of, unless it has come to its end and goes on with the next.
fn narrative_year(candidates: &[(i32, Days)], base: Origin) -> Option<i32> {
    let this = calendar::year(base.last);
    let days = candidates.iter().find(|(year, _)| *year == this)?.1;
    let back = calendar::days_between(days.1, base.day);
    let next = candidates.iter().find(|(year, _)| *year == this + 1);
    Some(if back > FLASHBACK && next.is_some() { this + 1 } else { this })
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
        calendar::days_between(base, days.0)
            * match direction {
                Direction::Past => against,
                // News is of the past more often than not.
                Direction::Unspecified => 2,
                Direction::Future => 1,
            }
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
    let year = fields.year.map_or_else(|| "XXXX".to_owned(), calendar::year_name);
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
    } else if let Some(day) = fields.day {
        format!("XXXX-XX-{day:02}")
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

fn shift(amount: Amount, unit: Unit, sign: i32, base: Base, compared: bool, anchor: &Anchor) -> Value {
    let Amount::Exact(count) = amount else {
        // "a few days later" in a text is after what it spoke of, and in no future.
        if base != Base::Published {
            return off_calendar(length(amount, unit, None));
        }
        return off_calendar(reference(if sign < 0 { Vague::Past } else { Vague::Future }).to_owned());
    };
    let year = unit == Unit::Year && count == 100;
    if let (true, true, Some(quarter)) = (compared, year, anchor.quarter) {
        // The results of a quarter are compared with those of the same quarter.
        let base = Origin::of(quarter, "previous");
        let same = in_period(&Fields::default(), Unit::Quarter, i64::from(sign) * 4, base);
        if let Some(mut value) = same {
            value.rule = "same quarter";
            return value;
        }
    }
    let origin = match base {
        Base::Previous if compared && anchor.voice == Voice::Report => spoken(anchor).or(previous(anchor)),
        Base::Published => origin(anchor),
        // "six days later" after nothing is open, unless the verb says that it is to come.
        Base::Previous => {
            previous(anchor).or(spoken(anchor).filter(|_| sign < 0 || anchor.direction == Direction::Future))
        }
        Base::Event => anchor.event.map(|focus| Origin::of(focus, "event")),
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
    // No day follows a month or a year by three days.
    let fine = unit >= Unit::Month
        || origin.grain >= Grain::Week
        || (unit >= Unit::Week && origin.grain >= Grain::Month);
    if !fine {
        return open();
    }
    shifted(count, unit, sign, origin).unwrap_or_else(open)
}

fn shifted(count: u64, unit: Unit, sign: i32, origin: Origin) -> Option<Value> {
    let signed = i64::try_from(count).ok()?.checked_mul(i64::from(sign))?;
    if let (Some(clock), Unit::Minute | Unit::Hour) = (origin.clock, unit) {
        return clock_later(clock, unit, signed, origin);
    }
    let day = calendar::shift(origin.day, unit, signed)?;
    let mut value = match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => {
            day_value(&Fields::default(), day, Some(origin))?
        }
        Unit::Week | Unit::Fortnight | Unit::Weekend => week_value(day, Some(origin))?,
        Unit::Month | Unit::Quarter => month_value(calendar::year(day), calendar::month(day), Some(origin))?,
        // "half a year later" is a month, if the origin was one.
        Unit::Year if !count.is_multiple_of(100) && origin.grain >= Grain::Month => {
            month_value(calendar::year(day), calendar::month(day), Some(origin))?
        }
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

/// "Twenty minutes later", after a time of day.
fn clock_later(clock: Clock, unit: Unit, hundredths: i64, origin: Origin) -> Option<Value> {
    let minutes = hundredths.checked_mul(if unit == Unit::Hour { 60 } else { 1 })? / 100;
    let from = origin.day.at(i8::try_from(clock.hour).ok()?, i8::try_from(clock.minute).ok()?, 0, 0);
    let moment = from.checked_add(jiff::Span::new().try_minutes(minutes).ok()?).ok()?;
    let clock = Clock { hour: moment.hour().unsigned_abs(), minute: moment.minute().unsigned_abs() };
    day_value(&Fields { clock: Some(clock), ..Fields::default() }, moment.date(), Some(origin))
}

/// The last end lies in the year of the first, or in the next where it would come before it.
fn range(from: &Value, to: &Fields, anchor: &Anchor) -> Value {
    let year = to.year.or(from.earliest.map(calendar::year).filter(|_| to.century.is_none()));
    let mut last = calendar(&Fields { year, ..*to }, anchor);
    if to.year.is_none() && last.latest < from.earliest {
        last = calendar(&Fields { year: year.map(|year| year + 1), ..*to }, anchor);
    }
    let mut value = from.clone();
    if let (Some(first), Some(last)) =
        (from.earliest, last.latest.filter(|last| Some(*last) >= from.earliest))
    {
        value.latest = Some(last);
        value.edtf = Some(interval_edtf((first, last)));
    }
    value.timex = format!("{}/{}", from.timex, last.timex);
    // Years to years stay as coarse as they are.
    value.grain = if value.grain >= Grain::Week { Grain::Days } else { value.grain };
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
    value.rule = "day or month first";
    value.alternatives = [(one, "day first"), (other, "month first")]
        .into_iter()
        .filter_map(|(value, rule)| alternative(value.clone(), rule))
        .collect();
    value.edtf = value.earliest.zip(value.latest).map(interval_edtf);
    value
}

fn duration(
    (amount, unit, rest): (Amount, Unit, Option<(u32, Unit)>),
    place: Option<i32>,
    event: Option<i32>,
    anchor: &Anchor,
) -> Value {
    let mut value = off_calendar(length(amount, unit, rest));
    let Amount::Exact(count) = amount else {
        // "Hours after the signing" is that day or the next.
        if let (Some(sign), Some(event), Unit::Second | Unit::Minute | Unit::Hour) =
            (event, anchor.event, unit)
        {
            place_length(&mut value, within_a_day(event, sign), Origin::of(event, "event"));
        }
        return value;
    };
    let far = |day: Date, sign: i32| {
        let signed = i64::try_from(count).ok()?.checked_mul(i64::from(sign))?;
        calendar::shift(day, unit, signed)
    };
    let (days, origin) = match (place, event, origin(anchor), anchor.event) {
        // "two days after the vote" is a length to TIMEX3 and a day to whoever knows the day of the vote.
        (_, Some(sign), _, Some(event)) => {
            let Some(day) = far(event.first, sign) else { return value };
            // The hour of the event is not known, so that some hours can reach over a midnight.
            let whole = unit >= Unit::Day || unit == Unit::Hour && count.is_multiple_of(2400);
            let days = if whole { Some((day, day)) } else { within_a_day(Focus::day(day), sign) };
            let Some(days) = days else { return value };
            (days, Origin::of(event, "event"))
        }
        (Some(sign), None, Some(origin), _) => {
            let Some(day) = far(origin.day, sign) else { return value };
            ((day.min(origin.day), day.max(origin.day)), origin)
        }
        _ => return value,
    };
    place_length(&mut value, Some(days), origin);
    value
}

fn place_length(value: &mut Value, days: Option<Days>, origin: Origin) {
    let Some(days) = days else { return };
    (value.earliest, value.latest) = (Some(days.0), Some(days.1));
    value.anchor = origin.words();
    value.edtf = Some(interval_edtf(days));
    value.rule = "length placed";
}

/// The day of an event and the next, or the one before.
fn within_a_day(event: Focus, sign: i32) -> Option<Days> {
    let other = calendar::plus_days(event.first, i64::from(sign))?;
    Some((event.first.min(other), event.first.max(other)))
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
