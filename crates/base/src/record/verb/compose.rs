//! From fields as they were given to the content of a record.

use serde_json::Value;

use super::Within;
use crate::people::{Role, Viewer};
use crate::record::given::{Given, Lookup, read};
use crate::record::kinds::{Bid, Call, Person};
use crate::record::plan_item::without_unit;
use crate::record::{Content, Field, Kind, Record, RecordId, Shape, Slip, SlipReason, State};

/// The field of every kind that names an item of an annual plan.
const PLAN_ITEM: &str = "plan_item";

/// Reads fields into content that may stand already; a field that is not given stays as it is.
///
/// # Errors
/// Every slip, by field.
pub fn compose(
    kind: Kind,
    before: &Content,
    given: &[(String, Given)],
    within: &mut Within,
) -> Result<Content, Vec<Slip>> {
    let (content, slips) = partly(kind, before, given, within);
    if slips.is_empty() { Ok(content) } else { Err(slips) }
}

/// What can be read of the fields given, and every slip in the rest.
pub(super) fn partly(
    kind: Kind,
    before: &Content,
    given: &[(String, Given)],
    within: &mut Within,
) -> (Content, Vec<Slip>) {
    let (mut content, mut slips) = (before.clone(), Vec::new());
    for (name, value) in given {
        let Some(field) = kind.field(name) else {
            let known = kind.fields().map(|field| field.name).collect::<Vec<_>>().join(", ");
            slips.push(SlipReason::NoSuchField { known }.at(name));
            continue;
        };
        match read(field, value, within) {
            Ok(Value::String(code)) if name == PLAN_ITEM && before.text(PLAN_ITEM) != code => {
                match within.plan_item(&code) {
                    Ok(code) => content.set(name, Value::String(code)),
                    Err(reason) => slips.push(reason.at(name)),
                }
            }
            Ok(value) => content.set(name, with_unseen(field, before.get(name), value, within)),
            Err(found) => slips.extend(found),
        }
    }
    // The struct of the kind has the last word; what it does not read would be lost to its workflow.
    if slips.is_empty()
        && let Err(error) = kind.reads(&Value::Object(content.0.clone()))
    {
        slips.push(SlipReason::WrongType { wanted: error.to_string() }.at(""));
    }
    (content, slips)
}

/// The slips found in reading, and what stands against the rest of the content, so that all is mended at once.
pub(super) fn and_faults(mut slips: Vec<Slip>, kind: Kind, content: &Content, state: &State) -> Vec<Slip> {
    let title = |field: &str| field.starts_with("title");
    let said = |fault: &Slip, slips: &[Slip]| {
        let about = |slip: &Slip| slip.field.split('.').next() == Some(fault.field.as_str());
        slips.iter().any(|slip| about(slip) || title(&slip.field) && title(&fault.field))
    };
    for fault in faults(kind, content, state) {
        if !said(&fault, &slips) {
            slips.push(fault);
        }
    }
    slips
}

/// Links to records that the writer cannot see stay: who does not know of them cannot mean to take them out.
fn with_unseen(field: &Field, before: &Value, now: Value, within: &mut Within) -> Value {
    let unseen = |value: &&Value, within: &mut Within| {
        let id = value.as_str().and_then(|id| id.parse::<RecordId>().ok());
        id.is_some_and(|id| !within.exists(field.targets, id))
    };
    match (field.shape, before, now) {
        (Shape::Link, Value::String(_), Value::Null) if unseen(&before, within) => before.clone(),
        (Shape::Links, Value::Array(links), now) => {
            let hidden: Vec<Value> = links.iter().filter(|link| unseen(link, within)).cloned().collect();
            match now {
                now if hidden.is_empty() => now,
                Value::Array(mut links) => {
                    links.extend(hidden);
                    Value::Array(links)
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
                    Value::Array(hidden)
                }
            }
        }
        (_, _, now) => now,
    }
}

/// The fields that only a workflow writes, and that would differ from what stands. A mere draft stands for nothing yet, and
/// an administrator may bring in new records of what was done elsewhere.
pub(super) fn by_workflow(viewer: &Viewer, kind: Kind, before: Option<&Record>, content: &Content) -> Vec<Slip> {
    if before.is_none() && viewer.has(Role::Administrator) {
        return Vec::new();
    }
    let stands = before.is_some_and(Record::stands);
    let is_bid =
        stands && before.is_some_and(|record| record.kind == Kind::Bid && !record.content.is_empty("submitted"));
    let kept = |field: &&Field| !field.hand.is_open(stands) || is_bid && Bid::HANDED_IN.contains(&field.name);
    let differs = |field: &&Field| {
        let empty = before.is_none_or(|record| record.content.is_empty(field.name));
        let was = before.map_or(&Value::Null, |record| record.content.get(field.name));
        was != content.get(field.name) && !(empty && content.is_empty(field.name))
    };
    let is_frozen = |field: &Field| kind == Kind::Call && Call::CHARTER.contains(&field.name);
    let reason = |field: &Field| if is_frozen(field) { SlipReason::Frozen {} } else { SlipReason::ByWorkflow {} };
    kind.fields().filter(kept).filter(differs).map(|field| reason(field).at(field.name)).collect()
}

/// What stands against content in a state.
pub(super) fn faults(kind: Kind, content: &Content, state: &State) -> Vec<Slip> {
    let mut slips = Vec::new();
    if content.title(true).is_empty() {
        slips.push(SlipReason::NoTitle {}.at("title_zh"));
    }
    if *state == State::Published {
        let empty = kind.fields().filter(|field| field.required && content.get(field.name).is_null());
        slips.extend(empty.map(|field| SlipReason::Missing {}.at(field.name)));
    }
    if content.text("visibility") == "named" && content.links("named").is_empty() {
        slips.push(SlipReason::NamesNobody {}.at("named"));
    }
    if kind == Kind::Agreement {
        slips.extend(without_unit(content));
    }
    if kind == Kind::Person {
        let refused = content.body::<Person>().refused(content.visibility());
        slips.extend(refused.into_iter().map(|field| SlipReason::NoConsent {}.at(field)));
    }
    for (from, until) in [("since", "until"), ("starts", "ends"), ("begins", "ends"), ("opens", "closes")] {
        let (from, until) = (content.text(from), (until, content.text(until)));
        if !from.is_empty() && !until.1.is_empty() && until.1 < from {
            slips.push(SlipReason::EndsBeforeItBegins {}.at(until.0));
        }
    }
    slips
}
