//! The names that the trained reader finds.

use crate::document::Document;
use crate::viterbi::best_path;
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

/// The names of a unit that holds these words of the document.
pub(crate) fn of_unit(document: &Document<'_>, words: &Range<usize>, unit: &UnitReading) -> Vec<Name> {
    let path = best_path(&unit.names, |_, _| true);
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
