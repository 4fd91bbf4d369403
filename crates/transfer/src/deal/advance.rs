//! A deal moved to another stage, forward where nothing is missing, or back.

use base::Refusal;
use base::record::kinds::{BackWish, Deal, DealRole, DealStage, DealStatus};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Record, RecordId};
use base::rules::{Gate, gate, note_gate, settings};
use base::store::Shelf;

use super::case::{Case, Side, Stands, case, may_act};
use super::wants::{Facts, Want, wants};
use crate::money::{receivables_of, unshared};
use crate::publicity::{Asked, asked_of_price};
use crate::rulebook::Rulebook;
use crate::trouble::Trouble;

/// What lies ahead of a deal.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// The stages ahead, in order, each with what is missing before it.
    pub stages: Vec<(DealStage, Vec<Want>)>,
    /// What the export rules say today.
    pub gate: Gate,
    /// How the publicity of the price stands.
    pub publicity: Asked,
}

/// What a deal lacks before each stage that lies ahead of it, in order; and what the export rules say today.
///
/// # Errors
/// The store's.
pub fn checked(shelf: &mut dyn Shelf, rulebook: Rulebook, occasion: &Occasion, case: &Case) -> Result<Ahead, Trouble> {
    let facts = facts(shelf, rulebook, occasion, case)?;
    let here = case.deal.stage();
    let ahead = ALL.into_iter().filter(|stage| *stage as usize > here as usize);
    let stages = ahead.map(|stage| (stage, wants(&case.deal, stage, &facts))).collect();
    Ok(Ahead { stages, gate: facts.gate, publicity: facts.publicity })
}

const ALL: [DealStage; 9] = [
    DealStage::Contact,
    DealStage::Nda,
    DealStage::Evaluation,
    DealStage::Negotiation,
    DealStage::Approval,
    DealStage::Publicity,
    DealStage::Contract,
    DealStage::Performance,
    DealStage::Closing,
];

/// Moves a deal to a stage. Stages may be left out where what they are for is there; going back asks for nothing, but
/// what is agreed then has to be accepted anew once the terms change. What is signed goes back when each of its sides has
/// said so: until then their wishes are noted, and a side takes its own back by naming the stage where the deal stands.
///
/// # Errors
/// The viewer is neither broker nor party; the deal is halted; [`Refusal::StageWants`] names what is missing;
/// [`Refusal::SidesGoBack`] where somebody who is no side would go back from what is signed.
pub fn advance(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    to: DealStage,
) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    let side = may_act(&occasion.viewer, &case)?;
    if !matches!(case.deal.status(), DealStatus::Active | DealStatus::Waiting) {
        return Err(Refusal::DealHalted { status: code(DealStatus::CHOICES, case.deal.status() as usize) }.into());
    }
    let forward = to as usize > case.deal.stage() as usize;
    if forward {
        let facts = facts(shelf, rulebook, occasion, &case)?;
        if to as usize >= DealStage::Contract as usize {
            note_gate(shelf, occasion, id, "contract", &facts.gate)?;
        }
        let missing = wants(&case.deal, to, &facts);
        if !missing.is_empty() {
            let codes: Vec<&str> = missing.iter().map(|want| want.code()).collect();
            let stage = code(DealStage::CHOICES, to as usize);
            return Err(Refusal::StageWants { stage, wants: codes.join("; ") }.into());
        }
    }
    let is_signed = |stage: DealStage| stage as usize >= DealStage::Performance as usize;
    let undoes = is_signed(case.deal.stage()) && (!is_signed(to) || to == case.deal.stage());
    let mut deal = case.deal.clone();
    if undoes && !all_wish_back(&mut deal, occasion, side, to)? {
        return Ok(rewrite(shelf, occasion, &case.record, version, &deal, "deal.wish-back")?);
    }
    deal.stage = Some(to);
    deal.back_wishes.clear();
    if side == Side::Broker && deal.status() == DealStatus::Waiting {
        deal.status = Some(DealStatus::Active);
    }
    let verb = if forward { "deal.advance" } else { "deal.back" };
    Ok(rewrite(shelf, occasion, &case.record, version, &deal, verb)?)
}

/// Notes the wish of those for whom somebody speaks; whether every side has said the same by now.
///
/// # Errors
/// Somebody who speaks for no side; the broker does for one that is no organisation of the base.
fn all_wish_back(deal: &mut Deal, occasion: &Occasion, side: Side, to: DealStage) -> Result<bool, Refusal> {
    let all: Vec<Option<RecordId>> = {
        let sides = deal.parties.iter().filter(|party| party.role != Some(DealRole::Agent));
        sides.map(|party| party.organisation).collect()
    };
    let speaks = |one: &Option<RecordId>| match (one, side) {
        (Some(organisation), _) => occasion.viewer.manages(*organisation),
        (None, Side::Broker) => true,
        (None, Side::Party(_)) => false,
    };
    let mine: Vec<Option<RecordId>> = all.iter().copied().filter(speaks).collect();
    if mine.is_empty() {
        return Err(Refusal::SidesGoBack {});
    }
    deal.back_wishes.retain(|wish| !mine.contains(&wish.organisation));
    if to == deal.stage() {
        return Ok(false);
    }
    let day = Some(Day(occasion.now.date().to_string()));
    deal.back_wishes.extend(mine.iter().map(|organisation| BackWish {
        organisation: *organisation,
        stage: Some(to),
        day: day.clone(),
    }));
    let wishes = |one: &Option<RecordId>| {
        deal.back_wishes.iter().any(|wish| wish.organisation == *one && wish.stage == Some(to))
    };
    Ok(all.iter().all(wishes))
}

pub(super) fn code(choices: &'static [base::record::Choice], at: usize) -> String {
    choices.get(at).map_or("", |choice| choice.code).to_owned()
}

fn facts(shelf: &mut dyn Shelf, rulebook: Rulebook, occasion: &Occasion, case: &Case) -> Result<Facts, Trouble> {
    let today = occasion.now.date();
    let gate = gate_of(shelf, rulebook, occasion, case)?;
    let publicity = asked_of_price(shelf, rulebook, occasion, case)?;
    let late = receivables_of(shelf, case, today)?.iter().any(|one| one.is_open_on(today));
    let unshared = !unshared(shelf, case.record.id)?.is_empty();
    Ok(Facts { today, gate, publicity, late, unshared })
}

/// What the export rules say of a deal today: what changes hands in it, and whose it becomes.
pub(super) fn gate_of(
    shelf: &mut dyn Shelf,
    rulebook: Rulebook,
    occasion: &Occasion,
    case: &Case,
) -> Result<Gate, Trouble> {
    let settings = settings(shelf)?;
    let parties: Vec<RecordId> = case.deal.parties.iter().filter_map(|party| party.organisation).collect();
    let parties = shelf.records(&parties)?;
    let achievements = shelf.records(&case.deal.achievements)?;
    let things: Vec<&Record> = std::iter::once(&case.record).chain(&achievements).collect();
    let parties: Vec<&Record> = parties.iter().collect();
    Ok(gate(&things, &parties, rulebook.rules, &settings, occasion.now.date()))
}
