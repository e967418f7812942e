//! From the trained reader's scores for one cue to the words of its source, cue and content.

use crate::viterbi::best_path;
use onrecord_tagger::encoder::UnitReading;
use std::ops::Range;

/// Labels of a role: outside, then the first word and the others of a fragment of source, cue and content, as the
/// models have learnt them.
const SOURCE: usize = 1;
const CUE: usize = 3;
const CONTENT: usize = 5;

/// One cue of a unit with what belongs to it. Ranges are of the unit's words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Attribution {
    /// Who says it: one fragment.
    pub source: Option<Range<usize>>,
    /// The words that attribute.
    pub cue: Range<usize>,
    /// What is said, in fragments.
    pub content: Vec<Range<usize>>,
    /// What tells how sure the reader is.
    pub evidence: Evidence,
}

/// What tells how sure the reader is of an attribution. Natural logarithms of probabilities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Evidence {
    /// Of the cue being one.
    pub cue: f32,
    /// Of the labels at the edges of the content, summed.
    pub edges: f32,
    /// Of the labels of source and content, the least sure word's.
    pub least: f32,
    /// Of the labels of the source's words, summed; of no word being a source where there is none.
    pub source: f32,
}

/// The attributions of a unit, in order of their cues.
pub(super) fn attributions(unit: &UnitReading) -> Vec<Attribution> {
    unit.attributions
        .iter()
        .filter_map(|link| {
            // The cue begins at the anchor, and no other does.
            let path = best_path(&link.labels, |at, label| (at == link.anchor) == (label == CUE));
            let fragments = |begin: usize| fragments(&path, begin);
            let content = fragments(CONTENT);
            let cue = fragments(CUE).into_iter().find(|it| it.start == link.anchor)?;
            let source = fragments(SOURCE).into_iter().next();
            let sure = |at: usize| {
                let label = path.get(at).copied().unwrap_or_default();
                link.labels.get(at).and_then(|row| row.get(label)).copied().unwrap_or_default()
            };
            let edges = content
                .iter()
                .flat_map(|it| [it.start.wrapping_sub(1), it.start, it.end - 1, it.end])
                .map(&sure)
                .sum();
            let least = (0..path.len()).map(&sure).fold(0.0, f32::min);
            let of_source = match &source {
                Some(words) => words.clone().map(&sure).sum(),
                None => (0..path.len()).map(|at| sure(at).max(-1.0)).fold(0.0, f32::min),
            };
            let evidence = Evidence { cue: link.probability.max(1e-6).ln(), edges, least, source: of_source };
            (!content.is_empty()).then_some(Attribution { source, cue, content, evidence })
        })
        .collect()
}

/// The fragments of one role.
fn fragments(path: &[usize], begin: usize) -> Vec<Range<usize>> {
    let mut made: Vec<Range<usize>> = Vec::new();
    for (at, label) in path.iter().enumerate() {
        if *label == begin {
            made.push(at..at + 1);
        } else if *label == begin + 1
            && let Some(last) = made.last_mut().filter(|it| it.end == at)
        {
            last.end = at + 1;
        }
    }
    made
}
