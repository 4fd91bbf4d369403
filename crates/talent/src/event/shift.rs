//! An event moved to another time or place: who registered is told, and the page keeps what it was before.

use base::notice::Topic;
use base::record::kinds::{Event, EventChange, EventStage, RegistrationStage};
use base::record::said::{needed_line, reason};
use base::record::verb::{Occasion, rewrite};
use base::record::{Line, Moment, Record, RecordId};
use base::store::Shelf;
use base::{Refusal, Trouble};
use jiff::SignedDuration;

use super::hand::tell_sides;
use super::instant;
use super::places::holds;
use super::{at, led, registered, stage};

/// Where an event is moved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    /// When it begins from now on.
    pub begins: Moment,
    /// When it ends.
    pub ends: Option<Moment>,
    /// Where it is held.
    pub venue: String,
    /// Why it is moved.
    pub reason: String,
}

/// Moves an event. Agenda, meeting slots and meetings move with it; one that was put off stands again as it stood.
///
/// # Errors
/// The viewer does not lead it; it runs, is over or called off; neither time nor place differs; it would end before it
/// begins; no reason is given.
pub fn shift(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    moving: &Moving,
) -> Result<Record, Trouble> {
    let convened = led(shelf, &occasion.viewer, id)?;
    let why = reason(&moving.reason)?;
    let was = stage(&convened.event);
    match was {
        EventStage::Planned
        | EventStage::Contributions
        | EventStage::Registration
        | EventStage::RegistrationClosed
        | EventStage::Postponed => {}
        EventStage::Running | EventStage::FollowUp | EventStage::Closed | EventStage::Cancelled => {
            return Err(at(&convened).into());
        }
    }
    let venue = needed_line("venue", &moving.venue)?;
    if instant(moving.ends.as_ref()).is_some_and(|ends| instant(Some(&moving.begins)).is_some_and(|from| ends <= from))
    {
        return Err(Refusal::EmptyPeriod {}.into());
    }
    let mut event = convened.event.clone();
    let same_time = event.begins.as_ref() == Some(&moving.begins) && event.ends == moving.ends;
    if same_time && event.venue.as_ref() == Some(&venue) {
        return Err(Refusal::NothingMoved {}.into());
    }
    let by = later_by(&event, moving);
    let became = if was == EventStage::Postponed { stood(&event) } else { was };
    event.changes.push(EventChange {
        at: Some(Moment::of(occasion.now)),
        became: Some(became),
        was: Some(was),
        begins_before: event.begins.take(),
        ends_before: event.ends.take(),
        venue_before: event.venue.take(),
        reason: Some(why),
    });
    event.stage = Some(became);
    (event.begins, event.ends, event.venue) = (Some(moving.begins.clone()), moving.ends.clone(), Some(venue));
    for point in &mut event.agenda {
        (point.begins, point.ends) = (moved(point.begins.take(), by), moved(point.ends.take(), by));
    }
    for slot in &mut event.meeting_slots {
        slot.begins = moved(slot.begins.take(), by);
    }
    let record = rewrite(shelf, occasion, &convened.record, version, &event, "event.move")?;
    tell_moved(shelf, occasion, id, by, &event)?;
    Ok(record)
}

/// Where a postponed event stood before it was put off.
fn stood(event: &Event) -> EventStage {
    let put_off = event.changes.iter().rev().find(|change| change.became == Some(EventStage::Postponed));
    put_off.and_then(|change| change.was).unwrap_or(EventStage::Planned)
}

fn later_by(event: &Event, moving: &Moving) -> SignedDuration {
    match (instant(event.begins.as_ref()), instant(Some(&moving.begins))) {
        (Some(was), Some(is)) => SignedDuration::from_millis(is.as_milliseconds() - was.as_milliseconds()),
        (_, _) => SignedDuration::ZERO,
    }
}

fn moved(moment: Option<Moment>, by: SignedDuration) -> Option<Moment> {
    let at = instant(moment.as_ref()).and_then(|at| at.checked_add(by).ok());
    at.map(Moment::of).or(moment)
}

fn tell_moved(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    by: SignedDuration,
    event: &Event,
) -> Result<(), Trouble> {
    let begins = event.begins.as_ref().map_or("", |begins| begins.0.as_str());
    let Line(venue) = event.venue.clone().unwrap_or(Line(String::new()));
    let fact = format!("{begins} {venue}");
    for (record, mut registration) in registered(shelf, id)? {
        if !holds(registration.stage) && registration.stage != Some(RegistrationStage::Waiting) {
            continue;
        }
        if !by.is_zero() && !registration.meetings.is_empty() {
            for meeting in &mut registration.meetings {
                meeting.begins = moved(meeting.begins.take(), by);
            }
            rewrite(shelf, occasion, &record, None, &registration, "registration.move")?;
        }
        tell_sides(shelf, occasion, (&record, &registration), Topic::EventMoved, &fact)?;
    }
    Ok(())
}
