//! What becomes of a record when it goes out: the charter of a call is frozen; a bid goes out by being handed in.

use measure::Timestamp;

use super::Occasion;
use crate::people::Role;
use crate::record::kinds::{Call, CallStage};
use crate::record::{Content, Kind, Moment, SlipReason};
use crate::refusal::{Refusal, Trouble};

/// Makes content ready to go out.
///
/// # Errors
/// A bid that was not handed in; a call whose deadline is over, or whose questions end after it.
pub(super) fn goes_out(occasion: &Occasion, kind: Kind, content: &mut Content) -> Result<(), Trouble> {
    if kind == Kind::Bid && !occasion.viewer.has(Role::Administrator) {
        return Err(Refusal::HandInBid {}.into());
    }
    if kind == Kind::Call && content.is_empty("frozen") { freeze(occasion.now, content) } else { Ok(()) }
}

fn freeze(now: Timestamp, content: &mut Content) -> Result<(), Trouble> {
    let call: Call = content.body();
    let mut slips = Vec::new();
    let instant = |moment: &Option<Moment>| moment.as_ref().and_then(Moment::instant);
    if let Some(until) = instant(&call.bids_until) {
        if until <= now {
            slips.push(SlipReason::NotAhead { now: Moment::of(now).0 }.at("bids_until"));
        }
        if instant(&call.questions_until).is_some_and(|questions| questions > until) {
            slips.push(SlipReason::AfterDeadline {}.at("questions_until"));
        }
    }
    if !slips.is_empty() {
        return Err(slips.into());
    }
    content.set("frozen", serde_json::json!(Moment::of(now).0));
    let stage = if call.questions_until.is_some() { CallStage::Questions } else { CallStage::Bids };
    content.set("stage", serde_json::json!(stage.choice().code));
    Ok(())
}
