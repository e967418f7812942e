//! A model, and reading with it.

use super::embedding::{Embedding, Tokens};
use super::file::File;
use super::layer::{Layer, Norm, Sizes, Space, encode};
use super::linear::{Engine, Head};
use super::link::{Cues, Link};
use super::reading::log_softmax;
use super::{LinkReading, ModelError, UnitReading, UnitWord};

/// A batch is full at this many rows: enough that no block is mostly empty, few enough for the second cache.
const ROWS: usize = 192;
const EPSILON: f32 = 1e-12;
const ROLES: usize = 7;
const NAMES: usize = 9;

/// A trained reader, immutable. It borrows the embeddings of pieces and the vocabulary from the files' bytes.
pub struct Model<'a> {
    name: String,
    embedding: Embedding<'a>,
    norm: Norm,
    layers: Vec<Layer>,
    /// Roles, names and anchor.
    heads: Head,
    link: Link,
    width: usize,
}

/// Room to work in, kept from call to call. It holds nothing that an answer depends on.
#[derive(Default)]
pub struct Scratch {
    tokens: Tokens,
    words: Vec<f32>,
    scores: Vec<f32>,
    space: Space,
    cues: Cues,
}

impl<'a> Model<'a> {
    /// Reads a model from its files: one, or one for what several models share (the vocabulary and the vectors of its
    /// pieces) and last its own, which has its configuration.
    ///
    /// # Errors
    ///
    /// [`ModelError`] where the bytes are not whole model files: kind, checksum, configuration, and every tensor's
    /// name, type and shape are checked.
    pub fn load(files: &[&'a [u8]]) -> Result<Self, ModelError> {
        let file = File::open(files)?;
        let engine = Engine::new();
        let sizes = &file.configuration;
        let width = sizes.width;
        let inside = Sizes { width, heads: sizes.heads, inner: sizes.inner };
        let layer = |number| Layer::read(&file, &engine, &format!("layer.{number}"), inside, EPSILON);
        Ok(Self {
            name: sizes.name.clone(),
            embedding: Embedding::read(&file)?,
            norm: Norm::read(&file, "embed.ln", width, EPSILON)?,
            layers: (0..sizes.layers).map(layer).collect::<Result<_, _>>()?,
            heads: Head::read(&file, &[("roles", ROLES), ("names", NAMES), ("anchor", 1)], width)?,
            link: Link::read(&file, &engine)?,
            width,
        })
    }

    /// The name that the file gives the model.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads units; one answer each, in their order. Words whose probability to begin a cue is at least `threshold`
    /// are linked.
    ///
    /// An answer depends on its unit and the threshold alone, not on what else is read with it.
    #[must_use]
    pub fn read(
        &self,
        units: &[Vec<UnitWord<'_>>],
        scratch: &mut Scratch,
        threshold: f32,
    ) -> Vec<UnitReading> {
        let engine = Engine::new();
        let mut out = Vec::with_capacity(units.len());
        scratch.tokens.clear();
        for unit in units {
            self.embedding.add(unit, &mut scratch.tokens);
            if scratch.tokens.rows() >= ROWS {
                self.batch(&engine, scratch, threshold, &mut out);
            }
        }
        self.batch(&engine, scratch, threshold, &mut out);
        out
    }

    /// Reads the tokens that were gathered.
    fn batch(&self, engine: &Engine, scratch: &mut Scratch, threshold: f32, out: &mut Vec<UnitReading>) {
        let Scratch { tokens, words, scores, space, cues } = scratch;
        let width = self.width;
        self.embedding.rows(tokens, words);
        encode(engine, &self.norm, &self.layers, tokens, words, space);
        self.heads.run(words, scores);
        for (_, range) in &tokens.units {
            let stride = self.heads.stride();
            let scores = scores.get(range.start * stride..range.end * stride).unwrap_or_default();
            let mut reading = UnitReading::default();
            for (word, scores) in scores.chunks_exact(stride).enumerate() {
                let (roles, rest) = scores.split_at(ROLES);
                let (names, rest) = rest.split_at(NAMES);
                reading.roles.push(log_softmax(roles));
                reading.names.push(log_softmax(names));
                let probability = rest.first().map_or(0.0, |score| 1.0 / (1.0 + (-score).exp()));
                if probability >= threshold {
                    reading.attributions.push(LinkReading { anchor: word, probability, labels: Vec::new() });
                }
            }
            if !reading.attributions.is_empty() {
                let states = words.get(range.start * width..range.end * width).unwrap_or_default();
                let anchors: Vec<usize> = reading.attributions.iter().map(|it| it.anchor).collect();
                let labels = self.link.run(engine, states, &anchors, cues, space);
                for (attribution, labels) in reading.attributions.iter_mut().zip(labels) {
                    attribution.labels = labels;
                }
            }
            out.push(reading);
        }
        tokens.clear();
    }
}
