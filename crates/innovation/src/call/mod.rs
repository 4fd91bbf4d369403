//! 榜单: an open call on its way, from its charter to its acceptance.

mod accept;
mod amend;
mod ask;
mod award;
mod bids;
mod contract;
mod end;
mod open_bids;
mod propose;
mod standing;
mod timeline;

pub use accept::accept;
pub use amend::{Amending, amend, clauses};
pub use ask::{answer, ask};
pub use award::{award, reconsider};
pub(crate) use bids::opened;
pub use bids::{bids, bids_of};
pub use contract::contract;
pub use end::{Ending, end};
pub use open_bids::open_bids;
pub(crate) use propose::LEAST_REVIEWS;
pub use propose::{Proposing, propose};
pub use standing::{Standing, standing};
pub use timeline::{Mark, MarkState, Step, timeline};

use base::people::{Viewer, may_change};
use base::record::kinds::{Call, CallStage};
use base::record::verb::show;
use base::record::{Kind, Record, RecordId, State};
use base::store::Shelf;
use base::{Refusal, Trouble};

/// An open call as it stands.
#[derive(Clone, Debug)]
pub struct Posted {
    /// Its record.
    pub record: Record,
    /// What the record says of it.
    pub call: Call,
}

/// A call that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them.
pub fn posted(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Posted, Trouble> {
    let record = show(shelf, viewer, id)?;
    if record.kind != Kind::Call {
        return Err(Refusal::NotFound {}.into());
    }
    Ok(Posted { call: record.content.body(), record })
}

/// Whether a viewer leads a call: may change it, as its author, its managers and who leads its organisation do.
pub fn leads(viewer: &Viewer, posted: &Posted) -> bool {
    may_change(viewer, &posted.record).is_ok()
}

/// A call that is out and that the viewer leads.
pub(crate) fn led(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Posted, Trouble> {
    let posted = posted(shelf, viewer, id)?;
    may_change(viewer, &posted.record)?;
    out(&posted)?;
    Ok(posted)
}

/// Passes a call that is out.
pub(crate) fn out(posted: &Posted) -> Result<(), Refusal> {
    match posted.record.state {
        State::Published => Ok(()),
        State::Draft | State::Withdrawn { .. } | State::Deleted => {
            Err(Refusal::CallAt { stage: posted.record.state.code().to_owned() })
        }
    }
}

/// The refusal of something that a call's stage does not allow.
pub(crate) fn at(posted: &Posted) -> Refusal {
    Refusal::CallAt { stage: stage(&posted.call).choice().code.to_owned() }
}

/// Where a call stands; announced where it does not say.
pub(crate) fn stage(call: &Call) -> CallStage {
    call.stage.unwrap_or(CallStage::Announced)
}
