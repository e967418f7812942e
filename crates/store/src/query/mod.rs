//! What can be asked of a record. One question a file; each is one read transaction.

mod actors;
mod conflicts;
mod entry;
mod events;
mod overview;
mod pages;
mod place;
mod quotations;
mod search;
mod statements;
pub(crate) mod surroundings;
mod versions;
mod words;

pub use statements::UNKNOWN_OUTLET;

pub(crate) use actors::actor_rows;
pub(crate) use events::event_group_row;
pub(crate) use pages::{inferred_dates, page_versions};
pub(crate) use versions::entry_version;
