//! What is done with a booking: agreed to or declined with a note, given back, used.

use base::record::RecordId;
use base::record::kinds::{BookingApproval, Platform};
use base::record::verb::Occasion;
use base::store::{Booking, BookingFilter, BookingState, Shelf, Used};
use base::{Refusal, Trouble};
use uuid::Uuid;

use crate::ask::waits;
use crate::bookable::{Bookable, bookable, keeps};
use crate::note::{Hand, of_booking};
use crate::{tell, waiting};

/// Most characters of a note.
const MOST_NOTE: usize = 500;
/// Most bookings of one organisation that wait for its word.
const MOST_TO_AGREE: usize = 200;

/// What is said to a booking that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may be.
    Accept,
    /// It may not; the note says why.
    Decline,
}

/// How a booking was used, as its keeper notes it.
pub type Use = Used;

/// Agrees to a booking or declines it: its keeper, and the manager of the user's organisation where both have to.
///
/// # Errors
/// There is no such booking for the viewer; it does not wait; the decision is not theirs; declined without saying why.
pub fn decide(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    on: RecordId,
    id: Uuid,
    decision: Decision,
    said: &str,
) -> Result<Booking, Trouble> {
    occasion.viewer.writes()?;
    let (of, mut booking) = found(shelf, occasion, on, id)?;
    let keeper = keeps(&occasion.viewer, &of);
    let both = of.platform.approval == Some(BookingApproval::Both);
    let manager = both && booking.organisation.is_some_and(|organisation| occasion.viewer.manages(organisation));
    if !keeper && !manager {
        return Err(occasion.viewer.not_allowed("manager").into());
    }
    if booking.state != BookingState::Requested {
        return Err(Refusal::BookingAt { state: booking.state.code().to_owned() }.into());
    }
    booking.detail.note = note(said);
    let verb = match decision {
        Decision::Accept => {
            booking.detail.keeper |= keeper;
            booking.detail.manager |= manager;
            booking.state = if waits(&of, &booking) { BookingState::Requested } else { BookingState::Confirmed };
            "platform.accept"
        }
        Decision::Decline if booking.detail.note.is_empty() => return Err(Refusal::ReasonNeeded {}.into()),
        Decision::Decline => {
            booking.state = BookingState::Declined;
            "platform.decline"
        }
    };
    written(shelf, occasion, &of, booking, verb)
}

/// What waits for the word of who leads the user's organisation, on platforms where both have to agree.
///
/// # Errors
/// Nobody is signed in; the store's.
pub fn to_agree(shelf: &mut dyn Shelf, occasion: &Occasion) -> Result<Vec<Booking>, Trouble> {
    occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    let standings = occasion.viewer.member().map_or(&[][..], |member| &member.standings);
    let mut found = Vec::new();
    for led in standings.iter().filter(|standing| standing.manages) {
        let filter = BookingFilter {
            organisation: Some(led.organisation),
            states: vec![BookingState::Requested],
            from: Some(occasion.now),
            ..BookingFilter::default()
        };
        for booking in shelf.bookings_of(&filter, MOST_TO_AGREE)? {
            let record = shelf.record(booking.platform)?;
            let both =
                record.is_some_and(|record| record.content.body::<Platform>().approval == Some(BookingApproval::Both));
            if both && !booking.detail.manager {
                found.push(booking);
            }
        }
    }
    Ok(found)
}

/// Gives hours back: who booked them, the manager of their organisation, and who looks after the platform.
///
/// # Errors
/// There is no such booking for the viewer; it is over; it is somebody else's.
pub fn cancel(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    on: RecordId,
    id: Uuid,
    said: &str,
) -> Result<Booking, Trouble> {
    occasion.viewer.writes()?;
    let (of, mut booking) = found(shelf, occasion, on, id)?;
    let own = occasion.viewer.account() == Some(booking.account);
    let leads = booking.organisation.is_some_and(|organisation| occasion.viewer.manages(organisation));
    if !own && !leads && !keeps(&occasion.viewer, &of) {
        return Err(occasion.viewer.not_allowed("manager").into());
    }
    if !booking.state.holds() || booking.state == BookingState::Used {
        return Err(Refusal::BookingAt { state: booking.state.code().to_owned() }.into());
    }
    booking.state = BookingState::Cancelled;
    booking.detail.note = note(said);
    written(shelf, occasion, &of, booking, "platform.unbook")
}

/// Notes how a booking was used, after its hours; noted anew, the later note counts.
///
/// # Errors
/// There is no such booking for the viewer; they do not look after the platform; it was not confirmed; it is not over; the
/// use ends before it begins.
pub fn note_use(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    on: RecordId,
    id: Uuid,
    used: &Use,
) -> Result<Booking, Trouble> {
    occasion.viewer.writes()?;
    let (of, mut booking) = found(shelf, occasion, on, id)?;
    if !keeps(&occasion.viewer, &of) {
        return Err(occasion.viewer.not_allowed("manager").into());
    }
    if !matches!(booking.state, BookingState::Confirmed | BookingState::Used) {
        return Err(Refusal::BookingAt { state: booking.state.code().to_owned() }.into());
    }
    if used.from >= used.until {
        return Err(Refusal::EmptyPeriod {}.into());
    }
    let last = booking.until.min(used.until);
    if last > occasion.now || used.until > occasion.now {
        return Err(Refusal::UseToCome { until: booking.until.max(used.until).to_string() }.into());
    }
    booking.state = BookingState::Used;
    booking.detail.used = Some(Used { note: note(&used.note), ..used.clone() });
    written(shelf, occasion, &of, booking, "platform.use")
}

fn found(shelf: &mut dyn Shelf, occasion: &Occasion, on: RecordId, id: Uuid) -> Result<(Bookable, Booking), Trouble> {
    let of = bookable(shelf, &occasion.viewer, on)?;
    waiting::settle(shelf, occasion.now, &of)?;
    let booking = shelf.booking(id)?.filter(|booking| booking.platform == on).ok_or(Refusal::NotFound {})?;
    Ok((of, booking))
}

fn written(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    of: &Bookable,
    booking: Booking,
    verb: &str,
) -> Result<Booking, Trouble> {
    if let Err(taken) = shelf.change_booking(&booking)? {
        return Err(Refusal::Overlaps { from: taken.from.to_string(), until: taken.until.to_string() }.into());
    }
    of_booking(shelf, Hand { by: occasion.viewer.account(), at: occasion.now }, verb, &booking)?;
    tell::decided(shelf, occasion, &booking)?;
    if !booking.state.holds() {
        waiting::offer(shelf, occasion.now, of)?;
    }
    Ok(booking)
}

fn note(said: &str) -> String {
    said.trim().chars().filter(|letter| !letter.is_control()).take(MOST_NOTE).collect()
}
