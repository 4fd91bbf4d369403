//! A side that agrees to the terms as they stand.

use base::Refusal;
use base::people::Viewer;
use base::record::kinds::{Acceptance, DealStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Line, Record, RecordId, Whole};
use base::store::Shelf;

use crate::deal::{Case, case};
use crate::trouble::Trouble;

/// Accepts a version of the terms for every party that the viewer leads.
///
/// # Errors
/// The viewer leads none of the parties; there are no terms; another version is on the table; the contract is signed.
pub fn accept(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    terms: i64,
) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    let sides = led(&occasion.viewer, &case)?;
    if case.deal.terms.is_empty() {
        return Err(Refusal::StageWants { stage: "acceptance".to_owned(), wants: "terms".to_owned() }.into());
    }
    if case.deal.stage.is_some_and(|stage| stage as usize >= DealStage::Contract as usize) {
        return Err(Refusal::TermsSigned {}.into());
    }
    let current = case.deal.terms_version.map_or(1, |version| version.0);
    if terms != current {
        return Err(Refusal::TermsMoved { given: terms.to_string(), current: current.to_string() }.into());
    }
    let mut deal = case.deal.clone();
    deal.terms_version = Some(Whole(current));
    for side in sides {
        deal.acceptances.retain(|one| one.organisation != Some(side));
        deal.acceptances.push(Acceptance {
            organisation: Some(side),
            version: Some(Whole(current)),
            person: occasion.viewer.member().map(|member| Line(member.name.clone())),
            day: Some(Day(occasion.now.date().to_string())),
        });
    }
    Ok(rewrite(shelf, occasion, &case.record, version, &deal, "deal.accept")?)
}

/// The parties that a viewer leads; an administrator speaks for none.
fn led(viewer: &Viewer, case: &Case) -> Result<Vec<RecordId>, Refusal> {
    viewer.writes()?;
    let parties = case.deal.parties.iter().filter_map(|party| party.organisation);
    let led: Vec<RecordId> = parties.filter(|party| viewer.manages(*party)).collect();
    if led.is_empty() { Err(Refusal::NotParty {}) } else { Ok(led) }
}
