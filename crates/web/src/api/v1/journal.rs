//! The journal, for auditors and administrators.

use axum::http::StatusCode;
use base::journal::{Sealed, seen_before};
use base::people::Role;
use base::store::{JournalFilter, Shelf};
use base::{Refusal, Trouble};
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure, Json};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::query;
use super::super::schema::{line, reference, text, uuid, whole};
use super::records::address;
use crate::shell::Who;

const LIMIT: i64 = 50;
const MOST: i64 = 500;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), list);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "A part of the journal, newest first.", reference("Journal"));
    document(Method::Get, "/journal", "list_journal", "What was done", gives)
        .under("journal")
        .who(Who::Role(Role::Auditor))
        .with([
            query("verb", "Only this verb, or those that begin with it: `record`.", line(1, 100)),
            query("object", "Only to this: `need:` and its id.", line(1, 200)),
            query("by", "Only by this account.", uuid()),
            query("limit", "At most so many; 50 where nothing is said.", whole(1, MOST)),
            query("cursor", "Where to go on: `next` of the part before.", text()),
        ])
        .refuses(["bad-cursor"])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let given = &call.given;
    let limit = usize::try_from(given.whole("limit").unwrap_or(LIMIT)).unwrap_or_default();
    let before = given.text("cursor").map(|cursor| cursor.parse::<i64>().map_err(|_| Refusal::BadCursor {}));
    let before = before.transpose()?.map_or(Ok(i64::MAX.unsigned_abs()), u64::try_from);
    let before = before.map_err(|_| Refusal::BadCursor {})?;
    let filter = JournalFilter {
        verb: given.text("verb").map(str::to_owned),
        object: given.text("object").map(str::to_owned),
        by: given.text("by").and_then(|by| by.parse().ok()),
    };
    let seen = |shelf: &mut dyn Shelf| Ok::<_, Trouble>(seen_before(shelf, call.viewer(), before, &filter, limit)?);
    let (entries, next) = call.reading(seen)?;
    let cursor = next.map(|number| number.to_string());
    let items: Vec<Value> = entries.iter().map(told).collect();
    let body = json!({ "items": items, "next": cursor });
    Ok(Answer::Json(Json { next: cursor.map(|cursor| address(call, &cursor)), body, ..Json::default() }))
}

fn told(entry: &Sealed) -> Value {
    let payload = entry.payload.as_ref().and_then(|(_, text)| serde_json::from_str::<Value>(text).ok());
    json!({
        "number": entry.number,
        "at": entry.at.to_string(),
        "by": entry.by.map(|by| by.to_string()),
        "verb": entry.verb,
        "object": entry.object,
        "version": entry.version,
        "payload": payload.unwrap_or(Value::Null),
        "erased": entry.payload.is_none(),
        "digest": hexadecimal(&entry.digest),
        "hash": hexadecimal(&entry.hash),
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
