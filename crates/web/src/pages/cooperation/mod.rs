//! The room of cooperation: the committee and the annual plan of an agreement, joint projects, demand to come.

mod act;
mod committee;
mod desk;
mod form;
mod landmarks;
mod plan;
mod plan_file;
mod radar;

use ::cooperation::plan::Standing;

use crate::language::Messages;
use crate::shell::{Routes, Who};

/// The routes of the room. Who may do what is asked where it is done.
pub(super) fn routes() -> Routes {
    let plan = Routes::patient()
        .get("/plan", Who::Everyone, plan::of_the_base)
        .get("/agreements/{id}/plan", Who::PerRecord, plan::show)
        .get("/agreements/{id}/plan.xlsx", Who::PerRecord, plan_file::workbook)
        .get("/cooperations/landmarks", Who::Everyone, landmarks::show)
        .get("/cooperations/{id}/desk", Who::PerRecord, desk::show)
        .post("/cooperations/{id}/desk", Who::Signed, desk::measured)
        .get("/demand-radar", Who::Everyone, radar::show);
    Routes::default()
        .get("/agreements/{id}/committee", Who::PerRecord, committee::show)
        .get("/agreements/{id}/minutes", Who::PerRecord, committee::minutes)
        .post("/agreements/{id}/committee", Who::Signed, act::committee)
        .post("/agreements/{id}/plan", Who::Signed, act::plan)
        .merge(plan)
}

/// How an item of a plan stands, in a word.
pub fn plan_standing(standing: Standing, t: Messages) -> String {
    t.get(plan::standing_key(standing))
}
