use crate::resolve;
use crate::term::Term;
use jiff::civil::Date;
use onrecord_text::{Span, TimeType};

/// A time expression as it stands in a text, before anybody says what it is counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// The words, without a preposition before them: `February`, not "in February".
    pub span: Span,
    /// The TIMEX3 type.
    pub kind: TimeType,
    /// What a word such as "early", "about" or "more than" adds.
    pub modifier: Option<Modifier>,
    /// What a preposition before the expression says of it: "since June", "by Friday".
    pub relation: Relation,
    pub(crate) term: Term,
}

impl Expression {
    /// The value, counted from an anchor. Without what it needs an expression resolves to no days, never to today's.
    #[must_use]
    pub fn resolve(&self, anchor: &Anchor) -> Value {
        resolve::resolve(self, anchor)
    }
}

/// What an expression is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The day on which the item was published.
    pub published: Option<Date>,
    /// The day of the last expression of the text that resolved to a day; "six days later" is counted from it.
    pub previous: Option<Date>,
    /// Where a bare "Friday" or "June" lies ([`crate::local_direction`]).
    pub direction: Direction,
}

/// On which side of the anchor an expression without a year, month or week of its own lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Direction {
    /// Before the anchor or on it: what news is about unless it says otherwise.
    #[default]
    Past,
    /// On the anchor or after it, by a cue such as "will" or "due".
    Future,
    /// No cue: weekdays still lie in the past, months and days of a month where they are nearest.
    Unspecified,
}

/// What an expression means under an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The TIMEX3 value: `2025-02-27`, `2025-W09`, `2025-02-27TMO`, `P3D`, `PRESENT_REF`, `XXXX-02-27`.
    pub timex: String,
    /// The first day that it can mean; none for what is not on the calendar or cannot be placed.
    pub earliest: Option<Date>,
    /// The last day that it can mean, included.
    pub latest: Option<Date>,
    /// The time of day, where it gives one. It is the time of the place that the words speak of: no zone is applied.
    pub clock: Option<Clock>,
    /// How fine the value is.
    pub grain: Grain,
    /// What it was counted from, in words: `published 2031-05-02`, `previous 2031-05-02`, `none`.
    pub anchor: String,
    /// Whether the words alone give a full day, needing no anchor.
    pub explicit: bool,
    /// EDTF level 1 (ISO 8601-2:2019), where the value is on the calendar.
    pub edtf: Option<String>,
}

/// A time of day, 00:00 to 23:59 (midnight at the end of a day is 00:00 of the next).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

/// How fine a value is, from coarse to fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// Not on the calendar: a duration, a set, a vague reference.
    None,
    /// A hundred years.
    Century,
    /// Ten years.
    Decade,
    /// A year.
    Year,
    /// Half a year.
    Half,
    /// A season.
    Season,
    /// Three months.
    Quarter,
    /// A month.
    Month,
    /// A week, Monday to Sunday.
    Week,
    /// Saturday and Sunday, or a run of days.
    Days,
    /// A day.
    Day,
    /// Morning, afternoon, evening, night.
    Part,
    /// A time of day.
    Clock,
}

/// What a modifying word adds; the names are TIMEX3's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modifier {
    /// "early March", "the beginning of the year".
    Start,
    /// "mid-November".
    Mid,
    /// "late 1990", "the end of the week".
    End,
    /// "about two years".
    Approx,
    /// "less than an hour", "nearly two years".
    LessThan,
    /// "more than three years".
    MoreThan,
    /// "up to six hours".
    EqualOrLess,
    /// "at least two weeks".
    EqualOrMore,
}

impl Modifier {
    /// TIMEX3's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::LessThan => "LESS_THAN",
            Self::MoreThan => "MORE_THAN",
            Self::EqualOrLess => "EQUAL_OR_LESS",
            Self::EqualOrMore => "EQUAL_OR_MORE",
        }
    }
}

/// What a preposition says of the time after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Relation {
    /// In, on, at, or no preposition.
    #[default]
    At,
    /// From it on: "since June", "from Friday".
    Since,
    /// Up to it: "until Monday", "through March".
    Until,
    /// Not later: "by Friday".
    By,
    /// "before the end of February".
    Before,
    /// "after 2031".
    After,
}
