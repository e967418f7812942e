//! The record over HTTP, for the browser of the person who started it.
//!
//! It listens on the loopback address only, answers only to its own name (`guard`), reads and never writes, and opens no
//! outward connection. Offsets in the answers are code points, as in the contract and on the command line; the UI turns
//! them into UTF-16 units once, when a page arrives.

mod answer;
mod api;
mod assets;
mod guard;
mod pool;

use axum::Router;
use axum::http::{Method, StatusCode};
use onrecord_store::StoreError;
use pool::Pool;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

/// Why the record is not served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The record cannot be opened.
    #[error(transparent)]
    Record(#[from] StoreError),
    /// The port cannot be had.
    #[error("port {port} cannot be listened on: {source}")]
    Port {
        /// The port asked for; 0 stands for any free one.
        port: u16,
        /// The system's words.
        source: io::Error,
    },
    /// It stopped.
    #[error("the server stopped: {0}")]
    Stopped(#[from] io::Error),
}

/// Serves a record at a loopback address until the person stops it (Ctrl+C, or the system's request to end). `port` is any
/// free one where none is given; `on_ready` is told the address once a browser can open it.
///
/// # Errors
/// Where the record cannot be opened, the port cannot be had, or the system ends the listening.
pub fn serve(record: &Path, port: Option<u16>, on_ready: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let pool = Arc::new(Pool::open(record)?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let port = port.unwrap_or(0);
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|source| ServeError::Port { port, source })?;
        let address = listener.local_addr()?;
        on_ready(address);
        Ok(axum::serve(listener, router(pool, address)).with_graceful_shutdown(stopped()).await?)
    })
}

/// Waits until the program is asked to end.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut end) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = end.recv() => {}
            }
            return;
        }
    }
    // Where the system cannot tell us, it ends the program itself.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn router(pool: Arc<Pool>, address: SocketAddr) -> Router {
    Router::new()
        .nest("/api", api::routes())
        .fallback(assets::file)
        .method_not_allowed_fallback(async |method: Method| {
            let detail = format!("{method} is not answered here: the record is only read.");
            answer::problem(StatusCode::METHOD_NOT_ALLOWED, &detail, "")
        })
        .with_state(pool)
        .layer(axum::middleware::from_fn_with_state(guard::Names::of(address), guard::guard))
}

#[cfg(test)]
mod tests;
