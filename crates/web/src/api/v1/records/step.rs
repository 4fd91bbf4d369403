//! A record moved from one state to another.

use axum::http::StatusCode;
use base::Refusal;
use base::record::Move;
use base::record::verb::{show, step};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, Versioned, document};
use super::super::super::schema::reference;
use super::seen;
use crate::shell::Who;

const REFUSALS: [&str; 7] =
    ["not-allowed", "auditors-read", "wrong-move", "still-named", "settled", "reason-needed", "slips"];

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "The record as it stands.", reference("Record"));
    document(Method::Post, "/{kind}/{id}/moves", "move_record", "Publish, withdraw, delete or restore a record", gives)
        .under("records")
        .who(Who::Signed)
        .takes_a("Move")
        .versioned(Versioned::MayBe)
        .refuses(REFUSALS)
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let (kind, id, version) = (call.kind()?, call.id()?, call.version);
    let reason = call.body["reason"].as_str().unwrap_or_default().to_owned();
    let made = match call.body["move"].as_str() {
        Some("publish") => Move::Publish,
        Some("withdraw") => Move::Withdraw { reason },
        Some("delete") => Move::Delete,
        _ => Move::Restore,
    };
    call.writing(move |shelf, occasion| {
        if show(shelf, &occasion.viewer, id)?.kind != kind {
            return Err(Refusal::NotFound {}.into());
        }
        let record = step(shelf, occasion, id, version, &made)?;
        seen::answer(&record, occasion, shelf)
    })
}
