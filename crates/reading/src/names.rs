//! The names that the trained reader finds.

use crate::document::Document;
use crate::statements::Trained;
use crate::viterbi::best_path;
use onrecord_text::Span;
use std::collections::BTreeMap;
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

/// A name in numbers of the document's words.
#[derive(Debug, Clone)]
pub(crate) struct WordName {
    /// Its words.
    pub words: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// How likely that is, 0 to 1.
    pub certainty: f32,
}

/// The names that a trained reader finds on a page, in page order, none sharing a word with another.
pub(crate) struct PageNames(Vec<WordName>);

impl PageNames {
    /// Finds them. What a page names several times in the same words is of one kind throughout: the likeliest over all of them.
    pub(crate) fn new(document: &Document<'_>, trained: &Trained) -> Self {
        let mut found: Vec<(WordName, [f32; KINDS.len()])> = Vec::new();
        for (words, unit) in trained.units.iter().zip(&trained.readings) {
            found.extend(of_unit(words, &unit.names));
        }
        let written = |name: &WordName| -> Vec<&str> {
            name.words.clone().map(|word| document.words[word].lower.as_str()).collect()
        };
        let mut sums: BTreeMap<Vec<&str>, [f32; KINDS.len()]> = BTreeMap::new();
        for (name, likely) in &found {
            let sum = sums.entry(written(name)).or_default();
            sum.iter_mut().zip(likely).for_each(|(sum, likely)| *sum += likely);
        }
        let names = found.into_iter().map(|(mut name, _)| {
            if let Some(sum) = sums.get(&written(&name)) {
                (name.kind, name.certainty) = likeliest(sum);
            }
            name
        });
        Self(names.collect())
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &WordName> {
        self.0.iter()
    }

    /// The first name that has a word in a range.
    pub(crate) fn meeting(&self, words: &Range<usize>) -> Option<&WordName> {
        let first = self.0.partition_point(|name| name.words.end <= words.start);
        self.0.get(first).filter(|name| name.words.start < words.end)
    }
}

const KINDS: [NameKind; 4] = [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Other];

/// The likeliest kind, and its share of the whole.
fn likeliest(likely: &[f32; KINDS.len()]) -> (NameKind, f32) {
    let mut best = 0;
    for at in 1..KINDS.len() {
        if likely[at] > likely[best] {
            best = at;
        }
    }
    (KINDS[best], likely[best] / likely.iter().sum::<f32>().max(f32::MIN_POSITIVE))
}

/// The names of a unit that begins at a word, each with how likely each kind is: the mean over its words.
fn of_unit(
    unit: &Range<usize>,
    scores: &[[f32; 1 + 2 * KINDS.len()]],
) -> impl Iterator<Item = (WordName, [f32; KINDS.len()])> {
    let path = best_path(scores, |_, _| true);
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (at, label) in path.iter().enumerate().filter(|(_, label)| **label > 0) {
        let begins = label % 2 == 1;
        match found.last_mut() {
            Some((range, _)) if !begins && range.end == at => range.end = at + 1,
            _ => found.push((at..at + 1, (label - 1) / 2)),
        }
    }
    found.into_iter().map(|(range, kind)| {
        let share = |kind: usize| {
            let of_word = |word: &[f32; 9]| word[1 + 2 * kind].exp() + word[2 + 2 * kind].exp();
            scores[range.clone()].iter().map(of_word).sum::<f32>() / range.len() as f32
        };
        let words = unit.start + range.start..unit.start + range.end;
        (WordName { words, kind: KINDS[kind], certainty: share(kind) }, std::array::from_fn(share))
    })
}
