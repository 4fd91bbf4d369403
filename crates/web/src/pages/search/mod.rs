//! The room of the search: one question over the records of every kind.

mod address;
mod facet;
mod hit;
mod show;

use crate::shell::{Routes, Who};

/// The routes of the room.
pub(super) fn routes() -> Routes {
    Routes::default().get("/search", Who::Everyone, show::show)
}
