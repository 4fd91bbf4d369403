//! The pages, one room each.

mod chain;

use axum::Router;

use crate::state::State;

/// The routes of every room.
pub(crate) fn routes() -> Router<State> {
    chain::routes()
}
