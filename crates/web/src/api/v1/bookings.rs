//! Platforms taken for a time and given back.

use axum::http::StatusCode;
use base::booking;
use base::record::Kind;
use base::store::Booking;
use jiff::SignedDuration;
use measure::Timestamp;
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::query;
use super::super::refused::Refused;
use super::super::schema::{instant, reference};
use crate::shell::Who;

/// The longest time that one list covers.
const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_book(), book);
    table.add(of_unbook(), unbook);
}

fn all() -> String {
    format!("/{}/{{id}}/bookings", Kind::Platform.path())
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The bookings, in order.", reference("Bookings"));
    document(Method::Get, all(), "list_bookings", "The bookings of a platform in a time", gives)
        .under("bookings")
        .who(Who::Signed)
        .note("At most a year and a day at once.")
        .with([
            query("from", "The first moment of the time.", instant()).needed(),
            query("until", "The first moment after it.", instant()).needed(),
        ])
        .refuses(["empty-period", "span-too-long"])
}

fn of_book() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The booking.", reference("Booking"));
    document(Method::Post, all(), "book_platform", "Take a platform for a time", gives)
        .under("bookings")
        .who(Who::Signed)
        .takes_a("NewBooking")
        .refuses(["auditors-read", "overlaps", "empty-period"])
}

fn of_unbook() -> Documentation {
    let gives = Gives::Nothing("It is given back.");
    document(Method::Delete, format!("{}/{{booking}}", all()), "unbook_platform", "Give a platform back", gives)
        .under("bookings")
        .who(Who::Signed)
        .refuses(["not-allowed", "auditors-read"])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let (from, until) = (moment(call.given.text("from")), moment(call.given.text("until")));
    if until.since(from) > LONGEST {
        return Err(Refused::SpanTooLong { most: "366 days".to_owned() }.into());
    }
    let bookings = call.reading(|shelf| booking::bookings(shelf, &call.occasion, id, from, until))?;
    let items: Vec<Value> = bookings.iter().map(told).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn book(call: &Call) -> Result<Answer, Failure> {
    let (id, path) = (call.id()?, call.visit.path.clone());
    let (from, until) = (moment(call.body["from"].as_str()), moment(call.body["until"].as_str()));
    let purpose = call.body["purpose"].as_str().unwrap_or_default().to_owned();
    call.writing(move |shelf, occasion| {
        let booking = booking::book(shelf, occasion, id, from, until, &purpose)?;
        Ok(Answer::created(format!("{path}/{}", booking.id), told(&booking)))
    })
}

fn unbook(call: &Call) -> Result<Answer, Failure> {
    let (id, given) = (call.id()?, call.part("booking")?);
    call.writing(move |shelf, occasion| {
        booking::unbook(shelf, occasion, id, given)?;
        Ok(Answer::Done)
    })
}

/// An instant that the schema has let through.
fn moment(text: Option<&str>) -> Timestamp {
    let read = text.and_then(|text| Timestamp::parse(text).ok());
    read.unwrap_or_else(|| jiff::Timestamp::UNIX_EPOCH.into())
}

fn told(booking: &Booking) -> Value {
    json!({
        "id": booking.id.to_string(),
        "platform": booking.platform.to_string(),
        "account": booking.account.to_string(),
        "from": booking.from.to_string(),
        "until": booking.until.to_string(),
        "purpose": booking.purpose,
    })
}
