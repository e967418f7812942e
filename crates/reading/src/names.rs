//! The names that the trained reader finds.

use crate::document::Document;
use onrecord_tagger::encoder::UnitReading;
use onrecord_text::Span;
use std::ops::Range;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organization, a body of a state among them.
    Organization,
    /// A place; a country too, where it acts.
    Place,
    /// Anything else: a nationality, an event, a work.
    Other,
}

impl NameKind {
    /// `PER`, `ORG`, `LOC` or `OTH`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Organization => "ORG",
            Self::Place => "LOC",
            Self::Other => "OTH",
        }
    }
}

/// A name where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The words, as bytes of the page's text.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
}

/// How many labels there are: outside, and of each kind the first word and the others, in the order of the models.
const LABELS: usize = 9;

/// The names of a unit that holds these words of the document.
pub(crate) fn of_unit(document: &Document<'_>, words: &Range<usize>, unit: &UnitReading) -> Vec<Name> {
    let path = best_path(&unit.names);
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (at, label) in path.iter().enumerate().filter(|(_, label)| **label > 0) {
        let begins = label % 2 == 1;
        match found.last_mut() {
            Some((range, _)) if !begins && range.end == at => range.end = at + 1,
            _ => found.push((at..at + 1, (label - 1) / 2)),
        }
    }
    found
        .into_iter()
        .filter_map(|(range, kind)| {
            let span = document.span_of(&(words.start + range.start..words.start + range.end))?;
            let kind = match kind {
                0 => NameKind::Person,
                1 => NameKind::Organization,
                2 => NameKind::Place,
                _ => NameKind::Other,
            };
            Some(Name { span, kind })
        })
        .collect()
}

/// The most probable labels that are legal: a name goes on only with its own kind (Viterbi).
fn best_path(scores: &[[f32; LABELS]]) -> Vec<usize> {
    const NEVER: f32 = -1e9;
    let follows =
        |before: usize, label: usize| label == 0 || label % 2 == 1 || before == label || before + 1 == label;
    let mut best = [NEVER; LABELS];
    best[0] = 0.0;
    let mut back: Vec<[usize; LABELS]> = Vec::with_capacity(scores.len());
    for row in scores {
        let mut next = [NEVER; LABELS];
        let mut from = [0; LABELS];
        for (label, score) in row.iter().enumerate() {
            for (before, value) in best.iter().enumerate() {
                if follows(before, label) && value + score > next[label] {
                    next[label] = value + score;
                    from[label] = before;
                }
            }
        }
        best = next;
        back.push(from);
    }
    let mut label =
        (0..LABELS).max_by(|left, right| best[*left].total_cmp(&best[*right])).unwrap_or_default();
    let mut path = vec![0; scores.len()];
    for (at, from) in back.iter().enumerate().rev() {
        path[at] = label;
        label = from[label];
    }
    path
}
