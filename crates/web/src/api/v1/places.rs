//! The places of the chain, so that a program can say where a record belongs.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::schema::reference;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), list);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Every place.", reference("Places"));
    document(Method::Get, "/chain/places", "list_places", "The commodities and activities of the chain", gives)
        .under("chain")
}

#[expect(clippy::unnecessary_wraps, reason = "as every operation answers")]
fn list(call: &Call) -> Result<Answer, Failure> {
    let places = call.state.places().all().map(|(id, zh, en)| json!({ "id": id, "zh": zh, "en": en }));
    let items: Vec<Value> = places.collect();
    Ok(Answer::ok(json!({ "items": items })))
}
