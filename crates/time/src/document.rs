//! The times of a whole text: which anchor each expression is counted from, decided by the text.
//!
//! A report counts from the day of its publication and a quotation from the day of its saying; a history counts from what it
//! spoke of last. Most texts are one of the two, and a report has passages of history in it: a date of its own, far from
//! the day of publication, opens one, and the next word of a reporter ("on Tuesday", "last week") closes it.

use crate::beside;
use crate::calendar;
use crate::direction;
use crate::expression::{Anchor, Direction, Expression, Focus, Grain, Relation, Value, Voice};
use crate::grammar::find_in;
use crate::scan::Scan;
use crate::sentences::Sentence;
use crate::term::{Amount, Base, Fields, Step, Term, Unit};
use jiff::civil::Date;
use onrecord_text::Span;

/// A text whose times are to be read.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// The text; all offsets are into it.
    pub text: &'a str,
    /// Its sentences in order: [`crate::sentences()`], or the caller's own.
    pub sentences: &'a [Sentence],
    /// What it quotes, in order.
    pub quotations: &'a [Quotation],
    /// The day of its publication. A history may have one too: it is not counted from.
    pub published: Option<Date>,
}

/// Words inside quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// Where they stand.
    pub span: Span,
    /// The day on which they were said, if it is known and not the day of publication.
    pub said: Option<Date>,
}

/// A time expression with what it means where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed {
    /// The words.
    pub expression: Expression,
    /// What they mean.
    pub value: Value,
    /// What they were counted from.
    pub anchor: Anchor,
    /// The place of their sentence in [`Passage::sentences`].
    pub sentence: usize,
}

/// Finds and resolves the time expressions of a passage, in order. Linear time on any input.
#[must_use]
pub fn read(passage: &Passage<'_>) -> Vec<Timed> {
    let mut found = find_all(passage);
    early_years(&mut found);
    share_years(passage.text, &mut found);
    let published = passage.published;
    let voice = voice_of(&found, published);
    let mut story = Story::new(&found, published, voice);
    let mut timed = Vec::with_capacity(found.len());
    for (at, it) in found.iter().enumerate() {
        story.enter(at, it);
        let said = it.quotation.and_then(|quotation| passage.quotations[quotation].said);
        let mut anchor = story.anchor(it, said);
        if it.expression.beside_event().is_some() {
            anchor.event = event_of(passage, &story, &found, at, &timed);
        }
        let value = it.expression.resolve(&anchor);
        story.leave(at, it, &value);
        timed.push(Timed { expression: it.expression.clone(), value, anchor, sentence: it.sentence });
    }
    timed
}

/// When the event was that the words behind an expression name, where the text says so beside it or just before.
fn event_of(
    passage: &Passage<'_>,
    story: &Story,
    found: &[Found],
    at: usize,
    timed: &[Timed],
) -> Option<Focus> {
    let it = found.get(at)?;
    let next = found.get(at + 1).filter(|next| next.sentence == it.sentence);
    if let Some(next) =
        next.filter(|next| beside::is_of_the_event(passage.text, &it.expression, &next.expression))
    {
        let value = next.expression.resolve(&story.anchor(next, None));
        return value.earliest.filter(|_| value.grain >= Grain::Day).map(Focus::day);
    }
    beside::told_before(passage.text, passage.sentences, timed, &it.expression, it.sentence)
}

/// An expression with what the policy asks of it.
struct Found {
    expression: Expression,
    sentence: usize,
    direction: Direction,
    quotation: Option<usize>,
    root: Root,
    /// The year that its own words give, and whether they give a day or month of it too.
    year: Option<i32>,
    opens_paragraph: bool,
    opens_sentence: bool,
    in_brackets: bool,
    /// The later year of a heading of two: "1953 and 1954".
    closes_heading: bool,
}

/// What an expression is counted from, by its words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Root {
    /// Nothing: it has a year, a decade, a century.
    Words,
    /// The day of speaking: "yesterday", "last week", "three days ago".
    Speech,
    /// The text: "the next day", "two years later".
    Text,
    /// A weekday alone: in a report the day of speaking.
    Weekday,
    /// A month, a day of a month, a season, a holiday, a time of day.
    Open,
    /// It is on no calendar.
    None,
}

fn root(term: &Term) -> Root {
    match term {
        Term::Calendar(fields) => root_of(fields),
        Term::Range(fields, ..) => root_of(fields),
        Term::Ambiguous(..) => Root::Words,
        Term::Shift { base: Base::Published, .. } => Root::Speech,
        Term::Shift { .. } => Root::Text,
        Term::Duration { .. } | Term::Every { .. } | Term::EveryAt(_) | Term::Reference(_) => Root::None,
    }
}

fn root_of(fields: &Fields) -> Root {
    if fields.year.is_some() || fields.decade.is_some() || fields.century.is_some() {
        Root::Words
    } else if fields.from_previous || fields.from_event || fields.reported {
        Root::Text
    } else if fields.period.is_some() || fields.weekend || fields.step != Step::Bare {
        Root::Speech
    } else if fields.weekday.is_some() && fields.month.is_none() {
        Root::Weekday
    } else {
        Root::Open
    }
}

fn find_all(passage: &Passage<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let begin = passage.sentences.first().map_or(0, |it| it.span.start());
    let mut quotation = passage.quotations.partition_point(|it| it.span.end() <= begin);
    let mut after = begin;
    for (sentence, it) in passage.sentences.iter().enumerate() {
        let opens_paragraph = opens_paragraph(passage.text, after, it.span.start());
        after = it.span.end();
        let scan = Scan::new(passage.text, it.span);
        for (number, expression) in find_in(&scan).into_iter().enumerate() {
            let span = expression.span;
            while passage.quotations.get(quotation).is_some_and(|it| it.span.end() <= span.start()) {
                quotation += 1;
            }
            let quoted = passage.quotations.get(quotation).is_some_and(|it| it.span.contains(span));
            let root = root(&expression.term);
            let direction = match root {
                Root::Words | Root::None => Direction::Unspecified,
                _ => match direction::of(&scan, span) {
                    Direction::Past if it.ahead => Direction::Future,
                    direction => direction,
                },
            };
            let year = own_year(&expression.term);
            found.push(Found {
                sentence,
                direction,
                quotation: quoted.then_some(quotation),
                root,
                year,
                opens_paragraph: opens_paragraph && number == 0,
                opens_sentence: span.start() < it.span.start() + LEAD,
                in_brackets: in_brackets(passage.text, it.span, span),
                closes_heading: number == 1 && year.is_some() && is_heading_of_years(passage.text, it.span),
                expression,
            });
        }
    }
    found
}

/// A text needs so many years of three digits to tell of such times, and so many where it also names an early age in full.
const EARLY: (usize, usize) = (4, 2);

/// Keeps years of three digits where the text tells of such times, on the side of Christ's birth that it names.
fn early_years(found: &mut Vec<Found>) {
    let early = found.iter().filter(|it| it.expression.is_early()).count();
    if early == 0 {
        return;
    }
    let ages = || {
        found.iter().filter(|it| !it.expression.is_early()).filter_map(|it| match &it.expression.term {
            Term::Calendar(fields) => {
                fields.year.or(fields.decade.map(|it| it * 10)).or(fields.century.map(|it| it * 100))
            }
            Term::Range(fields, ..) => fields.year.or(fields.century.map(|it| it * 100)),
            _ => None,
        })
    };
    let named = ages().any(|year| year < 1000);
    let after_christ = ages().any(|year| (1..1000).contains(&year));
    let before_christ = ages().any(|year| year <= 0) && !after_christ;
    let spoken = found.iter().filter(|it| matches!(it.root, Root::Speech | Root::Weekday)).count();
    if early < EARLY.0 * spoken || early < EARLY.0 && !(named && early >= EARLY.1) {
        found.retain(|it| !it.expression.is_early());
        return;
    }
    for it in found.iter_mut().filter(|it| before_christ && it.expression.is_early()) {
        if let Term::Calendar(fields) = &mut it.expression.term {
            fields.year = fields.year.map(|year| 1 - year);
            it.year = fields.year;
        }
    }
}

/// "From May to July 1863", "25 October – 3 November 1942": what is joined to a date is of its year, or of the year before.
fn share_years(text: &str, found: &mut [Found]) {
    for at in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(at);
        let (Some(one), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let Some(year) = next.year else { continue };
        let between = text.get(one.expression.span.end()..next.expression.span.start()).unwrap_or_default();
        let joined = between.len() < 12
            && matches!(
                between.trim(),
                "to" | "and" | "or" | "until" | "through" | "-" | "–" | "—" | "and in" | "/"
            );
        if !joined || one.sentence != next.sentence {
            continue;
        }
        let later = month_of(&next.expression.term);
        let Term::Calendar(fields) = &mut one.expression.term else { continue };
        let open = fields.year.is_none() && fields.period.is_none();
        let seasons = fields.season.is_some() && has_season(&next.expression.term);
        let year = match (fields.month, later) {
            (Some(month), Some(later)) if open => {
                if month > later {
                    year - 1
                } else {
                    year
                }
            }
            _ if open && seasons => year,
            _ => continue,
        };
        fields.year = Some(year);
        (one.year, one.root) = (Some(year), Root::Words);
    }
}

fn has_season(term: &Term) -> bool {
    matches!(term, Term::Calendar(fields) if fields.season.is_some())
}

fn month_of(term: &Term) -> Option<u8> {
    match term {
        Term::Calendar(fields) => fields.month,
        Term::Range(fields, ..) => fields.month,
        _ => None,
    }
}

/// A date within so many bytes of a sentence's beginning frames the sentence.
const LEAD: usize = 12;

fn opens_paragraph(text: &str, after: usize, start: usize) -> bool {
    after == start
        || text
            .get(after..start)
            .is_none_or(|between| between.bytes().filter(|byte| *byte == b'\n').count() > 1)
}

/// Whether a sentence is nothing but two years: "1953 and 1954", "1955 – 1957".
fn is_heading_of_years(text: &str, sentence: Span) -> bool {
    let words = sentence.of(text);
    let digits = words.bytes().filter(u8::is_ascii_digit).count();
    let rest = words.trim_matches(|letter: char| letter.is_ascii_digit() || letter.is_whitespace());
    digits == 8 && matches!(rest, "and" | "to" | "-" | "–" | "—" | "&")
}

/// Whether brackets that opened near by hold the expression.
fn in_brackets(text: &str, sentence: Span, span: Span) -> bool {
    const NEAR: usize = 60;
    let from = text.floor_char_boundary(span.start().saturating_sub(NEAR).max(sentence.start()));
    let before = text.get(from..span.start()).unwrap_or_default();
    before.rfind(['(', '[']) > before.rfind([')', ']'])
}

fn own_year(term: &Term) -> Option<i32> {
    match term {
        Term::Calendar(fields) => fields.year,
        Term::Range(fields, ..) | Term::Ambiguous(fields, _) => fields.year,
        _ => None,
    }
}

/// The date that stands alone on one of the first lines of a text, as pasted text carries its day; with the weekday or time of
/// day beside it, if they stand there.
#[must_use]
pub fn date_line(text: &str, within: Span) -> Option<Date> {
    /// How many lines a head has at most, and how many bytes a line of one.
    const HEAD: (usize, usize) = (4, 80);
    let mut start = within.start();
    let lines = within.of(text).split_inclusive('\n').map(|line| {
        start += line.len();
        (start - line.len(), line)
    });
    for (from, line) in lines.filter(|(_, line)| !line.trim().is_empty()).take(HEAD.0) {
        let words = line.trim_end();
        let Some(span) = Span::new(from, from + words.len()).filter(|_| words.len() <= HEAD.1) else {
            continue;
        };
        let found = find_in(&Scan::new(text, span));
        let [only] = found.as_slice() else { continue };
        let value = only.resolve(&Anchor::default());
        // A full stop or bracket may stand around it, but no word.
        if only.span.len() + 2 >= words.trim_start().len() && value.explicit && value.earliest == value.latest
        {
            return value.earliest;
        }
    }
    None
}

/// Days from the day of publication within which a date belongs to the news.
const NEWS: i64 = 60;

/// A history has so many dates of its own at least, and so many for each word of a reporter.
const HISTORY: (usize, usize) = (4, 5);

/// So many such dates are enough for a text with no word of a reporter.
const SHORT_HISTORY: usize = 2;

/// Whether a text is a report or a history: by the dates with years of their own far from the day of publication, against
/// the words that only a reporter uses.
fn voice_of(found: &[Found], published: Option<Date>) -> Voice {
    let far = found.iter().filter(|it| it.year.is_some() && is_far(it, published)).count();
    let spoken = found
        .iter()
        .filter(|it| it.quotation.is_none() && matches!(it.root, Root::Speech | Root::Weekday))
        .count();
    let dated = || found.iter().filter(|it| it.quotation.is_none() && it.root != Root::None);
    // A short one opens with such a date and has no word of a reporter at all.
    let opens = dated().next().is_some_and(|it| it.year.is_some() && is_far(it, published));
    let near = dated().any(|it| it.year.is_some() && !is_far(it, published));
    let short = far >= SHORT_HISTORY && spoken == 0 && opens && !near;
    if short || far >= HISTORY.0 && far >= HISTORY.1 * spoken { Voice::Narrative } else { Voice::Report }
}

fn is_far(it: &Found, published: Option<Date>) -> bool {
    let (Some(year), Some(published)) = (it.year, published) else { return it.year.is_some() };
    let value = it.expression.resolve(&Anchor::default());
    let (Some(first), Some(last)) = (value.earliest, value.latest) else {
        return year != calendar::year(published);
    };
    calendar::days_between(last, published) > NEWS || calendar::days_between(published, first) > NEWS
}

/// What the text has spoken of so far.
struct Story {
    published: Option<Date>,
    voice: Voice,
    /// What it spoke of last, how fine ever, and last to the day and to the month.
    last: Option<Focus>,
    day: Option<Focus>,
    /// The sentence of that day.
    day_sentence: usize,
    month: Option<Focus>,
    /// The time that it tells of, without what it only mentions by the way.
    thread: Option<Focus>,
    quarter: Option<Focus>,
    /// Whether its figures are of that quarter, and not of "nine months".
    compares_quarters: bool,
    /// In a report: a passage of history.
    background: bool,
    /// Years that the text gives, each with the place of its expression.
    years: Vec<(usize, i32)>,
    next_year: usize,
}

impl Story {
    fn new(found: &[Found], published: Option<Date>, voice: Voice) -> Self {
        let years: Vec<(usize, i32)> =
            found.iter().enumerate().filter_map(|(at, it)| Some((at, it.year?))).collect();
        // A history that opens with "In April" means the year that it names next.
        let first = years.first().filter(|_| voice == Voice::Narrative);
        let thread = first.and_then(|(_, year)| {
            let days = calendar::years(*year, *year)?;
            Some(Focus::stretch(days.0, days.1, Grain::Year))
        });
        Self {
            published,
            voice,
            last: None,
            day: None,
            day_sentence: 0,
            month: None,
            thread,
            quarter: None,
            compares_quarters: false,
            background: false,
            years,
            next_year: 0,
        }
    }

    /// A reporter's word, or a new paragraph, ends a passage of history.
    fn enter(&mut self, at: usize, it: &Found) {
        if it.opens_paragraph || matches!(it.root, Root::Speech | Root::Weekday) {
            self.background = false;
        }
        while self.years.get(self.next_year).is_some_and(|(place, _)| *place <= at) {
            self.next_year += 1;
        }
    }

    fn anchor(&self, it: &Found, said: Option<Date>) -> Anchor {
        let voice = match self.voice {
            // A text without a day is counted from itself.
            Voice::Report if self.published.is_none() && it.root == Root::Open => Voice::Narrative,
            Voice::Report
                if self.background && it.root == Root::Open && it.direction != Direction::Future =>
            {
                Voice::Narrative
            }
            // "He was shot on Friday. At 10 p.m. his car was found": that Friday.
            Voice::Report
                if is_bare_clock(&it.expression.term)
                    && !it.opens_paragraph
                    && it.quotation.is_none()
                    && it.direction == Direction::Past
                    && self.day.is_some()
                    && it.sentence <= self.day_sentence + 1 =>
            {
                Voice::Narrative
            }
            voice => voice,
        };
        let previous = match (it.root, need(&it.expression.term)) {
            (Root::Text | Root::Weekday, Need::Day) => {
                // After "in May 1968" ten days later is not counted from a day of 1967.
                let shift = matches!(it.expression.term, Term::Shift { .. });
                self.day.filter(|day| !shift || self.is_of_the_thread(*day)).or(self.last)
            }
            (Root::Text, Need::Month) => self.month.or(self.last),
            (Root::Text, Need::Any) => self.last,
            (_, Need::Day) if voice == Voice::Narrative => self.day,
            _ if voice == Voice::Narrative => self.thread.or(self.last),
            _ => self.day.or(self.last),
        };
        Anchor {
            published: self.published,
            said,
            previous,
            quarter: self.quarter.filter(|_| self.compares_quarters || !is_compared(&it.expression.term)),
            event: None,
            voice,
            direction: it.direction,
        }
    }

    /// Whether a day lies in what the text tells of now.
    fn is_of_the_thread(&self, day: Focus) -> bool {
        self.thread.is_none_or(|thread| thread.first <= day.last && day.first <= thread.last)
    }

    fn leave(&mut self, at: usize, it: &Found, value: &Value) {
        if is_accounted(&it.expression.term) {
            self.compares_quarters = false;
        }
        let (Some(first), Some(last)) = (value.earliest, value.latest) else { return };
        // What a figure is compared with is no longer spoken of at the next figure.
        let compared = matches!(it.expression.term, Term::Shift { compared: true, .. });
        if it.root == Root::None || value.grain <= Grain::Decade || compared {
            return;
        }
        let focus = Focus { clock: value.clock, ..Focus::stretch(first, last, value.grain) };
        // Only of a quarter that is over there are results.
        if value.grain == Grain::Quarter && is_reported_on(it) && self.published.is_none_or(|day| last < day)
        {
            self.quarter = Some(focus);
            self.compares_quarters = true;
        }
        let range = matches!(it.expression.term, Term::Range(..));
        // "Three years earlier" looks back, and the telling goes on from where it was.
        let back = it.root == Root::Text
            && matches!(
                it.expression.term,
                Term::Shift { sign: -1, unit: Unit::Year | Unit::Decade | Unit::Century, .. }
            );
        let digression = back || self.is_digression(at, it);
        // After "from 14 to 15 February" the next day is the one after both.
        let several = range && value.grain == Grain::Days;
        if !back {
            self.last = Some(focus);
        }
        if value.grain >= Grain::Month {
            self.month = Some(if several { Focus::day(last) } else { focus });
        }
        if value.grain >= Grain::Day || several {
            let day = if value.grain == Grain::Clock || several { last } else { first };
            self.day = Some(Focus { clock: value.clock, ..Focus::day(day) });
            self.day_sentence = it.sentence;
        }
        // "until September" looks ahead and comes back; "to July 1863" does not.
        let ahead =
            it.expression.relation == Relation::Until && (it.year.is_none() || focus.grain == Grain::Year);
        if !digression && !ahead && !it.closes_heading {
            // What is told after "1914–18" begins in the first of its years.
            let first_year = calendar::years(calendar::year(first), calendar::year(first));
            self.thread = match first_year.filter(|_| range && value.grain == Grain::Year) {
                Some(days) => Some(Focus::stretch(days.0, days.1, Grain::Year)),
                None => Some(focus),
            };
        }
        if self.voice == Voice::Report && it.year.is_some() {
            let over = self.published.is_none_or(|day| last < day);
            self.background = it.opens_sentence && !it.in_brackets && over && is_far(it, self.published);
        }
    }

    /// Whether a year is mentioned by the way: in brackets, or far from the years before and after it, which are close.
    fn is_digression(&self, at: usize, it: &Found) -> bool {
        let Some(year) = it.year else { return false };
        let bare = !matches!(&it.expression.term, Term::Calendar(fields) if fields.month.is_some());
        if bare && it.in_brackets {
            return true;
        }
        let next = self.years.get(self.next_year).filter(|(place, _)| *place > at).map(|(_, year)| *year);
        let (Some(before), Some(next)) = (self.thread.map(|focus| calendar::year(focus.first)), next) else {
            return false;
        };
        let away = year.abs_diff(before).min(year.abs_diff(next));
        // A date that opens its sentence opens a passage.
        !it.opens_sentence && away > 2 && before.abs_diff(next) * 2 <= away
    }
}

/// Whether a quarter is the one that results are given of: "the third quarter", "this year's third quarter", and not "the third
/// quarter of 1988".
fn is_reported_on(it: &Found) -> bool {
    let now = |fields: &Fields| {
        fields.period == Some((Unit::Year, 0)) || fields.reported && fields.quarter.is_some()
    };
    it.root == Root::Open || matches!(&it.expression.term, Term::Calendar(fields) if now(fields))
}

/// What figures are compared with: "a year earlier", "the 1988 period".
fn is_compared(term: &Term) -> bool {
    match term {
        Term::Shift { .. } => true,
        Term::Calendar(fields) => fields.reported && fields.year.is_some(),
        _ => false,
    }
}

/// "nine months", "six months", "the first half", "the fiscal year": what accounts are given for beside a quarter.
fn is_accounted(term: &Term) -> bool {
    match term {
        Term::Duration { amount, unit: Unit::Month, .. } => {
            *amount == Amount::whole(9) || *amount == Amount::whole(6) || *amount == Amount::whole(12)
        }
        Term::Duration { amount, unit: Unit::Year, .. } => *amount == Amount::whole(1),
        Term::Calendar(fields) => fields.half.is_some(),
        _ => false,
    }
}

/// A time of day and nothing else.
fn is_bare_clock(term: &Term) -> bool {
    matches!(term, Term::Calendar(fields) if fields.clock.is_some() && root_of(fields) == Root::Open
        && fields.month.is_none() && fields.day.is_none() && fields.holiday.is_none())
}

/// How finely an expression needs what it is counted from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Day,
    Month,
    Any,
}

fn need(term: &Term) -> Need {
    let of = |unit: Unit| match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Weekend => Need::Day,
        Unit::Week | Unit::Fortnight | Unit::Month => Need::Month,
        _ => Need::Any,
    };
    match term {
        Term::Calendar(fields) => match fields.period {
            Some((unit, _)) => of(unit),
            None if fields.day.is_some() && fields.month.is_none() => Need::Month,
            None if fields.weekday.is_some() && fields.month.is_none() => Need::Day,
            None if fields.holiday.is_some() => Need::Any,
            None if fields.month.is_none() && (fields.clock.is_some() || fields.part.is_some()) => Need::Day,
            None => Need::Any,
        },
        Term::Shift { unit, .. } => of(*unit),
        _ => Need::Any,
    }
}
