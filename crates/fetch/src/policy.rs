use std::time::Duration;

/// How a [`crate::Fetcher`] behaves towards servers, and what it takes from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// What is sent as `User-Agent`.
    pub agent: String,
    /// The name by which robots files know us: letters, `-` and `_` (RFC 9309, section 2.2.1).
    pub product: String,
    /// The least time between the end of one request to a host and the next.
    pub gap: Duration,
    /// The longest gap that a robots file can ask for (`Crawl-delay`); a file that asks for more gets this.
    pub longest_gap: Duration,
    /// Whether addresses that are not of the public internet may be connected to.
    pub private_addresses: bool,
    /// The most bytes of an answer's head.
    pub max_head_bytes: usize,
    /// The most bytes of a body as it travels.
    pub max_body_bytes: usize,
    /// The most bytes that a body unpacks to.
    pub max_unpacked_bytes: usize,
    /// How long finding a host and connecting to it may take.
    pub connect_within: Duration,
    /// How long a head may take from the request on.
    pub head_within: Duration,
    /// How long a request may take, all in all; a redirect begins a new one.
    pub done_within: Duration,
    /// How many redirects are followed.
    pub max_redirects: usize,
    /// How many times a request is made again where the connection broke or the server was busy.
    pub retries: usize,
    /// The longest wait that a busy server can ask for before the request is given up.
    pub patience: Duration,
}

impl Default for Policy {
    /// Two seconds between requests, as crawlers of archives keep; a minute for a page, 32 MB of it, 128 MB unpacked.
    fn default() -> Self {
        Self {
            agent: concat!("onrecord/", env!("CARGO_PKG_VERSION")).to_owned(),
            product: "onrecord".to_owned(),
            gap: Duration::from_secs(2),
            longest_gap: Duration::from_secs(60),
            private_addresses: false,
            max_head_bytes: 64 << 10,
            max_body_bytes: 32 << 20,
            max_unpacked_bytes: 128 << 20,
            connect_within: Duration::from_secs(15),
            head_within: Duration::from_secs(30),
            done_within: Duration::from_secs(60),
            max_redirects: 10,
            retries: 1,
            patience: Duration::from_secs(60),
        }
    }
}
