//! What the journal says of bookings.

use base::Trouble;
use base::journal::Entry;
use base::people::AccountId;
use base::record::{Kind, RecordId};
use base::store::{Booking, Shelf, Wish};
use measure::Timestamp;
use serde_json::{Value, json};

/// Who did it and when; nobody where the program itself did.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hand {
    pub by: Option<AccountId>,
    pub at: Timestamp,
}

pub(crate) fn of_booking(shelf: &mut dyn Shelf, hand: Hand, verb: &str, booking: &Booking) -> Result<(), Trouble> {
    let mut told = json!({
        "booking": booking.id.to_string(),
        "from": booking.from.to_string(),
        "until": booking.until.to_string(),
        "units": booking.units,
        "state": booking.state,
        "purpose": booking.purpose,
    });
    if !booking.detail.note.is_empty() {
        told["note"] = json!(booking.detail.note);
    }
    write(shelf, hand, verb, booking.platform, told)
}

pub(crate) fn of_wish(shelf: &mut dyn Shelf, hand: Hand, verb: &str, wish: &Wish) -> Result<(), Trouble> {
    let told = json!({
        "wish": wish.id.to_string(),
        "from": wish.from.to_string(),
        "until": wish.until.to_string(),
        "state": wish.state,
        "reason": wish.reason,
    });
    write(shelf, hand, verb, wish.platform, told)
}

pub(crate) fn write(
    shelf: &mut dyn Shelf,
    hand: Hand,
    verb: &str,
    platform: RecordId,
    payload: Value,
) -> Result<(), Trouble> {
    let object = format!("{}:{platform}", Kind::Platform);
    shelf.append(Entry { at: hand.at, by: hand.by, verb: verb.to_owned(), object, version: 0, payload })?;
    Ok(())
}
