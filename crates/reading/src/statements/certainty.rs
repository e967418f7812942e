//! How likely a statement is right: that its source and content are what people would mark.
//!
//! A logistic regression over what the statement rests on, then a curve that says how often what scored so was right.
//! Both were fitted on PolNeAR dev by `training/attribution/calibrate.py`; across halves of it the expected calibration
//! error is .015 (best), .021 (fast) and .018 (rules).

use super::Draft;
use super::labels::Evidence;
use crate::document::Document;

/// What a draft rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Basis {
    /// A rule, and how sure it is by its kind, 0 to 1.
    Rule(f32),
    /// The trained reader.
    Trained(Evidence),
}

/// How many numbers a certainty is reckoned from.
pub(crate) const FEATURES: usize = 7;

/// What a certainty is reckoned from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Grounds {
    /// Who found the statement: `fast` or `best`, `rules` alone, or `rules beside` a model.
    pub basis: &'static str,
    /// The trained reader's evidence (cue, edges, least, source), or the rule's sureness in the place of the first; whether
    /// any of the content is quoted; whether there is a source; of a rule's finding, whether the speaker is known.
    pub features: [f32; FEATURES],
}

/// From a basis' numbers to a certainty.
struct Fit {
    basis: &'static str,
    /// Of the regression, the offset last.
    weights: &'static [f32],
    /// Scores of the regression with how often what scored so was right, both rising.
    curve: &'static [(f32, f32)],
}

const FITS: [Fit; 3] = [
    Fit {
        basis: "best",
        weights: &[-4.503, -7.107, -0.047, -0.644, -0.441, -1.739, 0.020, 0.370, 0.558, 2.513],
        curve: &[
            (0.170, 0.245),
            (0.323, 0.291),
            (0.488, 0.455),
            (0.671, 0.639),
            (0.810, 0.762),
            (0.877, 0.887),
            (0.917, 0.934),
            (0.943, 0.987),
        ],
    },
    Fit {
        basis: "fast",
        weights: &[-3.355, -6.271, 0.088, -0.092, -0.754, -3.160, 0.286, 0.737, 0.805, 2.712],
        curve: &[
            (0.135, 0.182),
            (0.271, 0.287),
            (0.433, 0.377),
            (0.601, 0.574),
            (0.762, 0.726),
            (0.869, 0.881),
            (0.927, 0.950),
            (0.966, 0.987),
        ],
    },
    Fit {
        basis: "rules",
        weights: &[2.715, 0.0, 0.0, 0.0, 0.404, 6.182, 0.584, -8.289],
        curve: &[(0.0, 0.0), (0.572, 0.571), (0.600, 0.594), (0.732, 0.712), (0.779, 0.777), (0.790, 0.818)],
    },
];

/// What only the rules found on a page that a model read too, and that is no transcript: ten such on PolNeAR dev beside
/// `best`, five of them right, and fourteen beside `fast`, six of them right. Too few to fit more than one number.
const BESIDE: f32 = 0.45;

/// What a draft's certainty is reckoned from; `model` is the trained reader's name, where one read the page.
pub(super) fn grounds(
    document: &Document<'_>,
    draft: &Draft,
    has_speaker: bool,
    model: Option<&str>,
) -> Grounds {
    let flag = |is: bool| f32::from(u8::from(is));
    let (quoted, sourced) = (flag(is_quoted(document, draft)), flag(draft.source.is_some()));
    match draft.basis {
        Basis::Rule(sure) => {
            let basis = if model.is_some() && !draft.verbatim && draft.through.is_none() {
                "rules beside"
            } else {
                "rules"
            };
            Grounds { basis, features: [sure, 0.0, 0.0, 0.0, quoted, sourced, flag(has_speaker)] }
        }
        Basis::Trained(it) => {
            let basis = if model == Some("best") { "best" } else { "fast" };
            Grounds { basis, features: [it.cue, it.edges, it.least, it.source, quoted, sourced, 0.0] }
        }
    }
}

/// The chance that source and content are right, 0 to 1.
pub(super) fn of(grounds: &Grounds) -> f32 {
    let Some(fit) = FITS.iter().find(|it| it.basis == grounds.basis) else { return BESIDE };
    let [cue, edges, least, source, quoted, sourced, _] = grounds.features;
    let root = |log: f32| (-log).max(0.0).sqrt();
    let score = if fit.basis == "rules" {
        weighed(fit, &grounds.features)
    } else {
        let (cues, edge, low) = (root(cue), root(edges), root(least));
        weighed(fit, &[cue, cues, edges, edge, least, low, root(source), quoted, sourced])
    };
    along(fit.curve, 1.0 / (1.0 + (-score).exp()))
}

/// The regression's sum.
fn weighed(fit: &Fit, values: &[f32]) -> f32 {
    let Some((offset, weights)) = fit.weights.split_last() else { return 0.0 };
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum::<f32>() + offset
}

/// The curve at a place: straight between its points, level beyond them.
fn along(curve: &[(f32, f32)], at: f32) -> f32 {
    let next = curve.partition_point(|(score, _)| *score <= at);
    match (next.checked_sub(1).and_then(|before| curve.get(before)), curve.get(next)) {
        (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * (at - x0) / (x1 - x0),
        (Some((_, last)), None) => *last,
        (None, first) => first.map_or(0.5, |(_, first)| *first),
    }
}

/// Whether any of the content stands in quotation marks.
pub(super) fn is_quoted(document: &Document<'_>, draft: &Draft) -> bool {
    draft.content.iter().flat_map(Clone::clone).any(|at| document.words[at].quote.is_some())
}
