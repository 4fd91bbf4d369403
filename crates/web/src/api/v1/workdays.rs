//! The calendar of working days, asked for one clock at a time.

use axum::http::StatusCode;
use jiff::civil::Date;
use serde_json::json;

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::query;
use super::super::refused::Refused;
use super::super::schema::{day, reference, whole};
use crate::rulebook::calendar;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
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

fn handle(call: &Call) -> Result<Answer, Failure> {
    let calendar = calendar()?;
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
