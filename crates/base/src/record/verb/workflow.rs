//! Records that a workflow writes: a typed body in a record's content, a new record, and for whom it is.

use serde_json::{Value, json};

use super::{Occasion, write};
use crate::record::{Body, Content, Kind, Record, RecordId, State};
use crate::refusal::{Refusal, Trouble};
use crate::store::{Fault, Shelf};

/// Puts a body into content, field by field; what it does not say is emptied.
///
/// # Errors
/// The body cannot be told as JSON.
pub fn put_body<T: Body>(content: &mut Content, body: &T) -> Result<(), Fault> {
    let told = serde_json::to_value(body).map_err(|error| Fault::Refused(error.to_string()))?;
    for field in T::FIELDS {
        content.set(field.name, told.get(field.name).cloned().unwrap_or(Value::Null));
    }
    Ok(())
}

/// A new record, published at once.
pub fn begun(occasion: &Occasion, kind: Kind, content: Content) -> Record {
    Record {
        id: RecordId::fresh(),
        kind,
        version: 1,
        state: State::Published,
        content,
        author: occasion.viewer.account(),
        managers: Vec::new(),
        created: occasion.now,
        updated: occasion.now,
    }
}

/// Makes a record for these organisations; for its owner alone where there are none.
pub fn for_named(content: &mut Content, organisations: impl Iterator<Item = RecordId>) {
    let mut named: Vec<String> = organisations.map(|id| id.to_string()).collect();
    named.sort();
    named.dedup();
    content.set("visibility", json!(if named.is_empty() { "owner" } else { "named" }));
    content.set("named", if named.is_empty() { Value::Null } else { json!(named) });
}

/// Writes a record of a workflow with another body; whoever calls has asked whether it may be.
///
/// # Errors
/// The record is not at the version meant.
pub fn rewrite<T: Body>(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    before: &Record,
    version: Option<u32>,
    body: &T,
    verb: &str,
) -> Result<Record, Trouble> {
    if let Some(given) = version.filter(|given| *given != before.version) {
        return Err(Refusal::Stale { given: given.to_string(), current: before.version.to_string() }.into());
    }
    let mut record = Record { version: before.version + 1, updated: occasion.now, ..before.clone() };
    put_body(&mut record.content, body)?;
    write(shelf, occasion, &record, verb)?;
    Ok(record)
}
