//! The terms of a secondment changed before both sides have approved it: whoever approved has to do so again.

use base::Trouble;
use base::record::kinds::{InventionClause, SecondmentStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Decimal, Record, RecordId};
use base::store::Shelf;

use super::decide::told;
use super::{at, flaws, sided, waits};

/// What may be changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revision {
    /// From when.
    pub begins: Option<Day>,
    /// Until when.
    pub ends: Option<Day>,
    /// How much of full time, in per cent.
    pub time_percent: Option<Decimal>,
    /// What home bears, in per cent.
    pub home_cost_percent: Option<Decimal>,
    /// What the host bears, in per cent.
    pub host_cost_percent: Option<Decimal>,
    /// Whose the inventions are.
    pub inventions: Option<InventionClause>,
}

/// Changes the terms.
///
/// # Errors
/// The viewer leads neither side; both have approved it, or one refused; what it would say is not sound.
pub fn revise(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    revision: &Revision,
) -> Result<Record, Trouble> {
    let (mut lent, _) = sided(shelf, &occasion.viewer, id)?;
    let stage = lent.body.stage.unwrap_or(SecondmentStage::Proposed);
    if !waits(stage) {
        return Err(at(stage).into());
    }
    let body = &mut lent.body;
    body.stage = Some(SecondmentStage::Proposed);
    body.begins.clone_from(&revision.begins);
    body.ends.clone_from(&revision.ends);
    body.time_percent.clone_from(&revision.time_percent);
    body.home_cost_percent.clone_from(&revision.home_cost_percent);
    body.host_cost_percent.clone_from(&revision.host_cost_percent);
    body.inventions = revision.inventions.or(body.inventions);
    if let Some(flaw) = flaws(shelf, occasion, &lent)?.into_iter().next() {
        return Err(flaw.into());
    }
    let record = rewrite(shelf, occasion, &lent.record, version, &lent.body, "secondment.revise")?;
    told(shelf, occasion, &record, &lent.body)?;
    Ok(record)
}
