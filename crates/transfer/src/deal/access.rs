//! Access to what is confidential: asked for by a party with who and why, and answered by whose it is.

use base::people::may_change;
use base::record::kinds::{AccessDecision, AccessRequest, DealRole};
use base::record::verb::{Occasion, rewrite, write};
use base::record::{Day, Line, Record, RecordId, SlipReason, Visibility};
use base::rules::{Gate, gate, note_gate, settings};
use base::store::Shelf;
use base::{Refusal, people::Viewer};
use serde_json::json;

use super::advance::code;
use super::case::{Case, Stands, case, may_act};
use super::nda::slip;
use super::wants::nda_holds;
use crate::rulebook::Rulebook;
use crate::trouble::Trouble;

/// A request for access.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// For which organisation; it is a party of the deal.
    pub organisation: Option<RecordId>,
    /// Who will see it.
    pub person: Option<RecordId>,
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
}

/// Asks for access on behalf of a party.
///
/// # Errors
/// The viewer is neither broker nor party; the organisation is no party; what or why is not said.
pub fn ask_access(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    asked: &Asking,
) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    let member = case.deal.parties.iter().filter_map(|party| party.organisation);
    let member = member.into_iter().any(|party| occasion.viewer.acts_for(party));
    occasion.viewer.writes()?;
    if !member {
        may_act(&occasion.viewer, &case)?;
    }
    let given = asked.organisation.ok_or_else(|| slip("organisation", SlipReason::Missing {}))?;
    // Who gives has what others ask for; its own request would have nobody else to answer it.
    let asks = |party: &&base::record::kinds::DealParty| party.role != Some(DealRole::Provider);
    let known: Vec<RecordId> = case.deal.parties.iter().filter(asks).filter_map(|party| party.organisation).collect();
    if !known.contains(&given) {
        let known = known.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        return Err(slip("organisation", SlipReason::NotAChoice { given: given.to_string(), known }).into());
    }
    let line = |field: &str, text: &str| {
        let text = text.trim().replace('\n', " ");
        if text.is_empty() {
            Err(slip(field, SlipReason::Missing {}))
        } else {
            Ok(Line(text.chars().take(500).collect()))
        }
    };
    let mut deal = case.deal.clone();
    deal.access_requests.push(AccessRequest {
        organisation: asked.organisation,
        person: asked.person,
        what: Some(line("what", &asked.what)?),
        why: Some(line("why", &asked.why)?),
        asked: Some(Day(occasion.now.date().to_string())),
        decision: Some(AccessDecision::Asked),
        decided: None,
    });
    Ok(rewrite(shelf, occasion, &case.record, version, &deal, "deal.ask-access")?)
}

/// Answers a request, by its place from 0: grants it, refuses it, or takes it back. What is granted opens the deal's
/// achievements to the organisation that asked; taken back, they are closed to it again.
///
/// # Errors
/// The viewer does not own what is asked for; the request was answered; no non-disclosure agreement holds; the export
/// rules hold.
pub fn answer_access(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (at, decision): (usize, AccessDecision),
) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    may_answer(&occasion.viewer, &case)?;
    let mut deal = case.deal.clone();
    let request = deal.access_requests.get_mut(at).ok_or(Refusal::NotFound {})?;
    let before = request.decision.unwrap_or(AccessDecision::Asked);
    let starts = matches!(
        (before, decision),
        (AccessDecision::Asked, AccessDecision::Granted | AccessDecision::Refused)
            | (AccessDecision::Granted, AccessDecision::Ended)
    );
    if !starts {
        return Err(Refusal::AccessAnswered { decision: code(AccessDecision::CHOICES, before as usize) }.into());
    }
    request.decision = Some(decision);
    request.decided = Some(Day(occasion.now.date().to_string()));
    let asked_by = request.organisation.ok_or(Refusal::NotFound {})?;
    if decision == AccessDecision::Granted && !nda_holds(&case.deal, occasion.now.date()) {
        return Err(Refusal::StageWants { stage: "access".to_owned(), wants: "nda".to_owned() }.into());
    }
    let still = |deal: &base::record::kinds::Deal| {
        let granted = |one: &AccessRequest| one.decision == Some(AccessDecision::Granted);
        deal.access_requests.iter().any(|one| granted(one) && one.organisation == Some(asked_by))
    };
    match decision {
        AccessDecision::Granted => grant(shelf, rulebook, occasion, &case, asked_by)?,
        AccessDecision::Ended if !still(&deal) => close(shelf, occasion, &case, asked_by)?,
        AccessDecision::Ended | AccessDecision::Refused | AccessDecision::Asked => {}
    }
    Ok(rewrite(shelf, occasion, &case.record, version, &deal, "deal.answer-access")?)
}

/// Passes who leads a providing party, or may change the deal.
fn may_answer(viewer: &Viewer, case: &Case) -> Result<(), Refusal> {
    viewer.writes()?;
    let gives = case.deal.of_role(DealRole::Provider).any(|provider| viewer.manages(provider));
    if gives || viewer.has(base::people::Role::Administrator) { Ok(()) } else { Err(viewer.not_allowed("manager")) }
}

fn grant(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    case: &Case,
    asked_by: RecordId,
) -> Result<(), Trouble> {
    let settings = settings(shelf)?;
    let party = shelf.records(&[asked_by])?;
    let parties: Vec<&Record> = party.iter().collect();
    for achievement in owned(shelf, occasion, case)? {
        let says = gate(&[&achievement], &parties, rulebook.rules, &settings, occasion.now.date());
        note_gate(shelf, occasion, achievement.id, "access", &says)?;
        if let (Gate::Holds { rules }, None) = (&says, &case.deal.control_approval) {
            return Err(Refusal::ControlHolds { rules: rules.join(", ") }.into());
        }
        let open = matches!(achievement.content.visibility(), Visibility::Public | Visibility::Members);
        let mut named = achievement.content.links("named");
        if open || named.contains(&asked_by) {
            continue;
        }
        named.push(asked_by);
        share(shelf, occasion, achievement, &named, "access.grant")?;
    }
    Ok(())
}

fn close(shelf: &mut dyn Shelf, occasion: &Occasion, case: &Case, asked_by: RecordId) -> Result<(), Trouble> {
    for achievement in owned(shelf, occasion, case)? {
        let mut named = achievement.content.links("named");
        let before = named.len();
        named.retain(|one| *one != asked_by);
        if named.len() != before {
            share(shelf, occasion, achievement, &named, "access.end")?;
        }
    }
    Ok(())
}

/// The achievements of a deal that the viewer may open to others.
fn owned(shelf: &mut dyn Shelf, occasion: &Occasion, case: &Case) -> Result<Vec<Record>, Trouble> {
    let mut achievements = shelf.records(&case.deal.achievements)?;
    achievements.retain(|record| may_change(&occasion.viewer, record).is_ok());
    Ok(achievements)
}

fn share(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    before: Record,
    named: &[RecordId],
    verb: &str,
) -> Result<(), Trouble> {
    let mut record = Record { version: before.version + 1, updated: occasion.now, ..before };
    let visibility = if named.is_empty() { "owner" } else { "named" };
    record.content.set("visibility", json!(visibility));
    let named: Vec<String> = named.iter().map(ToString::to_string).collect();
    record.content.set("named", if named.is_empty() { serde_json::Value::Null } else { json!(named) });
    Ok(write(shelf, occasion, &record, verb)?)
}
