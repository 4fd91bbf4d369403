//! Over all deals: what is still expected, and the annual report on conversion.

use axum::http::StatusCode;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{reference, whole};
use super::answers;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_receivables(), receivables);
    table.add(of_report(), report);
}

fn of_receivables() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "What is expected, the late first.", reference("Outstanding"));
    let summary = "What is still expected of every deal in performance";
    document(Method::Get, "/transfer/receivables", "list_receivables", summary, gives)
        .under("transfer")
        .who(Who::Signed)
        .patient()
        .note("Of the thousand deals that were changed last, as far as the caller may see them.")
}

fn of_report() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The report.", reference("ConversionReport"));
    document(Method::Get, "/transfer/report", "show_conversion_report", "The annual report on conversion", gives)
        .under("transfer")
        .who(Who::Signed)
        .patient()
        .note("Over what the caller may see, by form of transfer.")
        .with([query("year", "This year where nothing is said.", whole(1900, 2199))])
        .refuses(["sharing-too-large"])
}

fn receivables(call: &Call) -> Result<Answer, Failure> {
    let today = call.occasion.now.date();
    Ok(Answer::ok(call.transfer(|shelf, _| answers::receivables(shelf, call.viewer(), today))?))
}

fn report(call: &Call) -> Result<Answer, Failure> {
    let this = call.occasion.now.date().year();
    let year = call.given.whole("year").and_then(|year| i16::try_from(year).ok()).unwrap_or(this);
    Ok(Answer::ok(call.transfer(|shelf, _| answers::report(shelf, call.viewer(), year))?))
}
