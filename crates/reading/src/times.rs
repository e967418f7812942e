//! The time expressions of a page, resolved against the day of their item.

use crate::document::Document;
use onrecord_text::{Basis, Dating, Span, TimeExpression};
use onrecord_time::{Grain, Passage, Quotation, Sentence, Value, read};

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
            let (span, value) = (timed.expression.span, timed.value);
            times.push(Time {
                expression: TimeExpression {
                    span,
                    kind: timed.expression.kind,
                    value: value.timex.clone(),
                    earliest: value.earliest,
                    latest: value.latest,
                    anchor: value.anchor.clone(),
                },
                value,
                sentence: first + timed.sentence,
                quoted: document.quote_at(span).is_some(),
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
