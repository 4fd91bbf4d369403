//! An event moved on: planned, call for contributions, registration, closed, running, follow-up, closed.

use base::notice::Topic;
use base::record::kinds::{EventStage, RegistrationStage};
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};
use jiff::SignedDuration;

use super::hand::tell_sides;
use super::instant;
use super::{Convened, at, led, registered, stage};

/// How long before it begins an event may be opened: the desk at the door stands the day before.
const EARLY: SignedDuration = SignedDuration::from_hours(24);

/// The stages that may follow.
pub fn next(now: EventStage) -> &'static [EventStage] {
    match now {
        EventStage::Planned => &[EventStage::Contributions, EventStage::Registration],
        EventStage::Contributions => &[EventStage::Registration],
        EventStage::Registration => &[EventStage::RegistrationClosed],
        EventStage::RegistrationClosed => &[EventStage::Running, EventStage::Registration],
        EventStage::Running => &[EventStage::FollowUp],
        EventStage::FollowUp => &[EventStage::Closed],
        EventStage::Closed | EventStage::Postponed | EventStage::Cancelled => &[],
    }
}

/// Moves an event on. When it is over, who had a place and did not come is noted as absent, and who came is asked for
/// their answers.
///
/// # Errors
/// The viewer does not lead it; the stage does not follow; it is to run more than a day before it begins.
pub fn advance(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    to: EventStage,
) -> Result<Record, Trouble> {
    let convened = led(shelf, &occasion.viewer, id)?;
    if !next(stage(&convened.event)).contains(&to) {
        return Err(at(&convened).into());
    }
    if to == EventStage::Running {
        due(&convened, occasion)?;
    }
    let mut event = convened.event.clone();
    event.stage = Some(to);
    let record = rewrite(shelf, occasion, &convened.record, version, &event, "event.advance")?;
    if to == EventStage::FollowUp {
        over(shelf, occasion, id, event.follow_up.is_some())?;
    }
    Ok(record)
}

fn due(convened: &Convened, occasion: &Occasion) -> Result<(), Refusal> {
    let begins = instant(convened.event.begins.as_ref());
    let opens = begins.and_then(|begins| begins.checked_add(-EARLY).ok());
    match (begins, opens) {
        (Some(begins), Some(opens)) if occasion.now < opens => Err(Refusal::EventToCome { begins: begins.to_string() }),
        (_, _) => Ok(()),
    }
}

fn over(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId, asks: bool) -> Result<(), Trouble> {
    for (record, mut registration) in registered(shelf, id)? {
        match registration.stage {
            Some(RegistrationStage::Registered | RegistrationStage::Confirmed) => {
                registration.stage = Some(RegistrationStage::Absent);
                rewrite(shelf, occasion, &record, None, &registration, "registration.absent")?;
            }
            Some(RegistrationStage::CheckedIn) if asks => {
                tell_sides(shelf, occasion, (&record, &registration), Topic::FollowUpAsked, "")?;
            }
            Some(
                RegistrationStage::CheckedIn
                | RegistrationStage::Waiting
                | RegistrationStage::Refused
                | RegistrationStage::CalledOff
                | RegistrationStage::Absent,
            )
            | None => {}
        }
    }
    Ok(())
}
