use crate::body::{Packed, unpack};
use crate::exchange::{Beyond, Raw, client, exchange};
use crate::gate::{Gate, Gates, lock};
use crate::retry::retry_at;
use crate::{Answer, FetchError, Hop, KnownRobots, Location, Policy, Robots, Validators};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;
use ureq::Agent;

/// How long a robots file holds (RFC 9309, section 2.4).
const ROBOTS_HOLD: SignedDuration = SignedDuration::from_hours(24);
/// How long a robots file that could not be had is not asked for again.
const ROBOTS_RETRY: SignedDuration = SignedDuration::from_mins(10);
/// Redirects of a robots file that are followed; what lies beyond counts as no file (section 2.3.1.2).
const ROBOTS_REDIRECTS: usize = 5;

/// Fetches under a policy. Many threads may use one: it lets no two of them ask the same host at a time.
#[derive(Debug)]
pub struct Fetcher {
    policy: Policy,
    client: Agent,
    gates: Gates,
    /// By origin.
    robots: Mutex<BTreeMap<String, Site>>,
}

/// What is known of a site's robots file.
#[derive(Debug, Clone)]
struct Site {
    at: Timestamp,
    /// When it is asked for again.
    again: Timestamp,
    /// The file's text and what it says, or why it could not be had.
    said: Result<(String, Robots), Unheard>,
}

/// Why a robots file could not be had.
#[derive(Debug, Clone)]
struct Unheard {
    reason: String,
    /// The earliest time at which the server wants to be asked again, where it said so.
    retry_at: Option<Timestamp>,
}

impl Fetcher {
    /// A fetcher that knows some robots files from before.
    #[must_use]
    pub fn new(policy: Policy, known: Vec<KnownRobots>) -> Self {
        let site = |known: KnownRobots| {
            let robots = Robots::parse(&known.text, &policy.product);
            (
                known.origin,
                Site { at: known.at, again: after(known.at, ROBOTS_HOLD), said: Ok((known.text, robots)) },
            )
        };
        let robots = Mutex::new(known.into_iter().map(site).collect());
        Self { client: client(&policy), gates: Gates::default(), robots, policy }
    }

    /// The robots files that were read or known, by origin, to be given to a later fetcher.
    #[must_use]
    pub fn known_robots(&self) -> Vec<KnownRobots> {
        let known = |(origin, site): (&String, &Site)| {
            let (text, _) = site.said.as_ref().ok()?;
            Some(KnownRobots { origin: origin.clone(), at: site.at, text: text.clone() })
        };
        lock(&self.robots).iter().filter_map(known).collect()
    }

    /// Fetches an address, if it has changed since `known`; see [`Answer::is_unchanged`]. Blocks until the host may be asked and has answered.
    ///
    /// # Errors
    /// Where there is no answer to keep.
    pub fn get(&self, asked: &Location, known: Option<&Validators>) -> Result<Answer, FetchError> {
        let mut left = self.policy.retries;
        loop {
            let error = match self.follow(asked, known) {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let wait = match error.retry_at() {
                Some(at) => Duration::try_from(at.duration_since(Timestamp::now())).unwrap_or_default(),
                None if error.broke() => Duration::ZERO,
                None => return Err(error),
            };
            if left == 0 || wait > self.policy.patience {
                return Err(error);
            }
            left -= 1;
            thread::sleep(wait);
        }
    }

    /// Follows redirects to an answer.
    fn follow(&self, asked: &Location, known: Option<&Validators>) -> Result<Answer, FetchError> {
        let mut hops: Vec<Hop> = Vec::new();
        let mut location = asked.clone();
        loop {
            let robots = self.robots_for(&location)?;
            if let Some(rule) = robots.forbids(&location.path_and_query()) {
                return Err(FetchError::RobotsDisallow { location, rule });
            }
            let raw =
                self.ask(&location, known, robots.delay(), self.policy.max_body_bytes, Beyond::Refuse)?;
            if let Some(leads_to) = raw.leads_to.as_deref().filter(|_| is_redirect(raw.status)) {
                let next = next(&location, leads_to)?;
                let is_circle = next == location || hops.iter().any(|hop| hop.from == next);
                if is_circle || hops.len() == self.policy.max_redirects {
                    return Err(FetchError::TooManyRedirects { location, hops: hops.len(), is_circle });
                }
                hops.push(Hop { from: location, status: raw.status });
                location = next;
                continue;
            }
            return self.judge(raw, asked.clone(), location, hops, known);
        }
    }

    /// Makes an answer of what a server sent, where it is a page or says that nothing changed.
    fn judge(
        &self,
        raw: Raw,
        asked: Location,
        location: Location,
        hops: Vec<Hop>,
        known: Option<&Validators>,
    ) -> Result<Answer, FetchError> {
        let Raw { at, version, status, headers, body: received, .. } = raw;
        let mut answer =
            Answer { asked, location, hops, at, version, status, headers, received, body: Vec::new() };
        let was_asked = known.is_some_and(|known| known.location == answer.location.as_str());
        match status {
            200 | 203 => {
                let codings: Vec<&str> = answer
                    .headers
                    .iter()
                    .filter(|(name, _)| name == "content-encoding")
                    .map(|(_, value)| value.as_str())
                    .collect();
                let limit = self.policy.max_unpacked_bytes;
                let unpacked = unpack(&answer.received, &codings.join(","), limit, Beyond::Refuse);
                answer.body = unpacked.map_err(|error| self.packed(error, &answer.location))?;
                Ok(answer)
            }
            304 if was_asked => Ok(answer),
            _ => {
                let retry_at = self.rest(status, &answer.headers, at, &answer.location);
                Err(FetchError::Status { answer: Box::new(answer), retry_at })
            }
        }
    }

    /// Leaves a busy server alone for as long as it asks; until when.
    fn rest(
        &self,
        status: u16,
        headers: &[(String, String)],
        at: Timestamp,
        location: &Location,
    ) -> Option<Timestamp> {
        let (_, wait) =
            headers.iter().find(|(name, _)| name == "retry-after").filter(|_| matches!(status, 429 | 503))?;
        let until = retry_at(wait, at)?;
        lock(&self.gates.of(location.host())).resting_until = Some(until);
        Some(until)
    }

    fn packed(&self, error: Packed, location: &Location) -> FetchError {
        let location = location.clone();
        match error {
            Packed::TooLarge => FetchError::TooLarge {
                location,
                part: "unpacked body",
                limit: self.policy.max_unpacked_bytes,
                unit: "bytes",
            },
            Packed::Damaged(reason) => FetchError::Damaged { location, reason },
            Packed::Unknown(coding) => FetchError::UnknownCoding { location, coding },
        }
    }

    /// Asks a host once, when its turn has come.
    fn ask(
        &self,
        location: &Location,
        known: Option<&Validators>,
        delay: Option<Duration>,
        limit: usize,
        beyond: Beyond,
    ) -> Result<Raw, FetchError> {
        let gap = delay.unwrap_or_default().min(self.policy.longest_gap).max(self.policy.gap);
        let gate = self.gates.of(location.host());
        let mut gate = lock(&gate);
        gate.wait(gap);
        self.rested(&mut gate, location)?;
        let raw = exchange(&self.client, &self.policy, location, known, limit, beyond);
        gate.close();
        raw
    }

    /// Refuses while a server rests.
    fn rested(&self, gate: &mut Gate, location: &Location) -> Result<(), FetchError> {
        match gate.resting_until {
            Some(until) if until > Timestamp::now() => {
                Err(FetchError::Resting { location: location.clone(), until })
            }
            _ => {
                gate.resting_until = None;
                Ok(())
            }
        }
    }

    /// What the site of an address allows.
    fn robots_for(&self, location: &Location) -> Result<Robots, FetchError> {
        let origin = location.origin();
        let known = lock(&self.robots).get(&origin).cloned();
        let site = match known {
            Some(site) if site.again > Timestamp::now() => site,
            old => {
                let said = self.read_robots(&location.robots());
                let at = Timestamp::now();
                let site = match (said, old) {
                    (Err(Unread::Unreachable(why)), old) => {
                        let again = why.retry_at.unwrap_or_else(|| after(at, ROBOTS_RETRY));
                        match old {
                            // A file that was read before is better than none (RFC 9309, section 2.3.1.4).
                            Some(old) if old.said.is_ok() => Site { again, ..old },
                            _ => Site { at, again, said: Err(why) },
                        }
                    }
                    (Err(Unread::Refused(error)), _) => return Err(error.at(location)),
                    (Ok(text), _) => {
                        let robots = Robots::parse(&text, &self.policy.product);
                        Site { at, again: after(at, ROBOTS_HOLD), said: Ok((text, robots)) }
                    }
                };
                lock(&self.robots).insert(origin, site.clone());
                site
            }
        };
        site.said.map(|(_, robots)| robots).map_err(|Unheard { reason, retry_at }| {
            FetchError::RobotsUnreachable { location: location.clone(), reason, retry_at }
        })
    }

    /// The text of a robots file; empty where the site has none.
    fn read_robots(&self, first: &Location) -> Result<String, Unread> {
        let mut location = first.clone();
        for _ in 0..=ROBOTS_REDIRECTS {
            let raw = match self.ask(&location, None, None, Robots::MOST_BYTES, Beyond::Cut) {
                Ok(raw) => raw,
                // What would stop the page's own request is told as that: a host that is not there, that may not be asked,
                // or that cannot be trusted.
                Err(
                    error @ (FetchError::NotPublic { .. }
                    | FetchError::NoHost { .. }
                    | FetchError::Tls { .. }
                    | FetchError::Resting { .. }),
                ) if location == *first => {
                    return Err(Unread::Refused(error));
                }
                Err(error) => return Err(Unread::because(error.to_string())),
            };
            match raw.status {
                200..=299 => {
                    let coding = raw.headers.iter().find(|(name, _)| name == "content-encoding");
                    let coding = coding.map_or("", |(_, value)| value.as_str());
                    return match unpack(&raw.body, coding, Robots::MOST_BYTES, Beyond::Cut) {
                        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
                        Err(error) => Err(Unread::because(self.packed(error, &location).to_string())),
                    };
                }
                status if is_redirect(status) => {
                    let Some(leads_to) = raw.leads_to else { return Ok(String::new()) };
                    location =
                        next(&location, &leads_to).map_err(|error| Unread::because(error.to_string()))?;
                }
                // “Too many requests” is no word on what is allowed.
                429 | 500..=599 => {
                    let retry_at = self.rest(raw.status, &raw.headers, raw.at, &location);
                    let reason = format!("the server answered {}", raw.status);
                    return Err(Unread::Unreachable(Unheard { reason, retry_at }));
                }
                _ => return Ok(String::new()),
            }
        }
        Ok(String::new())
    }
}

/// Why a robots file could not be read.
enum Unread {
    /// It may be there: until it is read, nothing is allowed.
    Unreachable(Unheard),
    /// The host may not be asked at all.
    Refused(FetchError),
}

impl Unread {
    fn because(reason: String) -> Self {
        Self::Unreachable(Unheard { reason, retry_at: None })
    }
}

/// The end of time where there is no such time.
fn after(at: Timestamp, wait: SignedDuration) -> Timestamp {
    at.saturating_add(wait).unwrap_or(Timestamp::MAX)
}

fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Where a redirect leads.
fn next(from: &Location, leads_to: &str) -> Result<Location, FetchError> {
    /// What of a bad address is told.
    const TOLD: usize = 200;
    from.join(leads_to).map_err(|reason| FetchError::BadRedirect {
        from: from.clone(),
        to: leads_to.chars().take(TOLD).collect(),
        reason,
    })
}
