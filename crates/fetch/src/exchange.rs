//! One request and its answer: no redirect is followed here, nothing is unpacked.

use crate::resolver::{CheckedResolver, Refused};
use crate::{FetchError, Location, Policy, Validators};
use jiff::Timestamp;
use rustls::crypto::ring;
use std::io::{self, Read};
use std::sync::Arc;
use ureq::Agent;
use ureq::http::{HeaderMap, Response};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Body, Error};

/// The most lines of a head; the client reads no more.
const MOST_LINES: usize = 128;

/// What a server sent.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) at: Timestamp,
    /// `HTTP/1.1` or `HTTP/1.0`.
    pub(crate) version: &'static str,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    /// Where a redirect leads, in the bytes of `Location`.
    pub(crate) leads_to: Option<String>,
    pub(crate) body: Vec<u8>,
}

/// What happens to a body that is larger than the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beyond {
    /// It is refused.
    Refuse,
    /// Its beginning is taken.
    Cut,
}

/// The client, under a policy: without a proxy, cookies, redirects or connections that are kept open.
pub(crate) fn client(policy: &Policy) -> Agent {
    let trusted = rustls_native_certs::load_native_certs().certs;
    let trusted: Vec<_> =
        trusted.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::new_with_certs(&trusted))
        .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .proxy(None)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .max_idle_connections(0)
        .max_idle_connections_per_host(0)
        .user_agent(policy.agent.as_str())
        .max_response_header_size(policy.max_head_bytes)
        .timeout_global(Some(policy.done_within))
        .timeout_resolve(Some(policy.connect_within))
        .timeout_connect(Some(policy.connect_within))
        .timeout_recv_response(Some(policy.head_within))
        .build();
    let resolver = CheckedResolver { private_addresses: policy.private_addresses, inner: Default::default() };
    Agent::with_parts(config, DefaultConnector::new(), resolver)
}

/// Asks for an address, if it has changed since `known` where that is the address's own.
pub(crate) fn exchange(
    client: &Agent,
    policy: &Policy,
    location: &Location,
    known: Option<&Validators>,
    limit: usize,
    beyond: Beyond,
) -> Result<Raw, FetchError> {
    let mut request = client
        .get(location.as_str())
        .header("accept", "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8")
        .header("accept-language", "en, *;q=0.5")
        .header("accept-encoding", "gzip, deflate")
        .header("connection", "close");
    if let Some(known) = known.filter(|known| known.location == location.as_str()) {
        // Values that could not have come in a head are left out by the client's own check.
        for (name, value) in [("if-none-match", &known.etag), ("if-modified-since", &known.last_modified)] {
            if let Some(value) =
                value.as_deref().filter(|value| value.bytes().all(|byte| matches!(byte, b' '..=b'~')))
            {
                request = request.header(name, value);
            }
        }
    }
    let response = request.call().map_err(|error| name(error, location, policy))?;
    let at = Timestamp::now();
    let version = if response.version() == ureq::http::Version::HTTP_10 { "HTTP/1.0" } else { "HTTP/1.1" };
    let (status, headers) = (response.status().as_u16(), lines(response.headers()));
    let leads_to = response
        .headers()
        .get("location")
        .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let body = match status {
        // Their bodies are for people whose browsers do not follow.
        300..=399 => Vec::new(),
        _ => body(response, limit, beyond, location, policy)?,
    };
    Ok(Raw { at, version, status, headers, leads_to, body })
}

/// A head's lines with every byte of a value as one character.
fn lines(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect();
    headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes()))).collect()
}

fn body(
    response: Response<Body>,
    limit: usize,
    beyond: Beyond,
    location: &Location,
    policy: &Policy,
) -> Result<Vec<u8>, FetchError> {
    let too_large =
        || FetchError::TooLarge { location: location.clone(), part: "body", limit, unit: "bytes" };
    if beyond == Beyond::Refuse
        && response.body().content_length().is_some_and(|length| length > limit as u64)
    {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let reader = response.into_body().into_with_config().limit(u64::MAX).reader();
    // One byte more is asked for, so that a body of just the limit is told from a longer one.
    let read = reader.take(limit as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > limit {
        bytes.truncate(limit);
        return if beyond == Beyond::Cut { Ok(bytes) } else { Err(too_large()) };
    }
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => Err(name(Error::from(error), location, policy)),
    }
}

/// The client's error in our words.
fn name(error: Error, location: &Location, policy: &Policy) -> FetchError {
    let place = location.clone();
    match error {
        Error::Other(inner) => match inner.downcast_ref::<Refused>() {
            Some(refused) => {
                FetchError::NotPublic { location: place, address: refused.address, what: refused.what }
            }
            None => FetchError::Connection { location: place, reason: inner.to_string() },
        },
        Error::HostNotFound => FetchError::NoHost { location: place },
        Error::Timeout(what) => FetchError::timeout(location, what),
        Error::LargeResponseHeader(..) => FetchError::TooLarge {
            location: place,
            part: "head",
            limit: policy.max_head_bytes,
            unit: "bytes",
        },
        // The client's type for it has no name outside of it.
        Error::Protocol(reason) if reason.to_string().ends_with("too many headers") => {
            FetchError::TooLarge { location: place, part: "head", limit: MOST_LINES, unit: "lines" }
        }
        Error::Tls(reason) => FetchError::Tls { location: place, reason: reason.to_owned() },
        Error::Rustls(reason) => FetchError::Tls { location: place, reason: reason.to_string() },
        Error::Io(error) => io_error(&error, place),
        Error::Protocol(reason) => FetchError::Damaged { location: place, reason: reason.to_string() },
        Error::Http(reason) => FetchError::Damaged { location: place, reason: reason.to_string() },
        Error::BodyStalled => FetchError::Damaged { location: place, reason: "it breaks off".to_owned() },
        other => FetchError::Connection { location: place, reason: other.to_string() },
    }
}

fn io_error(error: &io::Error, location: Location) -> FetchError {
    // Rustls's own errors come wrapped where they come up in the middle of a read.
    if let Some(tls) = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        return FetchError::Tls { location, reason: tls.to_string() };
    }
    let reason = match error.kind() {
        io::ErrorKind::UnexpectedEof => {
            return FetchError::Damaged { location, reason: "it breaks off".to_owned() };
        }
        io::ErrorKind::InvalidData => return FetchError::Damaged { location, reason: error.to_string() },
        io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => {
            return FetchError::Timeout { location, doing: "reading the answer" };
        }
        io::ErrorKind::ConnectionRefused => "nothing answers there (connection refused)",
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe => {
            "the connection was cut off"
        }
        io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable => "the network does not reach it",
        // What the system's resolver says where a name has no address has no kind of its own.
        _ if error.to_string().contains("lookup address") => return FetchError::NoHost { location },
        _ => return FetchError::Connection { location, reason: error.to_string() },
    };
    FetchError::Connection { location, reason: reason.to_owned() }
}
