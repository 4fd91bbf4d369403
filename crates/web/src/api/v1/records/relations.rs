//! What a record names, and what names it.

use axum::http::StatusCode;
use base::Trouble;
use base::record::verb::Within;
use base::store::Titled;
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::{at_address, note_readings, seen};
use crate::shell::Who;

/// Records given that name one.
const MOST: usize = 100;

pub(super) fn add(table: &mut Table) {
    table.add(documentation(), handle);
}

fn documentation() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Both directions.", reference("Relations"));
    document(Method::Get, "/{kind}/{id}/relations", "show_relations", "What a record names, and what names it", gives)
        .under("records")
        .who(Who::PerRecord)
}

fn handle(call: &Call) -> Result<Answer, Failure> {
    let record = call.reading(|shelf| at_address(call, shelf))?;
    note_readings(call, std::slice::from_ref(&record))?;
    let body = call.reading(|shelf| {
        let mut named_by = shelf.naming(record.id, &call.viewer().reach(), MOST + 1)?;
        let more = named_by.len() > MOST;
        named_by.truncate(MOST);
        let mut within = Within::new(shelf, &call.occasion);
        within.learn(&seen::links(record.kind, &record.content));
        let mut names = Vec::new();
        for field in record.kind.fields() {
            for id in seen::links_of(field, record.content.get(field.name)) {
                names.extend(within.title(id).map(|titled| told(field.name, titled)));
            }
        }
        within.end()?;
        let named_by: Vec<Value> = named_by.iter().map(|(field, titled)| told(field, titled)).collect();
        Ok::<_, Trouble>(json!({ "names": names, "named_by": named_by, "more": more }))
    })?;
    Ok(Answer::ok(body))
}

fn told(field: &str, titled: &Titled) -> Value {
    json!({
        "field": field,
        "id": titled.id.to_string(),
        "kind": titled.kind.code(),
        "title": { "zh": titled.zh, "en": titled.en },
    })
}
