//! From the trained reader's scores for one cue to the words of its source, cue and content.

use onrecord_tagger::encoder::UnitReading;
use std::ops::Range;

/// How many labels there are.
const ROLES: usize = 7;

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
            let path = best_path(&link.labels, link.anchor);
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

/// Whether a label may follow another: the inside of a fragment only its beginning or itself.
fn follows(before: Option<usize>, label: usize) -> bool {
    let inside = label > 0 && label.is_multiple_of(2);
    !inside || before.is_some_and(|before| before == label || before + 1 == label)
}

/// The most probable labels that are legal, with a cue beginning at the anchor (Viterbi).
fn best_path(scores: &[[f32; ROLES]], anchor: usize) -> Vec<usize> {
    const NEVER: f32 = -1e9;
    let mut best = [NEVER; ROLES];
    let mut back: Vec<[usize; ROLES]> = Vec::with_capacity(scores.len());
    for (at, row) in scores.iter().enumerate() {
        let mut next = [NEVER; ROLES];
        let mut from = [0; ROLES];
        for (label, score) in row.iter().enumerate() {
            if (at == anchor) != (label == CUE) && (at == anchor || label == CUE) {
                continue;
            }
            if at == 0 {
                next[label] = if follows(None, label) { *score } else { NEVER };
                continue;
            }
            for (before, value) in best.iter().enumerate() {
                if follows(Some(before), label) && value + score > next[label] {
                    next[label] = value + score;
                    from[label] = before;
                }
            }
        }
        best = next;
        back.push(from);
    }
    let mut label = (0..ROLES).max_by(|left, right| best[*left].total_cmp(&best[*right])).unwrap_or_default();
    let mut path = vec![0; scores.len()];
    for (at, from) in back.iter().enumerate().rev() {
        path[at] = label;
        label = from[label];
    }
    path
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
