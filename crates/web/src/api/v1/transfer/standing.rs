//! Where a deal stands: its stage, what each stage ahead lacks, what is expected under its terms.

use axum::http::StatusCode;
use transfer::deal::case;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::answers;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "Where the deal stands today.", reference("DealStanding"));
    let summary = "Where a deal stands, and what each stage ahead of it lacks";
    document(Method::Get, "/deals/{id}/standing", "show_deal_standing", summary, gives)
        .under("transfer")
        .who(Who::Signed)
        .note("What the record of the deal says is at `/deals/{id}`.")
        .refuses(["not-an-amount", "sharing-too-large"])
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let (body, version) = call.transfer(|shelf, book| {
        let case = case(shelf, call.viewer(), id)?;
        Ok((answers::standing(shelf, book, &call.occasion, &case)?, case.record.version))
    })?;
    Ok(Answer::ok(body).tagged(version))
}
