//! Who is given how much of what is scarce: worked out, kept, changed by hand, and the ledger of it.

use axum::http::StatusCode;
use base::Refusal;
use base::people::Role;
use base::record::{Record, RecordId, SlipReason};
use base::store::AllocationEntry;
use jiff::civil::Date;
use platform::{Allotment, Plan, change_allocation, keep_plan, ledger, plan, weeks};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::{Parameter, query};
use super::super::super::schema::{day as day_of, reference, whole};
use super::super::said::{day, record, slip, text};
use crate::shell::Who;

/// Of a hundred units, how many are reserved for the frontier where nothing is said.
const RESERVED: u32 = 15;

pub(super) fn add(table: &mut Table) {
    table.add(of_plan(), planned);
    table.add(of_keep(), keep);
    table.add(of_change(), change);
    table.add(of_ledger(), entries);
}

fn time() -> [Parameter; 2] {
    [
        query("from", "The weeks that begin from this day on.", day_of()).needed(),
        query("until", "The first day that is too late; at most 54 weeks are looked at.", day_of()).needed(),
    ]
}

fn of_plan() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "What each project would be given, and why.", reference("AllocationPlan"));
    document(Method::Get, "/allocation", "plan_allocation", "Work out who is given how much of what is scarce", gives)
        .under("bookings")
        .who(Who::Role(Role::Auditor))
        .patient()
        .note("A linear programme for each resource; `bound` is what no allocation surpasses. Nothing is written.")
        .with(time())
        .with([query(
            "reserved",
            "Of a hundred units, how many are reserved for the frontier; 15 where nothing is said.",
            whole(0, 100),
        )])
        .refuses(["empty-period", "no-such-zone"])
}

fn of_keep() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "How many lines the ledger gained.", reference("AllocationKept"));
    document(Method::Post, "/allocation", "keep_allocation", "Work the allocation out again and keep it", gives)
        .under("bookings")
        .who(Who::Role(Role::Administrator))
        .patient()
        .takes_a("NewAllocation")
        .refuses(["empty-period", "reason-needed", "no-such-zone"])
}

fn of_change() -> Documentation {
    let gives = Gives::Nothing("It is changed.");
    document(
        Method::Post,
        "/allocation/changes",
        "change_allocation",
        "Change by hand what a project is given in a week",
        gives,
    )
    .under("bookings")
    .who(Who::Role(Role::Administrator))
    .note("The week is named by its Monday. The ledger keeps the reason.")
    .takes_a("AllocationChange")
    .refuses(["not-found", "empty-period", "reason-needed", "over-capacity", "no-such-zone"])
}

fn of_ledger() -> Documentation {
    let gives =
        Gives::Json(StatusCode::OK, "The lines, in the order they were written.", reference("AllocationLedger"));
    document(
        Method::Get,
        "/allocation/ledger",
        "list_allocation_ledger",
        "Every change of what projects are given",
        gives,
    )
    .under("bookings")
    .who(Who::Signed)
    .note("For administrators and auditors all of it, for anybody else what is about projects they may see.")
    .with(time())
    .refuses(["empty-period"])
}

/// A day of the address that the schema has let through.
fn given(call: &Call, name: &str) -> Result<Date, Refusal> {
    let read = call.given.text(name).and_then(|text| text.parse().ok());
    read.ok_or_else(|| slip(name, SlipReason::Missing {}))
}

fn mondays(call: &Call) -> Result<Vec<Date>, Refusal> {
    weeks(given(call, "from")?, given(call, "until")?)
}

fn percent(given: Option<i64>) -> u32 {
    given.and_then(|percent| u32::try_from(percent).ok()).unwrap_or(RESERVED)
}

fn planned(call: &Call) -> Result<Answer, Failure> {
    let (mondays, reserved) = (mondays(call)?, percent(call.given.whole("reserved")));
    let made = call.reading(|shelf| plan(shelf, &call.occasion, &mondays, reserved))?;
    Ok(Answer::ok(told(&made)))
}

fn keep(call: &Call) -> Result<Answer, Failure> {
    let needed = |name: &str| day(&call.body, name).ok_or_else(|| slip(name, SlipReason::Missing {}));
    let mondays = weeks(needed("from")?, needed("until")?)?;
    let (reserved, reason) = (percent(call.body["reserved"].as_i64()), text(&call.body, "reason"));
    call.writing(move |shelf, occasion| {
        let lines = keep_plan(shelf, occasion, &mondays, reserved, &reason)?;
        Ok(Answer::ok(json!({ "lines": lines })))
    })
}

fn change(call: &Call) -> Result<Answer, Failure> {
    let id = |name: &str| record(&call.body, name).ok_or(Refusal::NotFound {});
    let (project, resource): (RecordId, RecordId) = (id("project")?, id("resource")?);
    let week = day(&call.body, "week").ok_or_else(|| slip("week", SlipReason::Missing {}))?;
    let units = call.body["units"].as_u64().and_then(|units| u32::try_from(units).ok());
    let units = units.ok_or_else(|| slip("units", SlipReason::Missing {}))?;
    let reason = text(&call.body, "reason");
    call.writing(move |shelf, occasion| {
        change_allocation(shelf, occasion, (project, resource, week), units, &reason)?;
        Ok(Answer::Done)
    })
}

fn entries(call: &Call) -> Result<Answer, Failure> {
    let mondays = mondays(call)?;
    let found = call.reading(|shelf| ledger(shelf, &call.occasion, &mondays))?;
    Ok(Answer::ok(json!({ "items": found.iter().map(entry).collect::<Vec<Value>>() })))
}

fn entry(entry: &AllocationEntry) -> Value {
    json!({
        "id": entry.id.to_string(),
        "at": entry.at.to_string(),
        "account": entry.account.map(|account| account.to_string()),
        "project": entry.project.to_string(),
        "resource": entry.resource.to_string(),
        "week": entry.week.to_string(),
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
    })
}

fn told(plan: &Plan) -> Value {
    let bound = plan.bound();
    json!({
        "weeks": plan.weeks.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "bound": { "reached": bound.reached, "bound": bound.bound, "gap": bound.gap },
        "resources": plan.resources.iter().map(|one| allotment(one, &plan.weeks)).collect::<Vec<_>>(),
    })
}

fn titles(record: &Record) -> Value {
    json!({ "zh": record.content.text("title_zh"), "en": record.content.text("title_en") })
}

fn allotment(one: &Allotment, mondays: &[Date]) -> Value {
    let monday = |week: usize| mondays.get(week).map(ToString::to_string);
    let asked = one.projects.iter().zip(&one.wishes).zip(&one.outcome.grants);
    let grants = asked.map(|((project, wish), grant)| {
        let remedy = grant.reason.remedy.as_ref().map(|remedy| {
            let free = remedy.free_weeks.iter().map(|(week, units)| json!({ "week": monday(*week), "units": units }));
            json!({
                "weight": remedy.weight,
                "more": { "week": monday(remedy.more.0), "units": remedy.more.1 },
                "free_weeks": free.collect::<Vec<_>>(),
            })
        });
        json!({
            "project": project.id.to_string(),
            "title": titles(project),
            "weight": wish.weight,
            "asked": wish.units,
            "least": wish.least,
            "given": grant.units(),
            "weeks": grant.weeks,
            "offers": grant.reason.offers,
            "cost": grant.reason.cost,
            "remedy": remedy,
        })
    });
    json!({
        "resource": one.resource.id.to_string(),
        "title": titles(&one.resource),
        "unit": one.unit,
        "capacity": one.capacity,
        "grants": grants.collect::<Vec<_>>(),
    })
}
