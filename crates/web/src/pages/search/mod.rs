//! The room of the search: one question over the records of every kind.

mod address;
mod facet;
mod feed;
mod hit;
mod news;
mod saved;
mod show;

use crate::shell::{Routes, Who};

pub(crate) use news::news;

/// The routes of the room.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/search", Who::Everyone, show::show)
        .get("/searches", Who::Signed, saved::show)
        .post("/searches/{id}/open", Who::Signed, saved::open)
        .post("/searches/{id}/feed", Who::Signed, saved::feed)
        .post("/searches/{id}/forget", Who::Signed, saved::forget)
        .get("/searches/{id}/feed", Who::Everyone, feed::show)
}
