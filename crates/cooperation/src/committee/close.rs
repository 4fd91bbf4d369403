//! A motion closed: the votes are counted, and what comes out is a decision that stands.

use base::people::{Viewer, may_change};
use base::record::kinds::{Agreement, CommitteeRole, Decision, Motion, MotionState, Vote, VotingRule};
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId, Whole};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::case::{Case, case, open_motion, today};
use super::seat::{sits, voting};
use super::tally::{Count, outcome};

/// Closes a motion, once its last day is over or every member has voted.
///
/// # Errors
/// The viewer is neither chair, deputy or secretary nor leads the agreement; voting runs; it is closed already.
pub fn close(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    code: &str,
) -> Result<Record, Trouble> {
    let Case { record, mut agreement } = case(shelf, &occasion.viewer, id)?;
    occasion.viewer.writes()?;
    let day = today(occasion);
    if !may_close(&occasion.viewer, &record, &agreement, &day.0) {
        return Err(Refusal::NotOnCommittee { day: day.0 }.into());
    }
    let motion = open_motion(&mut agreement, code)?;
    motion.state = Some(MotionState::Decided);
    let motion = motion.clone();
    let on = |vote: &&Vote| vote.motion.as_ref().is_some_and(|known| known.0 == code);
    let votes: Vec<&Vote> = agreement.votes.iter().filter(on).collect();
    let seats = voting(&agreement, &day.0);
    let voted = |person: Option<RecordId>| person.is_some() && votes.iter().any(|vote| vote.person == person);
    let missing = seats.iter().filter(|seat| !voted(seat.person)).count();
    if let Some(until) = motion.until.as_ref().filter(|until| day.0 <= until.0)
        && missing > 0
    {
        return Err(Refusal::VotingRuns { until: until.0.clone(), missing: missing.to_string() }.into());
    }
    let decision = decided(&agreement, &motion, &votes, seats.len());
    agreement.decisions.push(Decision { day: Some(day), ..decision });
    rewrite(shelf, occasion, &record, version, &agreement, "agreement.decide")
}

fn decided(agreement: &Agreement, motion: &Motion, votes: &[&Vote], seats: usize) -> Decision {
    let rule = motion.rule.unwrap_or(VotingRule::SimpleMajority);
    let quorum = motion.quorum.map_or(1, |quorum| quorum.0);
    let count = Count::of(votes.iter().copied());
    Decision {
        subject: motion.subject.clone(),
        votes_for: Some(Whole(count.of_for)),
        votes_against: Some(Whole(count.against)),
        votes_abstained: Some(Whole(count.abstained)),
        outcome: Some(outcome(votes, rule, quorum, motion.chair_decides == Some(true), &agreement.parties)),
        text: motion.text.clone(),
        about: motion.about,
        plan_year: motion.plan_year,
        motion: motion.code.clone(),
        rule: Some(rule),
        seats: i64::try_from(seats).ok().map(Whole),
        quorum: Some(Whole(quorum)),
        day: None,
    }
}

/// Whether somebody may close motions and note minutes: chair, deputy, secretary, and who leads the agreement.
pub fn may_close(viewer: &Viewer, record: &Record, agreement: &Agreement, day: &str) -> bool {
    let presides = |role: Option<CommitteeRole>| {
        matches!(role, Some(CommitteeRole::Chair | CommitteeRole::DeputyChair | CommitteeRole::Secretary))
    };
    let mut members = agreement.committee.iter().filter(|member| sits(member, day) && presides(member.role));
    let presiding = members.any(|member| member.person.is_some_and(|person| viewer.is_person(person)));
    viewer.writes().is_ok() && (presiding || may_change(viewer, record).is_ok())
}
