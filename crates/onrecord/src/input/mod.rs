//! From the paths of a command line to open inputs: folders walked, standard input and files opened.
//!
//! One input that cannot be read is a [`Problem`](crate::error::Problem) and nothing more: the others go on.

mod load;
mod walk;

pub use load::open;
pub use walk::{Found, Place, find};
