//! Records as JSON, with what the caller may not know left out.

use base::Trouble;
use base::people::Viewer;
use base::record::verb::{Occasion, Within};
use base::record::{Content, Field, Kind, Record, RecordId, Shape, State};
use base::store::Shelf;
use serde_json::{Map, Value, json};

use super::super::super::answer::Answer;

/// Records as they are told; what they link to is asked for at once.
pub(in super::super) fn told(
    records: &[Record],
    occasion: &Occasion,
    shelf: &mut dyn Shelf,
) -> Result<Vec<Value>, Trouble> {
    let linked: Vec<RecordId> = records.iter().flat_map(|record| links(record.kind, &record.content)).collect();
    let mut within = Within::new(shelf, occasion);
    within.learn(&linked);
    let told = records.iter().map(|record| one(record, &occasion.viewer, &mut within)).collect();
    within.end()?;
    Ok(told)
}

/// A record as it is told, with its version in the head of the answer.
pub(in super::super) fn answer(record: &Record, occasion: &Occasion, shelf: &mut dyn Shelf) -> Result<Answer, Trouble> {
    let told = told(std::slice::from_ref(record), occasion, shelf)?.pop().unwrap_or_default();
    Ok(Answer::ok(told).tagged(record.version))
}

fn one(record: &Record, viewer: &Viewer, within: &mut Within) -> Value {
    let mut told = json!({
        "id": record.id.to_string(),
        "kind": record.kind.code(),
        "version": record.version,
        "state": record.state.code(),
        "content": content(record.kind, &record.content, within),
        "created": record.created.to_string(),
        "updated": record.updated.to_string(),
    });
    if let State::Withdrawn { reason } = &record.state {
        told["reason"] = json!(reason);
    }
    if let (Some(author), Some(_)) = (record.author, viewer.account()) {
        told["author"] = json!(author.to_string());
    }
    told
}

/// The records that content links to.
pub(super) fn links(kind: Kind, content: &Content) -> Vec<RecordId> {
    kind.fields().flat_map(|field| links_of(field, content.get(field.name))).collect()
}

/// The records that a value links to.
pub(in super::super) fn links_of(field: &Field, value: &Value) -> Vec<RecordId> {
    match (field.shape, value) {
        (Shape::Link, Value::String(id)) => id.parse().into_iter().collect(),
        (Shape::Links, Value::Array(ids)) => ids.iter().filter_map(|id| id.as_str()?.parse().ok()).collect(),
        (Shape::Rows(columns), Value::Array(rows)) => {
            let cells = rows.iter().flat_map(|row| columns.iter().map(move |column| (column, &row[column.name])));
            cells.flat_map(|(column, value)| links_of(column, value)).collect()
        }
        (_, _) => Vec::new(),
    }
}

/// What a record says, without links to records that the caller cannot reach.
pub(super) fn content(kind: Kind, content: &Content, within: &mut Within) -> Value {
    let mut seen = Map::new();
    for field in kind.fields() {
        let value = value(field, content.get(field.name), within);
        if !value.is_null() {
            seen.insert(field.name.to_owned(), value);
        }
    }
    Value::Object(seen)
}

/// A value without links to records that the caller cannot reach; `Null` where nothing is left.
pub(in super::super) fn value(field: &Field, kept: &Value, within: &mut Within) -> Value {
    let mut reached = |id: &Value| {
        let id = id.as_str().and_then(|id| id.parse::<RecordId>().ok());
        id.is_some_and(|id| within.title(id).is_some())
    };
    match (field.shape, kept) {
        (Shape::Link, Value::String(_)) => {
            if reached(kept) {
                kept.clone()
            } else {
                Value::Null
            }
        }
        (Shape::Links, Value::Array(ids)) => {
            let ids: Vec<Value> = ids.iter().filter(|id| reached(id)).cloned().collect();
            if ids.is_empty() { Value::Null } else { Value::Array(ids) }
        }
        (Shape::Rows(columns), Value::Array(rows)) => {
            Value::Array(rows.iter().map(|row| cells(columns, row, within)).collect())
        }
        (_, kept) => kept.clone(),
    }
}

fn cells(columns: &[Field], row: &Value, within: &mut Within) -> Value {
    let mut seen = Map::new();
    for column in columns {
        let value = value(column, &row[column.name], within);
        if !value.is_null() {
            seen.insert(column.name.to_owned(), value);
        }
    }
    Value::Object(seen)
}
