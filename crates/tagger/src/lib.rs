//! Sentences, tokens, parts of speech, attributions and names of English news.
//!
//! In: a text and the span of it that is wanted. Out: [`Tagged`], whose spans are byte offsets in that text. The weights are in the program (`models/`); this is the only crate that knows them.
//!
//! The trained reader of attributions and names is in [`encoder`]; [`Shipped`] names its models.
//!
//! This crate must never open a file, fail on any input, or give two answers to one text: nothing in it depends on order
//! or chance.

mod abbreviation;
mod bytes;
pub mod encoder;
mod form;
mod lexicon;
mod sentence;
mod shipped;
mod speech;
mod table;
mod tag;
mod tagger;
mod token;
pub mod training;
mod weights;

pub use shipped::Shipped;
pub use tag::Tag;
pub use tagger::{Sentence, Tagged, Token, tag};
