//! Pages, feeds and robots files over HTTP, with manners.
//!
//! In: an address, and what is known of it. Out: an [`Answer`] as it was received, or a [`FetchError`] that says what stood in
//! the way. This is the only crate that opens a connection to the world, and it does so only where it is asked to.
//!
//! * **Robots** (RFC 9309) are asked first and obeyed, for every hop of a redirect; there is no way around them.
//! * **One request a host at a time**, with a gap between two, and no earlier than a server asks (`Retry-After`).
//! * **No address that is not public**, unless the policy allows it: a name is resolved once, every address that it has is
//!   looked at, and the connection goes to an address that was looked at. Redirects are followed here, hop by hop, so that each is
//!   checked like the first. No proxy is used: behind one, none of this could be promised.
//! * **What comes is kept as it came**: [`Answer::to_warc`] gives it as a record of a web archive, with its head, its address and its time.
//!   Of the head the names of the lines come in small letters, and the words behind the status code do not come at all: the client keeps neither.
//! * **Everything is bounded**: time, redirects, and the size of heads, bodies, and what bodies unpack to.
//! * No cookie is kept or sent, no credentials, no referrer.
//!
//! It must never decide what a page means, or keep anything on disk.

mod address;
mod answer;
mod body;
mod error;
mod exchange;
mod fetcher;
mod gate;
mod location;
mod policy;
mod resolver;
mod retry;
mod robots;
mod warc;

pub use address::{Reserved, reserved};
pub use answer::{Answer, Hop, Validators};
pub use error::FetchError;
pub use fetcher::Fetcher;
pub use location::{BadLocation, Location};
pub use policy::Policy;
pub use robots::{KnownRobots, Robots};
