//! What the bodies of requests to a workflow say, field by field; the schema has let them through.

use base::record::verb::{Occasion, Within};
use base::record::{Body, Given, RecordId, SlipReason, read};
use base::store::Shelf;
use base::{Refusal, Trouble};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::super::call::Call;

/// A text; empty where none is given.
pub(in crate::api) fn text(body: &Value, name: &str) -> String {
    body[name].as_str().unwrap_or_default().to_owned()
}

/// A day that the schema has let through.
pub(in crate::api) fn day(body: &Value, name: &str) -> Option<Date> {
    body[name].as_str().and_then(|text| text.parse().ok())
}

/// A day that must be there.
pub(in crate::api) fn needed(body: &Value, name: &str) -> Result<Date, Refusal> {
    day(body, name).ok_or_else(|| slip(name, SlipReason::Missing {}))
}

/// The answer of a list by its code.
pub(in crate::api) fn answer<T: DeserializeOwned>(body: &Value, name: &str) -> Option<T> {
    serde_json::from_value(body[name].clone()).ok()
}

/// The answer of a list that must be there.
pub(in crate::api) fn chosen<T: DeserializeOwned>(body: &Value, name: &str) -> Result<T, Refusal> {
    answer(body, name).ok_or_else(|| slip(name, SlipReason::Missing {}))
}

/// The answers of a list by their codes.
pub(in crate::api) fn answers<T: DeserializeOwned>(body: &Value, name: &str) -> Vec<T> {
    serde_json::from_value(body[name].clone()).unwrap_or_default()
}

/// The id of a record.
pub(in crate::api) fn record(body: &Value, name: &str) -> Option<RecordId> {
    body[name].as_str().and_then(|text| text.parse().ok())
}

/// A place in a list, as the address counts it from 1.
pub(in crate::api) fn place(call: &Call) -> Result<usize, Refusal> {
    let counted: Option<usize> = call.visit.part("number").parse().ok();
    counted.and_then(|number| number.checked_sub(1)).ok_or(Refusal::NotFound {})
}

/// Fields of a body, or of a row of a record, read as the record reads them.
///
/// # Errors
/// Every slip, by field.
pub(in crate::api) fn fields<T: Body>(shelf: &mut dyn Shelf, occasion: &Occasion, given: &Value) -> Result<T, Trouble> {
    let mut within = Within::new(shelf, occasion);
    let (mut values, mut slips) = (Map::new(), Vec::new());
    for field in T::FIELDS.iter().filter(|field| !given[field.name].is_null()) {
        match read(field, &Given::Json(given[field.name].clone()), &mut within) {
            Ok(Value::Null) => {}
            Ok(value) => drop(values.insert(field.name.to_owned(), value)),
            Err(found) => slips.extend(found),
        }
    }
    within.end()?;
    if !slips.is_empty() {
        return Err(Refusal::Slips(slips).into());
    }
    let wrong = |error: serde_json::Error| slip("", SlipReason::WrongType { wanted: error.to_string() });
    Ok(serde_json::from_value(Value::Object(values)).map_err(wrong)?)
}

pub(in crate::api) fn slip(field: &str, reason: SlipReason) -> Refusal {
    Refusal::Slips(vec![reason.at(field)])
}
