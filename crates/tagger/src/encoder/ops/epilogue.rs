//! Sums of products of bytes to floats, and what is done with them.

use super::exponential::gelu;
use rten_simd::ops::{BitOps, NumOps, ToFloat};
use rten_simd::{Isa, SimdOp};

/// What becomes of the floats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// They are written.
    Store,
    /// They are added to what is there.
    Add,
    /// Their GELU is written.
    Gelu,
}

/// `out = (sums - zero * column sums) * scales + bias`, row by row, into some columns of a wider matrix.
pub(crate) struct Epilogue<'a> {
    pub(crate) sums: &'a [i32],
    /// For each row: the scale and the zero of its bytes.
    pub(crate) row_scales: &'a [f32],
    pub(crate) row_zeros: &'a [f32],
    /// For each column: the scale of its weights, their sum times that scale, and the bias.
    pub(crate) scales: &'a [f32],
    pub(crate) corrections: &'a [f32],
    pub(crate) bias: &'a [f32],
    pub(crate) out: &'a mut [f32],
    /// How wide a row of `out` is, and where in it the columns begin.
    pub(crate) stride: usize,
    pub(crate) at: usize,
    pub(crate) then: Use,
}

impl SimdOp for Epilogue<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        match self.then {
            Use::Store => self.each(
                isa,
                #[inline(always)]
                |value, _| value,
            ),
            Use::Add => self.each(
                isa,
                #[inline(always)]
                |value, before| ops.add(before, value),
            ),
            Use::Gelu => self.each(
                isa,
                #[inline(always)]
                |value, _| gelu(isa, value),
            ),
        }
    }
}

impl Epilogue<'_> {
    #[inline(always)]
    fn each<I: Isa>(self, isa: I, then: impl Fn(I::F32, I::F32) -> I::F32) {
        let ops = isa.f32();
        let lanes = ops.len();
        let columns = self.scales.len();
        let rows = self.sums.chunks_exact(columns).zip(self.out.chunks_exact_mut(self.stride));
        for ((sums, out), (&scale, &zero)) in rows.zip(self.row_scales.iter().zip(self.row_zeros)) {
            let Some(out) = out.get_mut(self.at..self.at + columns) else { return };
            let (scale, zero) = (ops.splat(scale), ops.splat(-zero));
            let columns = self.scales.chunks_exact(lanes).zip(self.corrections.chunks_exact(lanes));
            let columns = columns.zip(self.bias.chunks_exact(lanes));
            let parts = sums.chunks_exact(lanes).zip(out.chunks_exact_mut(lanes));
            for ((sums, out), ((scales, corrections), bias)) in parts.zip(columns) {
                let sums = isa.i32().to_float(isa.i32().load(sums));
                let value = ops.mul(sums, ops.load(scales));
                let value = ops.mul_add(zero, ops.load(corrections), value);
                let value = ops.mul_add(value, scale, ops.load(bias));
                ops.store(then(value, ops.load(out)), out);
            }
        }
    }
}
