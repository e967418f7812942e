use crate::Location;
use jiff::Timestamp;

/// What a server answered, as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The address that was asked for.
    pub asked: Location,
    /// The address that answered: the last, where there were redirects.
    pub location: Location,
    /// The redirects that were followed, in order.
    pub hops: Vec<Hop>,
    /// When the head of the answer had come.
    pub at: Timestamp,
    /// The status code: 200 with a body, 304 where nothing had changed; of a [`crate::FetchError::Status`] any other.
    pub status: u16,
    /// Names, in lower case, and values of the head's lines, in the order of their names' first lines. Each byte of a value is one
    /// character (ISO 8859-1), so that nothing is lost.
    pub headers: Vec<(String, String)>,
    /// `HTTP/1.1` or `HTTP/1.0`.
    pub version: &'static str,
    /// The body as it was received, but for the chunks that it travelled in: packed, where its head says so.
    pub received: Vec<u8>,
    /// The body unpacked.
    pub body: Vec<u8>,
}

/// A redirect that was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Who answered with it.
    pub from: Location,
    /// The status code.
    pub status: u16,
}

/// What a server gave to tell one state of an address from another (RFC 9110, section 8.8).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validators {
    /// The address that gave them; they are sent to no other.
    pub location: String,
    /// `ETag`, as received.
    pub etag: Option<String>,
    /// `Last-Modified`, as received.
    pub last_modified: Option<String>,
}

impl Answer {
    /// The value of the first line with a name, which is given in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// What to send the next time; none where the server gave nothing to send.
    #[must_use]
    pub fn validators(&self) -> Option<Validators> {
        let header = |name| self.header(name).map(str::to_owned);
        let (etag, last_modified) = (header("etag"), header("last-modified"));
        (etag.is_some() || last_modified.is_some()).then(|| Validators {
            location: self.location.as_str().to_owned(),
            etag,
            last_modified,
        })
    }

    /// The same where `known` was sent: what an answer that nothing changed does not give again holds on (RFC 9111, section 4.3.4).
    #[must_use]
    pub fn validators_since(&self, known: Option<Validators>) -> Option<Validators> {
        let earlier = known.filter(|known| self.is_unchanged() && known.location == self.location.as_str());
        match (self.validators(), earlier) {
            (Some(own), Some(earlier)) => Some(Validators {
                etag: own.etag.or(earlier.etag),
                last_modified: own.last_modified.or(earlier.last_modified),
                ..own
            }),
            (own, earlier) => own.or(earlier),
        }
    }

    /// Whether the server says that nothing changed since the validators that were sent.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.status == 304
    }
}
