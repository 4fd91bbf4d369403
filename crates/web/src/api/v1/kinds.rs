//! The kinds of record that the base keeps, each with its schema.

use axum::http::StatusCode;
use base::record::{Author, Kind, schema};
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::component::MOST_COUNTED;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::schema::reference;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), list);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Every kind.", reference("Kinds"));
    document(Method::Get, "/kinds", "list_kinds", "The kinds of record, each with its schema", gives)
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let most = usize::try_from(MOST_COUNTED).unwrap_or_default();
    let held = call.reading(|shelf| Ok(shelf.kinds_held(&call.viewer().reach(), most)?))?;
    let kind = |kind: &Kind| {
        let count = held.iter().find(|(known, _)| known == kind).map_or(0, |(_, count)| *count);
        json!({
            "kind": kind.code(),
            "path": kind.path(),
            "label": { "zh": kind.label().zh, "en": kind.label().en },
            "author": author(kind.author()),
            "count": count,
            "schema": schema::content(*kind),
        })
    };
    let items: Vec<Value> = Kind::ALL.iter().map(kind).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn author(author: Author) -> &'static str {
    match author {
        Author::Member => "member",
        Author::Manager => "manager",
        Author::Broker => "broker",
        Author::Finance => "finance",
        Author::Administrator => "administrator",
    }
}
