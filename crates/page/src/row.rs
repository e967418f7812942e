//! What rows of features are made of, for those who tell what is news by a trained forest.

use crate::pasted::lines::{Furniture, Line, Shape};

#[allow(clippy::cast_precision_loss, reason = "counts of a page need no more precision")]
pub(crate) fn number(count: usize) -> f32 {
    count as f32
}

pub(crate) fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

pub(crate) fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

pub(crate) fn bit(bits: u32, at: usize) -> f32 {
    flag(bits >> at & 1 == 1)
}

/// The features of one block or line, in their order.
#[derive(Default)]
pub(crate) struct Row(pub(crate) Vec<f32>);

impl Row {
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    pub(crate) fn push(&mut self, value: f32) {
        self.0.push(value);
    }

    /// What the rules say of a line: its shape, the furniture that it is, whether it holds a stamp or is a byline.
    pub(crate) fn push_ruled(&mut self, line: &Line) {
        self.push(match line.shape {
            Shape::Label => 0.0,
            Shape::Head => 1.0,
            Shape::Body => 2.0,
        });
        for kind in [Furniture::Mid, Furniture::End, Furniture::Caption, Furniture::Promo, Furniture::Tags] {
            self.push(flag(line.furniture == Some(kind)));
        }
        self.push(flag(line.stamp.is_some()));
        self.push(flag(line.is_byline));
    }
}

/// Sums before each place.
pub(crate) fn running(values: impl Iterator<Item = f32>) -> Vec<f32> {
    values
        .scan(0.0, |sum, value| {
            let before = *sum;
            *sum += value;
            Some(before)
        })
        .collect()
}

/// How far the nearest block of prose is, before and behind each.
pub(crate) fn nearest(is_prose: &[bool]) -> Vec<(f32, f32)> {
    let mut distances = vec![(20.0_f32, 20.0_f32); is_prose.len()];
    let mut since = 20.0_f32;
    for (at, prose) in is_prose.iter().enumerate() {
        distances[at].0 = since;
        since = if *prose { 1.0 } else { (since + 1.0).min(20.0) };
    }
    since = 20.0;
    for (at, prose) in is_prose.iter().enumerate().rev() {
        distances[at].1 = since;
        since = if *prose { 1.0 } else { (since + 1.0).min(20.0) };
    }
    distances
}

pub(crate) fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "to"
            | "and"
            | "a"
            | "in"
            | "that"
            | "is"
            | "was"
            | "for"
            | "on"
            | "with"
            | "as"
            | "it"
            | "be"
            | "by"
            | "at"
            | "from"
            | "has"
            | "have"
            | "had"
            | "he"
            | "she"
            | "they"
            | "his"
            | "her"
            | "their"
            | "its"
            | "who"
            | "which"
            | "are"
            | "were"
            | "this"
            | "but"
            | "not"
            | "an"
            | "or"
            | "been"
            | "will"
            | "would"
            | "we"
            | "I"
            | "said"
            | "The"
            | "A"
            | "In"
    )
}

/// About how many words a text has in a script that puts no spaces between them: two characters a word.
pub(crate) fn unspaced(text: &str) -> usize {
    if text.is_ascii() {
        0
    } else {
        text.chars().filter(|char| ('\u{3040}'..='\u{9fff}').contains(char)).count() / 2
    }
}
