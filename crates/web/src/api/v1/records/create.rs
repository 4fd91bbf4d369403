//! A new record.

use axum::http::StatusCode;
use base::record::verb::{Beginning, create};
use base::record::{Given, Kind};
use serde_json::Value;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::component::name_of;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::seen;
use crate::shell::Who;

const REFUSALS: [&str; 3] = ["not-allowed", "auditors-read", "slips"];

pub(super) fn add(table: &mut Table, kind: Kind) {
    table.add_of(kind, documentation(kind), handle);
}

fn documentation(kind: Kind) -> Documentation {
    let gives = Gives::Tagged(StatusCode::CREATED, "The record as it stands.", reference(&name_of(kind)));
    let id = format!("create_{}", kind.code());
    document(Method::Post, format!("/{}", kind.path()), id, format!("Write a record: {}", kind.label().en), gives)
        .under("records")
        .who(Who::Signed)
        .note("Without an owner it belongs to the one organisation its author acts for; without a visibility it is for members.")
        .takes_a(&format!("New{}", name_of(kind)))
        .refuses(REFUSALS)
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let kind = call.kind()?;
    let given = fields(&call.body["content"]);
    let beginning = if call.body["state"] == "published" { Beginning::Published } else { Beginning::Draft };
    let path = call.visit.path.clone();
    call.writing(move |shelf, occasion| {
        let record = create(shelf, occasion, kind, &given, beginning)?;
        let answer = seen::answer(&record, occasion, shelf)?;
        Ok(answer.created_at(format!("{path}/{}", record.id)))
    })
}

/// The fields of a body, as they are given to the base.
pub(super) fn fields(content: &Value) -> Vec<(String, Given)> {
    let given = content.as_object().into_iter().flatten();
    given.map(|(name, value)| (name.clone(), Given::Json(value.clone()))).collect()
}
