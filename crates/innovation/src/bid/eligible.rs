//! Whether a side may bid: its kind before the law, alone or together, and how near it stands to who pays.

use std::collections::BTreeSet;

use base::record::kinds::{Conflict, Organisation};
use base::record::verb::Occasion;
use base::record::{Kind, RecordId};
use base::rules::PartyType;
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::{Offered, side};
use crate::call::Posted;
use crate::review::{grounds, ties_to};

/// Passes a side that the charter admits, and that has no tie to who pays.
///
/// # Errors
/// A consortium where none is admitted; an organisation of a kind that is not admitted, or of which none is known; an
/// organisation or a person of the side belongs to who pays on this day, or is controlled by it or controls it.
pub(super) fn is_eligible(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    offered: &Offered,
    call: &Posted,
) -> Result<(), Trouble> {
    let owner = offered.record.content.owner();
    let partners: Vec<RecordId> = offered
        .bid
        .partners
        .iter()
        .filter_map(|partner| partner.organisation)
        .filter(|id| Some(*id) != owner)
        .collect();
    let unnamed = offered.bid.partners.iter().any(|partner| partner.organisation.is_none());
    if call.call.consortium != Some(true) && (unnamed || !partners.is_empty()) {
        return Err(Refusal::NoConsortium {}.into());
    }
    let admitted = &call.call.eligible_types;
    if !admitted.is_empty() {
        let mut sides: Vec<RecordId> = owner.into_iter().collect();
        sides.extend(partners);
        let records = shelf.records(&sides)?;
        let types = records.iter().map(|record| (record.content.title(true), party_type(record)));
        let known = types.chain(
            offered
                .bid
                .partners
                .iter()
                .filter(|partner| partner.organisation.is_none())
                .map(|partner| (partner.name.as_ref().map_or("", |name| name.0.as_str()), None)),
        );
        for (who, party) in known {
            if party.is_none_or(|party| !admitted.contains(&party)) {
                let words = party.map(|party| party.choice().label);
                return Err(Refusal::NotEligible {
                    who: who.to_owned(),
                    party_type: words.map_or("—", |label| label.en).to_owned(),
                    party_type_zh: words.map_or("—", |label| label.zh).to_owned(),
                }
                .into());
            }
        }
    }
    let conflicts = near_to_who_pays(shelf, occasion, offered, call)?;
    if conflicts.is_empty() {
        return Ok(());
    }
    let [grounds_zh, grounds] = grounds(&conflicts);
    Err(Refusal::BidderConflicted { grounds, grounds_zh }.into())
}

fn party_type(record: &base::record::Record) -> Option<PartyType> {
    record.content.body::<Organisation>().party_type
}

/// What ties a side to the organisations that pay.
fn near_to_who_pays(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    offered: &Offered,
    call: &Posted,
) -> Result<Vec<Conflict>, Trouble> {
    let mut payers: BTreeSet<RecordId> = call.record.content.owner().into_iter().collect();
    let sponsors = shelf.records(&call.call.sponsors)?;
    payers.extend(sponsors.iter().filter(|record| record.kind == Kind::Organisation).map(|record| record.id));
    let side = side(shelf, &offered.record, &offered.bid)?;
    Ok(ties_to(shelf, occasion.now.date(), &side, &payers)?)
}
