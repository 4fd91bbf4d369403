//! The thread that a record hangs on.

use axum::http::StatusCode;
use innovation::thread;
use serde_json::json;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Gives, Method, Table, document};
use super::super::super::schema::reference;

pub(super) fn add(table: &mut Table) {
    let gives =
        Gives::Json(StatusCode::OK, "The records of the thread, as far as the caller sees them.", reference("Thread"));
    let summary = "What a record arose from, and what arose from it";
    let documentation = document(Method::Get, "/threads/{id}", "show_thread", summary, gives)
        .under("innovation")
        .note("Where a step in between is hidden, the thread ends there.")
        .refuses(["not-found"]);
    table.add(documentation, handle);
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let strands = call.reading(|shelf| thread(shelf, call.viewer(), id))?;
    let known: Vec<_> = strands.iter().map(|strand| strand.titled.id).collect();
    let items = strands.iter().map(|strand| {
        let from = strand.from.iter().filter(|id| known.contains(id)).map(ToString::to_string);
        json!({
            "id": strand.titled.id.to_string(),
            "kind": strand.titled.kind.code(),
            "title": { "zh": strand.titled.zh, "en": strand.titled.en },
            "steps": strand.steps,
            "from": from.collect::<Vec<_>>(),
        })
    });
    Ok(Answer::ok(json!({ "items": items.collect::<Vec<_>>() })))
}
