//! `/api`: each query of the record under its name. The JSON is that of the views, the same as the command line's `--json`.

use super::answer::{json, problem, store_problem};
use super::pool::Pool;
use axum::Router;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Response, StatusCode, Uri};
use axum::routing::get;
use onrecord_record::Course;
use onrecord_store::views::{Entry, EventQuery, StatementQuery};
use onrecord_store::{Record, StoreError};
use onrecord_text::{EventType, Mode, Stage, StatementKind};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many hits of each kind a search gives where no limit is asked for.
const SEARCH_LIMIT: usize = 50;

type Shared = State<Arc<Pool>>;

pub(super) fn routes() -> Router<Arc<Pool>> {
    Router::new()
        .route("/overview", get(overview))
        .route("/statements", get(statements))
        .route("/events", get(events))
        .route("/conflicts", get(conflicts))
        .route("/quotations", get(quotations))
        .route("/quotations/{id}", get(quotation))
        .route("/actors", get(actors))
        .route("/pages", get(pages))
        .route("/pages/{id}", get(page))
        .route("/pages/{id}/versions", get(versions))
        .route("/entries/{id}", get(entry))
        .route("/search", get(search))
        .fallback(async |uri: Uri| {
            problem(StatusCode::NOT_FOUND, &format!("There is nothing at /api{}.", uri.path()), "")
        })
}

/// Asks the record on a thread that may wait, and answers with JSON.
async fn ask<T: Serialize + Send + 'static>(
    pool: Arc<Pool>,
    headers: &HeaderMap,
    question: impl FnOnce(&Record) -> Result<T, StoreError> + Send + 'static,
) -> Response<Body> {
    match tokio::task::spawn_blocking(move || pool.ask(question)).await {
        Ok(Ok(value)) => json(&value, headers),
        Ok(Err(error)) => store_problem(&error),
        Err(error) => {
            problem(StatusCode::INTERNAL_SERVER_ERROR, &format!("The record did not answer: {error}"), "")
        }
    }
}

/// Parameters that are read, or the problem that says which one is not.
type Asked<T> = Result<Query<T>, QueryRejection>;

fn wrong_parameter(rejection: &QueryRejection) -> Response<Body> {
    problem(StatusCode::BAD_REQUEST, &rejection.body_text(), "")
}

async fn overview(State(pool): Shared, headers: HeaderMap) -> Response<Body> {
    ask(pool, &headers, Record::overview).await
}

/// The parameters of [`StatementQuery`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatementParams {
    words: Option<String>,
    speaker: Option<String>,
    mode: Option<Mode>,
    kind: Option<StatementKind>,
    outlet: Option<String>,
    page: Option<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    offset: usize,
    limit: Option<usize>,
}

async fn statements(
    State(pool): Shared,
    headers: HeaderMap,
    asked: Asked<StatementParams>,
) -> Response<Body> {
    let it = match asked {
        Ok(Query(it)) => it,
        Err(rejection) => return wrong_parameter(&rejection),
    };
    let query = StatementQuery {
        words: it.words,
        speaker: it.speaker,
        mode: it.mode,
        kind: it.kind,
        outlet: it.outlet,
        page: it.page,
        from: it.from,
        to: it.to,
        offset: it.offset,
        limit: it.limit,
    };
    ask(pool, &headers, move |record| record.statements(&query)).await
}

/// The parameters of [`EventQuery`]; its `kind` is called `type`, as in the JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventParams {
    words: Option<String>,
    #[serde(rename = "type")]
    kind: Option<EventType>,
    stage: Option<Stage>,
    course: Option<Course>,
    actor: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

async fn events(State(pool): Shared, headers: HeaderMap, asked: Asked<EventParams>) -> Response<Body> {
    let it = match asked {
        Ok(Query(it)) => it,
        Err(rejection) => return wrong_parameter(&rejection),
    };
    let query = EventQuery {
        words: it.words,
        kind: it.kind,
        stage: it.stage,
        course: it.course,
        actor: it.actor,
        from: it.from,
        to: it.to,
    };
    ask(pool, &headers, move |record| record.events(&query)).await
}

async fn conflicts(State(pool): Shared, headers: HeaderMap) -> Response<Body> {
    ask(pool, &headers, Record::conflicts).await
}

async fn quotations(State(pool): Shared, headers: HeaderMap) -> Response<Body> {
    ask(pool, &headers, Record::quotations).await
}

async fn quotation(State(pool): Shared, headers: HeaderMap, Path(id): Path<String>) -> Response<Body> {
    ask(pool, &headers, move |record| match record.entry(&id)? {
        Entry::Quotation { row } => Ok(row),
        _ => Err(StoreError::NoEntry { id }),
    })
    .await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActorParams {
    words: Option<String>,
}

async fn actors(State(pool): Shared, headers: HeaderMap, asked: Asked<ActorParams>) -> Response<Body> {
    match asked {
        Ok(Query(it)) => ask(pool, &headers, move |record| record.actors(it.words.as_deref())).await,
        Err(rejection) => wrong_parameter(&rejection),
    }
}

async fn pages(State(pool): Shared, headers: HeaderMap) -> Response<Body> {
    ask(pool, &headers, Record::pages).await
}

async fn page(State(pool): Shared, headers: HeaderMap, Path(id): Path<String>) -> Response<Body> {
    ask(pool, &headers, move |record| record.page(&id)?.ok_or(StoreError::NoEntry { id })).await
}

async fn versions(State(pool): Shared, headers: HeaderMap, Path(id): Path<String>) -> Response<Body> {
    ask(pool, &headers, move |record| record.versions(&id)?.ok_or(StoreError::NoEntry { id })).await
}

async fn entry(State(pool): Shared, headers: HeaderMap, Path(id): Path<String>) -> Response<Body> {
    ask(pool, &headers, move |record| record.entry(&id)).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchParams {
    words: String,
    #[serde(default = "search_limit")]
    limit: usize,
}

fn search_limit() -> usize {
    SEARCH_LIMIT
}

async fn search(State(pool): Shared, headers: HeaderMap, asked: Asked<SearchParams>) -> Response<Body> {
    match asked {
        Ok(Query(it)) => ask(pool, &headers, move |record| record.search(&it.words, it.limit)).await,
        Err(rejection) => wrong_parameter(&rejection),
    }
}
