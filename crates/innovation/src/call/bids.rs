//! The bids of a call, as far as the viewer may see them.

use base::people::{Reach, Viewer};
use base::record::kinds::{Bid, BidStage};
use base::record::{Audience, Kind, Record, RecordId, State};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};

/// Most bids of a call that are looked at.
const MOST: usize = 1_000;

/// The bids of a call that the viewer may see, in the order in which they were handed in.
///
/// # Errors
/// The store's.
pub fn bids(shelf: &mut dyn Shelf, viewer: &Viewer, call: RecordId) -> Result<Vec<(Record, Bid)>, Fault> {
    let mut bids = bids_of(shelf, call)?;
    bids.retain(|(record, _)| Audience::of(record).admits(viewer));
    Ok(bids)
}

/// Every bid that was handed in for a call or is being written, in the order in which they were handed in; for rules, not
/// for eyes.
///
/// # Errors
/// The store's.
pub fn bids_of(shelf: &mut dyn Shelf, call: RecordId) -> Result<Vec<(Record, Bid)>, Fault> {
    let marks = vec![Mark { field: "call".to_owned(), value: call.to_string() }];
    let filter = Filter { kinds: vec![Kind::Bid], marks, ..Filter::default() };
    let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after: None, limit: MOST };
    let found = shelf.find(&query)?.records.into_iter();
    let mut bids: Vec<(Record, Bid)> = found.map(|record| (record.clone(), record.content.body())).collect();
    bids.sort_by_key(|(record, bid)| (bid.submitted.as_ref().map(|moment| moment.0.clone()), record.id));
    Ok(bids)
}

/// The bids of a call that its panel knows of: what was never handed in stays sealed, and tells by neither its number nor
/// a tie that there is one.
pub(crate) fn opened(shelf: &mut dyn Shelf, call: RecordId) -> Result<Vec<(Record, Bid)>, Fault> {
    let mut bids = bids_of(shelf, call)?;
    bids.retain(|(record, bid)| {
        let stage = bid.stage.unwrap_or(BidStage::Preparing);
        let is_sealed = matches!(stage, BidStage::Preparing | BidStage::Submitted | BidStage::Withdrawn);
        bid.opened.is_some() || record.state == State::Published && !is_sealed
    });
    Ok(bids)
}

/// Whether a bid takes part in the review: it was opened, and neither taken back nor found not eligible.
pub(crate) fn takes_part((record, bid): &(Record, Bid)) -> bool {
    let stage = bid.stage.unwrap_or(BidStage::Preparing);
    let out = matches!(stage, BidStage::Preparing | BidStage::Ineligible | BidStage::Withdrawn);
    record.state == State::Published && !out
}
