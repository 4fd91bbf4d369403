//! 揭榜: a bid, sealed until the deadline of its call.

mod eligible;
mod note_amendment;
mod retract;
mod rule_out;
mod sides;
mod submit;

pub use note_amendment::note_amendment;
pub use retract::retract;
pub use rule_out::rule_out;
pub use sides::{Side, side};
pub use submit::submit;

use base::people::{Viewer, may_change};
use base::record::kinds::{Bid, BidStage};
use base::record::verb::show;
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

/// A bid as it stands.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Its record.
    pub record: Record,
    /// What the record says of it.
    pub bid: Bid,
}

/// A bid that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn offered(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Offered, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Bid {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(Offered { bid: record.content.body(), record })
}

/// A bid of the viewer's own side.
pub(crate) fn own(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Offered, Trouble> {
    let offered = offered(shelf, viewer, id)?;
    may_change(viewer, &offered.record)?;
    Ok(offered)
}

/// The refusal of something that a bid's stage does not allow.
pub(crate) fn at(bid: &Bid) -> Refusal {
    Refusal::BidAt { stage: bid.stage.unwrap_or(BidStage::Preparing).choice().code.to_owned() }
}
