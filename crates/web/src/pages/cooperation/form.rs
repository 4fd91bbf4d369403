//! What the forms of the room say, read by the fields of the records they write.

use base::Refusal;
use base::record::verb::{Occasion, Within};
use base::record::{Body, Given, Kind, SlipReason, read};
use base::store::Shelf;
use serde_json::{Map, Value};

use super::super::frame::Labels;
use crate::language::Key;
use crate::shell::Form;

/// What the forms of this room call their fields.
pub(super) const LABELS: Labels = Labels { own, kinds: &[Kind::Agreement, Kind::Cooperation] };

/// The label of a field that only the forms of this room have.
fn own(name: &str) -> Option<Key> {
    Some(match name {
        "subject" => Key("committee-subject"),
        "until" => Key("committee-until"),
        "about" => Key("committee-about"),
        "plan_year" => Key("committee-plan-year"),
        "day" => Key("committee-met"),
        "minutes" => Key("committee-minutes"),
        "code" => Key("plan-code"),
        "item" => Key("plan-item"),
        "year" => Key("plan-year"),
        "target" => Key("plan-target"),
        "unit" => Key("plan-unit"),
        "due" => Key("plan-due"),
        "responsible" => Key("plan-responsible"),
        "base" => Key("plan-base"),
        "result" => Key("plan-result"),
        "evidence" => Key("plan-evidence"),
        _ => return None,
    })
}

/// The fields of a row that a form gives, read as the record would read them.
///
/// # Errors
/// Every slip, by field.
pub(super) fn row<T: Body>(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    form: &Form,
    names: &[&str],
) -> Result<T, base::Trouble> {
    let mut within = Within::new(shelf, occasion);
    let (mut values, mut slips) = (Map::new(), Vec::new());
    for field in T::FIELDS.iter().filter(|field| names.contains(&field.name)) {
        match read(field, &Given::Text(form.text(field.name).to_owned()), &mut within) {
            Ok(Value::Null) => {}
            Ok(value) => drop(values.insert(field.name.to_owned(), value)),
            Err(found) => slips.extend(found),
        }
    }
    within.end()?;
    if !slips.is_empty() {
        return Err(Refusal::Slips(slips).into());
    }
    let wrong =
        |error: serde_json::Error| Refusal::Slips(vec![SlipReason::WrongType { wanted: error.to_string() }.at("")]);
    Ok(serde_json::from_value(Value::Object(values)).map_err(wrong)?)
}
