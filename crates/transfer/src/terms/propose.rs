//! Terms put on the table: another version, which every side has to accept anew.

use base::Refusal;
use base::record::kinds::{AgreedRule, Beneficiary, Deal, DealStage, PricingMode, Term};
use base::record::verb::{Occasion, rewrite};
use base::record::{Line, Prose, Record, RecordId, Whole};
use base::store::Shelf;
use measure::Budget;
use sharing::waterfall::{Rule, Versions};

use super::check::check;
use crate::deal::{case, may_act};
use crate::trouble::Trouble;

/// What is proposed; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    /// The terms on money.
    pub terms: Option<Vec<Term>>,
    /// The rule by which income is shared, as a text of TOML.
    pub rule: Option<String>,
    /// Who stands behind the names in the rule.
    pub beneficiaries: Option<Vec<Beneficiary>>,
    /// How the price is found.
    pub pricing_mode: Option<PricingMode>,
    /// What the contract is worth.
    pub value: Option<Budget>,
    /// The clause that departs from a default floor.
    pub departure_clause: Option<String>,
}

/// Puts terms on the table. What differs from before is a new version, and what was accepted before no longer counts;
/// earlier versions stay in the record's history.
///
/// # Errors
/// The viewer is neither broker nor party; the contract is signed; the rule of sharing is refused, or does not go on
/// from its earlier versions; a name in the rule has nobody behind it.
pub fn propose(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    proposal: &Proposal,
) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &case)?;
    if case.deal.stage.is_some_and(|stage| stage as usize >= DealStage::Contract as usize) {
        return Err(Refusal::TermsSigned {}.into());
    }
    let deal = proposed(&case.deal, proposal)?;
    if deal == case.deal {
        return Ok(case.record);
    }
    Ok(rewrite(shelf, occasion, &case.record, version, &deal, "deal.propose")?)
}

fn proposed(before: &Deal, proposal: &Proposal) -> Result<Deal, Trouble> {
    let mut deal = before.clone();
    if let Some(terms) = &proposal.terms {
        deal.terms = coded(terms.clone());
        check(&deal.terms)?;
    }
    if let Some(beneficiaries) = &proposal.beneficiaries {
        deal.beneficiaries.clone_from(beneficiaries);
    }
    deal.pricing_mode = proposal.pricing_mode.or(deal.pricing_mode);
    deal.value = proposal.value.or(deal.value);
    if let Some(clause) = &proposal.departure_clause {
        let clause = clause.trim();
        deal.departure_clause = (!clause.is_empty()).then(|| Line(clause.to_owned()));
    }
    let next = before.terms_version.map_or(1, |version| version.0 + 1);
    if let Some(text) = &proposal.rule {
        deal.sharing_rules = with_rule(&deal.sharing_rules, text, next)?;
    }
    nobody_is_missing(&deal)?;
    if deal != *before {
        deal.terms_version = Some(Whole(next));
        deal.acceptances.clear();
    }
    Ok(deal)
}

/// The rules of a deal with another text: of the same version of the rule it takes the place, else it comes after.
fn with_rule(before: &[AgreedRule], text: &str, terms_version: i64) -> Result<Vec<AgreedRule>, Trouble> {
    let mut rules = before.to_vec();
    if text.trim().is_empty() {
        return Ok(rules);
    }
    let rule = Rule::from_toml(text)?;
    let same = |one: &AgreedRule| read(one).is_ok_and(|other| other.version == rule.version);
    rules.retain(|one| !same(one));
    let text = text.replace("\r\n", "\n");
    rules.push(AgreedRule { text: Some(Prose(text.trim().to_owned())), version: Some(Whole(terms_version)) });
    let read: Result<Vec<Rule>, Trouble> = rules.iter().map(read).collect();
    Versions::new(read?)?;
    Ok(rules)
}

fn read(agreed: &AgreedRule) -> Result<Rule, Trouble> {
    let text = agreed.text.as_ref().map_or("", |text| text.0.as_str());
    Ok(Rule::from_toml(text)?)
}

/// The versions of a deal's rule of sharing, in order; none where nothing was agreed.
///
/// # Errors
/// A rule that does not read, as one that was brought in by a table may not.
pub fn agreed_rules(deal: &Deal) -> Result<Option<(Versions, Vec<Rule>)>, Trouble> {
    if deal.sharing_rules.is_empty() {
        return Ok(None);
    }
    let rules: Vec<Rule> = deal.sharing_rules.iter().map(read).collect::<Result<_, _>>()?;
    Ok(Some((Versions::new(rules.clone())?, rules)))
}

/// Every term with a code of its own; receipts and reports name it.
fn coded(mut terms: Vec<Term>) -> Vec<Term> {
    let mut next = 1;
    for at in 0..terms.len() {
        if terms[at].code.is_some() {
            continue;
        }
        let free = |code: &str| !terms.iter().any(|term| term.code.as_ref().is_some_and(|other| other.0 == code));
        while !free(&format!("T{next}")) {
            next += 1;
        }
        terms[at].code = Some(Line(format!("T{next}")));
    }
    terms
}

/// Refuses a rule that names somebody behind whom nobody stands.
fn nobody_is_missing(deal: &Deal) -> Result<(), Trouble> {
    let Some((_, rules)) = agreed_rules(deal)? else { return Ok(()) };
    for person in rules.iter().flat_map(|rule| &rule.parties).flat_map(persons) {
        let known = deal.beneficiaries.iter().any(|one| one.name.as_ref().is_some_and(|name| name.0 == person));
        if !known {
            return Err(Refusal::NobodyBehind { name: person }.into());
        }
    }
    Ok(())
}

/// The names of a party that are paid: its members, or itself.
fn persons(party: &sharing::waterfall::Party) -> Vec<String> {
    if party.members.is_empty() {
        vec![party.id.to_string()]
    } else {
        party.members.iter().map(|member| member.id.to_string()).collect()
    }
}
