//! Over all deals: what is still expected, and the annual report on conversion.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use base::record::kinds::TransferForm;
use measure::Money;
use serde_json::{Value, json};
use transfer::money::{Conversion, conversions, outstanding};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{reference, whole};
use super::told::{self, Reached};
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
    let (waiting, reached) = call.transfer(|shelf, _| {
        let waiting = outstanding(shelf, call.viewer(), today)?;
        let receipts = waiting.iter().filter_map(|(_, one)| one.receipt);
        let reached = Reached::of(shelf, call.viewer(), receipts)?;
        Ok((waiting, reached))
    })?;
    let items = waiting.iter().map(|(case, one)| {
        let content = &case.record.content;
        let title = json!({ "zh": content.text("title_zh"), "en": content.text("title_en") });
        json!({ "deal": case.record.id.to_string(), "title": title, "receivable": told::receivable(one, &reached) })
    });
    let late = waiting.iter().filter(|(_, one)| one.is_late()).count();
    Ok(Answer::ok(json!({ "late": late, "items": items.collect::<Vec<_>>() })))
}

fn report(call: &Call) -> Result<Answer, Failure> {
    let this = call.occasion.now.date().year();
    let year = call.given.whole("year").and_then(|year| i16::try_from(year).ok()).unwrap_or(this);
    let report = call.transfer(|shelf, _| conversions(shelf, call.viewer(), year))?;
    let items: Vec<Value> = report.iter().map(|(form, line)| row(*form, line)).collect();
    Ok(Answer::ok(json!({ "year": year, "items": items })))
}

fn row(form: TransferForm, line: &Conversion) -> Value {
    let sums = |sums: &BTreeMap<&'static str, Money>| sums.values().map(ToString::to_string).collect::<Vec<_>>();
    json!({
        "form": form,
        "signed": line.signed,
        "value": sums(&line.value),
        "received": sums(&line.received),
        "awarded": sums(&line.awarded),
        "people": line.people,
    })
}
