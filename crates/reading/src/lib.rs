//! What one page says: who is spoken of, who said what, and what was, is or may be done.
//!
//! In: a [`Page`](onrecord_text::Page) with its items, boilerplate and dates. Out: a
//! [`Reading`](onrecord_text::Reading). A pure function: the same page gives the same reading on one thread or many.
//! It must never open a file, look at a clock, or fail: what it cannot make out it leaves out or notes.
//!
//! The page is cut into a `document` of sentences, words and quotations; `actors` are found on it, then
//! `statements`, then `events`. The words that rules go by are files under `data/`, which carry their own tests.

mod actors;
mod document;
mod events;
mod lexicon;
mod names;
mod phrase;
mod quotes;
mod read;
mod reader;
mod statements;
mod times;
mod units;
mod viterbi;
mod word_table;

pub use names::{Name, NameKind};
pub use read::read;
pub use reader::Reader;
pub use units::{Features, units};
