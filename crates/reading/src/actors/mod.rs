//! Who a page speaks of: names, offices and descriptions, joined to actors.
//!
//! A person is known by a full name, a surname alone, an office ("the Norlandic foreign minister") or a pronoun. The
//! page itself teaches who holds which office ("Norlandic Foreign Minister Ada Holm"); only where it does not, the
//! table of leaders is asked, for the day of the item.

mod cast;
mod gazetteer;
mod names;
mod roles;
mod similar;
mod sketch;

pub(crate) use cast::{Cast, find};
