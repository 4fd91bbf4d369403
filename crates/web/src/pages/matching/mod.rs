//! The room of matching: what suits a record and why, what was decided, and what that taught.

mod answer;
mod desk;
mod frame;
mod pair;
mod portfolio;
mod suits;
mod terms;
mod weights;
mod words;

pub(in crate::pages) use frame::Frame as MatchingFrame;
pub(in crate::pages) use pair::Shown as ShownPair;

use base::people::Role;
use base::record::Kind;
use brokerage::{offering_kinds, wanting_kinds};

use crate::shell::{Routes, Who};

/// The routes of the room.
pub(super) fn routes() -> Routes {
    let routes = Routes::default()
        .get("/matching", Who::Signed, desk::show)
        .get("/matching/portfolio", Who::Signed, portfolio::show)
        .get("/matching/weights", Who::Signed, weights::show)
        .post("/matching/weights", Who::Role(Role::Administrator), weights::reset)
        .get("/matching/terms", Who::Signed, terms::show)
        .post("/matching/terms", Who::Role(Role::Broker), terms::act)
        .get("/matching/{id}", Who::Signed, answer::show)
        .post("/matching/{id}", Who::Signed, answer::act);
    wanting_kinds().iter().chain(offering_kinds()).fold(routes, |routes, kind| routes.merge(of_kind(*kind)))
}

fn of_kind(kind: Kind) -> Routes {
    let path = format!("/{}/{{id}}/matches", kind.path());
    Routes::default().get(path.clone(), Who::Signed, suits::show).post(path, Who::Signed, suits::act)
}
