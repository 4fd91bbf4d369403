//! Bookings that come again: looked at first, then booked.

use axum::http::StatusCode;
use base::record::{Kind, RecordId};
use base::{Refusal, record::SlipReason};
use jiff::civil::{Date, DateTime};
use platform::series::{Every, Fate, Occurrence, OnHoliday, Series, book_series, preview};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::schema::reference;
use super::super::said::{needed, slip};
use super::{LADDER, asking, told};
use crate::rulebook::shipped_calendar;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_preview(), previewed);
    table.add(of_book(), booked);
}

fn path(rest: &str) -> String {
    format!("/{}/{{id}}/series{rest}", Kind::Platform.path())
}

fn of_preview() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "Each date with what would become of it.", reference("SeriesPreview"));
    document(Method::Post, path("/preview"), "preview_series", "Look at bookings that come again", gives)
        .under("bookings")
        .who(Who::Signed)
        .note("Nothing is written. Days on which people do not work are told by the calendar of working days.")
        .takes_a("BookingSeries")
        .refuses(["empty-period", "series-too-long", "no-such-zone", "slips", "shares-not-whole"])
}

fn of_book() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The bookings.", reference("Bookings"));
    document(Method::Post, path(""), "book_series", "Book dates of a series: all of them, or none", gives)
        .under("bookings")
        .who(Who::Signed)
        .takes_a("BookingSeries")
        .refuses(LADDER)
        .refuses(["series-too-long", "series-taken"])
}

fn series(body: &Value, id: RecordId) -> Result<Series, Refusal> {
    let time = |name: &str| -> Result<DateTime, Refusal> {
        let given = body[name].as_str().unwrap_or_default();
        given.parse().map_err(|_| slip(name, SlipReason::NotDate { given: given.to_owned() }))
    };
    Ok(Series {
        from: time("begins")?,
        until: time("ends")?,
        every: if body["every"] == "day" { Every::Day } else { Every::Week },
        last: needed(body, "last")?,
        holidays: match body["holidays"].as_str() {
            Some("move") => OnHoliday::Move,
            Some("keep") => OnHoliday::Keep,
            Some(_) | None => OnHoliday::Skip,
        },
        asking: asking(body, id)?,
    })
}

fn previewed(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let (series, shipped) = (series(&call.body, id)?, shipped_calendar()?);
    let seen = call.reading(|shelf| {
        let calendar = base::rules::calendar(shelf, shipped)?;
        preview(shelf, &call.occasion, &calendar, &series)
    })?;
    Ok(Answer::ok(json!({ "items": seen.iter().map(occurrence).collect::<Vec<Value>>() })))
}

fn occurrence(one: &Occurrence) -> Value {
    let (fate, booking, refused) = match &one.fate {
        Fate::Free(booking) => ("free", Some(booking), None),
        Fate::Skipped => ("left-out", None, None),
        Fate::Refused(refusal) => ("refused", None, Some(refusal)),
    };
    json!({
        "day": one.day.to_string(),
        "on": one.on.to_string(),
        "holiday": one.holiday,
        "unknown_year": one.unknown,
        "clock_shown_twice": one.twice,
        "fate": fate,
        "from": booking.map(|booking| booking.from.to_string()),
        "until": booking.map(|booking| booking.until.to_string()),
        "refused": refused.map(|refusal| refusal.key().trim_start_matches("base-refusal-")),
        "why": refused.map(ToString::to_string),
    })
}

fn booked(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let (series, shipped) = (series(&call.body, id)?, shipped_calendar()?);
    let days = call.body["days"].as_array().map_or(&[][..], Vec::as_slice);
    let days: Vec<Date> = days.iter().filter_map(|day| day.as_str()?.parse().ok()).collect();
    call.writing(move |shelf, occasion| {
        let calendar = base::rules::calendar(shelf, shipped)?;
        let booked = book_series(shelf, occasion, &calendar, &series, &days)?;
        Ok(Answer::ok(json!({ "items": booked.iter().map(told::booking).collect::<Vec<Value>>() })))
    })
}
