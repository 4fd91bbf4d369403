//! Who waits for hours that are taken, and what is offered to them when hours come free.

use base::record::RecordId;
use base::record::verb::Occasion;
use base::store::{Booking, BookingDetail, BookingState, Shelf, Wish, WishState};
use base::{Refusal, Trouble};
use jiff::SignedDuration;
use measure::Timestamp;
use uuid::Uuid;

use crate::ask::{Asking, agreed, checked};
use crate::bookable::{Bookable, bookable, keeps};
use crate::note::{Hand, of_booking, of_wish};
use crate::tell;

/// How long an offer stands.
const STANDS: SignedDuration = SignedDuration::from_hours(24);
/// Most characters of a reason.
const MOST_REASON: usize = 500;

/// Joins the waiting list of hours that are taken.
///
/// # Errors
/// Those of a booking, but for hours that are taken; no reason is given; the hours are free; somebody waits for the same
/// hours already.
pub fn join(shelf: &mut dyn Shelf, occasion: &Occasion, asking: &Asking, reason: &str) -> Result<Wish, Trouble> {
    occasion.viewer.writes()?;
    let of = bookable(shelf, &occasion.viewer, asking.platform)?;
    if !of.is_out() {
        return Err(Refusal::NotFound {}.into());
    }
    settle(shelf, occasion.now, &of)?;
    let booking = checked(shelf, occasion, &of, asking, &[])?;
    let reason: String = reason.trim().chars().filter(|letter| !letter.is_control()).take(MOST_REASON).collect();
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded {}.into());
    }
    if shelf.bookings(of.id(), asking.from, asking.until)?.is_empty() {
        return Err(Refusal::HoursFree {}.into());
    }
    let same = |wish: &Wish| wish.from < asking.until && asking.from < wish.until && wish.account == booking.account;
    if shelf.wishes(Some(of.id()), Some(booking.account))?.iter().any(same) {
        return Err(Refusal::WaitsAlready {}.into());
    }
    let wish = Wish {
        id: Uuid::now_v7(),
        platform: of.id(),
        account: booking.account,
        organisation: booking.organisation,
        from: booking.from,
        until: booking.until,
        units: booking.units,
        purpose: booking.purpose,
        reason,
        state: WishState::Waiting,
        asked: occasion.now,
        booking: None,
    };
    shelf.put_wish(&wish)?;
    of_wish(shelf, Hand { by: Some(wish.account), at: occasion.now }, "platform.wait", &wish)?;
    Ok(wish)
}

/// Takes what was offered. It then goes the way of any booking: it may wait for its keeper.
///
/// # Errors
/// There is no such wish of theirs; nothing is offered, or not any more; those of a booking.
pub fn accept(shelf: &mut dyn Shelf, occasion: &Occasion, id: Uuid) -> Result<Booking, Trouble> {
    occasion.viewer.writes()?;
    let (mut wish, of) = own(shelf, occasion, id)?;
    settle(shelf, occasion.now, &of)?;
    let offered = match wish.booking {
        Some(booking) => shelf.booking(booking)?,
        None => None,
    };
    let offered = offered.ok_or(Refusal::BookingAt { state: wish.state.code().to_owned() })?;
    if offered.state != BookingState::Offered {
        return Err(Refusal::BookingAt { state: offered.state.code().to_owned() }.into());
    }
    let asking = Asking {
        units: Some(wish.units),
        purpose: wish.purpose.clone(),
        organisation: wish.organisation,
        ..Asking::of(wish.platform, wish.from, wish.until)
    };
    // The offer itself counts among what the month holds already, and is not counted twice.
    let mut booking = Booking { id: offered.id, ..checked_beside(shelf, occasion, &of, &asking, &offered)? };
    agreed(&occasion.viewer, &of, &mut booking);
    let hand = Hand { by: Some(wish.account), at: occasion.now };
    if let Err(taken) = shelf.change_booking(&booking)? {
        return Err(Refusal::Overlaps { from: taken.from.to_string(), until: taken.until.to_string() }.into());
    }
    wish.state = WishState::Accepted;
    shelf.put_wish(&wish)?;
    of_booking(shelf, hand, "platform.take", &booking)?;
    tell::asked(shelf, occasion, &of, &booking)?;
    Ok(booking)
}

/// Leaves the waiting list; what was offered goes to the next.
///
/// # Errors
/// There is no such wish of theirs; it is over.
pub fn leave(shelf: &mut dyn Shelf, occasion: &Occasion, id: Uuid) -> Result<(), Trouble> {
    occasion.viewer.writes()?;
    let (mut wish, of) = own(shelf, occasion, id)?;
    match wish.state {
        WishState::Waiting | WishState::Offered => {}
        over @ (WishState::Accepted | WishState::Passed | WishState::Left) => {
            return Err(Refusal::BookingAt { state: over.code().to_owned() }.into());
        }
    }
    lapse(shelf, &wish, BookingState::Cancelled)?;
    wish.state = WishState::Left;
    shelf.put_wish(&wish)?;
    of_wish(shelf, Hand { by: Some(wish.account), at: occasion.now }, "platform.leave", &wish)?;
    offer(shelf, occasion.now, &of)
}

/// Who waits for a platform and why, in order: for its keeper everybody, for anybody else themselves.
///
/// # Errors
/// There is no such platform for the viewer.
pub fn list(shelf: &mut dyn Shelf, occasion: &Occasion, on: RecordId) -> Result<Vec<Wish>, Trouble> {
    let account = occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    let of = bookable(shelf, &occasion.viewer, on)?;
    let all = occasion.viewer.sees_everything() || keeps(&occasion.viewer, &of);
    Ok(shelf.wishes(Some(on), (!all).then_some(account))?)
}

/// Whether an offer has run out, or hours that somebody waits for have passed or are free: whether [`settle_all`] would
/// write.
///
/// # Errors
/// The store's.
pub fn is_due(shelf: &mut dyn Shelf, now: Timestamp) -> Result<bool, Trouble> {
    for wish in shelf.wishes(None, None)? {
        let waits = wish.state == WishState::Waiting;
        if over(shelf, now, &wish)? || waits && shelf.bookings(wish.platform, wish.from, wish.until)?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Passes offers on that nobody took in time, and offers what has come free, on every platform that somebody waits for.
///
/// # Errors
/// The store's.
pub fn settle_all(shelf: &mut dyn Shelf, now: Timestamp) -> Result<(), Trouble> {
    let mut platforms: Vec<RecordId> = shelf.wishes(None, None)?.iter().map(|wish| wish.platform).collect();
    platforms.sort_unstable();
    platforms.dedup();
    for record in shelf.records(&platforms)? {
        // What is no platform any more, or names no zone, offers nothing.
        if let Ok(of) = Bookable::of(record) {
            settle(shelf, now, &of)?;
            offer(shelf, now, &of)?;
        }
    }
    Ok(())
}

/// The same on one platform.
pub(crate) fn settle(shelf: &mut dyn Shelf, now: Timestamp, of: &Bookable) -> Result<(), Trouble> {
    let mut passed = false;
    for mut wish in shelf.wishes(Some(of.id()), None)? {
        if over(shelf, now, &wish)? {
            lapse(shelf, &wish, BookingState::Lapsed)?;
            wish.state = WishState::Passed;
            shelf.put_wish(&wish)?;
            of_wish(shelf, Hand { by: None, at: now }, "platform.lapse", &wish)?;
            passed = true;
        }
    }
    if passed { offer(shelf, now, of) } else { Ok(()) }
}

/// Whether the hours of a wish have begun, or what was offered to it was not taken in time.
fn over(shelf: &mut dyn Shelf, now: Timestamp, wish: &Wish) -> Result<bool, Trouble> {
    let offered = match wish.booking {
        Some(booking) if wish.state == WishState::Offered => shelf.booking(booking)?,
        Some(_) | None => None,
    };
    let late = offered.and_then(|offered| offered.detail.offered_until).is_some_and(|until| until <= now);
    Ok(late || wish.from <= now)
}

/// Offers free hours to those who wait for them, the first who fits before all others.
pub(crate) fn offer(shelf: &mut dyn Shelf, now: Timestamp, of: &Bookable) -> Result<(), Trouble> {
    for mut wish in shelf.wishes(Some(of.id()), None)? {
        let free = shelf.bookings(of.id(), wish.from, wish.until)?.is_empty();
        if wish.state != WishState::Waiting || !free || wish.from <= now {
            continue;
        }
        let until = now.checked_add(STANDS).unwrap_or(wish.from).min(wish.from);
        let booking = Booking {
            id: Uuid::now_v7(),
            platform: wish.platform,
            account: wish.account,
            organisation: wish.organisation,
            from: wish.from,
            until: wish.until,
            units: wish.units,
            state: BookingState::Offered,
            bundle: None,
            purpose: wish.purpose.clone(),
            detail: BookingDetail { offered_until: Some(until), ..BookingDetail::default() },
        };
        if shelf.book(&booking)?.is_err() {
            continue;
        }
        wish.state = WishState::Offered;
        wish.booking = Some(booking.id);
        shelf.put_wish(&wish)?;
        of_wish(shelf, Hand { by: None, at: now }, "platform.offer", &wish)?;
        tell::offered(shelf, now, &wish, until)?;
    }
    Ok(())
}

fn own(shelf: &mut dyn Shelf, occasion: &Occasion, id: Uuid) -> Result<(Wish, Bookable), Trouble> {
    let account = occasion.viewer.account();
    let wish = shelf.wish(id)?.filter(|wish| Some(wish.account) == account).ok_or(Refusal::NotFound {})?;
    let of = bookable(shelf, &occasion.viewer, wish.platform)?;
    Ok((wish, of))
}

/// Lets go of the hours that were offered.
fn lapse(shelf: &mut dyn Shelf, wish: &Wish, state: BookingState) -> Result<(), Trouble> {
    let Some(booking) = wish.booking else { return Ok(()) };
    if let Some(booking) = shelf.booking(booking)?.filter(|booking| booking.state == BookingState::Offered) {
        // A state that holds no hours collides with nothing.
        let _ = shelf.change_booking(&Booking { state, ..booking })?;
    }
    Ok(())
}

/// What would be booked in the place of an offer.
fn checked_beside(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    of: &Bookable,
    asking: &Asking,
    offered: &Booking,
) -> Result<Booking, Trouble> {
    let let_go = Booking { state: BookingState::Lapsed, ..offered.clone() };
    let _ = shelf.change_booking(&let_go)?;
    checked(shelf, occasion, of, asking, &[])
}
