//! The neural reader of attributions and names: a small BERT in eight-bit integers, on one thread of a CPU.
//!
//! In: a model file ([`Model::load`]) and units, each the words of a paragraph ([`UnitWord`]). Out: for every word the
//! log-probabilities of its role and of its name, and for every word that begins a cue what belongs to that cue
//! ([`UnitReading`]).
//!
//! Every number that leaves is a function of one unit alone: matrices are multiplied in integers, and what is done in
//! floats is done word by word in one order. So units may be batched, cached and spread over threads at will. Threads
//! are the caller's: [`Model`] is shared, each thread has a [`Scratch`] of its own. Between processors the last bits
//! differ, as their vectors have different lengths.

mod attention;
mod embedding;
mod error;
mod file;
mod layer;
mod linear;
mod link;
mod model;
mod ops;
mod reading;
mod vocabulary;

pub use error::ModelError;
pub use model::{Model, Scratch};
pub use reading::{LinkReading, UnitReading, UnitWord, shape_of};
