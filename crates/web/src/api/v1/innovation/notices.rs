//! What the caller was told of what is theirs.

use axum::http::StatusCode;
use base::notice::{notices, see};
use serde_json::json;

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Gives, Method, Table, document};
use super::super::super::schema::reference;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    let gives = Gives::Json(StatusCode::OK, "The notices, newest first.", reference("Notices"));
    let listed = document(Method::Get, "/notices", "list_notices", "What the caller was told", gives);
    table.add(listed.under("base").who(Who::Signed), list);
    let seen = document(
        Method::Post,
        "/notices/seen",
        "see_notices",
        "Mark notices as seen",
        Gives::Nothing("They are seen."),
    );
    table.add(seen.under("base").who(Who::Signed).takes_a("NoticesSeen"), mark);
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let found = call.reading(|shelf| notices(shelf, &call.occasion))?;
    let items = found.iter().map(|notice| {
        json!({
            "id": notice.id.to_string(),
            "at": notice.at.to_string(),
            "topic": notice.topic.code(),
            "about": notice.about.to_string(),
            "fact": notice.fact,
            "seen": notice.is_seen,
        })
    });
    Ok(Answer::ok(json!({ "items": items.collect::<Vec<_>>() })))
}

fn mark(call: &Call) -> Result<Answer, Failure> {
    let until = call.body["until"].as_str().and_then(|text| measure::Timestamp::parse(text).ok());
    let until = until.unwrap_or(call.occasion.now);
    call.writing(move |shelf, occasion| {
        see(shelf, occasion, until)?;
        Ok(Answer::Done)
    })
}
