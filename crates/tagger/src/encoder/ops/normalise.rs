//! Layer normalisation.

use super::quantise::{Rows, quantise};
use rten_simd::ops::{BitOps, NumOps};
use rten_simd::{Isa, SimdOp};

/// Brings each row to mean 0 and variance 1, scales and shifts it in place, and writes it in bytes as well.
pub(crate) struct Normalise<'a> {
    pub(crate) values: &'a mut [f32],
    pub(crate) weight: &'a [f32],
    pub(crate) bias: &'a [f32],
    pub(crate) epsilon: f32,
    pub(crate) levels: f32,
    pub(crate) rows: &'a mut Rows,
}

impl SimdOp for Normalise<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let width = self.weight.len();
        let Rows { bytes, scales, zeros, .. } = self.rows;
        let rows = self.values.chunks_exact_mut(width).zip(bytes.chunks_exact_mut(width));
        for (((row, bytes), scale), zero) in rows.zip(scales).zip(zeros) {
            normalise(isa, row, self.weight, self.bias, self.epsilon);
            (*scale, *zero) = quantise(isa, row, self.levels, bytes);
        }
    }
}

#[inline(always)]
fn normalise<I: Isa>(isa: I, row: &mut [f32], weight: &[f32], bias: &[f32], epsilon: f32) {
    let ops = isa.f32();
    let lanes = ops.len();
    let count = row.len() as f32;
    let mean = ops.splat(
        total(
            isa,
            row,
            #[inline(always)]
            |value| value,
        ) / count,
    );
    let variance = total(
        isa,
        row,
        #[inline(always)]
        |value| {
            let off = ops.sub(value, mean);
            ops.mul(off, off)
        },
    ) / count;
    let by = ops.splat(1.0 / (variance + epsilon).sqrt());
    let factors = weight.chunks_exact(lanes).zip(bias.chunks_exact(lanes));
    for (part, (weight, bias)) in row.chunks_exact_mut(lanes).zip(factors) {
        let off = ops.mul(ops.sub(ops.load(part), mean), by);
        ops.store(ops.mul_add(off, ops.load(weight), ops.load(bias)), part);
    }
}

/// The sum of something of each value, in four parts, as an addition takes longer than what feeds it.
#[inline(always)]
fn total<I: Isa>(isa: I, row: &[f32], each: impl Fn(I::F32) -> I::F32) -> f32 {
    let ops = isa.f32();
    let lanes = ops.len();
    let mut sums = [ops.zero(); 4];
    let mut parts = row.chunks_exact(lanes * 4);
    for part in &mut parts {
        for (sum, part) in sums.iter_mut().zip(part.chunks_exact(lanes)) {
            *sum = ops.add(*sum, each(ops.load(part)));
        }
    }
    for (sum, part) in sums.iter_mut().zip(parts.remainder().chunks_exact(lanes)) {
        *sum = ops.add(*sum, each(ops.load(part)));
    }
    let [a, b, c, d] = sums;
    ops.sum(ops.add(ops.add(a, b), ops.add(c, d)))
}
