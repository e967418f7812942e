//! Time expressions in English news: recognition and normalisation to days, with reasons.
//!
//! In: a text and a span of it; to resolve, an [`Anchor`] that the caller names. Out: [`Expression`]s in order, each of
//! which resolves to a [`Value`]: a TIMEX3 value, the days that it covers, and what it was counted from.
//!
//! The phases are [`find`] (tokens, then a grammar of triggers, then a context-free term) and [`Expression::resolve`]
//! (the term against the anchor). What words mean is data: the files under `data/`, which carry their own tests.
//!
//! This crate must never look at a clock: without an anchor a relative expression resolves to no day at all. It knows
//! nothing of pages, items or statements; which date an expression is counted from is the caller's choice.

mod calendar;
mod direction;
mod expression;
mod grammar;
mod lexicon;
mod resolve;
mod scan;
mod term;
mod token;
mod vocabulary;

pub use direction::local_direction;
pub use expression::{Anchor, Clock, Direction, Expression, Grain, Modifier, Relation, Value};
pub use grammar::find;
