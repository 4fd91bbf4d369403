//! The room of platforms: one calendar, sets booked as one, series, waiting, the keeper's desk, the month's statement.

mod allocation;
mod calendar;
mod desk;
mod feed;
mod mine;
mod series;
mod set;
mod statement;
pub mod words;

use base::people::Role;

pub(in crate::pages) use feed::reader;

use super::frame::{Frame, Labels, Typed, page_of};
use crate::shell::{Routes, Who};

/// The routes of the room. Who may do what is asked where it is done.
pub(super) fn routes() -> Routes {
    Routes::default()
        .get("/platforms/calendar", Who::Signed, calendar::show)
        .get("/platforms/set", Who::Signed, set::show)
        .post("/platforms/set", Who::Signed, set::act)
        .get("/platforms/allocation", Who::Role(Role::Auditor), allocation::show)
        .post("/platforms/allocation", Who::Role(Role::Administrator), allocation::act)
        .get("/platforms/allocation.xlsx", Who::Role(Role::Auditor), allocation::workbook)
        .get("/platforms/statement", Who::Signed, statement::show)
        .get("/platforms/statement.xlsx", Who::Signed, statement::workbook)
        .get("/platforms/{id}/desk", Who::Signed, desk::show)
        .post("/platforms/{id}/desk", Who::Signed, desk::act)
        .get("/platforms/{id}/series", Who::Signed, series::show)
        .post("/platforms/{id}/series", Who::Signed, series::act)
        .get("/bookings", Who::Signed, mine::show)
        .post("/bookings", Who::Signed, mine::act)
        .get("/calendars/{id}/bookings.ics", Who::Everyone, feed::show)
}

/// What the forms of this room call their fields.
const LABELS: Labels = Labels { own: words::own_label, kinds: &[base::record::Kind::Platform] };
