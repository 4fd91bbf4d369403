//! The room of cooperation: the committee and the annual plan of an agreement.

mod act;
mod committee;
mod form;
mod plan;
mod plan_file;

use crate::shell::{Routes, Who};

/// The routes of the room. Who may do what is asked where it is done.
pub(super) fn routes() -> Routes {
    let plan = Routes::patient()
        .get("/plan", Who::Everyone, plan::of_the_base)
        .get("/agreements/{id}/plan", Who::PerRecord, plan::show)
        .get("/agreements/{id}/plan.xlsx", Who::PerRecord, plan_file::workbook);
    Routes::default()
        .get("/agreements/{id}/committee", Who::PerRecord, committee::show)
        .get("/agreements/{id}/minutes", Who::PerRecord, committee::minutes)
        .post("/agreements/{id}/committee", Who::Signed, act::committee)
        .post("/agreements/{id}/plan", Who::Signed, act::plan)
        .merge(plan)
}
