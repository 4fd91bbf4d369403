//! What somebody registered for an event does: contributes, meets others, answers afterwards.

use axum::http::StatusCode;
use base::Refusal;
use base::record::{Kind, Moment};
use serde_json::{Value, json};
use talent::event::{
    Becoming, Planned, answer as answer_form, answer_meeting, ask_meeting, become_record, contribute, open_to_meet,
    schedule,
};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::super::records::seen;
use super::super::said::{record, text};
use super::writes;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_contribution(), contributed);
    table.add(of_becoming(), became);
    table.add(of_meetings(), meetings);
    table.add(of_asking(), asked);
    table.add(of_answering(), answered);
    table.add(of_follow_up(), followed);
}

fn of_contribution() -> Documentation {
    writes(Kind::Registration, "/registrations/{id}/contribution", "contribute", "Hand in a contribution")
        .takes_a("EventContribution")
        .refuses(["event-at", "contributions-over", "registration-at", "not-allowed"])
}

fn of_becoming() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The draft that it became.", reference("Became"));
    document(Method::Post, "/registrations/{id}/record", "turn_contribution", "Make a contribution a record", gives)
        .under("talent")
        .who(Who::Signed)
        .note("A draft of the unit that it came from, once the event is over.")
        .takes_a("Becoming")
        .refuses(["auditors-read", "not-allowed", "nothing-contributed", "contribution-used", "event-at"])
}

fn of_meetings() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "One's meetings, and who may be asked.", reference("Meetings"));
    document(Method::Get, "/registrations/{id}/meetings", "list_meetings", "Meetings at an event", gives)
        .under("talent")
        .who(Who::Signed)
}

fn of_asking() -> Documentation {
    writes(Kind::Registration, "/registrations/{id}/meetings", "ask_for_meeting", "Ask somebody for a meeting")
        .takes_a("MeetingAsked")
        .refuses(["not-open-to-meet", "meeting-taken", "event-at", "registration-at", "not-allowed"])
}

fn of_answering() -> Documentation {
    let path = "/registrations/{id}/meeting-answers";
    writes(Kind::Registration, path, "answer_meeting", "Accept a meeting, decline it, or call it off")
        .takes_a("MeetingAnswered")
        .refuses(["meeting-taken", "meeting-answered", "tables-taken", "event-at", "registration-at", "not-allowed"])
}

fn of_follow_up() -> Documentation {
    writes(Kind::Registration, "/registrations/{id}/follow-up", "answer_follow_up", "Answer the follow-up form")
        .note("An answer for each question, in their order. Who checked in answers for themselves.")
        .takes_a("FollowUp")
        .refuses(["event-at", "not-there", "not-allowed"])
}

fn contributed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.writing(move |shelf, occasion| {
        let said = (text(&body, "title"), text(&body, "text"));
        let record = contribute(shelf, occasion, id, version, (&said.0, &said.1))?;
        seen::answer(&record, occasion, shelf)
    })
}

fn became(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    let becoming = if text(&call.body, "kind") == "need" { Becoming::Need } else { Becoming::Achievement };
    call.writing(move |shelf, occasion| {
        let record = become_record(shelf, occasion, id, version, becoming)?;
        Ok(Answer::ok(json!({ "kind": record.kind.code(), "id": record.id.to_string() })))
    })
}

fn meetings(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let (planned, open) = call.reading(|shelf| {
        Ok((schedule(shelf, &call.occasion, id, true)?, open_to_meet(shelf, &call.occasion, id, true)?))
    })?;
    let told = |one: &Planned| -> Value {
        json!({
            "with": one.with.map(|id| id.to_string()),
            "name": one.name,
            "begins": one.begins.as_ref().map(|at| &at.0),
            "about": one.about,
            "ours": one.ours.map(|answer| answer.choice().code),
            "theirs": one.theirs.map(|answer| answer.choice().code),
            "table": one.table,
        })
    };
    let open = open.iter().map(|one| {
        json!({
            "registration": one.id.to_string(), "name": one.name, "organisation": one.organisation,
            "interests": one.interests,
        })
    });
    let items: Vec<Value> = planned.iter().map(told).collect();
    Ok(Answer::ok(json!({ "items": items, "open": open.collect::<Vec<_>>() })))
}

fn asked(call: &Call) -> Result<Answer, Failure> {
    let (id, with, about) = (call.id()?, record(&call.body, "with"), text(&call.body, "about"));
    let begins = Moment(text(&call.body, "begins"));
    let with = with.ok_or(Refusal::NotFound {})?;
    call.writing(move |shelf, occasion| {
        let record = ask_meeting(shelf, occasion, id, (with, &begins, &about))?;
        seen::answer(&record, occasion, shelf)
    })
}

fn answered(call: &Call) -> Result<Answer, Failure> {
    let (id, with) = (call.id()?, record(&call.body, "with").ok_or(Refusal::NotFound {})?);
    let (begins, accepts) = (Moment(text(&call.body, "begins")), call.body["accepts"].as_bool().unwrap_or_default());
    call.writing(move |shelf, occasion| {
        let record = answer_meeting(shelf, occasion, id, (with, &begins, accepts))?;
        seen::answer(&record, occasion, shelf)
    })
}

fn followed(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    let answers = call.body["answers"].as_array().into_iter().flatten();
    let answers: Vec<String> = answers.map(|one| one.as_str().unwrap_or_default().to_owned()).collect();
    call.writing(move |shelf, occasion| {
        let record = answer_form(shelf, occasion, id, version, &answers)?;
        seen::answer(&record, occasion, shelf)
    })
}
