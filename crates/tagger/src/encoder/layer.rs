//! A layer of the encoder: attention and a step of its own for each row.

use super::ModelError;
use super::attention::{Attention, Room};
use super::embedding::Tokens;
use super::file::File;
use super::linear::{BLOCK, Engine, Linear};
use super::ops::{Normalise, Quantise, Rows, Use};
use rten_simd::SimdOp;
use std::ops::Range;

/// The weights of a layer, wherever it is normalised.
pub(crate) struct Layer {
    /// Queries, keys and values at once.
    see: Linear,
    out: Linear,
    up: Linear,
    down: Linear,
    first: Norm,
    second: Norm,
    sizes: Sizes,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) width: usize,
    pub(crate) heads: usize,
    pub(crate) inner: usize,
}

/// A normalisation's weights.
pub(crate) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

/// Room for the blocks and the attention of a batch.
#[derive(Default)]
pub(crate) struct Space {
    rows: Rows,
    sums: Vec<i32>,
    inner: Vec<f32>,
    copy: Vec<f32>,
    states: Vec<f32>,
    seen: Vec<f32>,
    attention: Room,
}

impl Norm {
    pub(crate) fn read(file: &File<'_>, name: &str, width: usize, epsilon: f32) -> Result<Self, ModelError> {
        let [weight, bias] = ["weight", "bias"].map(|part| file.floats(&format!("{name}.{part}"), &[width]));
        Ok(Self { weight: weight?, bias: bias?, epsilon })
    }

    /// Normalises rows in place and writes them in bytes.
    pub(crate) fn run(&self, engine: &Engine, values: &mut [f32], rows: &mut Rows) {
        let width = self.weight.len();
        rows.resize(values.len() / width, width);
        let Self { weight, bias, epsilon } = self;
        Normalise { values, weight, bias, epsilon: *epsilon, levels: engine.levels, rows }.dispatch();
    }
}

/// Writes rows in bytes.
pub(crate) fn quantise(engine: &Engine, values: &[f32], width: usize, rows: &mut Rows) {
    rows.resize(values.len() / width, width);
    Quantise { values, width, levels: engine.levels, rows }.dispatch();
}

/// Rows through a linear layer, block by block.
pub(crate) fn linear(
    engine: &Engine,
    layer: &Linear,
    values: &[f32],
    width: usize,
    space: &mut Space,
    out: &mut Vec<f32>,
) {
    let wide = layer.outputs();
    out.resize(values.len() / width * wide, 0.0);
    for (values, out) in values.chunks(BLOCK * width).zip(out.chunks_mut(BLOCK * wide)) {
        quantise(engine, values, width, &mut space.rows);
        layer.run(engine, &space.rows, &mut space.sums, out, Use::Store);
    }
}

impl Layer {
    /// The layer of a file whose tensors begin with a name.
    pub(crate) fn read(
        file: &File<'_>,
        engine: &Engine,
        name: &str,
        sizes: Sizes,
        epsilon: f32,
    ) -> Result<Self, ModelError> {
        let Sizes { width, heads, inner } = sizes;
        // The scores are divided once for all: in the weights of the queries.
        let root = 1.0 / ((width / heads) as f32).sqrt();
        let mut see = Vec::new();
        for (part, by) in [("q", root), ("k", 1.0), ("v", 1.0)] {
            let name = format!("{name}.{part}");
            see.push((
                file.matrix(&name, width, width)?,
                file.floats(&format!("{name}.bias"), &[width])?,
                by,
            ));
        }
        let linear =
            |part, outputs, inputs| Linear::read(file, engine, &format!("{name}.{part}"), outputs, inputs);
        let norm = |part| Norm::read(file, &format!("{name}.{part}"), width, epsilon);
        Ok(Self {
            see: Linear::pack(engine, &see),
            out: linear("o", width, width)?,
            up: linear("up", inner, width)?,
            down: linear("down", width, inner)?,
            first: norm("ln1")?,
            second: norm("ln2")?,
            sizes,
        })
    }

    /// Attention of each unit, given as ranges of rows, from `space.states` to `space.seen`.
    fn attend(&self, units: impl Iterator<Item = Range<usize>>, space: &mut Space) {
        let Sizes { width, heads, .. } = self.sizes;
        let Space { states, seen, attention, .. } = space;
        seen.resize(states.len() / 3, 0.0);
        for rows in units {
            let states = states.get(rows.start * 3 * width..rows.end * 3 * width).unwrap_or_default();
            let out = seen.get_mut(rows.start * width..rows.end * width).unwrap_or_default();
            Attention { states, width, heads, room: attention, out }.dispatch();
        }
    }
}

/// The encoder's layers, normalised after each step, as BERT does it. After them `values` has the rows of `words`
/// alone, in their order: nothing looks at the others any more once the last layer's attention has.
pub(crate) fn encode(
    engine: &Engine,
    first: &Norm,
    layers: &[Layer],
    batch: &Tokens,
    values: &mut Vec<f32>,
    space: &mut Space,
) {
    let Some(layer) = layers.first() else { return };
    let width = layer.sizes.width;
    space.states.resize(values.len() * 3, 0.0);
    for (values, states) in values.chunks_mut(BLOCK * width).zip(space.states.chunks_mut(BLOCK * 3 * width)) {
        first.run(engine, values, &mut space.rows);
        layer.see.run(engine, &space.rows, &mut space.sums, states, Use::Store);
    }
    for (number, layer) in layers.iter().enumerate() {
        layer.attend(batch.units.iter().map(|(rows, _)| rows.clone()), space);
        let next = layers.get(number + 1);
        if next.is_none() {
            keep(values, width, &batch.words);
            keep(&mut space.seen, width, &batch.words);
        }
        let Space { rows, sums, inner, states, seen, .. } = space;
        let blocks = values.chunks_mut(BLOCK * width).zip(seen.chunks(BLOCK * width));
        for ((values, seen), states) in blocks.zip(states.chunks_mut(BLOCK * 3 * width)) {
            quantise(engine, seen, width, rows);
            layer.out.run(engine, rows, sums, values, Use::Add);
            layer.first.run(engine, values, rows);
            inner.resize(values.len() / width * layer.sizes.inner, 0.0);
            layer.up.run(engine, rows, sums, inner, Use::Gelu);
            quantise(engine, inner, layer.sizes.inner, rows);
            layer.down.run(engine, rows, sums, values, Use::Add);
            layer.second.run(engine, values, rows);
            // What the next layer sees is made while the rows are near.
            if let Some(next) = next {
                next.see.run(engine, rows, sums, states, Use::Store);
            }
        }
    }
}

/// Keeps some of the rows, given in ascending order.
fn keep(values: &mut Vec<f32>, width: usize, kept: &[usize]) {
    for (to, &from) in kept.iter().enumerate() {
        values.copy_within(from * width..(from + 1) * width, to * width);
    }
    values.truncate(kept.len() * width);
}

/// One layer that is normalised before each step, over units that lie one after the other, each of `each` rows.
pub(crate) fn refine(engine: &Engine, layer: &Layer, each: usize, values: &mut [f32], space: &mut Space) {
    let Sizes { width, inner: wide, .. } = layer.sizes;
    space.states.resize(values.len() * 3, 0.0);
    for (values, states) in values.chunks(BLOCK * width).zip(space.states.chunks_mut(BLOCK * 3 * width)) {
        space.copy.clear();
        space.copy.extend_from_slice(values);
        layer.first.run(engine, &mut space.copy, &mut space.rows);
        layer.see.run(engine, &space.rows, &mut space.sums, states, Use::Store);
    }
    let count = values.len() / width;
    layer.attend((0..count).step_by(each.max(1)).map(|start| start..start + each), space);
    let Space { rows, sums, inner, copy, seen, .. } = space;
    for (values, seen) in values.chunks_mut(BLOCK * width).zip(seen.chunks(BLOCK * width)) {
        quantise(engine, seen, width, rows);
        layer.out.run(engine, rows, sums, values, Use::Add);
        copy.clear();
        copy.extend_from_slice(values);
        layer.second.run(engine, copy, rows);
        inner.resize(values.len() / width * wide, 0.0);
        layer.up.run(engine, rows, sums, inner, Use::Gelu);
        quantise(engine, inner, wide, rows);
        layer.down.run(engine, rows, sums, values, Use::Add);
    }
}
