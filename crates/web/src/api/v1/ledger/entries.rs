//! Entries: listed, shown, posted, taken back.

use axum::http::StatusCode;
use base::Refusal;
use base::accounting::{entries_of, entry, post, reverse};
use base::people::Role;
use base::store::LedgerFilter;
use ledger::{AccountName, Draft, Reversal};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure, Json};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::{Parameter, part, query};
use super::super::super::schema::{line, reference, text, whole};
use super::super::records::address;
use super::{POSTING, told};
use crate::shell::Who;

/// So many are given where nothing is said.
const LIMIT: i64 = 50;
const MOST: i64 = 200;

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_post(), posted);
    table.add(of_show(), show);
    table.add(of_reverse(), reversed);
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "A part of the entries, the newest first.", reference("LedgerEntries"));
    document(Method::Get, "/ledger/entries", "list_ledger_entries", "What was posted", gives)
        .under("ledger")
        .who(Who::Signed)
        .note("For finance, administrators and auditors.")
        .with([
            query("account", "Only those that touch this account, or one below it.", line(1, 200)),
            query("link", "Only those that are about this: `receipt:` and its id.", line(1, 200)),
            query("limit", "At most so many; 50 where nothing is said.", whole(1, MOST)),
            query("cursor", "Where to go on: `next` of the part before.", text()),
        ])
        .refuses(["not-allowed", "bad-cursor", "ledger-bad-account-name"])
}

fn of_post() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The entry.", reference("LedgerEntry"));
    document(Method::Post, "/ledger/entries", "post_ledger_entry", "Post an entry", gives)
        .under("ledger")
        .who(Who::Role(Role::Finance))
        .note("The same entry with the same `key` is the one that is there, however often it is sent.")
        .takes_a("LedgerDraft")
        .refuses(POSTING)
        .refuses([
            "ledger-not-an-amount",
            "ledger-too-many-decimals",
            "ledger-bad-account-name",
            "ledger-no-postings",
            "ledger-zero-posting",
            "ledger-unbalanced",
            "ledger-unknown-account",
            "ledger-balance-differs",
        ])
}

fn of_show() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The entry.", reference("LedgerEntry"));
    document(Method::Get, "/ledger/entries/{number}", "show_ledger_entry", "One entry", gives)
        .under("ledger")
        .who(Who::Signed)
        .note("For finance, administrators and auditors.")
        .with([of_number()])
        .refuses(["not-allowed", "ledger-unknown-entry"])
}

fn of_reverse() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The entry that takes it back.", reference("LedgerEntry"));
    let path = "/ledger/entries/{number}/reversal";
    document(Method::Post, path, "reverse_ledger_entry", "Take an entry back by its exact negation", gives)
        .under("ledger")
        .who(Who::Role(Role::Finance))
        .with([of_number()])
        .takes_a("LedgerReversal")
        .refuses(POSTING)
        .refuses([
            "ledger-unknown-entry",
            "ledger-already-reversed",
            "ledger-reversal-of-reversal",
            "ledger-reversal-too-early",
        ])
}

fn of_number() -> Parameter {
    part("number", "The number of the entry.", whole(1, i64::MAX))
}

/// The number at the address; what is none is the number of no entry.
fn number(call: &Call) -> u64 {
    call.visit.part("number").parse().unwrap_or_default()
}

fn list(call: &Call) -> Result<Answer, Failure> {
    base::accounting::may_read(call.viewer())?;
    let given = &call.given;
    let limit = usize::try_from(given.whole("limit").unwrap_or(LIMIT)).unwrap_or_default();
    let cursor = given.text("cursor").map(|cursor| cursor.parse::<i64>().map_err(|_| Refusal::BadCursor {}));
    let before = u64::try_from(cursor.transpose()?.unwrap_or(i64::MAX)).map_err(|_| Refusal::BadCursor {})?;
    let account = given.text("account").map(AccountName::parse).transpose()?;
    let filter = LedgerFilter { account, link: given.text("link").map(str::to_owned) };
    let mut entries = call.accounting(|shelf| entries_of(shelf, call.viewer(), &filter, before, limit + 1))?;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let cursor = entries.last().filter(|_| more).map(|(last, _)| last.number().to_string());
    let items: Vec<Value> = entries.iter().map(|(sealed, by)| told::entry(sealed, *by)).collect();
    let body = json!({ "items": items, "next": cursor });
    Ok(Answer::Json(Json { next: cursor.map(|cursor| address(call, &cursor)), body, ..Json::default() }))
}

fn posted(call: &Call) -> Result<Answer, Failure> {
    let (draft, path) = (Draft::read(&call.body)?, call.visit.path.clone());
    call.posting(move |shelf, occasion| {
        let sealed = post(shelf, occasion, &draft)?;
        // The entry that was there under the key may have been taken back since.
        let (sealed, reversed_by) = entry(shelf, &occasion.viewer, sealed.number())?;
        Ok(Answer::created(format!("{path}/{}", sealed.number()), told::entry(&sealed, reversed_by)))
    })
}

fn show(call: &Call) -> Result<Answer, Failure> {
    let (sealed, reversed_by) = call.accounting(|shelf| entry(shelf, call.viewer(), number(call)))?;
    Ok(Answer::ok(told::entry(&sealed, reversed_by)))
}

fn reversed(call: &Call) -> Result<Answer, Failure> {
    let (of, mut body) = (number(call), call.body.clone());
    body["of"] = json!(of);
    if body["date"].is_null() {
        body["date"] = json!(call.occasion.now.date().to_string());
    }
    let reversal = Reversal::read(&body)?;
    call.posting(move |shelf, occasion| {
        let sealed = reverse(shelf, occasion, &reversal)?;
        Ok(Answer::created(format!("/api/v1/ledger/entries/{}", sealed.number()), told::entry(&sealed, None)))
    })
}
