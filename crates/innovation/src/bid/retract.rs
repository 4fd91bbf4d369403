//! A bid taken back before the deadline, to be changed and handed in again, or not.

use base::Trouble;
use base::record::kinds::BidStage;
use base::record::verb::{Occasion, put_body, write};
use base::record::{Record, RecordId, State};
use base::store::Shelf;

use super::submit::takes_bids;
use super::{at, own};
use crate::call::posted;

/// Takes a bid back; it is a draft again.
///
/// # Errors
/// The viewer may not change it; it is not handed in; the deadline is over.
pub fn retract(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let offered = own(shelf, &occasion.viewer, id)?;
    if offered.record.state != State::Published || offered.bid.stage != Some(BidStage::Submitted) {
        return Err(at(&offered.bid).into());
    }
    if let Some(given) = version.filter(|given| *given != offered.record.version) {
        let (given, current) = (given.to_string(), offered.record.version.to_string());
        return Err(base::Refusal::Stale { given, current }.into());
    }
    let call = offered.bid.call.ok_or_else(|| at(&offered.bid))?;
    takes_bids(&posted(shelf, &occasion.viewer, call)?, occasion.now)?;
    let mut bid = offered.bid.clone();
    (bid.stage, bid.submitted, bid.noted_amendment) = (None, None, None);
    let mut record = Record { version: offered.record.version + 1, updated: occasion.now, ..offered.record };
    record.state = State::Draft;
    put_body(&mut record.content, &bid)?;
    write(shelf, occasion, &record, "bid.retract")?;
    Ok(record)
}
