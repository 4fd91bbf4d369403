//! What programs and forms say of a deal, read as the fields of records are: names become links, 万元 becomes money.

use base::Refusal;
use base::record::verb::{Occasion, Within};
use base::record::{Given, Kind, read};
use base::store::{Fault, Shelf};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::trouble::Trouble;

/// What is given for a field of a kind; `None` where nothing is, or where the kind has no such field.
///
/// # Errors
/// Every slip in it; the store's.
pub fn read_field<T: DeserializeOwned>(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    (kind, name): (Kind, &str),
    given: &Given,
) -> Result<Option<T>, Trouble> {
    let Some(field) = kind.field(name) else { return Ok(None) };
    let mut within = Within::new(shelf, occasion);
    let value = read(field, given, &mut within);
    within.end()?;
    let value: Value = value.map_err(Refusal::Slips)?;
    let read = serde_json::from_value::<Option<T>>(value);
    Ok(read.map_err(|error| Fault::Refused(error.to_string()))?)
}
