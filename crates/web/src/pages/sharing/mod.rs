//! The room of sharing: what each party could be given, and what an agreed rule gives.

mod frame;
mod proposal;
pub(crate) mod rule;

use crate::shell::{Routes, Who};

/// The routes of the room: the chain is public, and nothing that is sent here is kept.
pub(super) fn routes() -> Routes {
    Routes::patient()
        .get("/sharing/proposal", Who::Everyone, proposal::show)
        .get("/sharing/proposal/progress", Who::Everyone, proposal::progress)
        .get("/sharing/proposal.csv", Who::Everyone, proposal::as_text)
        .get("/sharing/proposal.xlsx", Who::Everyone, proposal::as_workbook)
        .post("/deals/{id}/proposal", Who::Signed, proposal::keep)
        .get("/sharing/rule", Who::Everyone, rule::show)
        .upload("/sharing/rule", Who::Everyone, rule::act)
}
