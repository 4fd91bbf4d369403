//! Programmes: who applies, who is admitted, who came and what they reached, and what a certificate says.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use base::Refusal;
use base::record::kinds::{Attendance, CourseResult, Presence, ProgrammeStage};
use base::record::{Kind, RecordId, SlipReason};
use serde_json::json;
use talent::programme::{self, Decision, Practice};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::part;
use super::super::super::schema::{line, reference};
use super::super::records::seen;
use super::super::said::{answer, fields, record, slip, text};
use super::writes;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_application(), applied);
    table.add(of_stage(), staged);
    table.add(of_selection(), selected);
    table.add(of_practice(), practised);
    table.add(of_guidance(), guided);
    table.add(of_attendance(), attended);
    table.add(of_credit(), credited);
    table.add(of_certify(), certified);
    table.add(of_decline(), declined);
    table.add(of_call_off(), called_off);
    table.add(of_outcome(), outcome);
    table.add(of_certificate(), certificate);
}

fn of_application() -> Documentation {
    writes(Kind::Enrolment, "/programmes/{id}/applications", "apply_for_programme", "Apply for a programme")
        .takes_a("NewApplication")
        .refuses(["programme-at", "applications-closed", "applied-before", "not-your-person", "no-person-behind"])
}

fn of_stage() -> Documentation {
    writes(Kind::Programme, "/programmes/{id}/stage", "advance_programme", "Move a programme to its next stage")
        .takes_a("ProgrammeMove")
        .refuses(["programme-at", "enrolments-open", "not-allowed"])
}

fn of_selection() -> Documentation {
    writes(Kind::Enrolment, "/enrolments/{id}/decisions", "decide_enrolment", "Decide about an application")
        .takes_a("EnrolmentDecision")
        .refuses(["programme-at", "enrolment-at", "places-full", "reason-needed", "not-allowed"])
}

fn of_practice() -> Documentation {
    writes(Kind::Enrolment, "/enrolments/{id}/practice", "give_practice", "Give somebody a mentor and a project")
        .note("What is left out is taken away. Where the programme names its mentors and its projects, no others will do.")
        .takes_a("Practice")
        .refuses(["enrolment-at", "own-mentor", "not-of-programme", "not-allowed"])
}

fn of_guidance() -> Documentation {
    writes(
        Kind::Enrolment,
        "/enrolments/{id}/guidance",
        "note_guidance",
        "Note what a mentor and their pupil worked on",
    )
    .note("For the mentor, and for who leads the programme.")
    .takes_a("GuidanceNote")
    .refuses(["enrolment-at", "not-its-mentor"])
}

fn of_attendance() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "How many were noted.", reference("Noted"));
    document(Method::Post, "/programmes/{id}/attendance", "note_attendance", "Note who came to a session", gives)
        .under("talent")
        .who(Who::Signed)
        .note("One sheet a session; that of the same course and day is written over.")
        .takes_a("AttendanceSheet")
        .refuses(["auditors-read", "slips", "programme-at", "no-such-course", "not-in-class", "not-allowed"])
}

fn of_credit() -> Documentation {
    writes(Kind::Enrolment, "/enrolments/{id}/credits", "credit", "Note what somebody reached in a course")
        .takes_a("CourseCredit")
        .refuses(["enrolment-at", "no-such-course", "credits-over", "not-allowed"])
}

fn of_decline() -> Documentation {
    writes(Kind::Enrolment, "/enrolments/{id}/refusal", "decline_certificate", "Say that there is no certificate")
        .takes_a("Reason")
        .refuses(["enrolment-at", "reason-needed", "not-allowed"])
}

fn of_call_off() -> Documentation {
    writes(Kind::Enrolment, "/enrolments/{id}/call-off", "call_off_enrolment", "Call an application off")
        .note("Who waits first has the place that comes free.")
        .refuses(["enrolment-at", "not-your-person"])
}

fn of_outcome() -> Documentation {
    writes(Kind::Enrolment, "/enrolments/{id}/outcome", "note_outcome", "Note what became of it a year later")
        .takes_a("Outcome")
        .refuses(["enrolment-at", "outcome-early", "not-your-person"])
}

fn of_certify() -> Documentation {
    writes(Kind::Enrolment, "/enrolments/{id}/certificate", "give_certificate", "Give the certificate").refuses([
        "enrolment-at",
        "not-enough",
        "not-allowed",
    ])
}

fn of_certificate() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "What it says.", reference("Certificate"));
    document(Method::Get, "/certificates/{code}", "check_certificate", "Check a certificate by its code", gives)
        .under("talent")
        .note("A code that was not given out here has one answer, whatever is wrong with it.")
        .with([part("code", "The code, with or without hyphens.", line(1, 60))])
}

fn applied(call: &Call) -> Result<Answer, Failure> {
    let (id, person, why) = (call.id()?, record(&call.body, "person"), text(&call.body, "motivation"));
    call.writing(move |shelf, occasion| {
        let record = programme::apply(shelf, occasion, id, person, &why)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn staged(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    let to: ProgrammeStage = answer(&call.body, "to").ok_or(Refusal::NotFound {})?;
    call.writing(move |shelf, occasion| {
        let record = programme::advance(shelf, occasion, id, version, to)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn selected(call: &Call) -> Result<Answer, Failure> {
    let (id, version, reason) = (call.id()?, call.version, text(&call.body, "reason"));
    let decision = match text(&call.body, "decision").as_str() {
        "admit" => Decision::Admit,
        "wait" => Decision::Wait,
        _ => Decision::Refuse,
    };
    call.writing(move |shelf, occasion| {
        let record = programme::decide(shelf, occasion, id, version, (decision, &reason))?;
        seen::answer(&record, occasion, shelf)
    })
}

fn practised(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    let practice =
        Practice { mentor: record(&body, "mentor"), project: record(&body, "project"), task: text(&body, "task") };
    call.writing(move |shelf, occasion| {
        let record = programme::practise(shelf, occasion, id, version, &practice)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn guided(call: &Call) -> Result<Answer, Failure> {
    let (id, version, note) = (call.id()?, call.version, text(&call.body, "note"));
    call.writing(move |shelf, occasion| {
        let record = programme::guide(shelf, occasion, id, version, &note)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn attended(call: &Call) -> Result<Answer, Failure> {
    let (id, body) = (call.id()?, call.body.clone());
    let rows = body["came"].as_array().cloned().unwrap_or_default();
    let came = rows.iter().filter_map(|row| Some((record(row, "enrolment")?, answer(row, "presence")?)));
    let came: BTreeMap<RecordId, Presence> = came.collect();
    call.writing(move |shelf, occasion| {
        let row: Attendance = fields(shelf, occasion, &body)?;
        let sheet = programme::Sheet {
            course: row.course.map(|course| course.0).unwrap_or_default(),
            day: row.day.ok_or_else(|| slip("day", SlipReason::Missing {}))?,
            hours: row.hours,
            came,
        };
        let noted = programme::note_attendance(shelf, occasion, id, &sheet)?;
        Ok(Answer::ok(json!({ "noted": noted })))
    })
}

fn credited(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.writing(move |shelf, occasion| {
        let row: CourseResult = fields(shelf, occasion, &body)?;
        let credits = row.credits.ok_or_else(|| slip("credits", SlipReason::Missing {}))?;
        let (course, mark) = (text(&body, "course"), text(&body, "mark"));
        let record = programme::credit(shelf, occasion, id, version, (&course, &mark, &credits))?;
        seen::answer(&record, occasion, shelf)
    })
}

fn declined(call: &Call) -> Result<Answer, Failure> {
    let (id, version, reason) = (call.id()?, call.version, text(&call.body, "reason"));
    call.writing(move |shelf, occasion| {
        let record = programme::decline(shelf, occasion, id, version, &reason)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn called_off(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    call.writing(move |shelf, occasion| {
        let record = programme::call_off(shelf, occasion, id, version)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn outcome(call: &Call) -> Result<Answer, Failure> {
    let (id, version, said) = (call.id()?, call.version, text(&call.body, "outcome"));
    call.writing(move |shelf, occasion| {
        let record = programme::note_outcome(shelf, occasion, id, version, &said)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn certified(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    call.writing(move |shelf, occasion| {
        let record = programme::certify(shelf, occasion, id, version)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn certificate(call: &Call) -> Result<Answer, Failure> {
    let code = call.visit.part("code").to_owned();
    let found = call.reading(|shelf| Ok(programme::certificate(shelf, &code)?))?;
    let one = found.ok_or(Refusal::NotFound {})?;
    let names = |[zh, en]: [String; 2]| json!({ "zh": zh, "en": en });
    Ok(Answer::ok(json!({
        "code": one.code,
        "person": names(one.person),
        "programme": names(one.programme),
        "cohort": one.cohort,
        "title": one.title,
        "organisation": names(one.organisation),
        "day": one.day,
    })))
}
