//! A deal opened from a match.

use axum::http::StatusCode;
use base::record::Kind;
use base::record::verb::show;
use transfer::deal::{Opening, open};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::component::name_of;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::super::records::seen;
use super::super::said::answer;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Tagged(StatusCode::CREATED, "The deal as it stands.", reference(&name_of(Kind::Deal)));
    document(Method::Post, "/matches/{id}/deal", "open_deal", "Open the deal of a match", gives)
        .under("transfer")
        .who(Who::Signed)
        .note("For brokers and for who leads one of the sides, once both have agreed. A match has one deal: asked again, it is the one that is there.")
        .takes_a("NewDealOfMatch")
        .refuses(["auditors-read", "no-side", "match-over", "control-holds"])
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let (id, opening) = (call.id()?, Opening { form: answer(&call.body, "form") });
    call.dealing(move |shelf, book, occasion| {
        let deal = open(shelf, book, occasion, id, &opening)?.id;
        // The deal may have been there, and be hidden from who asks.
        let record = show(shelf, &occasion.viewer, deal)?;
        Ok(seen::answer(&record, occasion, shelf)?.created_at(format!("/api/v1/deals/{deal}")))
    })
}
