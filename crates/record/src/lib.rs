//! Readings resolved against each other.
//!
//! In: the readings of a record's pages and the people's decisions. Out: [`Relations`]. A pure function: the same
//! readings in any order give the same relations. It must never read a page again or drop what it cannot group.

mod relations;

pub use relations::*;
