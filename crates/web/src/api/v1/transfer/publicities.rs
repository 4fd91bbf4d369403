//! 公示: started, objected to, answered, closed or called off.

use axum::http::StatusCode;
use base::record::kinds::ObjectionOutcome;
use base::record::{Kind, SlipReason};
use transfer::publicity::{Starting, answer_objection, cancel, close, object, start};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::component::name_of;
use super::super::super::operation::{Documentation, Gives, Method, Table, Versioned, document};
use super::super::super::parameter::part;
use super::super::super::schema::{reference, whole};
use super::super::records::seen;
use super::super::said::{answer, chosen, day, place, record, slip, text};
use super::writes;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_start(), started);
    table.add(of_object(), objected);
    table.add(of_answer(), answered);
    table.add(of_close(), closed);
    table.add(of_cancel(), cancelled);
}

fn of_start() -> Documentation {
    let gives = Gives::Tagged(StatusCode::CREATED, "The publicity.", reference(&name_of(Kind::Publicity)));
    document(Method::Post, "/transfer/publicities", "start_publicity", "Make something public", gives)
        .under("transfer")
        .who(Who::Signed)
        .note("For who acts in the deal, or may change what it is about. It runs as long as the rule asks where nothing is said, and the last day is counted by the calendar the rule names.")
        .takes_a("NewPublicityOf")
        .refuses(["auditors-read", "not-allowed", "not-party", "not-found", "slips", "publicity-too-short", "publicity-backdated", "stage-wants", "clock-unknown"])
}

fn of_object() -> Documentation {
    writes(Kind::Publicity, "/publicities/{id}/objections", "object_to_publicity", "Object to a publicity")
        .note("Under one's own name, for whoever it is shown to.")
        .takes_a("NewObjection")
        .refuses(["auditors-read", "publicity-at", "slips"])
}

fn of_answer() -> Documentation {
    let path = "/publicities/{id}/objections/{number}/answer";
    conducts(path, "answer_objection", "Answer an objection")
        .with([part("number", "Which objection, from 1.", whole(1, 500))])
        .takes_a("ObjectionAnswer")
        .refuses(["reason-needed"])
}

fn of_close() -> Documentation {
    conducts("/publicities/{id}/close", "close_publicity", "Close a publicity clean")
        .refuses(["publicity-runs", "objections-open"])
}

fn of_cancel() -> Documentation {
    conducts("/publicities/{id}/cancel", "cancel_publicity", "Call a publicity off")
}

/// An operation for who conducts a publicity.
fn conducts(path: &str, id: &str, summary: &str) -> Documentation {
    writes(Kind::Publicity, path, id, summary).note("For who conducts it.").versioned(Versioned::MayBe).refuses([
        "auditors-read",
        "not-allowed",
        "publicity-at",
    ])
}

fn started(call: &Call) -> Result<Answer, Failure> {
    let body = call.body.clone();
    call.dealing(move |shelf, book, occasion| {
        let days = body["days"].as_u64().and_then(|days| u32::try_from(days).ok());
        let starting = Starting {
            object: record(&body, "object").ok_or_else(|| slip("object", SlipReason::Missing {}))?,
            matter: chosen(&body, "matter")?,
            audience: chosen(&body, "audience")?,
            content: text(&body, "content"),
            begins: day(&body, "begins").unwrap_or(occasion.now.date()),
            days,
            day_count: answer(&body, "day_count"),
            how_to_object: text(&body, "how_to_object"),
        };
        let record = start(shelf, book, occasion, &starting)?;
        let location = format!("/api/v1/publicities/{}", record.id);
        Ok(seen::answer(&record, occasion, shelf)?.created_at(location))
    })
}

fn objected(call: &Call) -> Result<Answer, Failure> {
    let (id, content) = (call.id()?, text(&call.body, "content"));
    call.dealing(move |shelf, _, occasion| {
        let record = object(shelf, occasion, id, &content)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn answered(call: &Call) -> Result<Answer, Failure> {
    let (id, version, at) = (call.id()?, call.version, place(call)?);
    let (outcome, said): (ObjectionOutcome, _) = (chosen(&call.body, "outcome")?, text(&call.body, "answer"));
    call.dealing(move |shelf, _, occasion| {
        let record = answer_objection(shelf, occasion, id, version, (at, outcome, &said))?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn closed(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    call.dealing(move |shelf, _, occasion| {
        let record = close(shelf, occasion, id, version)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}

fn cancelled(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    call.dealing(move |shelf, _, occasion| {
        let record = cancel(shelf, occasion, id, version)?;
        Ok(seen::answer(&record, occasion, shelf)?)
    })
}
