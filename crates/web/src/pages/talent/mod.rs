//! The room of talent: who is in the pool, what it says of somebody and what they allow, who suits a problem,
//! and which skills are wanting.

mod bring;
mod due;
mod experts;
mod profile;
mod skill;
mod skills;
mod skills_file;

use crate::shell::{Routes, Who};

/// The routes of the room.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/experts", Who::Signed, experts::show)
        .get("/skills", Who::Signed, skills::show)
        .get("/skills.xlsx", Who::Signed, skills_file::workbook)
        .get("/skills/{id}", Who::Signed, skill::show)
        .get("/persons/bring", Who::Signed, bring::show)
        .upload("/persons/bring", Who::Signed, bring::look)
        .post("/persons/bring/take", Who::Signed, bring::act)
        .get("/persons/due", Who::Signed, due::show)
        .post("/persons/due", Who::Signed, due::act)
        .get("/persons/{id}/desk", Who::Signed, profile::show)
        .post("/persons/{id}/desk", Who::Signed, profile::act)
}
