//! What the server says of its work: one JSON line an event on standard error, without what visitors typed.

use std::io::{IsTerminal, stderr};
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing_subscriber::EnvFilter;

/// Begins to log at a level: `info`, or `info,didymium_store=debug`.
pub fn begin(level: &str) {
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    // A second beginning, in tests, finds the first and leaves it.
    let _ = if stderr().is_terminal() { builder.compact().try_init() } else { builder.json().try_init() };
}

/// Notes each request: its route, not its address, since an address may hold what somebody looks for.
pub async fn request(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("—", MatchedPath::as_str).to_owned();
    let response = next.run(request).await;
    let (status, milliseconds) = (response.status().as_u16(), begun.elapsed().as_millis());
    tracing::info!(%method, route, status, milliseconds, "answered");
    response
}
