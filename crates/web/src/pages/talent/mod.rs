//! The room of talent: who is in the pool, and who suits a problem.

mod bring;
mod experts;

use crate::shell::{Routes, Who};

/// The routes of the room.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/experts", Who::Signed, experts::show)
        .get("/persons/bring", Who::Signed, bring::show)
        .upload("/persons/bring", Who::Signed, bring::look)
        .post("/persons/bring/take", Who::Signed, bring::act)
}
