//! What the contract says beside its money: type, numbers, days, scope.

use base::Refusal;
use base::record::kinds::DealStage;
use base::record::verb::{Occasion, Within, compose, write};
use base::record::{Given, Kind, Record, RecordId};
use base::store::Shelf;
use serde_json::{Value, json};

use super::case::{Stands, case, may_act};
use super::nda::slip;
use crate::trouble::Trouble;

/// The fields of a deal that its broker and its parties fill in as they go.
pub const CONTRACT_FIELDS: [&str; 16] = [
    "pricing_mode",
    "appraised_value",
    "contract_type",
    "contract_number",
    "registration_number",
    "value",
    "technology_value",
    "signed",
    "begins",
    "ends",
    "exclusivity",
    "territory",
    "field_of_use",
    "control_approval",
    "next_step",
    "next_due",
];

/// Those of them that are terms: what was accepted holds for them, too.
const TERMS: [&str; 9] = [
    "pricing_mode",
    "appraised_value",
    "value",
    "technology_value",
    "begins",
    "ends",
    "exclusivity",
    "territory",
    "field_of_use",
];

/// Those of the terms that may be filled in once after they were accepted: the days follow from the signature, the value
/// of the technology from the registration.
const LATER: [&str; 3] = ["technology_value", "begins", "ends"];

/// Fills in fields of the contract; what is not given stays. A term that is changed is another version of the terms, and
/// what was accepted before no longer counts.
///
/// # Errors
/// The viewer is neither broker nor party; every slip in the fields; a field that is not of the contract; a term is
/// changed that is signed; somebody else has changed the deal.
pub fn note_contract(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    given: &[(String, Given)],
) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &case)?;
    let before = case.record;
    if let Some(given) = version.filter(|given| *given != before.version) {
        return Err(Refusal::Stale { given: given.to_string(), current: before.version.to_string() }.into());
    }
    let known = CONTRACT_FIELDS.join(", ");
    if let Some((name, _)) = given.iter().find(|(name, _)| !CONTRACT_FIELDS.contains(&name.as_str())) {
        return Err(Refusal::Slips(vec![base::record::SlipReason::NoSuchField { known }.at(name)]).into());
    }
    let mut within = Within::new(shelf, occasion);
    let composed = compose(Kind::Deal, &before.content, given, &mut within);
    within.end()?;
    let mut content = composed.map_err(Refusal::Slips)?;
    let day = |name: &str| content.text(name).parse::<jiff::civil::Date>().ok();
    if day("begins").zip(day("ends")).is_some_and(|(begins, ends)| ends < begins) {
        return Err(slip("ends", base::record::SlipReason::EndsBeforeItBegins {}).into());
    }
    if content == before.content {
        return Ok(before);
    }
    let empty = |name: &str| before.content.get(name).is_null();
    let changed = |name: &&str| content.get(name) != before.content.get(name) && !(LATER.contains(name) && empty(name));
    if TERMS.iter().any(changed) {
        if case.deal.stage() as usize >= DealStage::Contract as usize {
            return Err(Refusal::TermsSigned {}.into());
        }
        if !case.deal.acceptances.is_empty() {
            let next = case.deal.terms_version.map_or(2, |version| version.0 + 1);
            content.set("terms_version", json!(next));
            content.set("acceptances", Value::Null);
        }
    }
    let record = Record { version: before.version + 1, content, updated: occasion.now, ..before };
    write(shelf, occasion, &record, "deal.contract")?;
    Ok(record)
}
