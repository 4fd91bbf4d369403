//! The matches that somebody takes part in, and their answers.

use axum::http::StatusCode;
use brokerage::{answer, approach, approaches};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::{DECIDING, said, told};
use crate::rulebook::rules;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_show(), show);
    table.add(of_answer(), answered);
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The matches, the newest first.", reference("Approaches"));
    document(Method::Get, "/matching", "list_approaches", "The matches one takes part in", gives)
        .under("matching")
        .who(Who::Signed)
        .note("Of a confidential need the other side sees the abstract that its author approved, until both agree.")
}

fn of_show() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The match, as the caller sees it.", reference("Approach"));
    document(Method::Get, "/matching/{id}", "show_approach", "A match one takes part in", gives)
        .under("matching")
        .who(Who::Signed)
}

fn of_answer() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The match, as the caller sees it.", reference("Approach"));
    document(Method::Post, "/matching/{id}", "answer_approach", "Accept or decline a match", gives)
        .under("matching")
        .who(Who::Signed)
        .takes_a("MatchAnswer")
        .refuses(DECIDING)
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let found = call.matching(|shelf| approaches(shelf, &call.occasion))?;
    let items: Vec<Value> = found.iter().map(told::approach).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn show(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let seen = call.matching(|shelf| approach(shelf, &call.occasion, id))?;
    Ok(Answer::ok(told::approach(&seen)))
}

fn answered(call: &Call) -> Result<Answer, Failure> {
    let (id, rules, said) = (call.id()?, rules()?, said(&call.body));
    call.deciding(move |shelf, occasion| {
        answer(shelf, rules, occasion, id, &said)?;
        Ok(Answer::ok(told::approach(&approach(shelf, occasion, id)?)))
    })
}
