//! What each feature is worth, and the way back to the start.

use axum::http::StatusCode;
use base::people::Role;
use brokerage::{Weighed, reset};
use matching::rank::{Feature, Weights};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_show(), show);
    table.add(of_reset(), start_anew);
}

fn of_show() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The weights.", reference("Weights"));
    document(Method::Get, "/matching/weights", "show_weights", "What each feature of a pair is worth", gives)
        .under("matching")
        .who(Who::Signed)
}

fn of_reset() -> Documentation {
    let gives = Gives::Nothing("Only decisions from now on count.");
    document(Method::Delete, "/matching/weights", "reset_weights", "Let only decisions from now on count", gives)
        .under("matching")
        .who(Who::Role(Role::Administrator))
}

fn show(call: &Call) -> Result<Answer, Failure> {
    let Weighed { weights, decisions, since, .. } =
        call.reading(|shelf| Ok(call.state.learning().weighed(shelf)?))?;
    let start = Weights::sensible();
    let row = |feature: Feature| {
        let (least, most) = feature.range();
        json!({
            "feature": feature.key(),
            "start": start.get(feature),
            "now": weights.get(feature),
            "range": [least, most],
        })
    };
    let items: Vec<Value> = Feature::ALL.into_iter().map(row).collect();
    Ok(Answer::ok(json!({ "items": items, "decisions": decisions, "since": since.map(|since| since.to_string()) })))
}

fn start_anew(call: &Call) -> Result<Answer, Failure> {
    call.writing(|shelf, occasion| {
        reset(shelf, occasion)?;
        Ok(Answer::Done)
    })
}
