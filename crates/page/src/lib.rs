//! Bytes to pages: what a page's readable text is, which self-contained items it holds, what on it is no news, and when
//! each item was published.
//!
//! In: the bytes of one file and the [`Limits`] on what it may cost. Out: one [`Page`](onrecord_text::Page), or many
//! for a container of pages (web archives, ZIP, tables), which [`unpack`] streams; [`Unreadable`] only where there is no page at all.
//! What the bytes are is told from the bytes. [`references`] reads lists of pages and of feeds: feeds, sitemaps, OPML.
//!
//! This crate opens no file and no connection, looks at no clock, and never fails on a damaged page: it reads what is
//! there and says in a note what was wrong. An item's date is what the page states, what its metadata says or what its words determine, with
//! the reason; otherwise it is unknown.

mod address;
mod archive;
mod decode;
mod decompress;
mod feed;
mod forest;
mod html;
mod infer;
mod input;
mod json;
mod language;
mod lists;
mod little_words;
mod mail;
mod manners;
mod outlet;
mod pasted;
mod patterns;
mod prompts;
mod row;
mod rules;
mod sniff;
mod stamp;
mod table;

pub use archive::{ReadSeek, Source, Taken, is_part_of_a_page, pages_of_folder, unpack};
pub use decompress::decompress;
pub use html::{Copied, Markup, Piece, PieceKind, Seen, copied, seen, structure};
pub use input::{Input, Limits, Unreadable, parse, path_of, read_one};
pub use lists::{ListKind, Reference, References, references};
pub use manners::{FeedManners, feed_manners};
pub use pasted::{LineModel, SeenLine, read_copied, seen_lines};
