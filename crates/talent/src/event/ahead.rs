//! What is ahead: events to come, and those one has registered for.

use base::Trouble;
use base::record::kinds::{Event, EventStage, Registration, RegistrationStage};
use base::record::verb::Occasion;
use base::record::{Kind, Record};
use base::store::{Fault, Shelf};

use super::instant;
use super::series::{Edition, events};
use crate::own::own;

/// An event that somebody is registered for.
#[derive(Clone, Debug, PartialEq)]
pub struct Attended {
    /// The registration.
    pub record: Record,
    /// What it says.
    pub registration: Registration,
    /// The event.
    pub event: Record,
    /// What that says.
    pub of: Event,
}

/// Events that the viewer may see and that are not over by the clock, in the order in which they begin; those without a
/// time first.
///
/// # Errors
/// The store's.
pub fn ahead(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<Vec<Edition>, Fault> {
    let mut coming = events(shelf, occasion.viewer.reach())?;
    coming.retain(|edition| {
        let last = instant(edition.event.ends.as_ref()).or(instant(edition.event.begins.as_ref()));
        let over = matches!(edition.event.stage, Some(EventStage::Closed | EventStage::FollowUp));
        !over && last.is_none_or(|last| last >= occasion.now)
    });
    coming.sort_by_key(|edition| instant(edition.event.begins.as_ref()).map(measure::Timestamp::as_milliseconds));
    Ok(coming)
}

/// What the viewer is registered for: their own registrations and those they made, newest event first.
///
/// # Errors
/// Nobody is signed in.
pub fn mine(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<Vec<Attended>, Trouble> {
    let mut attended = Vec::new();
    for record in own(shelf, occasion, Kind::Registration)? {
        let registration: Registration = record.content.body();
        if matches!(registration.stage, None | Some(RegistrationStage::Refused)) {
            continue;
        }
        let event = registration.event.map(|id| shelf.record(id)).transpose()?.flatten();
        let Some(event) = event.filter(|event| base::record::Audience::of(event).admits(&occasion.viewer)) else {
            continue;
        };
        attended.push(Attended { of: event.content.body(), record, registration, event });
    }
    attended.sort_by(|one, other| {
        let begins = |of: &Event| instant(of.begins.as_ref()).map(measure::Timestamp::as_milliseconds);
        begins(&other.of).cmp(&begins(&one.of))
    });
    Ok(attended)
}
