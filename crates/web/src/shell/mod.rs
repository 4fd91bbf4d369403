//! What surrounds every page: layout, language, headers, assets, refusals and faults.

mod assets;
mod caller;
mod disposition;
mod done;
mod form;
mod headers;
mod layout;
mod origin;
mod pace;
mod problem;
mod proxy;
mod routes;
mod trouble;
mod upload;
mod visit;
mod worker;

use axum::Router;
use axum::middleware::from_fn;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;

use crate::state::State;

pub(crate) use caller::SESSION;
pub(crate) use disposition::disposition;
pub(crate) use done::Done;
pub(crate) use form::Form;
pub(crate) use layout::{Layout, Section, page, page_with, plural};
pub(crate) use pace::Pace;
pub(crate) use problem::{Problem, language_of_program, short};
pub use proxy::{Network, NoNetwork, TrustedProxies};
pub(crate) use routes::Routes;
pub use routes::{RouteInfo, Who};
pub(crate) use trouble::{Refusal, Trouble, status_of, status_of_ledger, status_of_sharing};
pub(crate) use upload::Upload;
pub use visit::Peer;
pub(crate) use visit::{Visit, remember};
pub(crate) use worker::{Effect, Patience, see_other, see_other_done, within};

/// The routes of the shell itself.
pub(crate) fn routes() -> Routes {
    let health = get(async || "ok\n");
    Routes::default().route("GET", "/healthz", Who::Everyone, health).merge(assets::routes())
}

/// Lays the shell around `routes`, innermost first: panics become faults, troubles become pages, the caller is
/// known, the language asked for is remembered, and every answer leaves with the security headers.
pub(crate) fn surround(routes: Router<State>, state: &State) -> Router<State> {
    routes
        .fallback(async || Trouble::NotFound)
        .method_not_allowed_fallback(async || Trouble::MethodNotAllowed)
        .layer(CatchPanicLayer::custom(trouble::panicked))
        .layer(from_fn_with_state(state.clone(), trouble::show))
        .layer(from_fn_with_state(state.clone(), caller::identify))
        .layer(from_fn(visit::remember_language))
        .layer(from_fn(headers::add))
}
