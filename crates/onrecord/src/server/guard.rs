//! Who is answered, and the headers of every answer.
//!
//! A page of some other site may make a browser send requests to a loopback address, also under a name of its own that it
//! points there (DNS rebinding). Such a request carries that name in `Host`, or its site in `Origin`: it is refused.

use super::answer::problem;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use axum::middleware::Next;
use std::net::SocketAddr;
use std::sync::Arc;

/// Scripts, styles and pictures from here and nothing from anywhere else; no inline script or style, no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// The names under which the server answers.
#[derive(Clone)]
pub(super) struct Names(Arc<[String; 2]>);

impl Names {
    pub(super) fn of(address: SocketAddr) -> Self {
        Self(Arc::new([address.to_string(), format!("localhost:{}", address.port())]))
    }

    fn holds(&self, name: &str) -> bool {
        self.0.iter().any(|it| it.eq_ignore_ascii_case(name))
    }

    /// Why a request is not answered, if it is not.
    fn refusal(&self, headers: &HeaderMap) -> Option<&'static str> {
        let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        if !text(header::HOST).is_some_and(|host| self.holds(host)) {
            return Some("The request names another host than this server.");
        }
        let is_own = |origin: &str| origin.strip_prefix("http://").is_some_and(|name| self.holds(name));
        if text(header::ORIGIN).is_some_and(|origin| !is_own(origin)) {
            return Some("The request comes from a page of another site.");
        }
        None
    }
}

/// Refuses requests of other sites, and puts the headers on every answer.
pub(super) async fn guard(State(names): State<Names>, request: Request, next: Next) -> Response<Body> {
    let mut response = match names.refusal(request.headers()) {
        Some(why) => problem(StatusCode::FORBIDDEN, why, "Open the address that the program printed."),
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
