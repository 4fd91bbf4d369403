//! The room of events: what is ahead, an event's page, one's own registration, the desk of who holds it, the door.

mod act;
mod badges;
mod calendar;
mod desk;
mod door;
mod feed;
mod hand;
mod lead;
mod statistics;
mod words;

use base::record::Kind;

use super::frame::Labels;
use crate::shell::{Routes, Who};

/// The routes of the room. Who may do what is asked where it is done.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/events/calendar", Who::Everyone, calendar::show)
        .get("/events/{id}/desk", Who::Everyone, desk::show)
        .post("/events/{id}/desk", Who::Signed, act::register)
        .get("/events/{id}/lead", Who::Signed, lead::show)
        .post("/events/{id}/lead", Who::Signed, act::lead)
        .get("/events/{id}/badges", Who::Signed, badges::show)
        .get("/events/{id}/door", Who::Signed, door::show)
        .upload("/events/{id}/door", Who::Signed, door::act)
        .get("/events/{id}/statistics", Who::Signed, statistics::show)
        .get("/events/{id}/statistics.xlsx", Who::Signed, statistics::workbook)
        .get("/events/{id}/event.ics", Who::Everyone, feed::one)
        .get("/registrations/{id}/desk", Who::Signed, hand::show)
        .post("/registrations/{id}/desk", Who::Signed, act::own)
        .get("/calendars/{id}/events.ics", Who::Everyone, feed::mine)
}

/// What the forms of this room call their fields.
const LABELS: Labels = Labels { own: words::own_label, kinds: &[Kind::Event, Kind::Registration] };
