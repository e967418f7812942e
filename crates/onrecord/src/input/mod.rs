//! From the paths of a command line to bytes: folders walked, standard input read, gzip unpacked, limits kept.
//!
//! One input that cannot be read is a [`Problem`](crate::error::Problem) and nothing more: the others go on.

mod load;
mod walk;

pub use load::{Limits, Loaded, load};
pub use walk::{Found, Place, find};
