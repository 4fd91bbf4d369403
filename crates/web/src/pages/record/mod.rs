//! The room of the records: whatever the kind, its list, its pages and its forms are read off its fields.

mod amount;
mod attachment;
mod badge;
mod day;
mod difference;
mod edit;
mod filter;
mod form;
mod history;
mod index;
mod input;
mod list;
mod listed;
mod managers;
mod position;
mod relation;
mod saved_search;
mod show;
mod slip;
mod stale;
mod standing;
mod step;
mod text;
mod value;
mod view;

use base::record::Kind;
use base::store::Titled;

use crate::language::Messages;
use crate::shell::{Routes, Who};
use crate::view::Link;

pub(super) use amount::money;
pub(super) use badge::{Badge as RecordBadge, badges};
pub(super) use day::instant;
pub(super) use filter::state as state_label;
pub(super) use listed::{Listed, filter_of, listed};
pub(crate) use relation::kind_label;
pub(super) use standing::{Standings, standing_on};
pub(super) use value::Shown;

/// The routes of the room.
pub(super) fn routes() -> Routes {
    let routes = Routes::default()
        .get("/records", Who::Everyone, index::show)
        .post("/records/searches", Who::Signed, saved_search::save)
        .post("/records/searches/{id}/forget", Who::Signed, saved_search::forget);
    Kind::ALL.iter().fold(routes, |routes, kind| routes.merge(of_kind(*kind)))
}

fn of_kind(kind: Kind) -> Routes {
    let at = |rest: &str| format!("/{}{rest}", kind.path());
    Routes::default()
        .get(at(""), Who::Everyone, list::show)
        .get(at("/new"), Who::Signed, edit::new)
        .post(at("/new"), Who::Signed, edit::create)
        .get(at("/{id}"), Who::PerRecord, show::show)
        .get(at("/{id}/edit"), Who::PerRecord, edit::show)
        .post(at("/{id}/edit"), Who::PerRecord, edit::change)
        .get(at("/{id}/history"), Who::PerRecord, history::show)
        .get(at("/{id}/history/{version}"), Who::PerRecord, history::version)
        .get(at("/{id}/step"), Who::PerRecord, step::show)
        .post(at("/{id}/step"), Who::PerRecord, step::act)
        .get(at("/{id}/managers"), Who::PerRecord, managers::show)
        .post(at("/{id}/managers"), Who::PerRecord, managers::act)
        .upload(at("/{id}/attachments"), Who::PerRecord, attachment::upload)
        .get(at("/{id}/attachments/{file}"), Who::PerRecord, attachment::download)
        .post(at("/{id}/attachments/{file}/remove"), Who::PerRecord, attachment::remove)
}

/// A link to a record by its title in the reader's language.
pub(super) fn titled_link(titled: &Titled, t: Messages) -> Link {
    let (first, second) = t.pick((&titled.zh, &titled.en), (&titled.en, &titled.zh));
    let title = if first.is_empty() { second } else { first };
    let title = if title.is_empty() { t.get("record-untitled") } else { title.clone() };
    Link::at(format!("/{}/{}", titled.kind.path(), titled.id), title)
}
