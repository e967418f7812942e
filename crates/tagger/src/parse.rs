//! A tagged text to dependency trees.

use crate::dependency::{State, parse_words, words_of};
use crate::weights::Weights;
use crate::{Label, Tagged, form, tagger};
use std::ops::Range;
use std::sync::LazyLock;

/// The weights, which `training/` makes and `models/README.md` describes.
static PARSER: LazyLock<Weights> =
    LazyLock::new(|| crate::training::read_parser(WEIGHTS).unwrap_or_default());

const WEIGHTS: &[u8] = include_bytes!("../../../models/dep-en.bin");

/// One dependency tree a sentence. Both lists are as long as [`Tagged::tokens`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parse {
    /// The token that each token hangs on, as an index of [`Tagged::tokens`]; `None` for the root of a sentence.
    pub heads: Vec<Option<usize>>,
    /// The relation of each token to its head.
    pub labels: Vec<Label>,
}

/// The dependencies of a text that was tagged: one projective tree with one root a sentence.
///
/// The time is linear in the number of tokens.
#[must_use]
pub fn parse(text: &str, tagged: &Tagged) -> Parse {
    let mut parse = Parse { heads: Vec::with_capacity(tagged.tokens.len()), labels: Vec::new() };
    let (mut forms, mut words, mut state) = (Vec::new(), Vec::new(), State::default());
    for sentence in &tagged.sentences {
        let tokens = tagged.tokens.get(sentence.tokens.clone()).unwrap_or_default();
        form::forms(tokens.iter().map(|token| token.span.of(text)), tagger::lexicon(), &mut forms);
        words_of(&forms, tokens.iter().map(|token| token.tag), &mut words);
        parse_words(&PARSER, &words, &mut state);
        let first = parse.heads.len();
        parse.heads.extend(state.heads.iter().map(|head| head.map(|head| head + first)));
        parse.labels.extend_from_slice(&state.labels);
    }
    parse
}

impl Parse {
    /// The tokens that hang on `head` directly, in the order of the text, within `range` (mostly its sentence's).
    pub fn children(&self, head: usize, range: Range<usize>) -> impl Iterator<Item = usize> + '_ {
        range.filter(move |&token| self.heads.get(token).copied().flatten() == Some(head))
    }

    /// For every token the tokens from the first to the last that hang on it directly or through others, itself
    /// included. In a projective tree this is its whole phrase and nothing else.
    #[must_use]
    pub fn phrases(&self) -> Vec<Range<usize>> {
        let mut phrases: Vec<Range<usize>> = (0..self.heads.len()).map(|token| token..token + 1).collect();
        let mut waiting = vec![0_usize; self.heads.len()];
        for head in self.heads.iter().flatten() {
            if let Some(count) = waiting.get_mut(*head) {
                *count += 1;
            }
        }
        let mut ready: Vec<usize> =
            (0..self.heads.len()).filter(|&token| waiting.get(token) == Some(&0)).collect();
        while let Some(token) = ready.pop() {
            let Some(head) = self.heads.get(token).copied().flatten() else { continue };
            let Some(inner) = phrases.get(token).cloned() else { continue };
            if let (Some(outer), Some(count)) = (phrases.get_mut(head), waiting.get_mut(head)) {
                *outer = outer.start.min(inner.start)..outer.end.max(inner.end);
                *count = count.saturating_sub(1);
                if *count == 0 {
                    ready.push(head);
                }
            }
        }
        phrases
    }
}
