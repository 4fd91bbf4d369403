//! Where a deal stands: its stage, what each stage ahead lacks, what is expected under its terms.

use axum::http::StatusCode;
use serde_json::{Value, json};
use transfer::deal::{case, checked};
use transfer::money::receivables_of;
use transfer::publicity::Asked;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::told::{self, Reached};
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
    let (id, today) = (call.id()?, call.occasion.now.date());
    let (case, ahead, expected, reached) = call.transfer(|shelf, book| {
        let case = case(shelf, call.viewer(), id)?;
        let ahead = checked(shelf, book, &call.occasion, &case)?;
        let expected = receivables_of(shelf, &case, today)?;
        let accepted = case.deal.acceptances.iter().filter_map(|one| one.organisation);
        let receipts = expected.iter().filter_map(|one| one.receipt);
        let shown = match &ahead.publicity {
            Asked::Running { publicity, .. } | Asked::Clean(publicity) => Some(*publicity),
            Asked::NotNeeded | Asked::Missing { .. } => None,
        };
        let reached = Reached::of(shelf, call.viewer(), accepted.chain(receipts).chain(shown))?;
        Ok((case, ahead, expected, reached))
    })?;
    let mut body = told::case(&case, call.viewer(), today, &reached);
    let stages = ahead.stages.iter().map(|(stage, wants)| {
        let wants: Vec<&str> = wants.iter().map(|want| want.code()).collect();
        json!({ "stage": stage, "wants": wants })
    });
    body["ahead"] = Value::Array(stages.collect());
    body["export_control"] = json!({ "says": ahead.gate.code(), "rules": ahead.gate.rules() });
    body["publicity"] = told::asked(&ahead.publicity, &reached);
    body["receivables"] = Value::Array(expected.iter().map(|one| told::receivable(one, &reached)).collect());
    Ok(Answer::ok(body).tagged(case.record.version))
}
