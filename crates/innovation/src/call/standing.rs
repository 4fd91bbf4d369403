//! Where a call stands at an instant: what its stage says, and what the clock says.

use base::record::kinds::CallStage;
use base::record::{Moment, State};
use measure::Timestamp;

use super::{Posted, stage};

/// Where a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is not out, or was taken back.
    Draft,
    /// Questions and bids are taken.
    Questions {
        /// Until when questions are.
        until: Timestamp,
    },
    /// Bids are taken; without a deadline where none is said.
    Bids {
        /// Until when.
        until: Option<Timestamp>,
    },
    /// Bids are no longer taken, and still sealed.
    Closed {
        /// Since when.
        since: Timestamp,
    },
    /// What its stage says.
    At(CallStage),
}

impl Standing {
    /// Whether bids are taken.
    pub fn takes_bids(self) -> bool {
        matches!(self, Self::Questions { .. } | Self::Bids { .. })
    }
}

/// Where a call stands. A bid that comes at the very second of the deadline is in time; one that comes later is not.
pub fn standing(posted: &Posted, now: Timestamp) -> Standing {
    if posted.record.state != State::Published {
        return Standing::Draft;
    }
    let instant = |moment: &Option<Moment>| moment.as_ref().and_then(Moment::instant);
    match stage(&posted.call) {
        CallStage::Announced | CallStage::Questions | CallStage::Bids => {
            let (questions, bids) = (instant(&posted.call.questions_until), instant(&posted.call.bids_until));
            match (questions, bids) {
                (_, Some(until)) if until < now => Standing::Closed { since: until },
                (Some(until), _) if now <= until => Standing::Questions { until },
                (_, until) => Standing::Bids { until },
            }
        }
        other @ (CallStage::Review
        | CallStage::Publicity
        | CallStage::Award
        | CallStage::Contract
        | CallStage::Milestones
        | CallStage::Acceptance
        | CallStage::Completed
        | CallStage::NoAward
        | CallStage::Cancelled) => Standing::At(other),
    }
}
