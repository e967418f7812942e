//! Rows of floats to rows of bytes.

use super::largest;
use rten_simd::ops::{BitOps, FloatOps, NarrowSaturate, NumOps};
use rten_simd::{Isa, SimdOp};

/// Rows in bytes: `value = (byte - zero) * scale`, with a zero and a scale for each row.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) bytes: Vec<u8>,
    pub(crate) scales: Vec<f32>,
    pub(crate) zeros: Vec<f32>,
    pub(crate) width: usize,
}

impl Rows {
    /// Makes room for a number of rows.
    pub(crate) fn resize(&mut self, rows: usize, width: usize) {
        self.width = width;
        self.bytes.resize(rows * width, 0);
        self.scales.resize(rows, 0.0);
        self.zeros.resize(rows, 0.0);
    }
}

/// Brings rows to bytes, each by its smallest and its largest value.
pub(crate) struct Quantise<'a> {
    pub(crate) values: &'a [f32],
    pub(crate) width: usize,
    /// The largest byte: 255, or 127 where a processor's sums of products of bytes would overflow.
    pub(crate) levels: f32,
    pub(crate) rows: &'a mut Rows,
}

impl SimdOp for Quantise<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let Rows { bytes, scales, zeros, .. } = self.rows;
        let rows = self.values.chunks_exact(self.width).zip(bytes.chunks_exact_mut(self.width));
        for (((row, bytes), scale), zero) in rows.zip(scales).zip(zeros) {
            (*scale, *zero) = quantise(isa, row, self.levels, bytes);
        }
    }
}

/// One row; gives its scale and its zero.
#[inline(always)]
pub(super) fn quantise<I: Isa>(isa: I, row: &[f32], levels: f32, out: &mut [u8]) -> (f32, f32) {
    let ops = isa.f32();
    let lanes = ops.len();
    let (mut least, mut most) = (ops.zero(), ops.zero());
    for part in row.chunks_exact(lanes) {
        let values = ops.load(part);
        least = ops.min(least, values);
        most = ops.max(most, values);
    }
    let (least, most) = (-largest::<I>(ops.neg(least)), largest::<I>(most));
    let range = most - least;
    if !(range > f32::MIN_POSITIVE && range.is_finite()) {
        out.fill(0);
        return (0.0, 0.0);
    }
    let inverse = levels / range;
    // Adding this rounds to a whole number, ties to even.
    const MAGIC: f32 = 12_582_912.0;
    let zero = (MAGIC - least * inverse) - MAGIC;
    let ints = isa.i32();
    let (by, shift, ceiling) = (ops.splat(inverse), ints.splat(zero as i32), ints.splat(levels as i32));
    let mut parts = row.chunks_exact(lanes * 4);
    let mut outs = out.chunks_exact_mut(lanes * 4);
    for (part, out) in (&mut parts).zip(&mut outs) {
        let mut steps = [ints.zero(); 4];
        // A loop, as a closure given to `map` would be compiled without the processor's vectors.
        for (steps, part) in steps.iter_mut().zip(part.chunks_exact(lanes)) {
            let rounded = ops.to_int_round(ops.mul(ops.load(part), by));
            *steps = ints.min(ints.add(rounded, shift), ceiling);
        }
        let [a, b, c, d] = steps;
        let (low, high) = (ints.narrow_saturate(a, b), ints.narrow_saturate(c, d));
        isa.u8().store(isa.i16().narrow_saturate(low, high), out);
    }
    for (value, out) in parts.remainder().iter().zip(outs.into_remainder()) {
        *out = ((value * inverse + MAGIC) - MAGIC + zero).clamp(0.0, levels) as u8;
    }
    (range / levels, zero)
}
