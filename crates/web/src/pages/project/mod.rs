//! The room of projects: the board, and the desk of each with its schedule.

mod act;
mod board;
mod desk;
mod picture;

use crate::shell::{Routes, Who};

/// The routes of the room. Who may do what is asked where it is done.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/projects/board", Who::Everyone, board::show)
        .get("/projects/{id}/desk", Who::PerRecord, desk::show)
        .post("/projects/{id}/desk", Who::Signed, act::act)
        .post("/problems/{id}/project", Who::Signed, act::open)
        .post("/cooperations/{id}/project", Who::Signed, act::open)
}
