//! Attention within one unit.

use super::file::STEP;
use super::ops::{Panels, product, softmax};
use rten_simd::{Isa, SimdOp};

/// Rows of a unit that are done together.
const ROWS: usize = 8;

/// Every row of a unit looks at every row of it, head by head.
pub(crate) struct Attention<'a> {
    /// For each row its queries, keys and values, the queries divided by the root of a head's width already.
    pub(crate) states: &'a [f32],
    pub(crate) width: usize,
    pub(crate) heads: usize,
    pub(crate) room: &'a mut Room,
    /// For each row what it sees.
    pub(crate) out: &'a mut [f32],
}

/// Room for one head.
#[derive(Default)]
pub(crate) struct Room {
    /// Keys by sixteen: panels of `head width` rows.
    keys: Vec<f32>,
    /// Values: panels of sixteen columns, a row for each row of the unit.
    values: Vec<f32>,
    scores: Vec<f32>,
    seen: Vec<f32>,
}

impl SimdOp for Attention<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let Self { states, width, heads, room, out } = self;
        let stride = 3 * width;
        let (count, each) = (states.len() / stride, width / heads);
        if count == 0 {
            return;
        }
        let (padded, wide) = (count.next_multiple_of(STEP), each.next_multiple_of(STEP));
        let Room { keys, values, scores, seen } = room;
        keys.clear();
        keys.resize(padded * each, 0.0);
        values.clear();
        values.resize(count * wide, 0.0);
        scores.resize(padded * ROWS, 0.0);
        seen.resize(wide * ROWS, 0.0);
        for head in 0..heads {
            let from = head * each;
            for (at, row) in states.chunks_exact(stride).enumerate() {
                let key = &row[width + from..][..each];
                let panel = &mut keys[at / STEP * each * STEP..][..each * STEP];
                let (panel, _) = panel.as_chunks_mut::<STEP>();
                for (to, &value) in panel.iter_mut().zip(key) {
                    to[at % STEP] = value;
                }
                let value = &row[2 * width + from..][..each];
                let mut panels = values.chunks_exact_mut(count * STEP);
                let (whole, rest) = value.as_chunks::<STEP>();
                for (part, panel) in whole.iter().zip(&mut panels) {
                    let (panel, _) = panel.as_chunks_mut::<STEP>();
                    panel[at] = *part;
                }
                if let Some(panel) = panels.next() {
                    panel[at * STEP..][..rest.len()].copy_from_slice(rest);
                }
            }
            for (queries, out) in states.chunks(stride * ROWS).zip(out.chunks_mut(width * ROWS)) {
                let rows = queries.len() / stride;
                let scores = &mut scores[..rows * padded];
                let seen = &mut seen[..rows * wide];
                let keys = Panels { floats: keys, depth: each };
                // The queries of this head begin `from` floats into each row, so the last row is cut short.
                product(isa, (&queries[from..], stride), keys, (scores, padded));
                let mut sums = [0.0; ROWS];
                for (row, sum) in scores.chunks_exact_mut(padded).zip(&mut sums) {
                    *sum = softmax(isa, row, count);
                }
                let values = Panels { floats: values, depth: count };
                product(isa, (scores, padded), values, (seen, wide));
                for ((out, seen), sum) in out.chunks_exact_mut(width).zip(seen.chunks_exact(wide)).zip(sums) {
                    let by = 1.0 / sum;
                    for (to, value) in out[from..][..each].iter_mut().zip(seen) {
                        *to = value * by;
                    }
                }
            }
        }
    }
}
