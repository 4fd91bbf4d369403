//! The statement of a month.

use axum::http::StatusCode;
use base::{Refusal, record::SlipReason};
use platform::{Month, statement};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{line as line_of, reference, uuid};
use super::super::said::slip;
use super::told;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "One line for each payer's part of each use.", reference("UseStatement"));
    document(Method::Get, "/bookings/statement", "show_use_statement", "What the use of platforms cost in a month", gives)
        .under("bookings")
        .who(Who::Signed)
        .patient()
        .note("Of platforms that the caller looks after all of it, of organisations that they lead, or whose finance they are, those.")
        .with([
            query("month", "Such as `2026-03`; this month where nothing is said.", line_of(7, 7)),
            query("platform", "Of this platform alone.", uuid()),
        ])
        .refuses(["slips", "not-an-amount", "shares-not-whole"])
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let month = match call.given.text("month") {
        None => Month::of(call.occasion.now.date()),
        Some(given) => Month::read(given).ok_or_else(|| wrong(given))?,
    };
    let on = call.given.text("platform").and_then(|id| id.parse().ok());
    let lines = call.reading(|shelf| statement(shelf, &call.occasion, month, on))?;
    Ok(Answer::ok(json!({ "month": month.text(), "items": lines.iter().map(told::line).collect::<Vec<Value>>() })))
}

fn wrong(given: &str) -> Refusal {
    slip("month", SlipReason::NotDate { given: given.to_owned() })
}
