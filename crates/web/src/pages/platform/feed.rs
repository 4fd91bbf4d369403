//! The calendar of what somebody booked, or of a platform, for programs that read calendars.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use base::people::verb::member;
use base::people::{AccountId, Secret, Viewer};
use base::record::RecordId;
use base::record::verb::Occasion;
use base::store::{Booking, BookingFilter, BookingState, Shelf};
use jiff::SignedDuration;
use platform::icalendar::{Calendar, Event, write};
use platform::{bookable, keeps, seen_by};

use super::words::{title, titled};
use crate::language::Messages;
use crate::shell::{Trouble, Visit};
use crate::state::State;

const MOST: usize = 2_000;
const BACK: SignedDuration = SignedDuration::from_hours(24 * 92);

/// Who may read it: its owner in a session, and whoever shows the secret of its address. Anybody else learns nothing.
pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let account: AccountId = visit.id.parse().map_err(|_| Trouble::NotFound)?;
    let (now, t) = (state.clock().now(), visit.messages());
    let on: Option<RecordId> = visit.field("platform").map(str::parse).transpose().map_err(|_| Trouble::NotFound)?;
    let calendar = state.store().reading(|shelf| {
        let viewer = reader(shelf, visit, account, now)?;
        let occasion = Occasion { viewer, now, places: state.places().clone() };
        calendar(shelf, &occasion, account, on, t)
    })?;
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8")], write(&calendar)).into_response())
}

/// The owner, with the keys they hold now.
pub(in crate::pages) fn reader(
    shelf: &mut dyn Shelf,
    visit: &Visit,
    account: AccountId,
    now: measure::Timestamp,
) -> Result<Viewer, Trouble> {
    if visit.viewer.account() == Some(account) {
        return Ok(visit.viewer.clone());
    }
    let shown = visit.field("key").map(|key| Secret::shown(key).digest());
    if shown.is_none() || shown != shelf.calendar_key(account)? {
        return Err(Trouble::NotFound);
    }
    let viewer = member(shelf, account, now)?;
    if viewer.account().is_some() { Ok(viewer) } else { Err(Trouble::NotFound) }
}

fn calendar(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    account: AccountId,
    on: Option<RecordId>,
    t: Messages,
) -> Result<Calendar, Trouble> {
    let from = occasion.now.checked_add(-BACK).ok();
    let states: Vec<BookingState> = BookingState::ALL.into_iter().filter(|state| state.holds()).collect();
    let mut filter = BookingFilter { from, states, ..BookingFilter::default() };
    let (name, keeps) = match on {
        None => {
            filter.account = Some(account);
            (t.get("nav-bookings"), false)
        }
        Some(id) => {
            let of = bookable(shelf, &occasion.viewer, id)?;
            filter.platforms = vec![id];
            (title(&of.record, t), keeps(&occasion.viewer, &of))
        }
    };
    let mut events = Vec::new();
    for booking in shelf.bookings_of(&filter, MOST)? {
        events.push(event(shelf, occasion, keeps, booking, t)?);
    }
    Ok(Calendar { name, events })
}

fn event(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    keeps: bool,
    booking: Booking,
    t: Messages,
) -> Result<Event, Trouble> {
    let platform = titled(shelf, &occasion.viewer, Some(booking.platform), t)?;
    let certain = matches!(booking.state, BookingState::Confirmed | BookingState::Used);
    let uid = format!("{}@didymium", booking.id);
    let seen = seen_by(occasion, keeps, booking);
    let place = match seen.booking.as_ref() {
        Some(booking) => {
            shelf.record(booking.platform)?.map_or_else(String::new, |record| record.content.text("place").to_owned())
        }
        None => String::new(),
    };
    let (summary, description) = match seen.booking {
        None => (format!("{platform} · {}", t.get("booking-taken")), String::new()),
        Some(booking) => {
            let note = booking.detail.note;
            let parts = [booking.purpose, note].into_iter().filter(|part| !part.is_empty());
            (platform, parts.collect::<Vec<_>>().join("\n"))
        }
    };
    Ok(Event {
        uid,
        stamp: occasion.now,
        from: seen.from,
        until: seen.until,
        summary,
        description,
        place,
        certain,
        is_off: false,
        sequence: 0,
    })
}
