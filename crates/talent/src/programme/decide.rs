//! Selection: admitted, on the waiting list, or refused with a reason.

use base::record::kinds::{Enrolment, EnrolmentStage, ProgrammeStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId, Whole, said};
use base::store::{Fault, Shelf};
use base::{Refusal, Trouble};

use super::{Cohort, at, enrolled, holds, led_place, place_at, stage, takes, told};

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// 录取.
    Admit,
    /// 候补.
    Wait,
    /// 不录取.
    Refuse,
}

/// Decides about an application.
///
/// # Errors
/// The viewer does not lead the programme, which is over; the enrolment is decided; no reason is given for a refusal; all
/// places are taken.
pub fn decide(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (decision, reason): (Decision, &str),
) -> Result<Record, Trouble> {
    let place = led_place(shelf, occasion, id)?;
    let now = stage(&place.cohort.programme);
    if !takes(now) {
        return Err(at(now).into());
    }
    let mut enrolment = place.enrolment.clone();
    let undecided = matches!(enrolment.stage, Some(EnrolmentStage::Applied | EnrolmentStage::Waiting));
    let takes_back = decision != Decision::Admit && enrolment.stage == Some(EnrolmentStage::Admitted);
    if !undecided && !takes_back {
        return Err(place_at(&enrolment).into());
    }
    let reason = if decision == Decision::Refuse { Some(said::reason(reason)?) } else { said::line("reason", reason)? };
    enrolment.waiting_place = None;
    enrolment.stage = Some(match decision {
        Decision::Admit => {
            if free(shelf, &place.cohort)? == Some(0) {
                let places = place.cohort.programme.places.as_ref().map_or(0, |places| places.0).to_string();
                return Err(Refusal::PlacesFull { places }.into());
            }
            if now == ProgrammeStage::Running { EnrolmentStage::Attending } else { EnrolmentStage::Admitted }
        }
        Decision::Wait => {
            let last = queue(shelf, place.cohort.record.id)?.into_iter().filter_map(|(_, one)| one.waiting_place);
            let last = last.map(|place| place.0).max().unwrap_or_default();
            enrolment.waiting_place = Some(Whole(last + 1));
            EnrolmentStage::Waiting
        }
        Decision::Refuse => EnrolmentStage::Refused,
    });
    enrolment.decision_reason = reason;
    let record = rewrite(shelf, occasion, &place.record, version, &enrolment, "enrolment.decide")?;
    told(shelf, occasion, &record, &enrolment)?;
    Ok(record)
}

/// How many places are free; nothing where there is no limit.
pub(super) fn free(shelf: &mut dyn Shelf, cohort: &Cohort) -> Result<Option<usize>, Fault> {
    let Some(places) = &cohort.programme.places else { return Ok(None) };
    let held = enrolled(shelf, cohort.record.id)?.iter().filter(|(_, one)| holds(one.stage)).count();
    Ok(Some(usize::try_from(places.0).unwrap_or_default().saturating_sub(held)))
}

/// Those who wait, in order.
pub(super) fn queue(shelf: &mut dyn Shelf, programme: RecordId) -> Result<Vec<(Record, Enrolment)>, Fault> {
    let mut waiting = enrolled(shelf, programme)?;
    waiting.retain(|(_, one)| one.stage == Some(EnrolmentStage::Waiting));
    waiting.sort_by_key(|(record, one)| (one.waiting_place.map_or(i64::MAX, |place| place.0), record.created));
    Ok(waiting)
}
