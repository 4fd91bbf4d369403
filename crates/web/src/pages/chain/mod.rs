//! The room of the value chain: from the map to a single figure's source.

mod activity;
mod application;
mod capacity;
mod commodity;
mod commodity_trade;
mod innovations;
mod map;
mod market;
mod overview;
mod overview_base;
mod patch;
mod scenario;
mod scenario_compare;
mod scenario_stack;
mod scenario_worth;
mod shocks;
mod sources;
mod sufficiency;
mod touching;
mod value;
mod view;
mod weak_links;

use crate::shell::{Routes, Who};

use view::View;

/// The routes of the room.
pub(super) fn routes() -> Routes {
    // The overview looks into the base; the others compute, which takes as long as it takes.
    Routes::default().get("/", Who::Everyone, overview::show).merge(computed())
}

fn computed() -> Routes {
    Routes::patient()
        .get("/chain", Who::Everyone, map::show)
        .get("/chain.svg", Who::Everyone, map::drawing)
        .get("/application/{id}", Who::Everyone, application::show)
        .get("/weak-links", Who::Everyone, weak_links::show)
        .get("/capacity/{id}", Who::Everyone, capacity::show)
        .get("/market/{id}", Who::Everyone, market::show)
        .get("/activity/{id}", Who::Everyone, activity::show)
        .get("/commodity/{id}", Who::Everyone, commodity::show)
        .get("/patch/{id}", Who::Everyone, patch::show)
        .get("/scenarios", Who::Everyone, scenario::show)
        .get("/chain/solve", Who::Everyone, scenario::solve)
        .get("/innovations", Who::Everyone, innovations::show)
        .get("/innovations/progress", Who::Everyone, innovations::progress)
        .get("/shocks", Who::Everyone, shocks::show)
        .get("/shocks/progress", Who::Everyone, shocks::progress)
        .get("/self-sufficiency", Who::Everyone, sufficiency::show)
        .get("/value", Who::Everyone, value::show)
        .get("/sources", Who::Everyone, sources::show)
}
