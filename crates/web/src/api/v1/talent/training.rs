//! Secondments and programmes: what sides and leaders decide, whose an achievement is, what a certificate says.

use axum::http::StatusCode;
use base::Refusal;
use base::record::Kind;
use base::record::kinds::{ApprovalDecision, ProgrammeStage};
use serde_json::{Value, json};
use talent::programme::{self, Decision};
use talent::secondment::{Saying, Side, Traced, Whose, decide, end_early, trace};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::part;
use super::super::super::schema::{line, reference};
use super::super::records::seen;
use super::super::said::{answer, record, text};
use super::writes;
use crate::rulebook::rules;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_decision(), decided);
    table.add(of_end(), ended);
    table.add(of_owners(), owners);
    table.add(of_application(), applied);
    table.add(of_stage(), staged);
    table.add(of_selection(), selected);
    table.add(of_certify(), certified);
    table.add(of_certificate(), certificate);
}

fn of_decision() -> Documentation {
    writes(Kind::Secondment, "/secondments/{id}/decisions", "decide_secondment", "Say what one side says")
        .note("For who leads the home or the host organisation; both must approve.")
        .takes_a("SecondmentDecision")
        .refuses([
            "not-its-side",
            "secondment-at",
            "side-approved",
            "reason-needed",
            "same-sides",
            "split-not-whole",
            "person-left",
            "not-employed-there",
            "over-full-time",
            "control-holds",
        ])
}

fn of_end() -> Documentation {
    writes(Kind::Secondment, "/secondments/{id}/end", "end_secondment", "End a secondment early")
        .takes_a("Reason")
        .refuses(["not-its-side", "secondment-at", "reason-needed"])
}

fn of_owners() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Each inventor with who employed them then.", reference("TracedOwners"));
    document(Method::Get, "/achievements/{id}/owners", "trace_owners", "Whose an achievement is", gives)
        .under("talent")
        .who(Who::PerRecord)
        .note(
            "By who employed each inventor on the day of conception, and by the clause of the secondment of that day.",
        )
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

fn decided(call: &Call) -> Result<Answer, Failure> {
    let (id, version, rules) = (call.id()?, call.version, rules()?);
    let side = match text(&call.body, "side").as_str() {
        "home" => Some(Side::Home),
        "host" => Some(Side::Host),
        _ => None,
    };
    let decision: ApprovalDecision = answer(&call.body, "decision").ok_or(Refusal::NotFound {})?;
    let saying = Saying { decision, note: text(&call.body, "note"), side };
    call.writing(move |shelf, occasion| {
        let record = decide(shelf, occasion, rules, id, version, &saying)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn ended(call: &Call) -> Result<Answer, Failure> {
    let (id, version, reason) = (call.id()?, call.version, text(&call.body, "reason"));
    call.writing(move |shelf, occasion| {
        let record = end_early(shelf, occasion, id, version, &reason)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn owners(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let traced = call.reading(|shelf| Ok(trace(shelf, &call.occasion, id)?.1))?;
    let row = |one: &Traced| -> Value {
        let (settled, owners, clause) = match &one.whose {
            Whose::Of(owners) => (true, owners.iter().map(ToString::to_string).collect(), None),
            Whose::Open(clause) => (false, Vec::new(), Some(clause.choice().code)),
            Whose::Unknown => (false, Vec::new(), None),
        };
        json!({
            "name": one.inventor.name.as_ref().map(|name| &name.0),
            "person": one.inventor.person.map(|id| id.to_string()),
            "conceived": one.inventor.conceived.as_ref().map(|day| &day.0),
            "employer": one.employment.as_ref().and_then(|then| then.home).map(|id| id.to_string()),
            "settled": settled,
            "owners": owners,
            "clause": clause,
        })
    };
    Ok(Answer::ok(json!({ "items": traced.iter().map(row).collect::<Vec<_>>() })))
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
