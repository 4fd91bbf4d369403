//! The sealed bids opened, all at once, after the deadline.

use base::notice::{Topic, leaders, tell};
use base::record::kinds::{BidStage, CallStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Moment, Record, RecordId, State};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::{Standing, at, bids_of, led, standing};

/// Opens the bids of a call. From then on those who lead it see them; without any bid the call can only be ended.
///
/// # Errors
/// The viewer does not lead it; the deadline is not over; they were opened before.
pub fn open_bids(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let posted = led(shelf, &occasion.viewer, id)?;
    match standing(&posted, occasion.now) {
        Standing::Closed { .. } => {}
        Standing::Questions { .. } | Standing::Bids { .. } => {
            let until = posted.call.bids_until.as_ref().map_or_else(String::new, |moment| moment.0.clone());
            return Err(Refusal::BidsSealed { until }.into());
        }
        Standing::Draft | Standing::At(_) => return Err(at(&posted).into()),
    }
    let mut call = posted.call.clone();
    (call.stage, call.opened) = (Some(CallStage::Review), Some(Moment::of(occasion.now)));
    let record = rewrite(shelf, occasion, &posted.record, version, &call, "call.open")?;
    for (before, mut bid) in bids_of(shelf, id)? {
        if before.state != State::Published || bid.stage != Some(BidStage::Submitted) {
            continue;
        }
        bid.stage = Some(BidStage::InReview);
        (bid.opened, bid.opened_by) = (call.opened.clone(), record.content.owner());
        rewrite(shelf, occasion, &before, None, &bid, "bid.open")?;
        let mut told = before
            .content
            .owner()
            .map_or(Ok(std::collections::BTreeSet::new()), |owner| leaders(shelf, occasion, owner))?;
        told.extend(before.author);
        tell(shelf, occasion, &told, Topic::BidOpened, (before.id, ""))?;
    }
    Ok(record)
}
