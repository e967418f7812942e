//! What belongs to a cue: one more layer over the words of its unit, told where the cue is.

use super::error::ModelError;
use super::file::File;
use super::layer::{self, Layer, Norm, Sizes, Space};
use super::linear::{Engine, Head, Linear};
use super::ops::Rows;
use super::reading::log_softmax;

/// Distances from the cue, in buckets: this many each way.
const BUCKETS: usize = 16;
const EPSILON: f32 = 1e-5;
/// Rows that are refined together, where a unit has more than one cue.
const ROWS: usize = 256;

/// The weights of the linking layer.
pub(crate) struct Link {
    word: Linear,
    cue: Linear,
    distance: Vec<f32>,
    layer: Layer,
    last: Norm,
    out: Head,
    width: usize,
}

/// Room for the cues of a unit.
#[derive(Default)]
pub(crate) struct Cues {
    words: Vec<f32>,
    cues: Vec<f32>,
    states: Vec<f32>,
    scores: Vec<f32>,
    gathered: Vec<f32>,
    rows: Rows,
}

impl Link {
    pub(crate) fn read(file: &File<'_>, engine: &Engine) -> Result<Self, ModelError> {
        let sizes = &file.configuration.link;
        let (outer, width) = (file.configuration.width, sizes.width);
        let inside = Sizes { width, heads: sizes.heads, inner: sizes.inner };
        Ok(Self {
            word: Linear::read(file, engine, "link.x", width, outer)?,
            cue: Linear::read(file, engine, "link.c", width, outer)?,
            distance: file.floats("link.distance", &[2 * BUCKETS, width])?,
            layer: Layer::read(file, engine, "link", inside, EPSILON)?,
            last: Norm::read(file, "link.ln3", width, EPSILON)?,
            out: Head::read(file, &[("link.out", 7)], width)?,
            width,
        })
    }

    /// For each anchor the log-probabilities of the roles of every word of the unit, whose states are given.
    pub(crate) fn run(
        &self,
        engine: &Engine,
        states: &[f32],
        anchors: &[usize],
        cues: &mut Cues,
        space: &mut Space,
    ) -> Vec<Vec<[f32; 7]>> {
        let outer = self.word.inputs();
        let count = states.len() / outer;
        layer::linear(engine, &self.word, states, outer, space, &mut cues.words);
        cues.gathered.clear();
        for anchor in anchors {
            cues.gathered
                .extend_from_slice(states.get(anchor * outer..(anchor + 1) * outer).unwrap_or_default());
        }
        layer::linear(engine, &self.cue, &cues.gathered, outer, space, &mut cues.cues);
        let mut out = Vec::with_capacity(anchors.len());
        // So many cues at once that the room they take does not grow with the square of the unit.
        let together = (ROWS / count.max(1)).max(1);
        for (anchors, own) in anchors.chunks(together).zip(cues.cues.chunks(together * self.width)) {
            cues.states.clear();
            for (&anchor, cue) in anchors.iter().zip(own.chunks_exact(self.width)) {
                for (word, state) in cues.words.chunks_exact(self.width).enumerate() {
                    let bucket = bucket(word, anchor) * self.width;
                    let distance = self.distance.get(bucket..bucket + self.width).unwrap_or_default();
                    let sums = state
                        .iter()
                        .zip(cue)
                        .zip(distance)
                        .map(|((state, cue), distance)| state + cue + distance);
                    cues.states.extend(sums);
                }
            }
            layer::refine(engine, &self.layer, count, &mut cues.states, space);
            self.last.run(engine, &mut cues.states, &mut cues.rows);
            self.out.run(&cues.states, &mut cues.scores);
            let labels = cues.scores.chunks_exact(self.out.stride() * count.max(1));
            out.extend(labels.map(|words| words.chunks_exact(self.out.stride()).map(log_softmax).collect()));
        }
        out
    }
}

/// The bucket of the distance of a word from a cue.
fn bucket(word: usize, cue: usize) -> usize {
    let bucket = match word.abs_diff(cue) {
        near @ 0..=8 => near,
        9..=12 => 9,
        13..=16 => 10,
        17..=24 => 11,
        25..=32 => 12,
        33..=48 => 13,
        49..=64 => 14,
        _ => 15,
    };
    bucket + if word < cue { BUCKETS } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::bucket;

    #[test]
    fn near_words_have_buckets_of_their_own() {
        assert_eq!([5, 6, 13, 14, 18, 40, 70, 500].map(|word| bucket(word, 5)), [0, 1, 8, 9, 10, 13, 15, 15]);
        assert_eq!([99, 92, 91, 35, 0].map(|word| bucket(word, 100)), [17, 24, 25, 31, 31]);
        assert_eq!(bucket(36, 100), 30);
    }
}
