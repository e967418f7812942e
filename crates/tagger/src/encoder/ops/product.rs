//! Small products of matrices of floats: attention, and the heads.

use crate::encoder::file::STEP;
use rten_simd::Isa;
use rten_simd::ops::{BitOps, NumOps};

/// The right side of a product: columns by sixteen, each panel `depth` rows of sixteen floats.
#[derive(Clone, Copy)]
pub(crate) struct Panels<'a> {
    pub(crate) floats: &'a [f32],
    pub(crate) depth: usize,
}

/// `out[row] = left[row] * panels`, where rows of both sides lie `stride` floats apart and those of `out` have a whole
/// number of panels. Every sum is taken in the order of the depth, whatever the number of rows.
#[inline(always)]
pub(crate) fn product<I: Isa>(
    isa: I,
    (left, left_stride): (&[f32], usize),
    panels: Panels<'_>,
    (out, out_stride): (&mut [f32], usize),
) {
    // As many rows and panels at once as there are registers for their sums.
    match isa.f32().len() {
        16 => blocks::<I, 8, 2, 1>(isa, left, left_stride, panels, out, out_stride),
        8 => blocks::<I, 4, 1, 2>(isa, left, left_stride, panels, out, out_stride),
        _ => blocks::<I, 2, 1, 4>(isa, left, left_stride, panels, out, out_stride),
    }
}

#[inline(always)]
fn blocks<I: Isa, const R: usize, const P: usize, const V: usize>(
    isa: I,
    left: &[f32],
    left_stride: usize,
    panels: Panels<'_>,
    out: &mut [f32],
    out_stride: usize,
) {
    let rows = out.len() / out_stride;
    let mut row = 0;
    while row < rows {
        let (left, out) = (&left[row * left_stride..], &mut out[row * out_stride..]);
        row += match rows - row {
            more if more >= R => panel_pairs::<I, R, P, V>(isa, left, left_stride, panels, out, out_stride),
            4.. => panel_pairs::<I, 4, P, V>(isa, left, left_stride, panels, out, out_stride),
            2.. => panel_pairs::<I, 2, P, V>(isa, left, left_stride, panels, out, out_stride),
            _ => panel_pairs::<I, 1, P, V>(isa, left, left_stride, panels, out, out_stride),
        };
    }
}

/// `R` rows; gives their number.
#[inline(always)]
fn panel_pairs<I: Isa, const R: usize, const P: usize, const V: usize>(
    isa: I,
    left: &[f32],
    left_stride: usize,
    panels: Panels<'_>,
    out: &mut [f32],
    out_stride: usize,
) -> usize {
    let size = panels.depth * STEP;
    let mut wide = panels.floats.chunks_exact(size * P);
    let mut at = 0;
    for panel in &mut wide {
        tile::<I, R, P, V>(isa, left, left_stride, panel, panels.depth, out, out_stride, at);
        at += STEP * P;
    }
    for panel in wide.remainder().chunks_exact(size) {
        tile::<I, R, 1, V>(isa, left, left_stride, panel, panels.depth, out, out_stride, at);
        at += STEP;
    }
    R
}

/// The sums of `R` rows and `P` panels, all in registers.
#[inline(always)]
#[expect(clippy::too_many_arguments, reason = "the inner loop, with the sizes that the outer ones know")]
fn tile<I: Isa, const R: usize, const P: usize, const V: usize>(
    isa: I,
    left: &[f32],
    left_stride: usize,
    panels: &[f32],
    depth: usize,
    out: &mut [f32],
    out_stride: usize,
    at: usize,
) {
    let ops = isa.f32();
    let lanes = ops.len();
    let (steps, _) = panels.as_chunks::<STEP>();
    let right: [&[[f32; STEP]]; P] = std::array::from_fn(|panel| &steps[panel * depth..][..depth]);
    let rows: [&[f32]; R] = std::array::from_fn(|row| &left[row * left_stride..][..depth]);
    let mut sums = [[[ops.zero(); V]; P]; R];
    for step in 0..depth {
        for panel in 0..P {
            for vector in 0..V {
                let factor = ops.load(&right[panel][step][vector * lanes..]);
                for row in 0..R {
                    let sum = &mut sums[row][panel][vector];
                    *sum = ops.mul_add(ops.splat(rows[row][step]), factor, *sum);
                }
            }
        }
    }
    for (row, sums) in sums.iter().enumerate() {
        let out = &mut out[row * out_stride + at..][..STEP * P];
        for (sum, out) in sums.iter().flatten().zip(out.chunks_exact_mut(lanes)) {
            ops.store(*sum, out);
        }
    }
}
