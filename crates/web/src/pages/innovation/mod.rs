//! The room of innovation: problems and their needs, calls, bids, reviews; the thread they hang on.

mod bid;
mod board;
mod call;
mod call_act;
mod call_part;
mod honesty;
mod labels;
mod merge;
mod priority;
mod problem;
mod review;
mod thread;
pub mod words;

pub(in crate::pages) use honesty::{Mending, mending};

use base::record::Kind;

use crate::shell::{Routes, Who};

/// The routes of the room. Who may do what is asked where it is done.
pub(super) fn routes() -> Routes {
    let routes = Routes::default()
        .get("/calls/board", Who::Everyone, board::show)
        .get("/calls/{id}/desk", Who::PerRecord, call::show)
        .post("/calls/{id}/desk", Who::Signed, call_act::act)
        .get("/bids/{id}/desk", Who::PerRecord, bid::show)
        .post("/bids/{id}/desk", Who::Signed, bid::act)
        .get("/reviews/{id}/desk", Who::PerRecord, review::show)
        .post("/reviews/{id}/desk", Who::Signed, review::act)
        .get("/problems/priority", Who::Everyone, priority::show)
        .get("/problems/{id}/desk", Who::PerRecord, problem::show)
        .post("/problems/{id}/desk", Who::Signed, problem::act)
        .get("/needs/similar", Who::Signed, merge::show)
        .post("/needs/similar", Who::Signed, merge::gathered);
    Kind::ALL.iter().fold(routes, |routes, kind| {
        routes.get(format!("/{}/{{id}}/thread", kind.path()), Who::PerRecord, thread::show)
    })
}
