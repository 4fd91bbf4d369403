//! Transfer: a deal from its match to money in everybody's hands, one file a part of the way.

mod access;
pub mod answers;
mod body;
mod movement;
mod open;
mod overview;
mod papers;
mod payouts;
mod proceeds;
mod publicities;
mod schemas;
mod standing;
mod terms;
mod told;

use axum::http::StatusCode;
use base::record::Kind;

use super::super::component::name_of;
use super::super::operation::{Documentation, Gives, Method, Table, Versioned, document};
use super::super::schema::reference;
use crate::shell::Who;

pub(in super::super) use schemas::components;

pub(super) fn add(table: &mut Table) {
    open::add(table);
    standing::add(table);
    movement::add(table);
    access::add(table);
    terms::add(table);
    papers::add(table);
    publicities::add(table);
    proceeds::add(table);
    payouts::add(table);
    overview::add(table);
}

/// An operation that writes a record of a workflow and answers with it as it stands.
fn writes(kind: Kind, path: &str, id: &str, summary: &str) -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "The record as it stands.", reference(&name_of(kind)));
    document(Method::Post, path, id, summary, gives).under("transfer").who(Who::Signed)
}

/// The same, for the broker and the parties of a deal.
fn acts(path: &str, id: &str, summary: &str) -> Documentation {
    writes(Kind::Deal, path, id, summary)
        .note("For the broker and the parties of the deal.")
        .versioned(Versioned::MayBe)
        .refuses(["auditors-read", "not-party"])
}

/// What is wrong in a rule of sharing by itself, or beside its earlier versions.
fn rule_refusals() -> impl Iterator<Item = &'static str> {
    let of_rule = |class| matches!(class, sharing::Class::Invalid);
    let known = sharing::waterfall::Refusal::CLASSES.iter().filter(move |(_, class)| of_rule(*class));
    known.map(|(key, _)| *key).chain(["sharing-other-agreement", "sharing-too-large"])
}

/// What keeps income from being shared out by an agreed rule.
fn sharing_refusals() -> impl Iterator<Item = &'static str> {
    sharing::waterfall::Refusal::KEYS.iter().copied()
}
