//! The room of secondments: who is lent where, the desk of one, and whose an achievement is.

mod board;
mod desk;
mod owners;

use base::record::Kind;

use super::frame::Labels;
use crate::shell::{Routes, Who};

/// The routes of the room. Who may do what is asked where it is done.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/secondments/board", Who::Signed, board::show)
        .get("/secondments/{id}/desk", Who::Signed, desk::show)
        .post("/secondments/{id}/desk", Who::Signed, desk::act)
        .get("/achievements/{id}/owners", Who::Signed, owners::show)
        .post("/achievements/{id}/owners", Who::Signed, owners::act)
}

/// What the forms of this room call their fields.
const LABELS: Labels = Labels { own: |_| None, kinds: &[Kind::Secondment, Kind::Achievement] };
