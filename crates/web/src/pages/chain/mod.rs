//! The room of the value chain: from the map to a single figure's source.

mod activity;
mod application;
mod capacity;
mod commodity;
mod commodity_trade;
mod innovations;
mod map;
mod market;
mod overview;
mod patch;
mod scenario;
mod scenario_compare;
mod scenario_stack;
mod scenario_worth;
mod shocks;
mod sources;
mod sufficiency;
mod touching;
mod value;
mod view;
mod weak_links;

use axum::Router;

use crate::shell::on_worker;
use crate::state::State;

use view::View;

/// The routes of the room.
pub(super) fn routes() -> Router<State> {
    Router::new()
        .route("/", on_worker(overview::show))
        .route("/chain", on_worker(map::show))
        .route("/chain.svg", on_worker(map::drawing))
        .route("/application/{id}", on_worker(application::show))
        .route("/weak-links", on_worker(weak_links::show))
        .route("/capacity/{id}", on_worker(capacity::show))
        .route("/market/{id}", on_worker(market::show))
        .route("/activity/{id}", on_worker(activity::show))
        .route("/commodity/{id}", on_worker(commodity::show))
        .route("/patch/{id}", on_worker(patch::show))
        .route("/scenarios", on_worker(scenario::show))
        .route("/chain/solve", on_worker(scenario::solve))
        .route("/innovations", on_worker(innovations::show))
        .route("/innovations/progress", on_worker(innovations::progress))
        .route("/shocks", on_worker(shocks::show))
        .route("/shocks/progress", on_worker(shocks::progress))
        .route("/self-sufficiency", on_worker(sufficiency::show))
        .route("/value", on_worker(value::show))
        .route("/sources", on_worker(sources::show))
}
