//! The side of a bid says that it has read the amendments.

use base::Trouble;
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId, State, Whole};
use base::store::Shelf;

use super::{at, own};
use crate::call::posted;

/// Notes that the side of a bid knows of every amendment of its call so far.
///
/// # Errors
/// The viewer may not change the bid; it is not handed in.
pub fn note_amendment(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let offered = own(shelf, &occasion.viewer, id)?;
    let call = offered.bid.call.filter(|_| offered.record.state == State::Published);
    let call = posted(shelf, &occasion.viewer, call.ok_or_else(|| at(&offered.bid))?)?;
    let mut bid = offered.bid.clone();
    bid.noted_amendment = Some(Whole(i64::try_from(call.call.amendments.len()).unwrap_or(i64::MAX)));
    rewrite(shelf, occasion, &offered.record, version, &bid, "bid.note")
}
