//! Sums of embeddings.

use rten_simd::ops::{BitOps, Extend, NumOps, ToFloat};
use rten_simd::{Isa, Simd, SimdOp};

/// A token: rows of the tables that are added up for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Its pieces, as a range of the list of pieces.
    pub(crate) pieces: (usize, usize),
    /// Its rows in the tables of floats.
    pub(crate) rows: [usize; 3],
}

/// For each token the mean of its pieces and the sum of its rows in three tables.
pub(crate) struct Sum<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) pieces: &'a [u32],
    /// Bytes and scales of the embeddings of pieces.
    pub(crate) bytes: &'a [u8],
    pub(crate) scales: &'a [f32],
    pub(crate) tables: [&'a [f32]; 3],
    pub(crate) out: &'a mut [f32],
    pub(crate) width: usize,
}

impl SimdOp for Sum<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let ops = isa.f32();
        let lanes = ops.len();
        let width = self.width;
        for (token, out) in self.tokens.iter().zip(self.out.chunks_exact_mut(width)) {
            let [a, b, c] = std::array::from_fn(|table| {
                let row = token.rows[table] * width;
                self.tables[table].get(row..row + width).unwrap_or_default().chunks_exact(lanes)
            });
            for (out, ((a, b), c)) in out.chunks_exact_mut(lanes).zip(a.zip(b).zip(c)) {
                ops.store(ops.add(ops.add(ops.load(a), ops.load(b)), ops.load(c)), out);
            }
            let pieces = self.pieces.get(token.pieces.0..token.pieces.1).unwrap_or_default();
            let share = 1.0 / pieces.len().max(1) as f32;
            for &piece in pieces {
                let piece = piece as usize;
                let bytes = self.bytes.get(piece * width..(piece + 1) * width).unwrap_or_default();
                let scale = self.scales.get(piece).copied().unwrap_or_default() * share;
                add(isa, bytes, scale, out);
            }
        }
    }
}

/// `out += bytes * scale`.
#[inline(always)]
fn add<I: Isa>(isa: I, bytes: &[u8], scale: f32, out: &mut [f32]) {
    let ops = isa.f32();
    let lanes = ops.len();
    let by = ops.splat(scale);
    let mut parts = bytes.chunks_exact(lanes * 4);
    let mut outs = out.chunks_exact_mut(lanes * 4);
    for (part, out) in (&mut parts).zip(&mut outs) {
        let whole = isa.u8().load(part).reinterpret_cast::<I::I8>();
        let halves = [isa.i8().extend_low(whole), isa.i8().extend_high(whole)];
        for (half, out) in halves.into_iter().zip(out.chunks_exact_mut(lanes * 2)) {
            let quarters = [isa.i16().extend_low(half), isa.i16().extend_high(half)];
            for (quarter, out) in quarters.into_iter().zip(out.chunks_exact_mut(lanes)) {
                ops.store(ops.mul_add(isa.i32().to_float(quarter), by, ops.load(out)), out);
            }
        }
    }
    for (&byte, out) in parts.remainder().iter().zip(outs.into_remainder()) {
        *out += f32::from(byte as i8) * scale;
    }
}
