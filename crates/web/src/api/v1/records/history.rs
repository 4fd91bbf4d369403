//! The versions of a record, and what each changed.

use axum::http::StatusCode;
use base::Trouble;
use base::record::verb::{self, History, Within};
use base::record::{Kind, RecordId};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::{at_address, note_readings, seen};
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The versions, newest first.", reference("History"));
    document(Method::Get, "/{kind}/{id}/history", "show_history", "The versions of a record", gives)
        .under("records")
        .who(Who::PerRecord)
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let record = call.reading(|shelf| at_address(call, shelf))?;
    note_readings(call, std::slice::from_ref(&record))?;
    let items = call.reading(|shelf| {
        let history = verb::history(shelf, call.viewer(), record.id)?;
        let contents = history.iter().filter_map(|one| one.version.content.as_ref());
        let linked: Vec<RecordId> = contents.flat_map(|content| seen::links(record.kind, content)).collect();
        let mut within = Within::new(shelf, &call.occasion);
        within.learn(&linked);
        let signed_in = call.viewer().account().is_some();
        let items: Vec<Value> = history.iter().map(|one| told(record.kind, one, signed_in, &mut within)).collect();
        within.end()?;
        Ok::<_, Trouble>(items)
    })?;
    Ok(Answer::ok(json!({ "items": items })))
}

fn told(kind: Kind, history: &History, signed_in: bool, within: &mut Within) -> Value {
    let (version, mut changes) = (&history.version, Vec::new());
    for change in &history.changes {
        let before = seen::value(change.field, &change.before, within);
        let after = seen::value(change.field, &change.after, within);
        // What differs only in what the caller may not know does not differ.
        if before != after {
            changes.push(json!({ "field": change.field.name, "before": before, "after": after }));
        }
    }
    let content = version.content.as_ref().map_or(Value::Null, |content| seen::content(kind, content, within));
    let mut told = json!({
        "version": version.version,
        "at": version.at.to_string(),
        "verb": version.verb,
        "state": version.state.code(),
        "content": content,
        "changes": changes,
    });
    if let (Some(by), true) = (version.by, signed_in) {
        told["by"] = json!(by.to_string());
    }
    told
}
