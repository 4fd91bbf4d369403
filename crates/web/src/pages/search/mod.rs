//! The room of the search: one question over the records of every kind.

mod address;
mod alerts;
mod facet;
mod feed;
mod hit;
mod news;
mod saved;
mod show;

use crate::shell::{Routes, Who};

pub(crate) use news::{news, news_among};

/// The routes of the room.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/search", Who::Everyone, show::show)
        .get("/searches", Who::Signed, saved::show)
        .post("/searches/alerts", Who::Signed, alerts::choose)
        .get("/alerts/{id}/stop", Who::Everyone, alerts::ask)
        .post_by_key("/alerts/{id}/stop", alerts::stop)
        .post("/searches/{id}/open", Who::Signed, saved::open)
        .post("/searches/{id}/feed", Who::Signed, saved::feed)
        .post("/searches/{id}/forget", Who::Signed, saved::forget)
        .get("/searches/{id}/feed", Who::Everyone, feed::show)
}
