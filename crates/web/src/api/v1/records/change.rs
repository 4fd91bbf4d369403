//! A record written anew, by a JSON merge patch.

use axum::http::StatusCode;
use base::Refusal;
use base::record::Kind;
use base::record::verb::{change, show};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::component::name_of;
use super::super::super::operation::{Documentation, Gives, Method, Table, Takes, Versioned, document};
use super::super::super::schema::reference;
use super::create::fields;
use super::seen;
use crate::shell::Who;

const REFUSALS: [&str; 3] = ["not-allowed", "auditors-read", "slips"];

pub(super) fn add(table: &mut Table, kind: Kind) {
    table.add_of(kind, documentation(kind), handle);
}

fn documentation(kind: Kind) -> Documentation {
    let (name, path) = (name_of(kind), format!("/{}/{{id}}", kind.path()));
    let gives = Gives::Tagged(StatusCode::OK, "The record as it stands.", reference(&name));
    let id = format!("change_{}", kind.code());
    document(Method::Patch, path, id, format!("Change a record: {}", kind.label().en), gives)
        .under("records")
        .who(Who::Signed)
        .note("A field that is not given stays; null empties one; a list is replaced whole.")
        .takes(Takes::Merge(reference(&format!("{name}Change"))))
        .versioned(Versioned::Must)
        .refuses(REFUSALS)
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let (kind, id, version) = (call.kind()?, call.id()?, call.version);
    let given = fields(&call.body["content"]);
    call.writing(move |shelf, occasion| {
        if show(shelf, &occasion.viewer, id)?.kind != kind {
            return Err(Refusal::NotFound {}.into());
        }
        let record = change(shelf, occasion, id, version, &given)?;
        seen::answer(&record, occasion, shelf)
    })
}
