//! From addresses to pages of a record: this is where the program asks the network, and nowhere else.

mod keep;
mod list;
mod pool;
mod stop;
mod watch;

pub use keep::{Keeper, Kept};
pub use list::{Cadence, Contents, Listed, entries, sources};
pub use pool::{Job, Outcome, Pool};
pub use stop::Stop;
pub use watch::{Happened, Watch};

use clap::Args;
use jiff::Timestamp;
use onrecord_fetch::{Fetcher, KnownRobots, Policy};
use onrecord_store::{Record, StoreError};
use std::time::Duration;

/// How the program behaves towards servers, as the command line has it.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Fetching")]
pub struct Manners {
    /// Seconds between two requests to one host; a site's robots.txt can ask for more
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = seconds)]
    gap: Duration,
    /// Seconds that one page may take
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    timeout: Duration,
    /// Megabytes that one page may have as it travels
    #[arg(long, value_name = "MB", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1024))]
    max_size: u16,
    /// How a site can reach you (a mail or web address); is sent with every request
    #[arg(long, value_name = "ADDRESS", value_parser = contact)]
    contact: Option<String>,
    /// Allow addresses of this machine and of private networks
    #[arg(long)]
    allow_private: bool,
}

impl Manners {
    /// The policy for it.
    #[must_use]
    pub fn policy(&self) -> Policy {
        let usual = Policy::default();
        let agent = match &self.contact {
            Some(contact) => format!("{} (+{contact})", usual.agent),
            None => usual.agent.clone(),
        };
        Policy {
            agent,
            gap: self.gap,
            private_addresses: self.allow_private,
            max_body_bytes: usize::from(self.max_size) << 20,
            max_unpacked_bytes: usize::from(self.max_size) << 22,
            connect_within: usual.connect_within.min(self.timeout),
            head_within: usual.head_within.min(self.timeout),
            done_within: self.timeout,
            ..usual
        }
    }
}

/// A number of seconds, fractions allowed, up to a day.
fn seconds(word: &str) -> Result<Duration, String> {
    let seconds: Option<f64> = word.parse().ok().filter(|seconds| (0.0..=86_400.0).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or_else(|| "a number of seconds, at most 86400".to_owned())
}

/// What may stand in a head without breaking it.
fn contact(word: &str) -> Result<String, String> {
    let fits = !word.is_empty()
        && word.len() <= 200
        && word.chars().all(|letter| letter.is_ascii_graphic() && !"()".contains(letter));
    fits.then(|| word.to_owned())
        .ok_or_else(|| "a mail or web address, without spaces or brackets".to_owned())
}

/// A fetcher that knows the robots files which earlier runs have read.
///
/// # Errors
/// Where the record cannot be read.
pub fn fetcher(record: &Record, policy: Policy) -> Result<Fetcher, StoreError> {
    let known = record.robots()?.into_iter().filter_map(|(origin, at, text)| {
        let at: Timestamp = at.parse().ok()?;
        Some(KnownRobots { origin, at, text })
    });
    Ok(Fetcher::new(policy, known.collect()))
}

/// Keeps what the fetcher has read of robots files for the next run.
///
/// # Errors
/// Where the record cannot be written.
pub fn keep_robots(record: &mut Record, fetcher: &Fetcher) -> Result<(), StoreError> {
    let robots = fetcher.known_robots().into_iter().map(|known| (known.origin, moment(known.at), known.text));
    record.keep_robots(&robots.collect::<Vec<_>>())
}

/// A time as the record has it: in UTC, to the second.
#[must_use]
pub fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_take_what_makes_sense() {
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        for nonsense in ["-1", "soon", "NaN", "1e9"] {
            assert!(seconds(nonsense).is_err(), "{nonsense}");
        }
        assert!(contact("https://desk.example/about").is_ok());
        for nonsense in ["", "a b", "x\r\ny: z", "(x)"] {
            assert!(contact(nonsense).is_err(), "{nonsense}");
        }
    }
}
