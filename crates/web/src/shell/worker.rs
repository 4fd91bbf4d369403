//! Pages that compute run on a worker thread, so that the server stays free to answer.

use axum::extract::State as Extract;
use axum::response::Response;
use axum::routing::{MethodRouter, get};

use super::trouble::Trouble;
use super::visit::Visit;
use crate::state::State;

/// What a page does: from the state and the visit to an answer.
type Show = fn(&State, &Visit) -> Result<Response, Trouble>;

/// Answers GET with `show`, on a worker thread.
pub(crate) fn on_worker(show: Show) -> MethodRouter<State> {
    get(async move |Extract(state): Extract<State>, visit: Visit| {
        let answered = tokio::task::spawn_blocking(move || show(&state, &visit)).await;
        answered.unwrap_or_else(|lost| Err(Trouble::fault(lost)))
    })
}
