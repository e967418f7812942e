//! What a word can mean to the grammar, and how the data files name it.

use crate::expression::{Modifier, Relation};
use crate::term::{Base, Holiday, Part, Season, Step, Unit, Vague};

/// One meaning of a word or phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Month(u8),
    /// A month's or day's name that is also another word.
    Timid,
    Weekday(u8),
    Weekdays(u8),
    /// A short form of a weekday.
    Short,
    /// A short form that needs a date beside it.
    Shy,
    /// A unit, and whether the word is its plural.
    Unit(Unit, bool),
    Number(u32),
    Tens(u32),
    Scale(u32),
    Ordinal(u8),
    Decades(u8),
    Suffix,
    Some,
    Day(i32),
    Night(i32),
    Part(Part, bool),
    Clock(u8, u8),
    Meridiem(bool),
    Zone,
    Utc,
    Step(Step),
    FromText,
    Season(Season),
    Reference(Vague),
    Set(u32, Unit),
    /// A part of a day that needs no article: "at dawn".
    BarePart,
    /// A length of one unit: "weeklong".
    Long(Unit),
    Every,
    Per,
    Edge(Modifier),
    Size(Modifier),
    Holiday(Holiday),
    Shift(i32, Base),
    Ages,
    /// An era, and whether it is the one before Christ.
    BeforeChrist(bool),
    Relation(Relation),
    In,
    /// What makes a name of a month or holiday before it: "Agreement".
    NameTail,
    /// What makes a name of a weekday after it: "Bloody Sunday".
    NameHead,
    Word,
    /// Cues of direction.
    FutureCue,
    /// Right before an expression it puts it ahead, whatever the verb.
    BoundCue,
    /// Right before an expression it puts it ahead where no verb says otherwise.
    NearCue,
    PastCue,
    /// A verb that says neither.
    WeakCue,
}

/// The meaning that a data file writes as `name argument…`; `None` for what no file should say.
pub(crate) fn meaning(head: &str) -> Option<Meaning> {
    let mut words = head.split_whitespace();
    let name = words.next()?;
    let rest: Vec<&str> = words.collect();
    let text = |at: usize| rest.get(at).copied();
    let small = |at: usize| text(at)?.parse::<u8>().ok();
    let signed = |at: usize| text(at)?.parse::<i32>().ok();
    let large = |at: usize| text(at)?.parse::<u32>().ok();
    Some(match name {
        "month" => Meaning::Month(small(0).filter(|month| (1..=12).contains(month))?),
        "timid" => Meaning::Timid,
        "weekday" => Meaning::Weekday(small(0).filter(|day| (1..=7).contains(day))?),
        "weekdays" => Meaning::Weekdays(small(0).filter(|day| (1..=7).contains(day))?),
        "short" => Meaning::Short,
        "shy" => Meaning::Shy,
        "unit" => Meaning::Unit(unit(text(0)?)?, false),
        "units" => Meaning::Unit(unit(text(0)?)?, true),
        "number" => Meaning::Number(large(0)?),
        "tens" => Meaning::Tens(large(0)?),
        "scale" => Meaning::Scale(large(0)?),
        "ordinal" => Meaning::Ordinal(small(0)?),
        "decades" => Meaning::Decades(small(0)?),
        "suffix" => Meaning::Suffix,
        "some" => Meaning::Some,
        "day" => Meaning::Day(signed(0)?),
        "night" => Meaning::Night(signed(0)?),
        "part" => Meaning::Part(part(text(0)?)?, false),
        "parts" => Meaning::Part(part(text(0)?)?, true),
        "clock" => {
            let (hour, minute) = text(0)?.split_once(':')?;
            Meaning::Clock(hour.parse().ok()?, minute.parse().ok()?)
        }
        "meridiem" => Meaning::Meridiem(text(0)? == "pm"),
        "zone" => Meaning::Zone,
        "utc" => Meaning::Utc,
        "step" => Meaning::Step(match text(0)? {
            "last" => Step::Last,
            "this" => Step::This,
            "next" => Step::Next,
            _ => return None,
        }),
        "from-text" => Meaning::FromText,
        "season" => Meaning::Season(match text(0)? {
            "spring" => Season::Spring,
            "summer" => Season::Summer,
            "autumn" => Season::Autumn,
            "winter" => Season::Winter,
            _ => return None,
        }),
        "reference" => Meaning::Reference(match text(0)? {
            "past" => Vague::Past,
            "present" => Vague::Present,
            "future" => Vague::Future,
            _ => return None,
        }),
        "set" => Meaning::Set(large(0)?, unit(text(1)?)?),
        "bare" => Meaning::BarePart,
        "long" => Meaning::Long(unit(text(0)?)?),
        "every" => Meaning::Every,
        "per" => Meaning::Per,
        "edge" => Meaning::Edge(match text(0)? {
            "start" => Modifier::Start,
            "mid" => Modifier::Mid,
            "end" => Modifier::End,
            _ => return None,
        }),
        "size" => Meaning::Size(match text(0)? {
            "approx" => Modifier::Approx,
            "less" => Modifier::LessThan,
            "more" => Modifier::MoreThan,
            "at-most" => Modifier::EqualOrLess,
            "at-least" => Modifier::EqualOrMore,
            _ => return None,
        }),
        "holiday" => Meaning::Holiday(match text(0)? {
            "fixed" => Holiday::Fixed { month: small(1)?, day: small(2)? },
            "nth" => Holiday::Nth { month: small(1)?, weekday: small(2)?, nth: small(3)? },
            "easter" => Holiday::Easter(signed(1)?),
            _ => return None,
        }),
        "shift" => {
            let sign = if text(0)? == "back" { -1 } else { 1 };
            Meaning::Shift(sign, if text(1)? == "now" { Base::Published } else { Base::Previous })
        }
        "ages" => Meaning::Ages,
        "era" => Meaning::BeforeChrist(text(0)? == "bc"),
        "relation" => Meaning::Relation(match text(0)? {
            "at" => Relation::At,
            "since" => Relation::Since,
            "until" => Relation::Until,
            "by" => Relation::By,
            "before" => Relation::Before,
            "after" => Relation::After,
            _ => return None,
        }),
        "name-tail" => Meaning::NameTail,
        "name-head" => Meaning::NameHead,
        "in" => Meaning::In,
        "word" => Meaning::Word,
        "future" => Meaning::FutureCue,
        "bound" => Meaning::BoundCue,
        "near" => Meaning::NearCue,
        "past" => Meaning::PastCue,
        "weak" => Meaning::WeakCue,
        _ => return None,
    })
}

fn unit(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "minute" => Unit::Minute,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "weekend" => Unit::Weekend,
        "week" => Unit::Week,
        "fortnight" => Unit::Fortnight,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        "decade" => Unit::Decade,
        "century" => Unit::Century,
        "millennium" => Unit::Millennium,
        _ => return None,
    })
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "morning" => Part::Morning,
        "midday" => Part::Midday,
        "afternoon" => Part::Afternoon,
        "evening" => Part::Evening,
        "night" => Part::Night,
        _ => return None,
    })
}
