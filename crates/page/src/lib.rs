//! Bytes to pages: what a page's readable text is, which self-contained items it holds, what on it is no news, and when
//! each item was published.
//!
//! In: the bytes of one file and the [`Limits`] on what it may cost. Out: one [`Page`](onrecord_text::Page), or one a
//! row for a table of pages; [`Unreadable`] only where there is no page at all. What the bytes are is told from the bytes.
//!
//! This crate opens no file and no connection, looks at no clock, and never fails on a damaged page: it reads what is
//! there and says in a note what was wrong. An item's date is what the page states, what its metadata says or what its words determine, with
//! the reason; otherwise it is unknown.

mod decode;
mod decompress;
mod feed;
mod html;
mod infer;
mod input;
mod language;
mod outlet;
mod pasted;
mod rules;
mod sniff;
mod stamp;
mod table;

pub use decompress::decompress;
pub use html::Markup;
pub use input::{Input, Limits, Unreadable, parse};
