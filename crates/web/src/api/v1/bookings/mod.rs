//! Platforms taken for a time, one or several as one; what becomes of it; who waits; what it costs.

mod allocation;
mod decisions;
mod schemas;
mod series;
mod sets;
mod statement;
pub mod told;
mod waiting;

use axum::http::StatusCode;
use base::Refusal;
use base::record::Kind;
use base::store::CostShare;
use jiff::SignedDuration;
use measure::{Fraction, Timestamp};
use platform::Asking;
use serde_json::{Value, json};

use super::super::answer::{Answer, Failure};
use super::super::call::Call;
use super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::parameter::query;
use super::super::refused::Refused;
use super::super::schema::{instant, reference};
use super::said::{record, text};
use crate::shell::Who;

pub(in super::super) use schemas::components;

/// The longest time that one list covers.
const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// What the ladder of a booking refuses.
const LADDER: [&str; 13] = [
    "auditors-read",
    "empty-period",
    "booking-past",
    "booking-too-soon",
    "units-outside",
    "platform-closed",
    "platform-rests",
    "no-such-zone",
    "prerequisite-missing",
    "quota-used",
    "shares-not-whole",
    "overlaps",
    "slips",
];

pub(super) fn add(table: &mut Table) {
    table.add(of_list(), list);
    table.add(of_book(), book);
    table.add(of_unbook(), unbook);
    decisions::add(table);
    waiting::add(table);
    series::add(table);
    sets::add(table);
    statement::add(table);
    allocation::add(table);
}

fn all() -> String {
    format!("/{}/{{id}}/bookings", Kind::Platform.path())
}

fn of_list() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The bookings, in order.", reference("Bookings"));
    document(Method::Get, all(), "list_bookings", "The bookings of a platform in a time", gives)
        .under("bookings")
        .who(Who::Signed)
        .note("Those that hold their hours, at most a year and a day at once. Who booked, and what for, is for who looks after the platform, who booked, and who leads their organisation; anybody else reads that it is taken.")
        .with([
            query("from", "The first moment of the time.", instant()).needed(),
            query("until", "The first moment after it.", instant()).needed(),
        ])
        .refuses(["empty-period", "span-too-long", "no-such-zone"])
}

fn of_book() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The booking.", reference("Booking"));
    document(Method::Post, all(), "book_platform", "Take a platform for a time", gives)
        .under("bookings")
        .who(Who::Signed)
        .note("It waits for its keeper where the platform says so, and holds its hours meanwhile.")
        .takes_a("NewBooking")
        .refuses(LADDER)
}

fn of_unbook() -> Documentation {
    let gives = Gives::Nothing("It is given back.");
    document(Method::Delete, format!("{}/{{booking}}", all()), "unbook_platform", "Give a platform back", gives)
        .under("bookings")
        .who(Who::Signed)
        .note("What was given back, declined or used is not there to be given back.")
        .refuses(["not-allowed", "auditors-read", "no-such-zone"])
}

fn list(call: &Call) -> Result<Answer, Failure> {
    let id = call.id()?;
    let (from, until) = (moment(call.given.text("from")), moment(call.given.text("until")));
    if until.since(from) > LONGEST {
        return Err(Refused::SpanTooLong { most: "366 days".to_owned() }.into());
    }
    let items = call.reading(|shelf| {
        let bookings = platform::bookings(shelf, &call.occasion, id, from, until)?;
        let of = platform::bookable(shelf, call.viewer(), id)?;
        let keeps = platform::keeps(call.viewer(), &of);
        let seen = bookings.into_iter().map(|booking| told::seen(&call.occasion, keeps, &booking));
        Ok(seen.collect::<Vec<Value>>())
    })?;
    Ok(Answer::ok(json!({ "items": items })))
}

fn book(call: &Call) -> Result<Answer, Failure> {
    let (id, path) = (call.id()?, call.visit.path.clone());
    let asking = asking(&call.body, id)?;
    call.writing(move |shelf, occasion| {
        let booking = platform::book(shelf, occasion, &asking)?;
        Ok(Answer::created(format!("{path}/{}", booking.id), told::booking(&booking)))
    })
}

fn unbook(call: &Call) -> Result<Answer, Failure> {
    let (id, given) = (call.id()?, call.part("booking")?);
    call.writing(move |shelf, occasion| match platform::cancel(shelf, occasion, id, given, "") {
        Err(base::Trouble::Refused(Refusal::BookingAt { .. })) => Err(Refusal::NotFound {}.into()),
        done => done.map(|_| Answer::Done),
    })
}

/// What is to be booked of a platform.
fn asking(body: &Value, platform: base::record::RecordId) -> Result<Asking, Refusal> {
    let shares = body["split"].as_array().map_or(&[][..], Vec::as_slice);
    let share = |one: &Value| {
        let given = one["share"].as_str().unwrap_or_default();
        let share = Fraction::parse(given).map_err(|_| Refusal::SharesNotWhole { sum: given.to_owned() })?;
        Ok(CostShare { organisation: record(one, "organisation").ok_or(Refusal::NotFound {})?, share })
    };
    Ok(Asking {
        platform,
        from: moment(body["from"].as_str()),
        until: moment(body["until"].as_str()),
        units: body["units"].as_u64().and_then(|units| u32::try_from(units).ok()),
        purpose: text(body, "purpose"),
        organisation: record(body, "organisation"),
        project: record(body, "project"),
        split: shares.iter().map(share).collect::<Result<_, Refusal>>()?,
    })
}

/// An instant that the schema has let through.
fn moment(text: Option<&str>) -> Timestamp {
    let read = text.and_then(|text| Timestamp::parse(text).ok());
    read.unwrap_or_else(|| jiff::Timestamp::UNIX_EPOCH.into())
}
