//! Time expressions in English news: recognition and normalisation to days, with reasons.
//!
//! In: a text, the day of its publication if it has one, and where it quotes. Out: [`Expression`]s in order, each with a
//! [`Value`]: a TIMEX3 value, the days that it covers, what it was counted from, by which rule, and what else it can mean.
//!
//! The phases are [`find`] (tokens, then a grammar of triggers, then a context-free term), [`Expression::resolve`] (the term
//! against an [`Anchor`]) and, over both, [`read`], which chooses the anchors of a whole text by itself. What words mean is
//! data: the files under `data/`, which carry their own tests.
//!
//! This crate must never look at a clock: without an anchor a relative expression resolves to no day at all. It knows
//! nothing of pages, items or statements, and nothing of grammar beyond the words near an expression.

mod beside;
mod calendar;
mod direction;
mod document;
mod expression;
mod grammar;
mod lexicon;
mod resolve;
mod scan;
mod sentences;
mod term;
mod token;
mod vocabulary;

pub use direction::local_direction;
pub use document::{Passage, Quotation, Timed, date_line, read};
pub use expression::{
    Alternative, Anchor, Clock, Direction, Expression, Focus, Grain, Interval, Modifier, Relation, Value,
    Voice,
};
pub use grammar::find;
pub use sentences::{Sentence, sentences};
