//! The pages, one room each.

use axum::Router;

use crate::state::State;

/// The routes of every room.
pub(crate) fn routes() -> Router<State> {
    Router::new()
}
