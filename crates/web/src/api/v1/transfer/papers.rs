//! The registration of a deal's contract.

use axum::http::StatusCode;
use serde_json::{Value, json};
use transfer::deal::case;
use transfer::terms::{Entry, registration};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(
        StatusCode::OK,
        "The form, filled in as far as the deal says it.",
        reference("ContractRegistration"),
    );
    let summary = "The registration of a deal's contract";
    document(Method::Get, "/deals/{id}/registration", "show_contract_registration", summary, gives)
        .under("transfer")
        .who(Who::Signed)
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let entries = call.transfer(|shelf, _| {
        let case = case(shelf, call.viewer(), id)?;
        Ok(registration(shelf, &case)?)
    })?;
    let missing = |entry: &Entry| entry.needed && entry.value.is_empty();
    let told = |entry: &Entry| {
        let (field, value) = (entry.field.code(), &entry.value);
        json!({ "field": field, "value": value, "needed": entry.needed, "missing": missing(entry) })
    };
    let items: Vec<Value> = entries.iter().map(told).collect();
    Ok(Answer::ok(json!({ "items": items, "complete": !entries.iter().any(missing) })))
}
