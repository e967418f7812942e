//! What a trained reader is shown: a page cut into units, and what it is told of each word.

use crate::document::{Document, Sentence};
use onrecord_tagger::encoder::shape_of;
use onrecord_text::Page;
use std::ops::Range;

/// The most words that a unit has.
const LONGEST: usize = 160;

/// What a trained reader is told of a word beside its letters. The numbers are those that the models learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Features {
    /// How it is written.
    pub shape: u8,
    /// Where it stands by the quotation marks: 0 outside, 1 inside, 2 opening mark, 3 closing mark.
    pub quote: u8,
    /// Its part of speech, by number.
    pub tag: u8,
    /// 1 for the first word of a sentence, and 2 more in a heading.
    pub place: u8,
}

/// The units of a document, as ranges of its words: a paragraph each, and what is longer than a unit may be cut
/// between sentences, or, within a longer sentence, anywhere.
pub(crate) fn cut(document: &Document) -> Vec<Range<usize>> {
    let mut units: Vec<Range<usize>> = Vec::new();
    let mut paragraph = None;
    for sentence in &document.sentences {
        let joins = paragraph == Some(sentence.paragraph);
        paragraph = Some(sentence.paragraph);
        match units.last_mut() {
            Some(unit) if joins && sentence.words.end - unit.start <= LONGEST => {
                unit.end = sentence.words.end
            }
            _ => {
                let starts = sentence.words.clone().step_by(LONGEST);
                units.extend(starts.map(|start| start..sentence.words.end.min(start + LONGEST)));
            }
        }
    }
    units.retain(|unit| !unit.is_empty());
    units
}

/// What a trained reader is told of a word.
pub(crate) fn features(document: &Document, word: usize) -> Features {
    let it = &document.words[word];
    let sentence: &Sentence = document.sentence_of(word);
    let first = u8::from(sentence.words.start == word);
    Features {
        shape: shape_of(document.text(it.span)),
        quote: it.quote.map_or(0, |quote| {
            let quote = &document.quotes[quote];
            if it.span.start() == quote.span.start() {
                2
            } else if it.span.end() == quote.span.end() && !quote.unclosed {
                3
            } else {
                1
            }
        }),
        tag: it.tag as u8,
        place: first + 2 * u8::from(sentence.heading),
    }
}

/// The units of a page with every word's span and features, for training: exactly what the reader sees.
#[must_use]
pub fn units(page: &Page) -> Vec<Vec<(onrecord_text::Span, Features)>> {
    let document = Document::new(page);
    cut(&document)
        .into_iter()
        .map(|unit| unit.map(|word| (document.words[word].span, features(&document, word))).collect())
        .collect()
}
