//! The record on disk: one SQLite file.
//!
//! In: kept bytes with their readings, and people's decisions. Out: the views of a record. This crate decides nothing about
//! what a page says or what belongs together: it keeps, finds and checks. It must never write to a file that is not a record,
//! leave one half written, or change what is kept for ever (kept copies, sources, decisions, log).
//!
//! `schema.sql` ([`SCHEMA`]) documents every table and column.

pub mod views;

mod add;
mod addresses;
mod captures;
mod columns;
mod decisions;
mod error;
mod export;
mod pack;
mod query;
mod rebuild;
mod record;
mod resolve;
mod rows;
mod verify;
mod watched;

pub use add::Added;
pub use captures::{Capture, KnownCapture};
pub use decisions::DecisionRow;
pub use error::StoreError;
pub use export::ExportTable;
pub use query::UNKNOWN_OUTLET;
pub use rebuild::Rebuilt;
pub use record::{APPLICATION_ID, LAYOUT, PROGRAM, Record, SCHEMA};
pub use resolve::{Resolved, Resolver};
pub use verify::{Mismatch, VerifyReport};
pub use watched::{EntryState, WatchedEntry, WatchedFeed};
