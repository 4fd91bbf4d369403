//! Events and who is registered for them.

use axum::http::StatusCode;
use base::Refusal;
use base::record::kinds::{EventStage, WaitingReason};
use base::record::{Given, Kind};
use serde_json::json;
use talent::event::{Decision, advance, call_off, check_in, decide, register, registrations};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::super::records::seen;
use super::super::said::{answer, text};
use super::writes;
use crate::rulebook::rules;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_register(), registered);
    table.add(of_stage(), staged);
    table.add(of_check_in(), checked_in);
    table.add(of_decision(), decided);
    table.add(of_call_off(), called_off);
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The registrations, in the order they came.", reference("Registrations"));
    document(Method::Get, "/events/{id}/registrations", "list_registrations_of_event", "Who is registered", gives)
        .under("talent")
        .who(Who::Signed)
        .note("For who leads the event.")
        .refuses(["not-allowed", "auditors-read"])
}

fn of_register() -> Documentation {
    writes(Kind::Registration, "/events/{id}/registrations", "register_for_event", "Register somebody")
        .note("A member registers themselves, who leads a unit its people, who leads the event anybody. Where no place is free they wait.")
        .takes_a("RegistrationAsked")
        .refuses(["event-at", "registration-over", "contributions-over", "registered-already", "not-allowed"])
}

fn of_stage() -> Documentation {
    writes(Kind::Event, "/events/{id}/stage", "advance_event", "Move an event on").takes_a("EventMove").refuses([
        "event-at",
        "event-to-come",
        "not-allowed",
    ])
}

fn of_check_in() -> Documentation {
    writes(Kind::Registration, "/events/{id}/check-ins", "check_in", "Check somebody in by their code")
        .takes_a("CheckIn")
        .refuses(["event-at", "code-mistyped", "code-unknown", "code-used", "registration-at", "not-allowed"])
}

fn of_decision() -> Documentation {
    writes(Kind::Registration, "/registrations/{id}/decisions", "decide_registration", "Decide about a registration")
        .note("Who waits for the export-control check is confirmed with a note alone.")
        .takes_a("RegistrationDecision")
        .refuses(["registration-at", "reason-needed", "not-allowed"])
}

fn of_call_off() -> Documentation {
    writes(Kind::Registration, "/registrations/{id}/call-off", "call_off_registration", "Call a registration off")
        .takes_a("CallOff")
        .refuses(["registration-at", "event-at", "not-allowed"])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let items = call.reading(|shelf| {
        let all = registrations(shelf, &call.occasion, id)?;
        let records: Vec<_> = all.into_iter().map(|(record, _)| record).collect();
        seen::told(&records, &call.occasion, shelf)
    })?;
    Ok(Answer::ok(json!({ "items": items })))
}

fn registered(call: &Call) -> Result<Answer, Failure> {
    let (id, rules) = (call.id()?, rules()?);
    let fields = call.body.as_object().cloned().unwrap_or_default();
    let given: Vec<(String, Given)> = fields
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name, Given::Json(value)))
        .collect();
    call.writing(move |shelf, occasion| {
        let record = register(shelf, occasion, rules, id, &given)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn staged(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    let to: EventStage = answer(&call.body, "to").ok_or(Refusal::NotFound {})?;
    call.writing(move |shelf, occasion| {
        let record = advance(shelf, occasion, id, version, to)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn checked_in(call: &Call) -> Result<Answer, Failure> {
    let (id, code) = (call.id()?, text(&call.body, "code"));
    call.writing(move |shelf, occasion| {
        let came = check_in(shelf, occasion, id, &code)?;
        seen::answer(&came.record, occasion, shelf)
    })
}

fn decided(call: &Call) -> Result<Answer, Failure> {
    let (id, version, note) = (call.id()?, call.version, text(&call.body, "note"));
    let decision = match text(&call.body, "decision").as_str() {
        "confirm" => Decision::Confirm,
        "refuse" => Decision::Refuse,
        _ => Decision::Hold(answer::<WaitingReason>(&call.body, "decision").ok_or(Refusal::NotFound {})?),
    };
    call.writing(move |shelf, occasion| {
        let record = decide(shelf, occasion, id, version, (decision, &note))?;
        seen::answer(&record, occasion, shelf)
    })
}

fn called_off(call: &Call) -> Result<Answer, Failure> {
    let (id, version, note) = (call.id()?, call.version, text(&call.body, "note"));
    call.writing(move |shelf, occasion| {
        let record = call_off(shelf, occasion, id, version, &note)?;
        seen::answer(&record, occasion, shelf)
    })
}
