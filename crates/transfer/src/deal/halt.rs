//! A deal that waits, rests, goes on, or is over.

use base::Refusal;
use base::record::kinds::{DealStage, DealStatus, DeclineReason};
use base::record::verb::{Occasion, rewrite};
use base::record::{Prose, Record, RecordId};
use base::store::Shelf;

use super::advance::code;
use super::case::{Stands, case, may_act};
use crate::trouble::Trouble;

/// What becomes of a deal's movement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Halt {
    /// It waits for the other side.
    Wait,
    /// It rests.
    Pause,
    /// It goes on.
    Resume,
    /// It comes to nothing; the reasons go back to the authors of what it was about.
    Decline {
        /// Why; at least one.
        reasons: Vec<DeclineReason>,
        /// What else is to be said.
        note: String,
    },
    /// A signed contract ends before its time.
    Terminate {
        /// Why.
        note: String,
    },
    /// All is done.
    Complete,
}

/// Changes whether a deal moves.
///
/// # Errors
/// The viewer is neither broker nor party; it does not start from how the deal stands; no reason is given.
pub fn halt(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    halt: &Halt,
) -> Result<Record, Trouble> {
    let case = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &case)?;
    let mut deal = case.deal.clone();
    let status = after(deal.status(), deal.stage(), halt)
        .ok_or_else(|| Refusal::DealHalted { status: code(DealStatus::CHOICES, deal.status() as usize) })?;
    match halt {
        Halt::Decline { reasons, .. } if reasons.is_empty() => return Err(Refusal::ReasonNeeded {}.into()),
        Halt::Terminate { note } if note.trim().is_empty() => return Err(Refusal::ReasonNeeded {}.into()),
        Halt::Decline { reasons, note } => {
            deal.decline_reasons.clone_from(reasons);
            deal.decline_note = said(note);
        }
        Halt::Terminate { note } => deal.decline_note = said(note),
        Halt::Wait | Halt::Pause | Halt::Resume | Halt::Complete => {}
    }
    deal.status = Some(status);
    let verb = match halt {
        Halt::Wait => "deal.wait",
        Halt::Pause => "deal.pause",
        Halt::Resume => "deal.resume",
        Halt::Decline { .. } => "deal.decline",
        Halt::Terminate { .. } => "deal.terminate",
        Halt::Complete => "deal.complete",
    };
    Ok(rewrite(shelf, occasion, &case.record, version, &deal, verb)?)
}

fn said(note: &str) -> Option<Prose> {
    let note = note.trim();
    (!note.is_empty()).then(|| Prose(note.to_owned()))
}

/// The status after; `None` where it does not start here. What was declined or has expired may be taken up again, what
/// was completed or terminated may not.
fn after(status: DealStatus, stage: DealStage, halt: &Halt) -> Option<DealStatus> {
    let moves = matches!(status, DealStatus::Active | DealStatus::Waiting);
    let rests = matches!(status, DealStatus::Paused | DealStatus::Declined | DealStatus::Expired);
    let signed = stage as usize >= DealStage::Performance as usize;
    match halt {
        Halt::Wait if moves => Some(DealStatus::Waiting),
        Halt::Pause if moves => Some(DealStatus::Paused),
        Halt::Resume if rests || status == DealStatus::Waiting => Some(DealStatus::Active),
        Halt::Decline { .. } if !signed && (moves || status == DealStatus::Paused) => Some(DealStatus::Declined),
        Halt::Terminate { .. } if signed && (moves || status == DealStatus::Paused) => Some(DealStatus::Terminated),
        Halt::Complete if stage == DealStage::Closing && moves => Some(DealStatus::Completed),
        Halt::Wait | Halt::Pause | Halt::Resume | Halt::Decline { .. } | Halt::Terminate { .. } | Halt::Complete => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_halt_starts_where_it_may() {
        let decline = || Halt::Decline { reasons: vec![DeclineReason::TooLate], note: String::new() };
        let terminate = || Halt::Terminate { note: "x".to_owned() };
        let table = [
            (DealStatus::Active, DealStage::Contact, Halt::Wait, Some(DealStatus::Waiting)),
            (DealStatus::Waiting, DealStage::Contact, Halt::Resume, Some(DealStatus::Active)),
            (DealStatus::Active, DealStage::Contact, Halt::Resume, None),
            (DealStatus::Paused, DealStage::Approval, Halt::Resume, Some(DealStatus::Active)),
            (DealStatus::Declined, DealStage::Approval, Halt::Resume, Some(DealStatus::Active)),
            (DealStatus::Completed, DealStage::Closing, Halt::Resume, None),
            (DealStatus::Terminated, DealStage::Performance, Halt::Resume, None),
            (DealStatus::Active, DealStage::Negotiation, decline(), Some(DealStatus::Declined)),
            (DealStatus::Active, DealStage::Performance, decline(), None),
            (DealStatus::Active, DealStage::Negotiation, terminate(), None),
            (DealStatus::Active, DealStage::Performance, terminate(), Some(DealStatus::Terminated)),
            (DealStatus::Active, DealStage::Performance, Halt::Complete, None),
            (DealStatus::Active, DealStage::Closing, Halt::Complete, Some(DealStatus::Completed)),
        ];
        for (status, stage, halt, expected) in table {
            assert_eq!(after(status, stage, &halt), expected, "{status:?} {stage:?} {halt:?}");
        }
    }
}
