//! A motion taken back before it is decided.

use base::record::kinds::MotionState;
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::case::{Case, case, open_motion, today};
use super::close::may_close;

/// Takes a motion back; its votes are kept.
///
/// # Errors
/// The viewer neither put it nor presides; it is not open.
pub fn take_back(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    code: &str,
) -> Result<Record, Trouble> {
    let Case { record, mut agreement } = case(shelf, &occasion.viewer, id)?;
    occasion.viewer.writes()?;
    let day = today(occasion);
    let person = occasion.viewer.person();
    let presides = may_close(&occasion.viewer, &record, &agreement, &day.0);
    let motion = open_motion(&mut agreement, code)?;
    if !presides && (person.is_none() || motion.proposer != person) {
        return Err(Refusal::NotOnCommittee { day: day.0 }.into());
    }
    motion.state = Some(MotionState::TakenBack);
    rewrite(shelf, occasion, &record, version, &agreement, "agreement.take-back")
}
