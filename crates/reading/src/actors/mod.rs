//! Who a page speaks of: names, offices and descriptions, joined to actors.
//!
//! A person is known by a full name, a surname alone, an office ("the Norlandic foreign minister") or a pronoun. The
//! page itself teaches who holds which office ("Norlandic Foreign Minister Ada Holm"); only where it does not, the
//! table of leaders is asked, for the day of the item.

mod cast;
mod describe;
mod gazetteer;
mod names;
pub(crate) mod persons;
mod roles;
mod similar;
mod sketch;

pub(crate) use cast::{Cast, CastMention, find};
pub(crate) use describe::{Description, description, owner, telling};
pub(crate) use names::written;
