//! Records that a workflow writes: a typed body in a record's content, a new record, and for whom it is.

use base::record::verb::Occasion;
use base::record::{Body, Content, Kind, Record, RecordId, State};
use base::store::Fault;
use serde_json::{Value, json};

/// Puts a body into content, field by field; what it does not say is emptied.
pub(crate) fn put_body<T: Body>(content: &mut Content, body: &T) -> Result<(), Fault> {
    let told = serde_json::to_value(body).map_err(|error| Fault::Refused(error.to_string()))?;
    for field in T::FIELDS {
        content.set(field.name, told.get(field.name).cloned().unwrap_or(Value::Null));
    }
    Ok(())
}

/// A new record, published at once.
pub(crate) fn begun(occasion: &Occasion, kind: Kind, content: Content) -> Record {
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
pub(crate) fn for_named(content: &mut Content, organisations: impl Iterator<Item = RecordId>) {
    let mut named: Vec<String> = organisations.map(|id| id.to_string()).collect();
    named.sort();
    named.dedup();
    content.set("visibility", json!(if named.is_empty() { "owner" } else { "named" }));
    content.set("named", if named.is_empty() { Value::Null } else { json!(named) });
}
