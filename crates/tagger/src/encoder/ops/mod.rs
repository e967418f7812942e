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
