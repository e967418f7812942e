//! Loops over vectors of floats, compiled for each kind of processor and chosen when the program runs.
//!
//! Rows are multiples of [`super::file::STEP`] long, so no loop but those over bytes has a rest.

mod epilogue;
mod exponential;
mod normalise;
mod product;
mod quantise;
mod sum;

pub(crate) use epilogue::{Epilogue, Use};
pub(crate) use exponential::softmax;
pub(crate) use normalise::Normalise;
pub(crate) use product::{Panels, product};
pub(crate) use quantise::{Quantise, Rows};
pub(crate) use sum::{Sum, Token};

/// The largest of a vector's numbers, by halves: a fold over its lanes takes many times as long.
#[inline(always)]
fn largest<I: rten_simd::Isa>(values: I::F32) -> f32 {
    let mut lanes = [f32::NEG_INFINITY; 16];
    for (to, value) in lanes.iter_mut().zip(rten_simd::Simd::to_array(values)) {
        *to = value;
    }
    for half in [8, 4, 2, 1] {
        let (low, high) = lanes.split_at_mut(half);
        for (low, &mut high) in low.iter_mut().zip(high) {
            *low = if high > *low { high } else { *low };
        }
    }
    lanes[0]
}
