//! Innovation: calls, bids and reviews on their way; problems and the needs they gather; threads and notices.

mod bids;
mod calls;
mod notices;
mod panel;
mod problems;
mod reviews;
mod schemas;
mod threads;

use axum::http::StatusCode;
use base::Trouble;
use base::record::verb::Occasion;
use base::record::{Kind, Record};
use base::store::Shelf;

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::component::name_of;
use super::super::operation::{Documentation, Gives, Method, Table, Versioned, document};
use super::super::schema::reference;
use super::records::seen;
use crate::shell::Who;

pub(in super::super) use schemas::components;

pub(super) fn add(table: &mut Table) {
    calls::add(table);
    panel::add(table);
    bids::add(table);
    reviews::add(table);
    problems::add(table);
    threads::add(table);
    notices::add(table);
}

/// An operation that writes a record of a workflow and answers with it as it stands.
fn writes(kind: Kind, path: &str, id: &str, summary: &str) -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "The record as it stands.", reference(&name_of(kind)));
    document(Method::Post, path, id, summary, gives).under("innovation").who(Who::Signed).refuses(["auditors-read"])
}

/// The same, for those who lead a call.
fn leads(path: &str, id: &str, summary: &str) -> Documentation {
    writes(Kind::Call, path, id, summary)
        .note("For those who lead the call.")
        .versioned(Versioned::MayBe)
        .refuses(["not-allowed", "call-at"])
}

/// Does something and answers with the record as it stands.
fn doing(
    call: &Call,
    work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<Record, Trouble> + Send + 'static,
) -> Result<Answer, Failure> {
    call.writing(move |shelf, occasion| {
        let record = work(shelf, occasion)?;
        seen::answer(&record, occasion, shelf)
    })
}
