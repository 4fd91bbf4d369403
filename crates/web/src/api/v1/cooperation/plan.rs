//! The annual plan: how each item stands, items written, results reported.

use axum::http::StatusCode;
use base::record::Kind;
use base::record::kinds::{PlanItem, PlanOutcome};
use cooperation::committee::case;
use cooperation::plan::{Ground, ItemGiven, Reported, put_item, report};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{reference, whole};
use super::super::records::seen;
use super::super::said::{chosen, fields, text};
use super::{told, writes};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_standing(), standing);
    table.add(of_item(), item);
    table.add(of_result(), reported);
}

fn of_standing() -> Documentation {
    let gives = Gives::Tagged(StatusCode::OK, "The plan of the year.", reference("AnnualPlan"));
    document(Method::Get, "/agreements/{id}/plan", "show_plan", "How the items of an annual plan stand", gives)
        .under("cooperation")
        .who(Who::PerRecord)
        .patient()
        .note("With the records that name each item, as far as the caller may see them.")
        .with([query("year", "This year where nothing is said.", whole(2000, 2200))])
}

fn of_item() -> Documentation {
    writes(Kind::Agreement, "/agreements/{id}/plan/items", "write_plan_item", "Write an item of a plan, or change one")
        .note("Once the plan of its year is adopted, a carried motion or a reason is named.")
        .takes_a("PlanItemGiven")
        .refuses(["not-allowed", "plan-adopted", "plan-code-taken", "not-carried"])
}

fn of_result() -> Documentation {
    writes(Kind::Agreement, "/agreements/{id}/plan/results", "report_plan_result", "Report the result of an item")
        .note("For who plans, and for who leads the unit that answers for the item.")
        .takes_a("PlanResult")
        .refuses(["not-allowed"])
}

fn standing(call: &Call) -> Result<Answer, Failure> {
    let (id, today) = (call.id()?, call.occasion.now.date());
    let year = call.given.whole("year").unwrap_or_else(|| i64::from(today.year()));
    let (body, version) = call.reading(|shelf| {
        let case = case(shelf, call.viewer(), id)?;
        let version = case.record.version;
        Ok((told::plan(shelf, call.viewer(), &case, (year, &today.to_string()))?, version))
    })?;
    Ok(Answer::ok(body).tagged(version))
}

fn item(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    call.writing(move |shelf, occasion| {
        let mut item = fields::<PlanItem>(shelf, occasion, &body["item"])?;
        item.outcome = (body["dropped"] == true).then_some(PlanOutcome::Dropped);
        let given = ItemGiven { before: body["before"].as_str().map(str::to_owned), item };
        let ground = Ground { motion: text(&body, "motion"), note: text(&body, "note") };
        let record = put_item(shelf, occasion, id, version, &given, &ground)?;
        seen::answer(&record, occasion, shelf)
    })
}

fn reported(call: &Call) -> Result<Answer, Failure> {
    let (id, version, body) = (call.id()?, call.version, call.body.clone());
    let outcome: PlanOutcome = chosen(&call.body, "outcome")?;
    call.writing(move |shelf, occasion| {
        let read: PlanItem = fields(shelf, occasion, &serde_json::json!({ "result": body["value"] }))?;
        let (evidence, note) = (text(&body, "evidence"), text(&body, "note"));
        let given = Reported { value: read.result, outcome, evidence, note };
        let record = report(shelf, occasion, id, version, (&text(&body, "code"), &given))?;
        seen::answer(&record, occasion, shelf)
    })
}
