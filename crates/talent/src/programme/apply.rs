//! Applying for a programme, and calling it off: the next on the waiting list moves up.

use base::notice::account_of;
use base::record::kinds::{Enrolment, EnrolmentStage, ProgrammeStage};
use base::record::said::prose;
use base::record::verb::{Occasion, begun, put_body, rewrite, write};
use base::record::{Audience, Content, Kind, Moment, Record, RecordId, State};
use base::store::Shelf;
use base::{Refusal, Trouble};
use serde_json::json;

use super::decide::{free, queue};
use super::{at, cohort, enrolled, is_on, leads, own_place, place_at, stage, takes, told};
use crate::own::own;

/// Applies for a programme: for oneself, or for somebody of a unit that one leads; who leads the programme for anybody.
///
/// # Errors
/// It takes no applications, or no longer; the person is not the viewer's to enrol, or applied before.
pub fn apply(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    programme: RecordId,
    person: Option<RecordId>,
    motivation: &str,
) -> Result<Record, Trouble> {
    let viewer = &occasion.viewer;
    viewer.writes()?;
    let cohort = cohort(shelf, viewer, programme)?;
    let is_led = leads(viewer, &cohort);
    let now = stage(&cohort.programme);
    let is_open = match now {
        ProgrammeStage::Applications => true,
        ProgrammeStage::Selection | ProgrammeStage::Running => is_led,
        ProgrammeStage::Planned | ProgrammeStage::Completed | ProgrammeStage::Cancelled => false,
    };
    if !is_open || cohort.record.state != State::Published {
        return Err(at(now).into());
    }
    let until = cohort.programme.applications_until.as_ref().and_then(Moment::instant);
    if let Some(until) = until.filter(|until| occasion.now > *until && !is_led) {
        return Err(Refusal::ApplicationsClosed { until: until.to_string(), now: occasion.now.to_string() }.into());
    }
    let own = viewer.person();
    let id = person.or(own).ok_or(Refusal::NoPersonBehind {})?;
    let record = shelf.record(id)?.filter(|record| record.kind == Kind::Person && Audience::of(record).admits(viewer));
    let record = record.ok_or(Refusal::NotFound {})?;
    let unit = record.content.owner();
    let theirs = Some(id) == own || unit.is_some_and(|unit| viewer.manages(unit));
    if !theirs && !is_led {
        return Err(Refusal::NotYourPerson {}.into());
    }
    let same = |one: &Enrolment| {
        one.person == Some(id) && !matches!(one.stage, Some(EnrolmentStage::CalledOff | EnrolmentStage::Refused))
    };
    if enrolled(shelf, programme)?.iter().any(|(_, one)| same(one)) {
        return Err(Refusal::AppliedBefore {}.into());
    }
    let mut content = Content::default();
    for field in ["title_zh", "title_en"] {
        let title = cohort.record.content.text(field);
        if !title.is_empty() {
            content.set(field, json!(title));
        }
    }
    if let Some(unit) = unit {
        content.set("owner", json!(unit.to_string()));
    }
    content.set("visibility", json!("private"));
    let enrolment = Enrolment {
        programme: Some(programme),
        person: Some(id),
        stage: Some(EnrolmentStage::Applied),
        motivation: prose("motivation", motivation)?,
        organised_by: cohort.record.content.owner(),
        ..Enrolment::default()
    };
    put_body(&mut content, &enrolment)?;
    let mut record = begun(occasion, Kind::Enrolment, content);
    record.managers = account_of(shelf, id)?.into_iter().chain(cohort.record.author).collect();
    record.managers.extend(cohort.record.managers.iter().copied());
    record.managers.sort();
    record.managers.dedup();
    write(shelf, occasion, &record, "enrolment.apply")?;
    Ok(record)
}

/// Calls an application off; whoever waits first takes the place that comes free.
///
/// # Errors
/// It is not the viewer's; it is over.
pub fn call_off(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let place = own_place(shelf, occasion, id)?;
    let mut enrolment = place.enrolment.clone();
    if !is_on(enrolment.stage) {
        return Err(place_at(&enrolment).into());
    }
    enrolment.stage = Some(EnrolmentStage::CalledOff);
    enrolment.waiting_place = None;
    let record = rewrite(shelf, occasion, &place.record, version, &enrolment, "enrolment.call-off")?;
    let takes = takes(stage(&place.cohort.programme));
    while takes && free(shelf, &place.cohort)?.is_none_or(|free| free > 0) {
        let Some((next, mut body)) = queue(shelf, place.cohort.record.id)?.into_iter().next() else { break };
        let is_running = stage(&place.cohort.programme) == ProgrammeStage::Running;
        body.stage = Some(if is_running { EnrolmentStage::Attending } else { EnrolmentStage::Admitted });
        body.waiting_place = None;
        let moved = rewrite(shelf, occasion, &next, None, &body, "enrolment.move-up")?;
        told(shelf, occasion, &moved, &body)?;
    }
    Ok(record)
}

/// The enrolments of the viewer, and those they made, the newest first.
///
/// # Errors
/// Nobody is signed in.
pub fn mine(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<Vec<(Record, Enrolment)>, Trouble> {
    let found = own(shelf, occasion, Kind::Enrolment)?;
    let read = found.into_iter().rev().map(|record| (record.content.body::<Enrolment>(), record));
    Ok(read.filter(|(body, _)| body.stage.is_some()).map(|(body, record)| (record, body)).collect())
}
