//! The room of talent: who suits a problem.

mod experts;

use crate::shell::{Routes, Who};

/// The routes of the room.
pub(super) fn routes() -> Routes {
    Routes::default().get("/experts", Who::Signed, experts::show)
}
