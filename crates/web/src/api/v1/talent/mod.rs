//! Talent: the pool, who suits a problem, which skills are wanting, events, secondments and programmes.

mod events;
mod experts;
mod hand;
mod lead;
mod pool;
mod schemas;
mod secondments;
mod skills;
pub mod told;
mod training;

use axum::http::StatusCode;
use base::record::Kind;

use super::super::component::name_of;
use super::super::operation::{Documentation, Gives, Method, Table, Versioned, document};
use super::super::schema::reference;
use crate::shell::Who;

pub(in super::super) use schemas::components;

pub(super) fn add(table: &mut Table) {
    experts::add(table);
    skills::add(table);
    events::add(table);
    lead::add(table);
    hand::add(table);
    pool::add(table);
    secondments::add(table);
    training::add(table);
}

/// An operation that writes a record of this room and answers with it as it stands.
fn writes(kind: Kind, path: &str, id: &str, summary: &str) -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "The record as it stands.", reference(&name_of(kind)));
    document(Method::Post, path, id, summary, gives)
        .under("talent")
        .who(Who::Signed)
        .versioned(Versioned::MayBe)
        .refuses(["auditors-read", "slips"])
}
