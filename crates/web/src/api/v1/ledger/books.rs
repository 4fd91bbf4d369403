//! The books as a whole: closed, verified, written for another program.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use base::accounting::{Format, close_books, export, may_read, reopen_books, verify};
use base::people::Role;
use ledger::read_date;
use serde_json::json;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{one_of, reference};
use super::told;
use crate::shell::{Who, disposition};

const TEXT: &str = "text/plain; charset=utf-8";

pub(super) fn add(table: &mut Table) {
    table.add(of_close(), close);
    table.add(of_reopen(), reopened);
    table.add(of_verify(), verified);
    table.add(of_export(), exported);
}

fn of_close() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The last day that is closed.", reference("LedgerClosed"));
    document(Method::Post, "/ledger/closed", "close_ledger", "Close the books until the end of a day", gives)
        .under("ledger")
        .who(Who::Role(Role::Finance))
        .note("Nothing is posted on or before it any more.")
        .takes_a("LedgerClosed")
        .refuses(["day-to-come", "ledger-period-goes-back"])
}

fn of_reopen() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The last day that stays closed.", reference("LedgerClosed"));
    document(Method::Post, "/ledger/reopened", "reopen_ledger", "Open the books again from a day on", gives)
        .under("ledger")
        .who(Who::Role(Role::Administrator))
        .note("For what was closed at a wrong day. The reason is noted in the journal.")
        .takes_a("LedgerReopening")
        .refuses(["reason-needed", "ledger-period-open", "ledger-date-out-of-range"])
}

fn of_verify() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "What was looked at, and what is wrong.", reference("LedgerChecked"));
    let summary = "Whether every entry is what was posted, and accounts stand where their postings lead";
    document(Method::Get, "/ledger/verify", "verify_ledger", summary, gives)
        .under("ledger")
        .who(Who::Signed)
        .patient()
        .note("For finance, administrators and auditors.")
        .refuses(["not-allowed"])
}

fn of_export() -> Documentation {
    let gives = Gives::File("The whole ledger as plain-text accounting.", &[TEXT]);
    document(Method::Get, "/ledger/export", "export_ledger", "The ledger for another program", gives)
        .under("ledger")
        .who(Who::Signed)
        .patient()
        .note("For finance, administrators and auditors.")
        .with([query("format", "For which program.", one_of(["hledger", "beancount"])).needed()])
        .refuses(["not-allowed"])
}

fn close(call: &Call) -> Result<Answer, Failure> {
    let until = read_date(call.body["until"].as_str().unwrap_or_default())?;
    call.posting(move |shelf, occasion| {
        let until = close_books(shelf, occasion, until)?;
        Ok(Answer::ok(json!({ "until": until.to_string() })))
    })
}

fn reopened(call: &Call) -> Result<Answer, Failure> {
    let from = read_date(call.body["from"].as_str().unwrap_or_default())?;
    let reason = call.body["reason"].as_str().unwrap_or_default().to_owned();
    call.posting(move |shelf, occasion| {
        let until = reopen_books(shelf, occasion, from, &reason)?;
        Ok(Answer::ok(json!({ "until": until.to_string() })))
    })
}

fn verified(call: &Call) -> Result<Answer, Failure> {
    may_read(call.viewer())?;
    let checked = call.accounting(|shelf| Ok(verify(shelf)?))?;
    Ok(Answer::ok(told::checked(&checked)))
}

fn exported(call: &Call) -> Result<Answer, Failure> {
    let format = if call.given.text("format") == Some("beancount") { Format::Beancount } else { Format::Hledger };
    let text = call.accounting(|shelf| export(shelf, call.viewer(), format))?;
    let name = disposition(&format!("ledger.{}", format.ending()));
    Ok(Answer::File(([(CONTENT_TYPE, TEXT.to_owned()), (CONTENT_DISPOSITION, name)], text).into_response()))
}
