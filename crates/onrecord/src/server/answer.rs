//! What the server says: JSON with an entity tag, or a problem (RFC 9457).

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use onrecord_store::StoreError;
use onrecord_text::sha256_hex;
use serde::Serialize;
use serde_json::json;

/// How many digits of the hash an entity tag has: enough that two answers never share one.
const TAG_DIGITS: usize = 24;

/// A value as JSON; nothing but its tag where the browser has it already.
pub(super) fn json<T: Serialize>(value: &T, asked: &HeaderMap) -> Response<Body> {
    match serde_json::to_vec(value) {
        Ok(body) => tagged(body.into(), "application/json", "no-cache", asked),
        Err(error) => {
            problem(StatusCode::INTERNAL_SERVER_ERROR, &format!("The answer has no JSON: {error}"), "")
        }
    }
}

/// Bytes with an entity tag; nothing but the tag where the browser has them already.
pub(super) fn tagged(
    body: axum::body::Bytes,
    kind: &'static str,
    caching: &'static str,
    asked: &HeaderMap,
) -> Response<Body> {
    let mut tag = sha256_hex(&body);
    tag.truncate(TAG_DIGITS);
    let tag = format!("\"{tag}\"");
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let has_it =
        known.is_some_and(|list| list.split(',').any(|it| it.trim().trim_start_matches("W/") == tag));
    let mut response = Response::new(if has_it { Body::empty() } else { Body::from(body) });
    if has_it {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// A problem in words: what is wrong, and what can be done about it.
pub(super) fn problem(status: StatusCode, detail: &str, hint: &str) -> Response<Body> {
    let title = status.canonical_reason().unwrap_or_default();
    let mut value =
        json!({"type": "about:blank", "title": title, "status": status.as_u16(), "detail": detail});
    if !hint.is_empty() {
        value["hint"] = hint.into();
    }
    let mut response = Response::new(Body::from(value.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// An error of the record as a problem.
pub(super) fn store_problem(error: &StoreError) -> Response<Body> {
    let status = match error {
        StoreError::NoEntry { .. } => StatusCode::NOT_FOUND,
        StoreError::Ambiguous { .. } => StatusCode::CONFLICT,
        StoreError::Locked { .. } => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    problem(status, &error.to_string(), error.hint())
}
