//! A call that ends without an award.

use std::collections::BTreeSet;

use base::Trouble;
use base::notice::{Topic, leaders, tell};
use base::record::kinds::{BidStage, CallStage};
use base::record::said::reason;
use base::record::verb::{Occasion, rewrite};
use base::record::{Moment, Record, RecordId, State};
use base::store::Shelf;

use super::{Standing, at, bids_of, led, standing};

/// How a call ends without an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// 流榜: nobody bid, or no bid will do.
    NoAward,
    /// 撤榜: it is taken back.
    Cancelled,
}

/// Ends a call without an award. Bids that were still sealed go back to their authors unread.
///
/// # Errors
/// The viewer does not lead it; it is awarded or ended, or still takes bids and is to end for want of one; no reason is
/// given.
pub fn end(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (ending, why): (Ending, &str),
) -> Result<Record, Trouble> {
    let posted = led(shelf, &occasion.viewer, id)?;
    let why = reason(why)?;
    let may = match (standing(&posted, occasion.now), ending) {
        (Standing::Closed { .. } | Standing::At(CallStage::Review), _)
        | (
            Standing::Questions { .. } | Standing::Bids { .. } | Standing::At(CallStage::Publicity),
            Ending::Cancelled,
        ) => true,
        (Standing::Draft | Standing::Questions { .. } | Standing::Bids { .. } | Standing::At(_), _) => false,
    };
    if !may {
        return Err(at(&posted).into());
    }
    let mut call = posted.call.clone();
    call.stage = Some(match ending {
        Ending::NoAward => CallStage::NoAward,
        Ending::Cancelled => CallStage::Cancelled,
    });
    (call.ended_because, call.awarded) = (Some(why), Vec::new());
    let record = rewrite(shelf, occasion, &posted.record, version, &call, "call.end")?;
    for (before, mut bid) in bids_of(shelf, id)? {
        if before.state != State::Published {
            continue;
        }
        let was_sealed = bid.stage == Some(BidStage::Submitted);
        bid.stage = Some(if was_sealed { BidStage::Withdrawn } else { BidStage::NotAwarded });
        if !was_sealed && bid.opened.is_none() {
            bid.opened = Some(Moment::of(occasion.now));
        }
        rewrite(shelf, occasion, &before, None, &bid, "bid.decide")?;
        let mut told: BTreeSet<_> = before.author.into_iter().collect();
        if let Some(owner) = before.content.owner() {
            told.extend(leaders(shelf, occasion, owner)?);
        }
        tell(shelf, occasion, &told, Topic::BidDecided, (before.id, ""))?;
    }
    Ok(record)
}
