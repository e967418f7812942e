//! A record written out for other programs and for people.

pub mod csv;
mod files;
pub mod html;
pub mod jsonl;

pub use files::Written;
