use std::fmt;
use std::sync::Arc;
use url::Url;

/// An address that may be fetched: HTTP or HTTPS, with a host, without credentials and without a fragment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location(Arc<Url>);

/// Why a text is no such address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLocation {
    /// It is not an address.
    #[error("it is not an address: {0}")]
    Unreadable(String),
    /// Its scheme is not fetched.
    #[error("an address that begins with “{0}:” is not fetched, only http: and https: are")]
    Scheme(String),
    /// Its port belongs to something other than pages.
    #[error("pages are not served on port {0}")]
    Port(u16),
    /// It is longer than [`Location::LONGEST`].
    #[error("it is longer than any page's address")]
    TooLong,
}

impl Location {
    /// How many bytes an address may have; servers take no longer ones either.
    pub const LONGEST: usize = 8 << 10;

    /// Reads an address as a browser does. A user name and password in it are left out, like what stands behind `#`.
    ///
    /// # Errors
    /// Where it is not an address of a page.
    pub fn parse(text: &str) -> Result<Self, BadLocation> {
        if text.len() > Self::LONGEST {
            return Err(BadLocation::TooLong);
        }
        Self::of(Url::parse(text.trim()).map_err(|error| BadLocation::Unreadable(error.to_string()))?)
    }

    /// Follows a reference that stands on the page at this address: a link, or where a redirect leads.
    ///
    /// # Errors
    /// Where it does not lead to an address of a page.
    pub fn join(&self, reference: &str) -> Result<Self, BadLocation> {
        if reference.len() > Self::LONGEST {
            return Err(BadLocation::TooLong);
        }
        Self::of(self.0.join(reference.trim()).map_err(|error| BadLocation::Unreadable(error.to_string()))?)
    }

    fn of(mut url: Url) -> Result<Self, BadLocation> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(BadLocation::Scheme(url.scheme().to_owned()));
        }
        // Below 1024 live the system's own services: mail, shells, name servers.
        if let Some(port) = url.port().filter(|port| *port < 1024 && !matches!(port, 80 | 443)) {
            return Err(BadLocation::Port(port));
        }
        url.set_fragment(None);
        // Neither fails on an address that has a host.
        let _ = (url.set_username(""), url.set_password(None));
        if url.host().is_none() {
            return Err(BadLocation::Unreadable("it names no host".to_owned()));
        }
        Ok(Self(Arc::new(url)))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The host, in lower case, without the port: what requests are spaced by.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// Scheme, host and port: what a robots file holds for.
    #[must_use]
    pub fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Path and query: what the rules of a robots file are about.
    #[must_use]
    pub fn path_and_query(&self) -> String {
        self.0.query().map_or_else(|| self.0.path().to_owned(), |query| format!("{}?{query}", self.0.path()))
    }

    /// Where the robots file of the origin is.
    pub(crate) fn robots(&self) -> Self {
        let mut url = Url::clone(&self.0);
        url.set_path("/robots.txt");
        url.set_query(None);
        Self(Arc::new(url))
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_and_fragments_are_not_carried_on() {
        let page = Location::parse("HTTPS://anna:secret@Courier.Example:443/talks?day=1#live").unwrap();
        assert_eq!(page.as_str(), "https://courier.example/talks?day=1");
        assert_eq!(page.join("//me:x@other.example/a").unwrap().as_str(), "https://other.example/a");
        assert_eq!(page.path_and_query(), "/talks?day=1");
        assert_eq!(page.robots().as_str(), "https://courier.example/robots.txt");
    }

    #[test]
    fn only_pages_have_locations() {
        let page = Location::parse("https://courier.example/").unwrap();
        for other in [
            "file:///etc/passwd",
            "ftp://courier.example/a",
            "gopher://x/",
            "javascript:alert(1)",
            "data:text/html,x",
        ] {
            assert!(matches!(Location::parse(other), Err(BadLocation::Scheme(_))), "{other}");
            assert!(matches!(page.join(other), Err(BadLocation::Scheme(_))), "{other}");
        }
        assert_eq!(Location::parse("http://courier.example:25/"), Err(BadLocation::Port(25)));
        assert!(Location::parse("http://courier.example:8080/").is_ok());
        assert!(matches!(Location::parse("talks.html"), Err(BadLocation::Unreadable(_))));
        assert_eq!(Location::parse(&format!("http://a/{}", "x".repeat(9000))), Err(BadLocation::TooLong));
    }

    #[test]
    fn every_spelling_of_an_address_is_that_address() {
        for spelling in [
            "http://127.1/",
            "http://0x7f000001/",
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://127.0.0.1./",
        ] {
            assert_eq!(Location::parse(spelling).unwrap().host(), "127.0.0.1", "{spelling}");
        }
    }
}
