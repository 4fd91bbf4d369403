//! A member's vote on a motion.

use base::record::kinds::{Vote, VoteChoice};
use base::record::verb::{Occasion, rewrite};
use base::record::{Line, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::case::{Case, case, open_motion, today};
use super::seat::voter;

/// Votes on a motion as the person behind the account. Each has one vote; until the motion is closed a later one takes the
/// place of an earlier one, and the journal keeps both.
///
/// # Errors
/// The viewer does not sit on the committee that day, or does not vote there; the motion is not open, or its last day is
/// over.
pub fn vote(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    motion: &str,
    choice: VoteChoice,
) -> Result<Record, Trouble> {
    let Case { record, mut agreement } = case(shelf, &occasion.viewer, id)?;
    occasion.viewer.writes()?;
    let day = today(occasion);
    let person = occasion.viewer.person();
    let seat = voter(&agreement, person, &day.0)?.clone();
    let until = open_motion(&mut agreement, motion)?.until.clone();
    if let Some(until) = until.filter(|until| until.0 < day.0) {
        return Err(Refusal::VotingOver { until: until.0 }.into());
    }
    let same = |one: &Vote| one.person == person && one.motion.as_ref().is_some_and(|code| code.0 == motion);
    agreement.votes.retain(|one| !same(one));
    agreement.votes.push(Vote {
        motion: Some(Line(motion.to_owned())),
        person,
        organisation: seat.organisation,
        role: seat.role,
        choice: Some(choice),
        day: Some(day),
    });
    rewrite(shelf, occasion, &record, None, &agreement, "agreement.vote")
}
