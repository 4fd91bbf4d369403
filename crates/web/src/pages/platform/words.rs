//! What the room's pages call things.

use base::Refusal;
use base::people::AccountId;
use base::record::kinds::BookingUnit;
use base::record::{Choice, Record, RecordId};
use base::store::{BookingState, Fault, Shelf};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use measure::Timestamp;
use platform::{Bookable, Local, local};

use crate::language::{Key, Messages};

/// The label of a field that only the forms of this room have.
pub(super) fn own_label(name: &str) -> Option<Key> {
    Some(match name {
        "from" | "begins" => Key("booking-from"),
        "until" | "ends" => Key("booking-until"),
        "organisation" => Key("booking-organisation"),
        "month" => Key("booking-month"),
        "last" => Key("series-last"),
        _ => return None,
    })
}

/// The word of an answer of a list.
pub(super) fn word(choices: &'static [Choice], at: usize, t: Messages) -> &'static str {
    t.pick(choices[at].label.zh, choices[at].label.en)
}

/// Where a booking stands, and the class of its badge.
pub fn state(state: BookingState, t: Messages) -> (&'static str, &'static str) {
    let badge = match state {
        BookingState::Confirmed | BookingState::Used => "badge-published",
        BookingState::Requested | BookingState::Offered => "badge-draft",
        BookingState::Declined | BookingState::Cancelled | BookingState::Lapsed => "badge-deleted",
    };
    (word(BookingState::CHOICES, state as usize, t), badge)
}

/// The unit a platform is booked by.
pub fn unit(of: &Bookable, t: Messages) -> &'static str {
    word(BookingUnit::CHOICES, of.platform.booking_unit.unwrap_or(BookingUnit::Hour) as usize, t)
}

/// Hours by the clocks of the base; the day is said once where it is the same.
pub fn span(from: Timestamp, until: Timestamp) -> String {
    let (from, until) = (from.to_string(), until.to_string());
    let part = |text: &str, from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    let begins = format!("{} {}", part(&from, 0, 10), part(&from, 11, 16));
    if part(&from, 0, 10) == part(&until, 0, 10) {
        format!("{begins}–{}", part(&until, 11, 16))
    } else {
        format!("{begins} – {} {}", part(&until, 0, 10), part(&until, 11, 16))
    }
}

/// The hours of a day, as a link of the calendar shows them.
pub(super) fn day_of(at: Timestamp) -> String {
    at.date().to_string()
}

/// A local time of a form.
pub(super) fn read_local(zone: &TimeZone, name: &str, text: &str) -> Result<Local, Refusal> {
    let text = text.trim();
    let slip = || {
        let reason = if text.is_empty() {
            base::record::SlipReason::Missing {}
        } else {
            base::record::SlipReason::NotDate { given: text.to_owned() }
        };
        Refusal::Slips(vec![reason.at(name)])
    };
    let time: DateTime = text.replace(' ', "T").parse().map_err(|_| slip())?;
    local(zone, time)
}

/// What an account is called.
///
/// # Errors
/// The store's.
pub fn name(shelf: &mut dyn Shelf, account: AccountId) -> Result<String, Fault> {
    Ok(shelf.account_names(&[account])?.pop().map_or_else(String::new, |(_, name)| name))
}

/// A title by id, as far as a viewer may know it.
///
/// # Errors
/// The store's.
pub fn titled(
    shelf: &mut dyn Shelf,
    viewer: &base::people::Viewer,
    id: Option<RecordId>,
    t: Messages,
) -> Result<String, Fault> {
    let Some(id) = id else { return Ok(String::new()) };
    let found = shelf.titles(&[id], &viewer.reach())?.pop();
    Ok(found.map_or_else(String::new, |titled| {
        let (first, second) = t.pick((&titled.zh, &titled.en), (&titled.en, &titled.zh));
        if first.is_empty() { second.clone() } else { first.clone() }
    }))
}

/// The title of a record.
pub(super) fn title(record: &Record, t: Messages) -> String {
    record.content.title(t.pick(true, false)).to_owned()
}
