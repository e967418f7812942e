//! What holds across small pages about an invented dispute between Norland and Sudmark.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot build its page must fail")]

mod actors;
mod conflicts;
mod events;
mod properties;
mod quotations;
mod repeated;
mod reuse;
mod support;
mod undated;
mod versions;
