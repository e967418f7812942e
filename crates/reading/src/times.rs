//! The time expressions of a page, resolved against the day of their item.

use crate::document::Document;
use crate::statements::FoundStatement;
use jiff::civil::Date;
use onrecord_text::{Basis, Dating, Span, TimeExpression};
use onrecord_time::{
    Anchor, Direction, Expression, Focus, Grain, Passage, Quotation, Relation, Sentence, Value, read,
};

/// A time expression with what the rules need of it.
pub(crate) struct Time {
    /// As the reading gives it.
    pub expression: TimeExpression,
    /// What it means.
    pub value: Value,
    /// The sentence that it stands in.
    pub sentence: usize,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
    /// The words by themselves, and what they were counted from first: they can be counted from something else.
    words: Expression,
    anchor: Anchor,
}

impl Time {
    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        self.expression.span
    }

    /// Whether it names a day, a part of one, or a stretch of at most a month on the calendar.
    pub(crate) fn is_placed(&self) -> bool {
        let (Some(first), Some(last)) = (self.value.earliest, self.value.latest) else { return false };
        (last - first).get_days() <= 31
    }

    /// The date as something that the page states. A night is of the day on which it begins.
    pub(crate) fn dating(&self, words: &str) -> Dating {
        let (Some(first), Some(last)) = (self.value.earliest, self.value.latest) else {
            return Dating::default();
        };
        let last = if self.value.grain == Grain::Part { first } else { last };
        let why = if self.value.explicit {
            String::new()
        } else {
            format!("“{words}”, counted from {}", self.expression.anchor)
        };
        // "Hours after the signing" can be the next day.
        let vague = first != last && self.beside_event().is_some();
        let basis = if vague { Basis::Inferred } else { Basis::Stated };
        Dating::between(first, last, basis).from_words([self.span()]).because(why)
    }

    /// Whether it is counted from what the next words name, before it or after it: "two days after the vote".
    pub(crate) fn beside_event(&self) -> Option<Relation> {
        self.words.beside_event()
    }

    /// What it means where the event that the next words name was on a day.
    pub(crate) fn counted_from(&self, event: Date) -> Value {
        self.words.resolve(&Anchor { event: Some(Focus::day(event)), ..self.anchor })
    }

    /// Gives it another value, counted from what some words of the page say: they are named with the anchor.
    pub(crate) fn recount(&mut self, value: Value, from: Option<&str>) {
        let anchor =
            from.map_or_else(|| value.anchor.clone(), |words| format!("{}, “{words}”", value.anchor));
        self.expression = TimeExpression {
            span: self.expression.span,
            kind: self.expression.kind,
            value: value.timex.clone(),
            earliest: value.earliest,
            latest: value.latest,
            anchor,
        };
        self.value = value;
    }

    /// Counts it from the day of the saying in place of the day of publication. Without such a day, what was counted from
    /// publication is on no calendar.
    fn tell_on(&mut self, said: Option<Date>, ahead: bool, from: Option<&str>) {
        let direction = match self.anchor.direction {
            Direction::Unspecified if ahead => Direction::Future,
            direction => direction,
        };
        let anchor = match said {
            Some(_) => Anchor { said, direction, ..self.anchor },
            None => Anchor { said, published: None, previous: None, ..self.anchor },
        };
        let value = self.words.resolve(&anchor);
        let counts = match said {
            Some(_) => value.anchor.starts_with("said"),
            None => self.value.anchor.starts_with("published"),
        };
        if counts {
            self.recount(value, from);
        }
    }
}

/// Counts what is said from the day on which it was said, where that is not the day of its item: "“We sail tomorrow,” he said on
/// Monday". What a quotation of an unknown day counts from is unknown. The words of a reporter who tells what was said keep the
/// reporter's day, unless the page states the other.
pub(crate) fn anchor_speech<'s>(
    document: &Document<'_>,
    times: &mut [Time],
    statements: impl Iterator<Item = &'s FoundStatement>,
) {
    for statement in statements.map(|found| &found.statement) {
        let said = &statement.said;
        if matches!(said.basis, Basis::Item | Basis::Metadata) {
            continue;
        }
        let item = statement.content.first().map(|span| document.words_in(*span).start);
        let item = item.map(|word| &document.page.items[document.sentence_of(word).item]);
        if !item.is_some_and(|it| it.published.is_known()) && !said.is_known() {
            continue;
        }
        let day = said.single_day();
        let from = said.evidence.first().map(|span| document.text(*span));
        for content in &statement.content {
            let first = times.partition_point(|time| time.span().start() < content.start());
            for time in times.get_mut(first..).into_iter().flatten() {
                if !content.contains(time.span()) {
                    break;
                }
                if time.quoted || day.is_some() && said.basis == Basis::Stated {
                    time.tell_on(day, is_present(document, time.span()), from.filter(|_| day.is_some()));
                }
            }
        }
    }
}

/// Finds the time expressions of a document, in page order. What each is counted from is decided item by item.
pub(crate) fn find(document: &Document<'_>) -> Vec<Time> {
    let text = document.page.text.as_str();
    let quotations: Vec<Quotation> =
        document.quotes.iter().map(|quote| Quotation { span: quote.span, said: None }).collect();
    let mut times: Vec<Time> = Vec::new();
    let mut first = 0;
    for group in document.sentences.chunk_by(|one, next| one.item == next.item) {
        let Some(item) = group.first().map(|sentence| sentence.item) else { continue };
        let sentences: Vec<Sentence> = (first..)
            .zip(group)
            .map(|(number, it)| Sentence { span: it.span, ahead: it.heading && is_ahead(document, number) })
            .collect();
        let published = document.page.items[item].published.single_day();
        for timed in read(&Passage { text, sentences: &sentences, quotations: &quotations, published }) {
            let (words, value) = (timed.expression, timed.value);
            let span = words.span;
            times.push(Time {
                expression: TimeExpression {
                    span,
                    kind: words.kind,
                    value: value.timex.clone(),
                    earliest: value.earliest,
                    latest: value.latest,
                    anchor: value.anchor.clone(),
                },
                value,
                sentence: first + timed.sentence,
                quoted: document.quote_at(span).is_some(),
                words,
                anchor: timed.anchor,
            });
        }
        first += group.len();
    }
    times
}

/// Whether a headline speaks of what is to come: "Sides to meet Friday".
fn is_ahead(document: &Document<'_>, sentence: usize) -> bool {
    let words = document.sentences[sentence].words.clone();
    words
        .clone()
        .zip(words.skip(1))
        .any(|(to, verb)| document.is(to, &["to"]) && document.words[verb].tag == onrecord_tagger::Tag::Vb)
}

/// Whether the verb before an expression is in the present: who says "she comes on Friday" speaks of the next.
fn is_present(document: &Document<'_>, span: Span) -> bool {
    use onrecord_tagger::Tag;
    let at = document.words_in(span).start;
    let floor = document.sentence_of(at).words.start;
    let verb = (floor..at).rev().find(|it| document.words[*it].tag.is_verb());
    verb.is_some_and(|verb| match document.words[verb].tag {
        Tag::Vbz | Tag::Vbp | Tag::Vb | Tag::Md => true,
        Tag::Vbg => verb > floor && document.is(verb - 1, &["is", "are", "am", "'s", "'re", "'m"]),
        _ => false,
    })
}

/// Whether an expression only points to another part of the page: "(see 06.36 post)".
pub(crate) fn is_reference(document: &Document<'_>, time: &Time) -> bool {
    let words = document.words_in(time.span());
    let see = |at: usize| {
        document.is(at + 1, &["see"]) && document.words[at].tag == onrecord_tagger::Tag::OpenBracket
    };
    (words.start.saturating_sub(4)..words.start).any(see)
        || document.is(words.end, &["post", "entry", "update"])
}

/// Whether an expression is fine enough to date a thing done: a day, a part of one, or a week.
pub(crate) fn is_fine(time: &Time) -> bool {
    !matches!(time.value.grain, Grain::Year | Grain::Decade | Grain::Century) && time.is_placed()
}

/// The expressions of one sentence.
pub(crate) fn of_sentence(times: &[Time], sentence: usize) -> &[Time] {
    let start = times.partition_point(|time| time.sentence < sentence);
    let end = times.partition_point(|time| time.sentence <= sentence);
    &times[start..end]
}

/// The expression that ends at a byte, if one does.
pub(crate) fn ending_at(times: &[Time], end: usize) -> Option<&Time> {
    times.get(times.partition_point(|time| time.span().end() < end)).filter(|time| time.span().end() == end)
}

/// The expression that begins at a byte, if one does.
pub(crate) fn starting_at(times: &[Time], start: usize) -> Option<&Time> {
    times
        .get(times.partition_point(|time| time.span().start() < start))
        .filter(|time| time.span().start() == start)
}
