//! What holds across small pages about an invented dispute between Norland and Sudmark.

mod actors;
mod conflicts;
mod events;
mod properties;
mod quotations;
mod reuse;
mod support;
