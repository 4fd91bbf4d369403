//! One record.

use axum::http::StatusCode;
use base::record::Kind;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::component::name_of;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::{at_address, note_readings, seen};
use crate::shell::Who;

pub(super) fn add(table: &mut Table, kind: Kind) {
    table.add_of(kind, documentation(kind), handle);
}

fn documentation(kind: Kind) -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "The record as it stands.", reference(&name_of(kind)));
    let id = format!("show_{}", kind.code());
    document(Method::Get, format!("/{}/{{id}}", kind.path()), id, format!("Show a record: {}", kind.label().en), gives)
        .under("records")
        .who(Who::PerRecord)
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let record = call.reading(|shelf| at_address(call, shelf))?;
    note_readings(call, std::slice::from_ref(&record))?;
    call.reading(|shelf| seen::answer(&record, &call.occasion, shelf))
}
