//! Who is told of a booking: who has to agree to it, who asked for it, who waits for its hours.

use std::collections::BTreeSet;

use base::Trouble;
use base::notice::{Topic, account_of, leaders, tell};
use base::people::Viewer;
use base::record::Places;
use base::record::kinds::BookingApproval;
use base::record::verb::Occasion;
use base::store::{Booking, BookingState, Shelf, Wish};
use measure::Timestamp;

use crate::bookable::Bookable;

/// Tells of a booking that waits whoever has still to agree to it: the keeper of the platform, or who leads its
/// organisation where it has none; where both have to agree, who leads the user's organisation too.
pub(crate) fn asked(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    of: &Bookable,
    booking: &Booking,
) -> Result<(), Trouble> {
    if booking.state != BookingState::Requested {
        return Ok(());
    }
    let (mut told, hours) = (BTreeSet::new(), hours(booking.from, booking.until));
    if !booking.detail.keeper {
        let keeper = match of.platform.keeper {
            Some(person) => account_of(shelf, person)?,
            None => None,
        };
        told.extend(keeper);
        if let (true, Some(owner)) = (told.is_empty(), of.record.content.owner()) {
            told = leaders(shelf, occasion, owner)?;
        }
    }
    if let (Some(BookingApproval::Both), false, Some(user)) =
        (of.platform.approval, booking.detail.manager, booking.organisation)
    {
        let mut leaders = leaders(shelf, occasion, user)?;
        leaders.retain(|leader| !told.contains(leader));
        tell(shelf, occasion, &leaders, Topic::OwnBookingAsked, (of.id(), &hours))?;
    }
    Ok(tell(shelf, occasion, &told, Topic::BookingAsked, (of.id(), &hours))?)
}

/// Tells who booked what became of it, where somebody else did it.
pub(crate) fn decided(shelf: &mut dyn Shelf, occasion: &Occasion, booking: &Booking) -> Result<(), Trouble> {
    let topic = match booking.state {
        BookingState::Confirmed => Topic::BookingAgreed,
        BookingState::Declined => Topic::BookingDeclined,
        BookingState::Cancelled => Topic::BookingGivenBack,
        BookingState::Requested | BookingState::Offered | BookingState::Used | BookingState::Lapsed => return Ok(()),
    };
    let (hours, note) = (hours(booking.from, booking.until), &booking.detail.note);
    let fact = if note.is_empty() { hours } else { format!("{hours} · {note}") };
    Ok(tell(shelf, occasion, &BTreeSet::from([booking.account]), topic, (booking.platform, &fact))?)
}

/// Tells who waits that their hours came free. The program offers them, so that nobody is left out as who did it.
pub(crate) fn offered(shelf: &mut dyn Shelf, now: Timestamp, wish: &Wish, until: Timestamp) -> Result<(), Trouble> {
    let occasion = Occasion { viewer: Viewer::Operator, now, places: Places::default() };
    let fact = format!("{} → {}", hours(wish.from, wish.until), minute(until));
    Ok(tell(shelf, &occasion, &BTreeSet::from([wish.account]), Topic::HoursOffered, (wish.platform, &fact))?)
}

/// Hours by the clocks of the base; the day is said once where it is the same.
fn hours(from: Timestamp, until: Timestamp) -> String {
    let (from, until) = (minute(from), minute(until));
    match (from.split_once(' '), until.split_once(' ')) {
        (Some((day, _)), Some((last, time))) if day == last => format!("{from}–{time}"),
        _ => format!("{from} – {until}"),
    }
}

fn minute(at: Timestamp) -> String {
    at.to_string().get(..16).unwrap_or_default().replace('T', " ")
}
