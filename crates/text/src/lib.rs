//! The vocabulary of Onrecord, shared by every other crate.
//!
//! In: nothing. Out: the types of the field (a [`Page`] and its [`Item`]s, a [`Reading`] with its
//! [`Statement`]s and [`Event`]s, [`Dating`]s, [`Span`]s) and the JSON of the reading contract
//! ([`contract`]).
//!
//! This crate holds no logic but invariants. It must never read, guess, fetch or look at a clock.
//!
//! Offsets inside the program are UTF-8 bytes, in a [`Span`]. They become Unicode code points once, at the
//! edge ([`CodePoints`]).

pub mod contract;
mod date;
mod id;
mod kinds;
mod months;
mod offsets;
mod page;
mod reading;
mod span;

pub use date::{Basis, Candidate, DateRole, Dating};
pub use id::{page_id, page_id_of, sha256_hex, stable_id};
pub use kinds::{ActorType, EventType, Format, ItemKind, MentionForm, Mode, Stage, StatementKind, TimeType};
pub use months::month_names;
pub use offsets::CodePoints;
pub use page::{Item, Note, Outlet, Page};
pub use reading::{Actor, Event, Mention, Reading, Statement, TimeExpression};
pub use span::Span;
