//! A record moved from one state to another.

use super::Occasion;
use super::compose::faults;
use super::publish::goes_out;
use super::write::{writable, write};
use crate::record::kinds::{Deal, DealStage};
use crate::record::{Kind, Move, Record, RecordId};
use crate::refusal::{Refusal, Trouble};
use crate::store::Shelf;

/// Moves a record that stands at `version`: publishes, withdraws, deletes or restores it.
///
/// # Errors
/// The record cannot be seen or changed; somebody else has changed it; the move does not start where it stands; it is
/// not fit to be published; others still name what is to be deleted; a withdrawal gives no reason.
pub fn step(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    step: &Move,
) -> Result<Record, Trouble> {
    let before = writable(shelf, occasion, id, version)?;
    let record = would_step(shelf, occasion, &before, step)?;
    write(shelf, occasion, &record, &format!("record.{}", step.code()))?;
    Ok(record)
}

/// What [`step`] would write in the place of a record.
///
/// # Errors
/// As [`step`], but for whether the record may be changed at all.
pub fn would_step(shelf: &mut dyn Shelf, occasion: &Occasion, before: &Record, step: &Move) -> Result<Record, Trouble> {
    let Some(state) = before.state.after(step) else {
        let (state, step) = (before.state.code().to_owned(), step.code().to_owned());
        return Err(Refusal::WrongMove { state, step }.into());
    };
    if matches!(step, Move::Withdraw { reason } if reason.trim().is_empty()) {
        return Err(Refusal::ReasonNeeded {}.into());
    }
    if matches!(step, Move::Withdraw { .. } | Move::Delete) && is_settled(before) {
        return Err(Refusal::Settled {}.into());
    }
    if *step == Move::Delete {
        // Counted over what the viewer can reach: a hidden record must not betray itself by a refusal.
        let named = shelf.naming(before.id, &occasion.viewer.reach(), 100)?;
        if !named.is_empty() {
            return Err(Refusal::StillNamed { count: named.len().to_string() }.into());
        }
    }
    let slips = faults(before.kind, &before.content, &state);
    if !slips.is_empty() {
        return Err(slips.into());
    }
    let mut record = Record { version: before.version + 1, state, updated: occasion.now, ..before.clone() };
    if *step == Move::Publish {
        goes_out(occasion, record.kind, &mut record.content)?;
    }
    Ok(record)
}

/// Whether money or a signature rests on a record, so that it may not go from the books: a receipt that was booked, a
/// batch that was approved, a deal in performance; or a promise to others: a call that is out, a bid that was handed in, a
/// review of a panel.
fn is_settled(record: &Record) -> bool {
    let content = &record.content;
    let holds = |name: &str| !content.is_empty(name);
    let stage = || content.body::<Deal>().stage.map_or(0, |stage| stage as usize);
    record.kind == Kind::Receipt && holds("entry")
        || record.kind == Kind::Payout && (holds("approvals") || holds("entries"))
        || record.kind == Kind::Call && holds("frozen")
        || record.kind == Kind::Bid && holds("submitted")
        || record.kind == Kind::Review && holds("panel_of")
        || record.kind == Kind::Deal && stage() >= DealStage::Performance as usize
}
