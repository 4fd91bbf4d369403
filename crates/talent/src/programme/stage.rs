//! A programme moved on, or called off.

use base::record::kinds::{EnrolmentStage, ProgrammeStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::{at, enrolled, is_on, led, stage, told};

/// The stage that follows.
pub fn next(now: ProgrammeStage) -> Option<ProgrammeStage> {
    match now {
        ProgrammeStage::Planned => Some(ProgrammeStage::Applications),
        ProgrammeStage::Applications => Some(ProgrammeStage::Selection),
        ProgrammeStage::Selection => Some(ProgrammeStage::Running),
        ProgrammeStage::Running => Some(ProgrammeStage::Completed),
        ProgrammeStage::Completed | ProgrammeStage::Cancelled => None,
    }
}

/// Moves a programme on, to the stage that follows. When it begins, who was admitted attends; it is completed when everybody of the class has a
/// certificate or was told that they have none.
///
/// # Errors
/// The viewer does not lead it; another stage follows, or none; somebody of the class is undecided.
pub fn advance(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    to: ProgrammeStage,
) -> Result<Record, Trouble> {
    let cohort = led(shelf, &occasion.viewer, id)?;
    let now = stage(&cohort.programme);
    if next(now) != Some(to) {
        return Err(at(now).into());
    }
    let all = enrolled(shelf, id)?;
    if to == ProgrammeStage::Completed {
        let open = all.iter().filter(|(_, one)| one.stage == Some(EnrolmentStage::Attending)).count();
        if open > 0 {
            return Err(Refusal::EnrolmentsOpen { count: open.to_string() }.into());
        }
    }
    let mut programme = cohort.programme.clone();
    programme.stage = Some(to);
    let record = rewrite(shelf, occasion, &cohort.record, version, &programme, "programme.advance")?;
    if to == ProgrammeStage::Running {
        for (record, mut enrolment) in all {
            if enrolment.stage == Some(EnrolmentStage::Admitted) {
                enrolment.stage = Some(EnrolmentStage::Attending);
                let record = rewrite(shelf, occasion, &record, None, &enrolment, "enrolment.begin")?;
                told(shelf, occasion, &record, &enrolment)?;
            }
        }
    }
    Ok(record)
}

/// Calls a programme off; everybody in it is told.
///
/// # Errors
/// The viewer does not lead it; it is over.
pub fn cancel(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let cohort = led(shelf, &occasion.viewer, id)?;
    let now = stage(&cohort.programme);
    if matches!(now, ProgrammeStage::Completed | ProgrammeStage::Cancelled) {
        return Err(at(now).into());
    }
    let mut programme = cohort.programme.clone();
    programme.stage = Some(ProgrammeStage::Cancelled);
    let record = rewrite(shelf, occasion, &cohort.record, version, &programme, "programme.cancel")?;
    for (record, mut enrolment) in enrolled(shelf, id)? {
        if is_on(enrolment.stage) {
            enrolment.stage = Some(EnrolmentStage::CalledOff);
            let record = rewrite(shelf, occasion, &record, None, &enrolment, "enrolment.call-off")?;
            told(shelf, occasion, &record, &enrolment)?;
        }
    }
    Ok(record)
}
