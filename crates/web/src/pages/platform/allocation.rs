//! Who is given how much of what is scarce: the plan with its reasons, kept with a reason, changed by hand with a reason.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::record::RecordId;
use base::store::Shelf;
use jiff::ToSpan;
use jiff::civil::Date;
use platform::allocate::{Grant, Track};
use platform::{Allotment, change_allocation, keep_plan, ledger, plan, weeks};
use sheet::{Column, write_xlsx};

use super::words::{name, title, titled};
use super::{Frame, LABELS, Typed, page_of};
use crate::figure::number;
use crate::language::{Key, Messages};
use crate::pages::exchange::{WORKBOOK, given, made};
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

/// Of a hundred units, how many are reserved for the frontier where nothing is said.
const RESERVED: u32 = 15;
/// Weeks that are named among those that are free.
const FREE_NAMED: usize = 4;

#[derive(Template)]
#[template(path = "pages/platform/allocation.html")]
struct AllocationPage {
    t: Messages,
    layout: Layout,
    from: String,
    until: String,
    reserved: u32,
    administers: bool,
    bound: (String, String, String),
    resources: Vec<GivenOut>,
    entries: Vec<Entry>,
    projects: Vec<(String, String)>,
    mondays: Vec<String>,
    typed: Typed,
    refused: Option<String>,
}

struct GivenOut {
    id: String,
    href: String,
    title: String,
    unit: &'static str,
    capacity: u32,
    asked: u32,
    given: u32,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    project: String,
    weight: String,
    asked: u32,
    least: u32,
    given: u32,
    weeks: String,
    why: Vec<String>,
}

struct Entry {
    at: String,
    who: String,
    project: String,
    resource: String,
    week: String,
    before: u32,
    after: u32,
    reason: String,
}

/// The time that is asked for: this quarter's next where nothing is said.
fn asked(frame: &Frame, text: impl Fn(&str) -> String) -> (Date, Date, u32) {
    let today = frame.occasion.now.date();
    let from = text("from").parse().unwrap_or(today);
    let until = text("until").parse().unwrap_or_else(|_| from.checked_add(13.weeks()).unwrap_or(from));
    (from, until, text("reserved").parse().unwrap_or(RESERVED).min(100))
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Allocation);
    let asked = asked(&frame, |name| visit.field(name).unwrap_or_default().to_owned());
    render(&frame, asked, None, Typed::default())
}

fn render(
    frame: &Frame,
    (from, until, reserved): (Date, Date, u32),
    refusal: Option<(StatusCode, String)>,
    typed: Typed,
) -> Result<Response, Trouble> {
    let t = frame.t;
    let mondays = weeks(from, until)?;
    let (plan, entries) = frame.read(|shelf| {
        let plan = plan(shelf, &frame.occasion, &mondays, reserved)?;
        Ok((plan, entries(shelf, frame, &mondays)?))
    })?;
    let mut projects = BTreeMap::new();
    for record in plan.resources.iter().flat_map(|one| &one.projects) {
        projects.insert(record.id.to_string(), title(record, t));
    }
    let bound = plan.bound();
    let (status, refused) = refusal.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    page_with(
        status,
        &AllocationPage {
            t,
            layout: frame.layout(),
            from: from.to_string(),
            until: until.to_string(),
            reserved,
            administers: frame.occasion.viewer.administers().is_ok(),
            bound: (number(bound.reached), number(bound.bound), gap(bound.gap)),
            resources: plan.resources.iter().map(|one| given_out(one, &mondays, t)).collect(),
            entries,
            projects: projects.into_iter().collect(),
            mondays: mondays.iter().map(ToString::to_string).collect(),
            typed,
            refused,
        },
    )
}

/// How far what is reached is from the bound.
fn gap(gap: f64) -> String {
    if gap > 0.0 { format!("{gap:.0e}") } else { "0".to_owned() }
}

fn given_out(one: &Allotment, mondays: &[Date], t: Messages) -> GivenOut {
    let rows = one.projects.iter().zip(&one.wishes).zip(&one.outcome.grants).map(|((project, wish), grant)| Row {
        href: page_of(base::record::Kind::Project, project.id),
        project: title(project, t),
        weight: number(wish.weight),
        asked: wish.units,
        least: wish.least,
        given: grant.units(),
        weeks: by_week(grant, mondays),
        why: why(one, wish.track, grant, mondays, t),
    });
    GivenOut {
        id: one.resource.id.to_string(),
        href: page_of(one.resource.kind, one.resource.id),
        title: title(&one.resource, t),
        unit: one.unit,
        capacity: one.capacity.iter().sum(),
        asked: one.wishes.iter().map(|wish| wish.units).sum(),
        given: one.outcome.grants.iter().map(Grant::units).sum(),
        rows: rows.collect(),
    }
}

fn by_week(grant: &Grant, mondays: &[Date]) -> String {
    let given = grant.weeks.iter().zip(mondays).filter(|(units, _)| **units > 0);
    given.map(|(units, monday)| format!("{} × {units}", monday.strftime("%m-%d"))).collect::<Vec<_>>().join(" · ")
}

/// Why so much, and what would change it, in sentences.
fn why(one: &Allotment, track: Track, grant: &Grant, mondays: &[Date], t: Messages) -> Vec<String> {
    let mut said = Vec::new();
    if track == Track::Frontier {
        said.push(t.get("allocation-frontier"));
    }
    let (Some(offers), Some(remedy)) = (grant.reason.offers, &grant.reason.remedy) else {
        said.push(t.get("allocation-all"));
        return said;
    };
    let monday = |week: usize| mondays.get(week).map_or_else(String::new, ToString::to_string);
    match grant.reason.cost {
        Some(cost) => {
            let told = t.say("allocation-outbid").with("offers", number(offers)).with("cost", number(cost));
            said.push(told.to_string());
        }
        None => said.push(t.get("allocation-no-room")),
    }
    if let Some(weight) = remedy.weight {
        said.push(t.say("allocation-weight").with("weight", number(weight)).to_string());
    }
    let (week, more) = remedy.more;
    let told = t.say("allocation-more").with("week", monday(week)).with("units", i64::from(more));
    said.push(told.with("unit", one.unit).to_string());
    if !remedy.free_weeks.is_empty() {
        let named =
            remedy.free_weeks.iter().take(FREE_NAMED).map(|(week, units)| format!("{} × {units}", monday(*week)));
        let named = named.collect::<Vec<_>>().join(t.pick("、", ", "));
        said.push(t.say("allocation-free").with("weeks", named).to_string());
    }
    said
}

fn entries(shelf: &mut dyn Shelf, frame: &Frame, mondays: &[Date]) -> Result<Vec<Entry>, base::Trouble> {
    let (t, viewer) = (frame.t, &frame.occasion.viewer);
    let mut told = Vec::new();
    for entry in ledger(shelf, &frame.occasion, mondays)?.into_iter().rev() {
        told.push(Entry {
            at: entry.at.to_string().get(..16).unwrap_or_default().replace('T', " "),
            who: match entry.account {
                Some(account) => name(shelf, account)?,
                None => t.get("allocation-operator"),
            },
            project: titled(shelf, viewer, Some(entry.project), t)?,
            resource: titled(shelf, viewer, Some(entry.resource), t)?,
            week: entry.week.to_string(),
            before: entry.before,
            after: entry.after,
            reason: entry.reason,
        });
    }
    Ok(told)
}

pub(super) fn act(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Allocation);
    let asked = asked(&frame, |name| form.text(name).to_owned());
    let (from, until, reserved) = asked;
    let form_given = form.clone();
    let done = frame.write(LABELS, move |shelf, occasion| {
        let reason = form_given.text("reason");
        if form_given.text("act") == "change" {
            let id = |name: &str| form_given.text(name).parse::<RecordId>().map_err(|_| base::Refusal::NotFound {});
            let missing = |name: &str| base::Refusal::Slips(vec![base::record::SlipReason::Missing {}.at(name)]);
            let week = form_given.text("week").parse().map_err(|_| missing("week"))?;
            let units = form_given.text("units").trim().parse().map_err(|_| missing("units"))?;
            return change_allocation(shelf, occasion, (id("project")?, id("resource")?, week), units, reason);
        }
        keep_plan(shelf, occasion, &weeks(from, until)?, reserved, reason).map(drop)
    })?;
    match done {
        Ok(()) => {
            let address = format!("/platforms/allocation?from={from}&until={until}&reserved={reserved}");
            see_other_done(&address, Done::AllocationKept)
        }
        Err(refusal) => render(&frame, asked, Some(refusal), Typed::of(form)),
    }
}

/// The ledger as a workbook.
pub(super) fn workbook(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Allocation);
    let (from, until, _) = asked(&frame, |name| visit.field(name).unwrap_or_default().to_owned());
    let mondays = weeks(from, until)?;
    let (t, entries) = (frame.t, frame.read(|shelf| entries(shelf, &frame, &mondays))?);
    let text = |key: Key| Column { width: Some(22.0), ..Column::text(t.get(key)) };
    let whole = |key: Key| Column { width: Some(10.0), ..Column::number(t.get(key)) };
    let columns = [
        text(Key("allocation-at")),
        text(Key("allocation-who")),
        text(Key("allocation-project")),
        text(Key("allocation-resource")),
        text(Key("allocation-week")),
        whole(Key("allocation-before")),
        whole(Key("allocation-after")),
        text(Key("allocation-reason")),
    ];
    let row = |one: Entry| {
        let (before, after) = (one.before.to_string(), one.after.to_string());
        vec![one.at, one.who, one.project, one.resource, one.week, before, after, one.reason]
    };
    let file = made(|out| Ok(write_xlsx(&columns, entries.into_iter().map(row), out)?))?;
    given(file, &format!("{}-{from}.xlsx", t.get("allocation-ledger")), WORKBOOK)
}
