use crate::resolve;
use crate::term::{Amount, Base, Fields, Term};
use jiff::civil::{Date, DateTime};
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
    /// The rule of the grammar that read it: `month`, `weekday`, `shift`.
    pub rule: &'static str,
    pub(crate) term: Term,
    /// Where the two ends of a range stand.
    pub(crate) ends: Option<[Span; 2]>,
}

impl Expression {
    /// The value, counted from an anchor. Without what it needs an expression resolves to no days, never to today's.
    #[must_use]
    pub fn resolve(&self, anchor: &Anchor) -> Value {
        resolve::resolve(self, anchor)
    }

    /// Whether it is counted from what the next words name: [`Relation::After`] for "two days after the vote" and "the day after the
    /// vote", [`Relation::Before`] for "a week before the talks", [`Relation::At`] for "the day of the vote". [`Anchor::event`] says
    /// when that was.
    #[must_use]
    pub fn beside_event(&self) -> Option<Relation> {
        let sign = match self.term {
            Term::Duration { event, .. } => event?,
            Term::Shift { base: Base::Event, amount, .. } if amount == Amount::whole(0) => 0,
            Term::Shift { base: Base::Event, sign, .. } => sign,
            Term::Calendar(Fields { from_event: true, period: Some((_, offset)), .. }) => offset,
            _ => return None,
        };
        Some(match sign {
            0 => Relation::At,
            1.. => Relation::After,
            _ => Relation::Before,
        })
    }

    /// Whether its year has three digits and no era, so that only the whole text can tell whether it is one.
    pub(crate) fn is_early(&self) -> bool {
        matches!(&self.term, Term::Calendar(fields) if fields.early)
    }

    /// What TIMEX3 marks apart: the two ends of a range ("17–23 February" is `17` and `23 February`), else the expression.
    #[must_use]
    pub fn parts(&self) -> Vec<Self> {
        let (Term::Range(from, to, _), Some(spans)) = (&self.term, self.ends) else {
            return vec![self.clone()];
        };
        let part =
            |span, fields: &Fields| Self { span, term: Term::Calendar(*fields), ends: None, ..self.clone() };
        vec![part(spans[0], from), part(spans[1], to)]
    }
}

/// What an expression is counted from. All of it is the caller's word; [`crate::read`] fills it from a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// The day on which the item was published.
    pub published: Option<Date>,
    /// The day on which the words were said, for words inside quotation marks: it stands before `published`.
    pub said: Option<Date>,
    /// What the text spoke of last; "six days later" is counted from it.
    pub previous: Option<Focus>,
    /// The business quarter that the text reports on; "a year earlier" behind a figure is the same quarter of the year before.
    pub quarter: Option<Focus>,
    /// When the event happened that the words name: "two days after the vote".
    pub event: Option<Focus>,
    /// What months, days and "this year" are counted from.
    pub voice: Voice,
    /// Where a bare "Friday" or "June" lies ([`crate::local_direction`]).
    pub direction: Direction,
}

/// Who tells: it decides what an expression that leaves its year open is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Voice {
    /// A report: counted from the day of publication, or of the saying.
    #[default]
    Report,
    /// A narrative: counted from what the text spoke of last.
    Narrative,
}

/// A time that a text has spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    /// Its first day.
    pub first: Date,
    /// Its last day, included.
    pub last: Date,
    /// How fine it was.
    pub grain: Grain,
    /// The time of that day, where it was one: "twenty minutes later" is counted from it.
    pub clock: Option<Clock>,
}

impl Focus {
    /// A day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self { first: day, last: day, grain: Grain::Day, clock: None }
    }

    /// Some days, included both, that were spoken of as finely as `grain` says.
    #[must_use]
    pub fn stretch(first: Date, last: Date, grain: Grain) -> Self {
        Self { first, last, grain, clock: None }
    }
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
    /// What "early", "about" or "more than" adds; the days are narrowed by it already.
    pub modifier: Option<Modifier>,
    /// The rule that placed it: `words` for what they say in full, `weekday past`, `narrative year`.
    pub rule: &'static str,
    /// What else it can mean, best first: the other Friday, the other year, the other order of day and month.
    pub alternatives: Vec<Alternative>,
}

impl Value {
    /// The stretch of time that it means, half open, in the local time of the place that the words speak of; none for what
    /// is not on the calendar.
    ///
    /// A clock is a minute. A part of a day is wide: a morning ends at noon, a night runs from 18:00 to 06:00.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        resolve::interval(self)
    }
}

/// From a moment on, up to another and without it. Local time; no zone is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The first moment of it.
    pub from: DateTime,
    /// The first moment after it.
    pub until: DateTime,
}

/// Another reading of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// Its TIMEX3 value.
    pub timex: String,
    /// Its first day.
    pub earliest: Date,
    /// Its last day, included.
    pub latest: Date,
    /// Why it can be meant: `weekday future`, `month first`.
    pub rule: &'static str,
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
