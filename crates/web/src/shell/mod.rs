//! What surrounds every page: layout, language, headers, assets, refusals and faults.

mod assets;
mod headers;
mod layout;
mod trouble;
mod visit;
mod worker;

use axum::Router;
use axum::middleware::from_fn;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;

use crate::state::State;

pub(crate) use layout::{Layout, Section, page};
pub(crate) use trouble::{Refusal, Trouble};
pub(crate) use visit::Visit;
pub(crate) use worker::on_worker;

/// The routes of the shell itself.
pub(crate) fn routes() -> Router<State> {
    Router::new().route("/healthz", get(async || "ok\n")).merge(assets::routes())
}

/// Lays the shell around `routes`, innermost first: panics become faults, troubles become pages,
/// the language asked for is remembered, and every answer leaves with the security headers.
pub(crate) fn surround(routes: Router<State>, state: &State) -> Router<State> {
    routes
        .fallback(async || Trouble::NotFound)
        .method_not_allowed_fallback(async || Trouble::MethodNotAllowed)
        .layer(CatchPanicLayer::custom(trouble::panicked))
        .layer(from_fn_with_state(state.clone(), trouble::show))
        .layer(from_fn(visit::remember_language))
        .layer(from_fn(headers::add))
}
