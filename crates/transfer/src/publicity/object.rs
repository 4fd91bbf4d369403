//! An objection, and the answer to it.

use base::record::kinds::{Objection, ObjectionOutcome, PublicityStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Line, Prose, Record, RecordId, SlipReason};
use base::store::Shelf;
use base::{Refusal, Trouble as BaseTrouble};

use super::{conducted, goes_on, open_objections, shown};
use crate::deal::slip;
use crate::terms::day;
use crate::trouble::Trouble;

/// Objects to a publicity under one's own name; it does not end clean before that is answered.
///
/// # Errors
/// The viewer may not see it; it has not begun, or its last day is over; nothing is said.
pub fn object(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, content: &str) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let (record, mut publicity) = shown(shelf, &occasion.viewer, id)?;
    goes_on(&publicity)?;
    let today = occasion.now.date();
    let (begins, ends) = (day(publicity.begins.as_ref()), day(publicity.ends.as_ref()));
    if begins.is_some_and(|begins| today < begins) {
        return Err(Refusal::PublicityAt { stage: "prepared".to_owned() }.into());
    }
    if ends.is_some_and(|ends| today > ends) {
        return Err(Refusal::PublicityAt { stage: "over".to_owned() }.into());
    }
    let content = content.trim();
    if content.is_empty() {
        return Err(slip("objection", SlipReason::Missing {}).into());
    }
    if content.chars().count() > 5_000 {
        return Err(slip("objection", SlipReason::TooLong { most: "5000".to_owned() }).into());
    }
    publicity.objections.push(Objection {
        received: Some(Day(today.to_string())),
        objector: occasion.viewer.member().map(|member| Line(member.name.clone())),
        content: Some(Prose(content.replace("\r\n", "\n"))),
        answer: None,
        outcome: Some(ObjectionOutcome::Open),
        closed: None,
    });
    publicity.stage = Some(PublicityStage::Suspended);
    Ok(rewrite(shelf, occasion, &record, None, &publicity, "publicity.object")?)
}

/// Answers an objection, by its place from 0. One that is upheld ends the publicity; once all others are answered, it
/// goes on.
///
/// # Errors
/// The viewer does not conduct it; there is no such objection, or it was answered; nothing is said.
pub fn answer_objection(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (at, outcome, answer): (usize, ObjectionOutcome, &str),
) -> Result<Record, Trouble> {
    let (record, mut publicity) = conducted(shelf, &occasion.viewer, id)?;
    goes_on(&publicity)?;
    let objection = publicity.objections.get_mut(at).ok_or(Refusal::NotFound {})?;
    if !matches!(objection.outcome, None | Some(ObjectionOutcome::Open)) || outcome == ObjectionOutcome::Open {
        return Err(Refusal::NotFound {}.into());
    }
    let answer = answer.trim();
    if answer.is_empty() {
        return Err(BaseTrouble::from(Refusal::ReasonNeeded {}).into());
    }
    objection.outcome = Some(outcome);
    objection.answer = Some(Prose(answer.replace("\r\n", "\n")));
    objection.closed = Some(Day(occasion.now.date().to_string()));
    publicity.stage = Some(if outcome == ObjectionOutcome::Upheld {
        PublicityStage::Upheld
    } else if open_objections(&publicity) > 0 {
        PublicityStage::Suspended
    } else {
        PublicityStage::Running
    });
    Ok(rewrite(shelf, occasion, &record, version, &publicity, "publicity.answer")?)
}
