//! The pages of a joint innovation base, in Chinese and English.
//!
//! A [`State`] is made from a pack; [`router`] gives its pages.

pub mod figure;
mod jobs;
pub mod language;
mod pages;
mod refusal;
mod shell;
mod state;
mod view;

use axum::Router;

pub use refusal::refusal_sentence;
pub use state::State;

/// Every route of the product, with what surrounds a page: headers, language, refusals and faults.
pub fn router(state: State) -> Router {
    let routes = pages::routes().merge(shell::routes());
    shell::surround(routes, &state).with_state(state)
}
