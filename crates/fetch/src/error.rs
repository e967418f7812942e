use crate::{Answer, BadLocation, Location, Reserved};
use jiff::Timestamp;
use std::net::IpAddr;

/// Why there is no answer to keep. Every variant names the address that failed, which after redirects is not the one asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchError {
    /// A redirect leads to what is not fetched.
    #[error("{from} redirects to “{to}”: {reason}")]
    BadRedirect {
        /// Who redirects.
        from: Location,
        /// Where to, as received, cut where it is long.
        to: String,
        /// What is wrong with it.
        reason: BadLocation,
    },
    /// There were more redirects than are followed, or they lead in a circle.
    #[error("{location}: {}", redirects(*hops, *is_circle))]
    TooManyRedirects {
        /// The last that redirected.
        location: Location,
        /// How many were followed.
        hops: usize,
        /// Whether it leads back to one of them, or to itself.
        is_circle: bool,
    },
    /// The robots file does not allow it.
    #[error("{location}: the site's robots.txt does not allow it (“{rule}”)")]
    RobotsDisallow {
        /// The address that was not asked for.
        location: Location,
        /// The line that forbids it.
        rule: String,
    },
    /// There is a robots file, or may be, but it could not be had: until it can, nothing may be fetched (RFC 9309, section 2.3.1.4).
    #[error(
        "{location}: the site's robots.txt could not be read ({reason}), so nothing may be fetched there for now"
    )]
    RobotsUnreachable {
        /// The address that was not asked for.
        location: Location,
        /// What happened.
        reason: String,
        /// The earliest time at which the server wants to be asked again, where it said so.
        retry_at: Option<Timestamp>,
    },
    /// The host has an address that is not of the public internet.
    #[error("{location}: the address of this host, {address}, is {what}")]
    NotPublic {
        /// The address that was not connected to.
        location: Location,
        /// What the name resolved to.
        address: IpAddr,
        /// What that is.
        what: Reserved,
    },
    /// The name has no address.
    #[error("{location}: there is no such host, or the network is down")]
    NoHost {
        /// The address.
        location: Location,
    },
    /// No connection was made, or it broke.
    #[error("{location}: {reason}")]
    Connection {
        /// The address.
        location: Location,
        /// What the system said.
        reason: String,
    },
    /// The encrypted connection could not be trusted.
    #[error("{location}: the encrypted connection failed ({reason})")]
    Tls {
        /// The address.
        location: Location,
        /// What was wrong.
        reason: String,
    },
    /// The server took too long.
    #[error("{location}: the server took too long ({doing})")]
    Timeout {
        /// The address.
        location: Location,
        /// What was waited for.
        doing: &'static str,
    },
    /// What came is not HTTP, or breaks off.
    #[error("{location}: the answer is damaged ({reason})")]
    Damaged {
        /// The address.
        location: Location,
        /// How.
        reason: String,
    },
    /// The answer is larger than is taken.
    #[error("{location}: the {part} is larger than {limit} {unit}")]
    TooLarge {
        /// The address.
        location: Location,
        /// Head, body or unpacked body.
        part: &'static str,
        /// The limit.
        limit: usize,
        /// What it counts: bytes, or the lines of a head.
        unit: &'static str,
    },
    /// The body is packed in a way that is not read.
    #[error("{location}: the body is packed as “{coding}”, which was not asked for")]
    UnknownCoding {
        /// The address.
        location: Location,
        /// The coding's name.
        coding: String,
    },
    /// The server answered with a status that brings no page.
    #[error("{}: the server answered {} {}", answer.location, answer.status, reason(answer.status))]
    Status {
        /// What it answered.
        answer: Box<Answer>,
        /// The earliest time at which it wants to be asked again.
        retry_at: Option<Timestamp>,
    },
    /// The server has asked before not to be asked until later.
    #[error("{location}: the server asked not to be asked again before {until}")]
    Resting {
        /// The address that was not asked for.
        location: Location,
        /// Until when.
        until: Timestamp,
    },
}

impl FetchError {
    /// What a person can do about it, in a sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::RobotsDisallow { .. } => {
                "Open the page in a browser, save it, and add the file; a site's wish not to be read by programs is kept."
            }
            Self::RobotsUnreachable { .. }
            | Self::Timeout { .. }
            | Self::Connection { .. }
            | Self::Damaged { .. } => "Try again later, or save the page in a browser and add the file.",
            Self::NotPublic { .. } => "If you mean a server of your own, allow it with --allow-private.",
            Self::NoHost { .. } => "Check the spelling of the address and the connection of this machine.",
            Self::Tls { .. } => {
                "Check this machine's clock and its certificates (SSL_CERT_FILE names others), or save the page in a browser and add the file."
            }
            Self::TooLarge { .. } | Self::UnknownCoding { .. } => {
                "Save the page in a browser and add the file."
            }
            Self::Status { answer, .. } => match answer.status {
                401 | 402 | 403 | 407 | 451 => {
                    "The site does not give this page to programs: open it in a browser, save it, and add the file."
                }
                404 | 410 => "Check the address; the page may have been taken down.",
                429 | 503 => "The site is busy or wants fewer requests: try again later.",
                _ => "Try again later, or save the page in a browser and add the file.",
            },
            Self::Resting { .. } => "Try again after that time.",
            Self::BadRedirect { .. } | Self::TooManyRedirects { .. } => {
                "Open the address in a browser and give the one that it leads to."
            }
        }
    }

    /// Whether the same request may succeed at another time without anything being changed here.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Connection { .. }
            | Self::Timeout { .. }
            | Self::Damaged { .. }
            | Self::NoHost { .. }
            | Self::RobotsUnreachable { .. }
            | Self::Resting { .. }
            | Self::Tls { .. } => true,
            Self::Status { answer, .. } => {
                matches!(answer.status, 408 | 425 | 429 | 500 | 502 | 503 | 504 | 520..=530)
            }
            _ => false,
        }
    }

    /// The earliest time at which the server wants to be asked again, where it said so.
    #[must_use]
    pub fn retry_at(&self) -> Option<Timestamp> {
        match self {
            Self::Status { retry_at, .. } | Self::RobotsUnreachable { retry_at, .. } => *retry_at,
            Self::Resting { until, .. } => Some(*until),
            _ => None,
        }
    }

    /// What stopped the request for a host's robots file stops that for its page: the same error, of the page.
    pub(crate) fn at(mut self, page: &Location) -> Self {
        if let Self::NotPublic { location, .. }
        | Self::NoHost { location }
        | Self::Tls { location, .. }
        | Self::Resting { location, .. } = &mut self
        {
            location.clone_from(page);
        }
        self
    }

    /// Whether asking again at once may help: the connection broke before the answer was whole.
    pub(crate) fn broke(&self) -> bool {
        matches!(self, Self::Connection { .. } | Self::Damaged { .. })
    }

    /// A wait for the head, for [`Self::Timeout`], from what the client waited for.
    pub(crate) fn timeout(location: &Location, what: ureq::Timeout) -> Self {
        let doing = match what {
            ureq::Timeout::Resolve => "finding the host",
            ureq::Timeout::Connect => "connecting",
            ureq::Timeout::RecvResponse => "waiting for the head of the answer",
            ureq::Timeout::RecvBody => "reading the body",
            _ => "reading the answer",
        };
        Self::Timeout { location: location.clone(), doing }
    }
}

/// What is wrong with redirects, for a person.
fn redirects(hops: usize, is_circle: bool) -> String {
    match (is_circle, hops) {
        (true, 0) => "it redirects to itself".to_owned(),
        (true, _) => "it redirects in a circle".to_owned(),
        (false, _) => format!("{hops} redirects were followed and there was yet another"),
    }
}

/// What a status code means, for a person.
fn reason(status: u16) -> &'static str {
    match status {
        201..=299 => "(done, but without a page)",
        300..=399 => "(a redirect that says nowhere to go)",
        401 => "(a password is wanted)",
        402 => "(payment is wanted)",
        403 => "(forbidden)",
        404 => "(not found)",
        410 => "(gone)",
        429 => "(too many requests)",
        451 => "(kept back for legal reasons)",
        503 => "(busy)",
        500..=599 => "(the server failed)",
        _ => "(refused)",
    }
}
