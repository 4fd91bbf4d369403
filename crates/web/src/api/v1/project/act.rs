//! What is done with a project.

use axum::http::StatusCode;
use base::Refusal;
use base::record::kinds::{AchievementType, BudgetItem, GateDecision};
use base::record::{Given, Kind, Record, SlipReason};
use base::store::Shelf;
use innovation::project::{
    Decision, Evidence, Halt, Moving, Outcome, Planned, Spent, create_achievement, decide, halt, move_money, pay, plan,
    reach, show_evidence, spend,
};
use serde_json::Value;
use transfer::money::read_amount;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::component::name_of;
use super::super::super::operation::{Documentation, Gives, Method, Table, Versioned, document};
use super::super::super::parameter::part;
use super::super::super::schema::{reference, whole};
use super::super::records::seen;
use super::super::said::{chosen, needed, place, record, slip, text};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_evidence(), evidence);
    table.add(of_decision(), decided);
    table.add(of_reach(), reached);
    table.add(of_pay(), paid);
    table.add(of_plan(), planned);
    table.add(of_spend(), spent);
    table.add(of_move(), moved);
    table.add(of_halt(), halted);
    table.add(of_outcome(), came_out);
}

fn acts(path: &str, id: &str, summary: &str) -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "The project as it stands.", reference(&name_of(Kind::Project)));
    document(Method::Post, path, id, summary, gives)
        .under("projects")
        .who(Who::Signed)
        .versioned(Versioned::MayBe)
        .refuses(["auditors-read", "not-allowed", "slips"])
}

fn at(documentation: Documentation, what: &'static str) -> Documentation {
    documentation.with([part("number", what, whole(1, 500))])
}

const GATE: &str = "Which gate of the project, from 1.";
const MILESTONE: &str = "Which milestone of the project, from 1.";

fn of_evidence() -> Documentation {
    at(acts("/projects/{id}/gates/{number}/evidence", "show_gate_evidence", "Show the evidence of a gate"), GATE)
        .note("A file of the project or a record of the base is named.")
        .takes_a("ProjectEvidence")
        .refuses(["project-at", "gate-decided", "gate-without-evidence"])
}

fn of_decision() -> Documentation {
    at(acts("/projects/{id}/gates/{number}/decision", "decide_gate", "Decide about a gate"), GATE)
        .note("For who leads the unit of the project or one that takes part, and for reviewers; never for who leads the project.")
        .takes_a("GateDecided")
        .refuses(["own-gate", "project-at", "gate-decided", "gate-without-evidence", "gate-out-of-order", "reason-needed"])
}

fn of_reach() -> Documentation {
    at(
        acts("/projects/{id}/milestones/{number}/evidence", "reach_milestone", "Say that a milestone is reached"),
        MILESTONE,
    )
    .takes_a("ProjectEvidence")
    .refuses(["project-at", "gate-decided", "gate-without-evidence"])
}

fn of_pay() -> Documentation {
    at(
        acts("/projects/{id}/milestones/{number}/payment", "pay_milestone", "Note the payment of a milestone"),
        MILESTONE,
    )
    .takes_a("MilestonePaid")
    .refuses(["day-to-come"])
}

fn of_plan() -> Documentation {
    acts("/projects/{id}/plan", "plan_project", "Add gates, milestones or lines of the budget to a project")
        .note("What stands is not changed; what became of it is written by the other operations.")
        .takes_a("ProjectPlan")
        .refuses(["slips"])
}

fn of_spend() -> Documentation {
    acts("/projects/{id}/spending", "book_spending", "Book spending on a line of the budget")
        .takes_a("NewSpending")
        .refuses(["project-at", "not-an-amount", "day-to-come", "overspent"])
}

fn of_move() -> Documentation {
    acts("/projects/{id}/transfers", "move_budget", "Move money between lines of the budget")
        .takes_a("BudgetMove")
        .refuses(["project-at", "not-an-amount", "not-so-much-left"])
}

fn of_halt() -> Documentation {
    acts("/projects/{id}/halt", "move_project", "Begin, pause, stop, withdraw from, or complete a project")
        .takes_a("ProjectHalt")
        .refuses(["project-at", "own-gate", "reason-needed", "gates-open"])
}

fn of_outcome() -> Documentation {
    let gives = Gives::Tagged(StatusCode::CREATED, "The achievement.", reference(&name_of(Kind::Achievement)));
    document(Method::Post, "/projects/{id}/achievements", "make_achievement", "Make an achievement of a project", gives)
        .under("projects")
        .who(Who::Signed)
        .takes_a("NewOutcome")
        .refuses(["auditors-read", "not-allowed", "project-at", "slips"])
}

/// Writes, and answers with the project.
fn writes(
    call: &Call,
    work: impl FnOnce(&mut dyn Shelf, &base::record::verb::Occasion) -> Result<Record, base::Trouble> + Send + 'static,
) -> Result<Answer, Failure> {
    call.writing(move |shelf, occasion| {
        let record = work(shelf, occasion)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn shown(body: &Value) -> Evidence {
    Evidence { text: text(body, "text"), file: text(body, "file"), record: record(body, "record") }
}

fn evidence(call: &Call) -> Result<Answer, Failure> {
    let (id, version, at, evidence) = (call.id()?, call.version, place(call)?, shown(&call.body));
    writes(call, move |shelf, occasion| show_evidence(shelf, occasion, id, version, (at, &evidence)))
}

fn decided(call: &Call) -> Result<Answer, Failure> {
    let (id, version, gate) = (call.id()?, call.version, place(call)?);
    let decision: GateDecision = chosen(&call.body, "decision")?;
    let decision = Decision { gate, decision, note: text(&call.body, "note") };
    writes(call, move |shelf, occasion| decide(shelf, occasion, id, version, &decision))
}

fn reached(call: &Call) -> Result<Answer, Failure> {
    let (id, version, at, evidence) = (call.id()?, call.version, place(call)?, shown(&call.body));
    writes(call, move |shelf, occasion| reach(shelf, occasion, id, version, (at, &evidence)))
}

fn paid(call: &Call) -> Result<Answer, Failure> {
    let (id, version, at, day) = (call.id()?, call.version, place(call)?, needed(&call.body, "day")?);
    writes(call, move |shelf, occasion| pay(shelf, occasion, id, version, (at, day)))
}

fn spent(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, &call.body);
    let item: BudgetItem = chosen(body, "item")?;
    let (amount, day) = (read_amount(&text(body, "amount"))?, needed(body, "day")?);
    let spent = Spent { item, amount, day, note: text(body, "note") };
    writes(call, move |shelf, occasion| spend(shelf, occasion, id, version, &spent))
}

fn moved(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, &call.body);
    let (from, to) = (chosen(body, "from")?, chosen(body, "to")?);
    let moving = Moving { from, to, amount: read_amount(&text(body, "amount"))?, note: text(body, "reason") };
    writes(call, move |shelf, occasion| move_money(shelf, occasion, id, version, &moving))
}

fn halted(call: &Call) -> Result<Answer, Failure> {
    let (id, version, reason) = (call.id()?, call.version, text(&call.body, "reason"));
    let wanted = match call.body["halt"].as_str() {
        Some("run") => Halt::Run,
        Some("pause") => Halt::Pause,
        Some("accept") => Halt::Accept,
        Some("complete") => Halt::Complete,
        Some("stop") => Halt::Stop,
        Some("withdraw") => Halt::Withdraw,
        _ => return Err(Refusal::NotFound {}.into()),
    };
    writes(call, move |shelf, occasion| halt(shelf, occasion, id, version, (wanted, &reason)))
}

fn came_out(call: &Call) -> Result<Answer, Failure> {
    let (id, body) = (call.id()?, &call.body);
    let achievement_type: AchievementType = chosen(body, "achievement_type")?;
    let outcome = Outcome { title_zh: text(body, "title_zh"), title_en: text(body, "title_en"), achievement_type };
    call.writing(move |shelf, occasion| {
        let record = create_achievement(shelf, occasion, id, &outcome)?;
        Ok(seen::answer(&record, occasion, shelf)?.created_at(format!("/api/v1/achievements/{}", record.id)))
    })
}

fn planned(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    let all = [Planned::Gates, Planned::Milestones, Planned::BudgetLines];
    let part = all.into_iter().find(|part| body["part"] == part.field());
    let part = part.ok_or_else(|| slip("part", SlipReason::Missing {}))?;
    writes(call, move |shelf, occasion| plan(shelf, occasion, id, version, (part, &Given::Json(body["rows"].clone()))))
}
