//! Platforms taken for a time and given back; no two bookings of one platform overlap.

use measure::Timestamp;
use serde_json::json;
use uuid::Uuid;

use crate::journal::Entry;
use crate::people::may_change;
use crate::record::verb::{Occasion, show};
use crate::record::{Kind, Record, RecordId, State};
use crate::refusal::{Refusal, Trouble};
use crate::store::{Booking, Shelf};

/// Most characters of what a booking is for.
const MOST_PURPOSE: usize = 500;

/// The bookings of a platform that reach into a time, in order, for whoever has an account and can see it.
///
/// # Errors
/// Nobody is signed in; there is no such platform; the time ends before it begins.
pub fn bookings(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    on: RecordId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Booking>, Trouble> {
    occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    platform(shelf, occasion, on)?;
    forward(from, until)?;
    Ok(shelf.bookings(on, from, until)?)
}

/// Takes a published platform for a time, for whoever has an account and can see it.
///
/// # Errors
/// There is no such platform, or it is not published; the time ends before it begins; it is taken.
pub fn book(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    on: RecordId,
    from: Timestamp,
    until: Timestamp,
    purpose: &str,
) -> Result<Booking, Trouble> {
    occasion.viewer.writes()?;
    let account = occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    if platform(shelf, occasion, on)?.state != State::Published {
        return Err(Refusal::NotFound {}.into());
    }
    forward(from, until)?;
    let purpose = purpose.trim().chars().filter(|letter| !letter.is_control()).take(MOST_PURPOSE).collect();
    let booking = Booking { id: Uuid::now_v7(), platform: on, account, from, until, purpose };
    if let Err(taken) = shelf.book(&booking)? {
        return Err(Refusal::Overlaps { from: taken.from.to_string(), until: taken.until.to_string() }.into());
    }
    note(shelf, occasion, "platform.book", &booking)?;
    Ok(booking)
}

/// Gives a platform back: who booked it may, and who may change the platform.
///
/// # Errors
/// There is no such platform or booking; the booking is somebody else's.
pub fn unbook(shelf: &mut dyn Shelf, occasion: &Occasion, on: RecordId, id: Uuid) -> Result<(), Trouble> {
    occasion.viewer.writes()?;
    let record = platform(shelf, occasion, on)?;
    let booking = shelf.booking(id)?.filter(|booking| booking.platform == on).ok_or(Refusal::NotFound {})?;
    if occasion.viewer.account() != Some(booking.account) {
        may_change(&occasion.viewer, &record)?;
    }
    shelf.unbook(id)?;
    note(shelf, occasion, "platform.unbook", &booking)
}

fn platform(shelf: &mut dyn Shelf, occasion: &Occasion, id: RecordId) -> Result<Record, Trouble> {
    let record = show(shelf, &occasion.viewer, id)?;
    if record.kind == Kind::Platform { Ok(record) } else { Err(Refusal::NotFound {}.into()) }
}

fn forward(from: Timestamp, until: Timestamp) -> Result<(), Trouble> {
    if from < until { Ok(()) } else { Err(Refusal::EmptyPeriod {}.into()) }
}

fn note(shelf: &mut dyn Shelf, occasion: &Occasion, verb: &str, booking: &Booking) -> Result<(), Trouble> {
    let (from, until) = (booking.from.to_string(), booking.until.to_string());
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: verb.to_owned(),
        object: format!("{}:{}", Kind::Platform, booking.platform),
        version: 0,
        payload: json!({ "booking": booking.id.to_string(), "from": from, "until": until, "purpose": booking.purpose }),
    })?;
    Ok(())
}
