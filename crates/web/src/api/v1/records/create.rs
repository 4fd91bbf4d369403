//! A new record.

use axum::http::StatusCode;
use base::record::verb::{Beginning, Within, create, would_create};
use base::record::{Given, Kind};
use serde_json::Value;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::component::name_of;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::refused::Refused;
use super::super::super::schema::{one_of, reference};
use super::seen;
use crate::shell::Who;

const REFUSALS: [&str; 4] = ["not-allowed", "auditors-read", "slips", "perhaps-known"];

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
        .with([query(
            "alike",
            "`refuse`: it is not written where the base has records that say nearly the same and that the caller may see.",
            one_of(["allow", "refuse"]),
        )])
        .takes_a(&format!("New{}", name_of(kind)))
        .refuses(REFUSALS)
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let kind = call.kind()?;
    let given = fields(&call.body["content"]);
    let beginning = if call.body["state"] == "published" { Beginning::Published } else { Beginning::Draft };
    if call.given.text("alike") == Some("refuse") {
        refuse_alike(call, kind, &given, beginning)?;
    }
    let path = call.visit.path.clone();
    call.writing(move |shelf, occasion| {
        let record = create(shelf, occasion, kind, &given, beginning)?;
        let answer = seen::answer(&record, occasion, shelf)?;
        Ok(answer.created_at(format!("{path}/{}", record.id)))
    })
}

/// Refuses what the base has already, as it seems, and names it. What cannot be written anyway is refused for that.
fn refuse_alike(call: &Call, kind: Kind, given: &[(String, Given)], beginning: Beginning) -> Result<(), Failure> {
    let alike = call.reading(|shelf| {
        let mut within = Within::new(shelf, &call.occasion);
        let written = would_create(&mut within, &call.occasion, kind, given, beginning);
        within.end()?;
        let Ok(record) = written else { return Ok(Vec::new()) };
        Ok(call.state.alike().alike(shelf, call.viewer(), &record)?)
    })?;
    if alike.is_empty() {
        return Ok(());
    }
    let records: Vec<String> = alike.iter().map(|one| format!("{} ({} %)", one.id, one.hundredths)).collect();
    Err(Refused::PerhapsKnown { records: records.join(", ") }.into())
}

/// The fields of a body, as they are given to the base.
pub(super) fn fields(content: &Value) -> Vec<(String, Given)> {
    let given = content.as_object().into_iter().flatten();
    given.map(|(name, value)| (name.clone(), Given::Json(value.clone()))).collect()
}
