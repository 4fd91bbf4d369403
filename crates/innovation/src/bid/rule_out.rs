//! A bid that is out before it is reviewed, with the reason.

use std::collections::BTreeSet;

use base::Trouble;
use base::notice::{Topic, leaders, tell};
use base::record::kinds::{BidStage, CallStage};
use base::record::said::reason;
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId};
use base::store::Shelf;

use super::{at, offered};
use crate::call::{Standing, led, standing};

/// Rules a bid out for its form, or takes it in again with an empty reason.
///
/// # Errors
/// The viewer does not lead the call; it is not under review.
pub fn rule_out(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    why: &str,
) -> Result<Record, Trouble> {
    let offered = offered(shelf, &occasion.viewer, id)?;
    let call = offered.bid.call.ok_or_else(|| at(&offered.bid))?;
    let call = led(shelf, &occasion.viewer, call)?;
    if standing(&call, occasion.now) != Standing::At(CallStage::Review) {
        return Err(crate::call::at(&call).into());
    }
    let mut bid = offered.bid.clone();
    let back = bid.stage == Some(BidStage::Ineligible) && why.trim().is_empty();
    (bid.stage, bid.ineligible_because) =
        if back { (Some(BidStage::InReview), None) } else { (Some(BidStage::Ineligible), Some(reason(why)?)) };
    let record = rewrite(shelf, occasion, &offered.record, version, &bid, "bid.rule-out")?;
    let mut told: BTreeSet<_> = record.author.into_iter().collect();
    if let Some(owner) = record.content.owner() {
        told.extend(leaders(shelf, occasion, owner)?);
    }
    tell(shelf, occasion, &told, Topic::BidDecided, (id, ""))?;
    Ok(record)
}
