//! How many an event takes, and until when.

use base::record::kinds::EventStage;
use base::record::verb::{Occasion, rewrite};
use base::record::{Moment, Record, RecordId, Whole};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::places::{held, settle};
use super::{Convened, at, led, stage};

/// On which terms people register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// How many it takes; no limit where nothing is said.
    pub places: Option<u32>,
    /// The most that one organisation may send.
    pub places_each: Option<u32>,
    /// Until when contributions are taken.
    pub contributions_until: Option<Moment>,
    /// Until when one may register.
    pub registration_until: Option<Moment>,
}

/// Sets the terms of an event; whoever fits into new places moves up.
///
/// # Errors
/// The viewer does not lead it; it is over; there would be fewer places than are held.
pub fn set_terms(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    terms: &Terms,
) -> Result<Record, Trouble> {
    let convened = led(shelf, &occasion.viewer, id)?;
    match stage(&convened.event) {
        EventStage::Planned
        | EventStage::Contributions
        | EventStage::Registration
        | EventStage::RegistrationClosed
        | EventStage::Running
        | EventStage::Postponed => {}
        EventStage::FollowUp | EventStage::Closed | EventStage::Cancelled => return Err(at(&convened).into()),
    }
    let taken = held(shelf, id, None)?;
    if terms.places.is_some_and(|places| (places as usize) < taken) {
        return Err(Refusal::PlacesBelow { held: taken.to_string() }.into());
    }
    let mut event = convened.event.clone();
    event.places = terms.places.map(|places| Whole(i64::from(places)));
    event.places_each = terms.places_each.map(|places| Whole(i64::from(places)));
    event.contributions_until.clone_from(&terms.contributions_until);
    event.registration_until.clone_from(&terms.registration_until);
    let record = rewrite(shelf, occasion, &convened.record, version, &event, "event.terms")?;
    settle(shelf, occasion, &Convened { record: record.clone(), event })?;
    Ok(record)
}
