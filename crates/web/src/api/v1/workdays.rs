//! The calendar of working days: one clock at a time, and the days of a year.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use base::Refusal;
use base::people::{AccountId, Role};
use base::rules::{BroughtYear, GivenDay, GivenYear, NamedDay, WorkCalendar, announce, brought_years};
use base::store::Shelf;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::{Parameter, part, query};
use super::super::refused::Refused;
use super::super::schema::{day, reference, whole};
use crate::rulebook::{calendar, shipped_calendar};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_count(), count);
    table.add(of_year(), year);
    table.add(of_bring(), bring);
}

fn of_count() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Where the clock ends.", reference("Workdays"));
    document(Method::Get, "/workdays", "count_workdays", "The day that lies so many working days after another", gives)
        .under("rules")
        .who(Who::Signed)
        .note("Weekends, public holidays and make-up workdays of mainland China, as far as they are announced.")
        .with([
            query("from", "The day before the first.", day()).needed(),
            query("workdays", "How many working days.", whole(0, 2000)).needed(),
        ])
        .refuses(["days-unknown"])
}

fn at_year() -> Parameter {
    part("year", "The year.", whole(1, 9999))
}

fn of_year() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The days, and who brought them when.", reference("WorkdaysOfYear"));
    document(Method::Get, "/workdays/{year}", "show_workdays", "Days off and make-up workdays of a year", gives)
        .under("rules")
        .who(Who::Signed)
        .with([at_year()])
}

fn of_bring() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The days as they count from now on.", reference("WorkdaysOfYear"));
    document(
        Method::Put,
        "/workdays/{year}",
        "bring_workdays",
        "Bring the days of a year as they were announced",
        gives,
    )
    .under("rules")
    .who(Who::Role(Role::Administrator))
    .note(
        "The whole announcement of the State Council for the year, which is one that is known or the next. What was \
             brought before is kept.",
    )
    .with([at_year()])
    .takes_a("NewWorkdays")
    .refuses(["slips"])
}

fn count(call: &Call) -> Result<Answer, Failure> {
    let calendar = calendar(&call.state)?;
    let from = call.given.text("from").and_then(|from| from.parse::<Date>().ok()).unwrap_or_default();
    let count = call.given.whole("workdays").unwrap_or_default();
    let until = calendar.add_workdays(from, u32::try_from(count).unwrap_or_default());
    let until = until.map_err(|refusal| Refused::DaysUnknown { detail: refusal.to_string() })?;
    Ok(Answer::ok(json!({
        "from": from.to_string(),
        "workdays": count,
        "until": until.to_string(),
        "first_year": calendar.first_year(),
        "last_year": calendar.last_year(),
    })))
}

fn asked(call: &Call) -> Result<i16, Refusal> {
    call.visit.part("year").parse().map_err(|_| Refusal::NotFound {})
}

fn year(call: &Call) -> Result<Answer, Failure> {
    let (asked, shipped) = (asked(call)?, shipped_calendar()?);
    call.reading(|shelf| {
        let calendar = base::rules::calendar(shelf, shipped)?;
        if calendar.days_of(asked).is_empty() {
            return Err(Refusal::NotFound {}.into());
        }
        Ok(Answer::ok(told(shelf, &calendar, asked)?))
    })
}

fn bring(call: &Call) -> Result<Answer, Failure> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let row = |(at, day): (usize, &Value)| GivenDay {
        row: at + 1,
        date: text(&day["date"]),
        kind: text(&day["kind"]),
        name: text(&day["name"]),
    };
    let days = call.body["days"].as_array().map(|days| days.iter().enumerate().map(row).collect()).unwrap_or_default();
    let given = GivenYear { year: asked(call)?, source: text(&call.body["source"]), days };
    let shipped = shipped_calendar()?;
    call.writing(move |shelf, occasion| {
        let calendar = announce(shelf, occasion, shipped, &given)?;
        Ok(Answer::ok(told(shelf, &calendar, given.year)?))
    })
}

fn told(shelf: &mut dyn Shelf, calendar: &WorkCalendar, year: i16) -> Result<Value, base::Trouble> {
    let brought: Vec<BroughtYear> = brought_years(shelf)?.into_iter().filter(|one| one.year == year).collect();
    let by: Vec<AccountId> = brought.iter().filter_map(|one| one.by.parse().ok()).collect();
    let names: BTreeMap<String, String> =
        shelf.account_names(&by)?.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let day = |day: &NamedDay| json!({ "date": day.date.to_string(), "kind": day.kind.code(), "name": day.name, "source": day.source });
    let one = |(at, one): (usize, &BroughtYear)| {
        json!({
            "version": at + 1,
            "at": one.at.to_string(),
            "by": names.get(&one.by).unwrap_or(&one.by),
            "source": one.source,
            "days": one.days.len(),
        })
    };
    Ok(json!({
        "year": year,
        "days": calendar.days_of(year).iter().map(day).collect::<Vec<_>>(),
        "brought": brought.iter().enumerate().map(one).collect::<Vec<_>>(),
    }))
}
