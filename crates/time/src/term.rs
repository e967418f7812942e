//! What an expression says, free of any anchor. The grammar makes terms, [`crate::resolve`] turns them into days.

use crate::expression::Clock;

/// The meaning of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Term {
    /// Fields of the calendar; those that are open are filled from the anchor.
    Calendar(Fields),
    /// A number of units before (`sign` -1) or after (1) a base: "three days ago", "six days later".
    /// `compared`: it stands behind a figure that it is compared with, as in "from $3 million a year earlier".
    Shift { amount: Amount, unit: Unit, sign: i32, base: Base, compared: bool },
    /// From one calendar term to another: "17–23 February". With the token that the first ends before and the one that the
    /// last begins with.
    Range(Box<Fields>, Box<Fields>, [usize; 2]),
    /// A day or period written in numbers that can be read in two ways: 03/04/2031.
    Ambiguous(Box<Fields>, Box<Fields>),
    /// A length of time, with where it lies if the words say so: "six hours", "the past two months".
    /// `event`: it is counted before (-1) or after (1) what the next words name, "two days after the vote".
    Duration { amount: Amount, unit: Unit, rest: Option<(u32, Unit)>, place: Option<i32>, event: Option<i32> },
    /// What recurs: "every week" (an interval) or "every Friday" (fields).
    Every { amount: u32, unit: Unit },
    /// What recurs at a place of the calendar: "every Friday", "each July".
    EveryAt(Fields),
    /// A vague time: before, around or after the time of speaking.
    Reference(Vague),
}

/// The vague references of TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Vague {
    Past,
    Present,
    Future,
}

/// What a shift is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    /// The day of publication: "ago".
    Published,
    /// The last day that the text named: "later", "earlier".
    Previous,
    /// What the next words name: "the day after the vote".
    Event,
}

/// A counted or vague amount, in hundredths: two and a half is 250.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Amount {
    Exact(u64),
    /// "several", "a few", or a bare plural.
    Some,
}

impl Amount {
    pub(crate) fn whole(count: u32) -> Self {
        Self::Exact(u64::from(count) * 100)
    }
}

/// A unit of the calendar or the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Millennium,
}

/// Fields of the calendar. What is `None` the words leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Fields {
    /// A period counted from the anchor: `(Year, -1)` for "last year", `(Day, 1)` for "tomorrow".
    pub(crate) period: Option<(Unit, i32)>,
    /// Whether it is counted from the last day that the text named ("that day", "the next day").
    pub(crate) from_previous: bool,
    /// Whether `period` counts from what the next words name: "the morning after the vote".
    pub(crate) from_event: bool,
    /// Days after the day that the other fields give: -1 for "the day before Christmas".
    pub(crate) beside: i8,
    /// The first two digits of the year; -3 for the years 300 to 201 before Christ, which are its third century.
    pub(crate) century: Option<i32>,
    pub(crate) decade: Option<i32>,
    /// A full year, or two digits with an apostrophe already completed; 0 is 1 BC, as in ISO 8601.
    pub(crate) year: Option<i32>,
    /// The year has three digits and no era, "in 872": only a text that tells of such times means a year by it.
    pub(crate) early: bool,
    pub(crate) half: Option<u8>,
    pub(crate) quarter: Option<u8>,
    /// `period` counts from the quarter that the text reports on: "the quarter" is 0, "the year-ago quarter" -4.
    pub(crate) reported: bool,
    pub(crate) season: Option<Season>,
    pub(crate) month: Option<u8>,
    /// The Saturday and Sunday of the week.
    pub(crate) weekend: bool,
    /// Which week of the month, 1 to 4; 0 is the last.
    pub(crate) week: Option<u8>,
    pub(crate) day: Option<u8>,
    /// The week that holds the day is meant: "the week of March 6".
    pub(crate) week_of: bool,
    /// 1 Monday to 7 Sunday.
    pub(crate) weekday: Option<u8>,
    pub(crate) holiday: Option<Holiday>,
    pub(crate) part: Option<Part>,
    pub(crate) clock: Option<Clock>,
    /// The time of day is one of the universal zone.
    pub(crate) utc: bool,
    pub(crate) step: Step,
}

/// Which of several a bare name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Step {
    #[default]
    Bare,
    Last,
    This,
    Next,
}

/// A season.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
}

/// How a holiday's day is found in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holiday {
    /// A day of a month.
    Fixed { month: u8, day: u8 },
    /// The nth weekday of a month; 0 is the last.
    Nth { month: u8, weekday: u8, nth: u8 },
    /// Days after Easter Sunday of the Western church.
    Easter(i32),
}
