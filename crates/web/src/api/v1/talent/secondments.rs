//! Secondments: what each side says, their terms, and whose an achievement of that time is.

use axum::http::StatusCode;
use base::Refusal;
use base::record::Kind;
use base::record::kinds::{ApprovalDecision, Secondment};
use serde_json::{Value, json};
use talent::secondment::{
    Revision, Saying, Side, Traced, Whose, decide, end_early, lent, pass, revise, settle_owners, trace,
};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::super::records::seen;
use super::super::said::{answer, fields, text};
use super::writes;
use crate::rulebook::rules;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_decision(), decided);
    table.add(of_revision(), revised);
    table.add(of_end(), ended);
    table.add(of_pass(), passed);
    table.add(of_owners(), owners);
    table.add(of_settling(), settled);
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

fn of_revision() -> Documentation {
    writes(
        Kind::Secondment,
        "/secondments/{id}/terms",
        "revise_secondment",
        "Change the terms before both have approved",
    )
    .note("What is left out is not agreed any longer, but for the clause on inventions. Both sides approve anew.")
    .takes_a("SecondmentTerms")
    .refuses([
        "not-its-side",
        "secondment-at",
        "same-sides",
        "split-not-whole",
        "person-left",
        "not-employed-there",
        "over-full-time",
    ])
}

fn of_pass() -> Documentation {
    writes(Kind::Secondment, "/secondments/{id}/pass", "pass_secondment", "Pass what the export rules hold")
        .note("For administrators, with the reason, which goes into the journal.")
        .takes_a("Reason")
        .refuses(["not-allowed", "secondment-at", "control-free", "reason-needed"])
}

fn of_settling() -> Documentation {
    writes(Kind::Achievement, "/achievements/{id}/owners", "settle_owners", "Take over whose an achievement is")
        .note("Adds those that are missing; a part that was agreed stays.")
        .refuses(["not-allowed", "owners-unsettled"])
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

fn revised(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.writing(move |shelf, occasion| {
        lent(shelf, &occasion.viewer, id)?;
        let said: Secondment = fields(shelf, occasion, &body)?;
        let revision = Revision {
            begins: said.begins,
            ends: said.ends,
            time_percent: said.time_percent,
            home_cost_percent: said.home_cost_percent,
            host_cost_percent: said.host_cost_percent,
            inventions: said.inventions,
        };
        let record = revise(shelf, occasion, id, version, &revision)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn passed(call: &Call) -> Result<Answer, Failure> {
    let (id, version, rules, reason) = (call.id()?, call.version, rules()?, text(&call.body, "reason"));
    call.writing(move |shelf, occasion| {
        let record = pass(shelf, occasion, rules, id, version, &reason)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn settled(call: &Call) -> Result<Answer, Failure> {
    let (id, version) = (call.id()?, call.version);
    call.writing(move |shelf, occasion| {
        let record = settle_owners(shelf, occasion, id, version)?;
        seen::answer(&record, occasion, shelf)
    })
}
