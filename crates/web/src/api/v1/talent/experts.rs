//! The people who suit words, a place of the chain, a need or a problem.

use axum::http::StatusCode;
use base::record::{RecordId, SlipReason};
use serde_json::json;
use talent::expert::{Seeking, find, seek};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{line, reference, uuid, whole};
use super::super::said::slip;
use super::told;
use crate::shell::Who;

/// Found where nothing is said.
const MOST: i64 = 12;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The people, the best first.", reference("Experts"));
    document(Method::Get, "/experts", "find_experts", "Who suits a question, a place of the chain or a record", gives)
        .under("talent")
        .who(Who::Signed)
        .note("Each work of a person is compared by itself; who has left their last post comes after everybody else. Nothing is found where nothing is asked.")
        .with([
            query("q", "Words.", line(1, 500)),
            query("place", "A place of the chain, by its id or its name.", line(1, 200)),
            query("for", "A need or a problem; its unit is who asks.", uuid()),
            query("most", "How many.", whole(1, 40)),
        ])
        .refuses(["not-found", "slips"])
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let given = call.given.text("place").filter(|place| !place.trim().is_empty());
    let place = given.and_then(|place| call.state.places().find(place)).map(str::to_owned);
    if let (Some(given), None) = (given, &place) {
        return Err(slip("place", SlipReason::NoSuchPosition { given: given.to_owned() }).into());
    }
    let record: Option<RecordId> = call.given.text("for").and_then(|id| id.parse().ok());
    let words = call.state.places().words_at(call.given.text("q").unwrap_or_default(), place.as_deref());
    let seeking = Seeking { record, words, place };
    if seeking.is_empty() {
        return Ok(Answer::ok(json!({ "items": [] })));
    }
    let most = usize::try_from(call.given.whole("most").unwrap_or(MOST)).unwrap_or_default();
    let ground = call.state.ground()?;
    let experts = call.matching(|shelf| {
        let weights = call.state.learning().weighed(shelf)?.weights;
        let subject = seek(shelf, &call.occasion, &seeking)?;
        find(shelf, ground, &call.occasion, &weights, &subject, most)
    })?;
    Ok(Answer::ok(json!({ "items": experts.iter().map(told::expert).collect::<Vec<_>>() })))
}
