//! Several platforms: what somebody booked, sets booked as one, when a set is free, what is free at a time.

use axum::http::StatusCode;
use base::record::{Kind, RecordId};
use base::store::{BookingFilter, Shelf};
use jiff::SignedDuration;
use measure::Timestamp;
use platform::{Asking, Wanted, book_all, common_slots, free_between, platforms};
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::query;
use super::super::super::schema::{instant, reference, text, uuid, whole};
use super::super::said::record;
use super::{LADDER, asking, moment, told};
use crate::shell::Who;

/// Most bookings of somebody that one answer holds.
const MOST: usize = 1_000;
/// Common times in one answer.
const SLOTS: usize = 5;

pub(super) fn add(table: &mut Table) {
    table.add(of_own(), own);
    table.add(of_set(), set);
    table.add(of_slots(), slots);
    table.add(of_free(), free);
}

fn of_own() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The bookings, in order.", reference("Bookings"));
    document(Method::Get, "/bookings", "list_own_bookings", "What the caller booked", gives)
        .under("bookings")
        .who(Who::Signed)
        .note("A thousand at most, in every state.")
        .with([query("from", "Only what reaches beyond this moment.", instant())])
}

fn of_set() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The bookings.", reference("Bookings"));
    document(Method::Post, "/bookings", "book_set", "Take several platforms as one: all of them, or none", gives)
        .under("bookings")
        .who(Who::Signed)
        .takes_a("NewBookingSet")
        .refuses(LADDER)
        .refuses(["not-found"])
}

fn of_slots() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The first times, none overlapping another.", reference("CommonSlots"));
    document(Method::Get, "/bookings/slots", "find_common_slots", "When platforms are open and free together", gives)
        .under("bookings")
        .who(Who::Signed)
        .with([
            query("platform", "The platforms.", uuid()).needed().several(),
            query("minutes", "How long.", whole(1, 60 * 24 * 60)).needed(),
            query("from", "Not before this moment; now where nothing is said.", instant()),
        ])
        .refuses(["not-found", "empty-period", "platform-rests", "no-such-zone", "no-common-slot"])
}

fn of_free() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The platforms, by title.", reference("FreePlatforms"));
    document(Method::Get, "/bookings/free", "find_free_platforms", "Which platforms are free at a time", gives)
        .under("bookings")
        .who(Who::Signed)
        .with([
            query("from", "The first moment.", instant()).needed(),
            query("until", "The first moment after.", instant()).needed(),
            query("type", "The type of platform, by its code.", text()),
            query("owner", "The organisation it belongs to.", uuid()),
            query("position", "A place on the chain.", text()),
            query("q", "What their text holds.", text()),
        ])
        .refuses(["empty-period"])
}

fn own(call: &Call) -> Result<Answer, Failure> {
    let from = call.given.text("from").map(|text| moment(Some(text)));
    let filter = BookingFilter { account: Some(call.account()?), from, ..BookingFilter::default() };
    let found = call.reading(|shelf| Ok(shelf.bookings_of(&filter, MOST)?))?;
    Ok(Answer::ok(json!({ "items": found.iter().map(told::booking).collect::<Vec<Value>>() })))
}

fn set(call: &Call) -> Result<Answer, Failure> {
    call.writer()?;
    let given = call.body["bookings"].as_array().map_or(&[][..], Vec::as_slice);
    let one = |body: &Value| asking(body, record(body, "platform").ok_or(base::Refusal::NotFound {})?);
    let askings: Vec<Asking> = given.iter().map(one).collect::<Result<_, base::Refusal>>()?;
    call.writing(move |shelf, occasion| {
        let booked = book_all(shelf, occasion, &askings)?;
        Ok(Answer::ok(json!({ "items": booked.iter().map(told::booking).collect::<Vec<Value>>() })))
    })
}

fn slots(call: &Call) -> Result<Answer, Failure> {
    let ids: Vec<RecordId> = call.given.each("platform").filter_map(|id| id.parse().ok()).collect();
    let length = SignedDuration::from_mins(call.given.whole("minutes").unwrap_or(0));
    let now = call.occasion.now;
    let from: Timestamp = call.given.text("from").map_or(now, |text| moment(Some(text)));
    let found = call.reading(|shelf| common_slots(shelf, call.viewer(), &ids, length, (from, now), SLOTS))?;
    let told = |(from, until): &(Timestamp, Timestamp)| json!({ "from": from.to_string(), "until": until.to_string() });
    Ok(Answer::ok(json!({ "items": found.iter().map(told).collect::<Vec<Value>>() })))
}

fn free(call: &Call) -> Result<Answer, Failure> {
    let span = (moment(call.given.text("from")), moment(call.given.text("until")));
    let text = |name: &str| call.given.text(name).unwrap_or_default().to_owned();
    let wanted = Wanted {
        platform_type: text("type"),
        owner: call.given.text("owner").and_then(|id| id.parse().ok()),
        position: text("position"),
        words: text("q"),
    };
    let found = call.reading(|shelf: &mut dyn Shelf| {
        let all = platforms(shelf, &call.occasion, &wanted)?;
        free_between(shelf, &call.occasion, all, span)
    })?;
    let told = found.iter().map(|of| {
        let content = &of.record.content;
        json!({
            "platform": of.id().to_string(),
            "kind": Kind::Platform.code(),
            "title": { "zh": content.text("title_zh"), "en": content.text("title_en") },
        })
    });
    Ok(Answer::ok(json!({ "items": told.collect::<Vec<Value>>() })))
}
