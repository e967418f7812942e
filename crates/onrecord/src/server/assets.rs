//! The files of the UI, which the build put into the program.

use super::answer::{problem, tagged};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// A file of the UI; its first page at `/`.
pub(super) async fn file(method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    if method != Method::GET && method != Method::HEAD {
        let detail = format!("{method} is not answered here: the record is only read.");
        return problem(StatusCode::METHOD_NOT_ALLOWED, &detail, "");
    }
    let path = uri.path().trim_start_matches('/');
    let name = if path.is_empty() { "index.html" } else { path };
    match ASSETS.iter().find(|(it, _)| *it == name) {
        // The names below assets/ hold a hash of the file: what has that name never changes.
        Some((_, bytes)) if name.starts_with("assets/") => {
            tagged(Bytes::from_static(bytes), kind(name), "public, max-age=31536000, immutable", &headers)
        }
        Some((_, bytes)) => tagged(Bytes::from_static(bytes), kind(name), "no-cache", &headers),
        None if ASSETS.is_empty() && path.is_empty() => {
            let hint = "Build the program without ONRECORD_WEB=off, or use the command line and /api.";
            problem(StatusCode::NOT_FOUND, "This program was built without its web pages.", hint)
        }
        None => problem(StatusCode::NOT_FOUND, &format!("There is nothing at {}.", uri.path()), ""),
    }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
