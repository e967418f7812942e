//! The time expressions of a page, resolved against the day of their item.

use crate::document::Document;
use onrecord_text::{Basis, Dating, Span, TimeExpression};
use onrecord_time::{Anchor, Direction, Grain, Value, local_direction};

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

    /// The date as something that the page states.
    pub(crate) fn dating(&self, words: &str) -> Dating {
        let (Some(first), Some(last)) = (self.value.earliest, self.value.latest) else {
            return Dating::default();
        };
        let why = if self.value.explicit {
            String::new()
        } else {
            format!("“{words}”, counted from {}", self.value.anchor)
        };
        Dating::between(first, last, Basis::Stated).from_words([self.span()]).because(why)
    }
}

/// Finds the time expressions of a document, in page order.
pub(crate) fn find(document: &Document<'_>) -> Vec<Time> {
    let text = document.page.text.as_str();
    let mut times: Vec<Time> = Vec::new();
    let mut item = usize::MAX;
    let mut previous = None;
    for (number, sentence) in document.sentences.iter().enumerate() {
        if sentence.item != item {
            item = sentence.item;
            previous = None;
        }
        let published = document.page.items[item].published.single_day();
        for found in onrecord_time::find(text, sentence.span) {
            let direction = match local_direction(text, sentence.span, found.span) {
                Direction::Past if sentence.heading && is_ahead(document, number) => Direction::Future,
                direction => direction,
            };
            let value = found.resolve(&Anchor { published, previous, direction });
            if value.earliest.is_some() && value.earliest == value.latest {
                previous = value.earliest;
            }
            let quoted = document.quote_at(found.span).is_some();
            times.push(Time {
                expression: TimeExpression {
                    span: found.span,
                    kind: found.kind,
                    value: value.timex.clone(),
                    earliest: value.earliest,
                    latest: value.latest,
                    anchor: value.anchor.clone(),
                },
                value,
                sentence: number,
                quoted,
            });
        }
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
