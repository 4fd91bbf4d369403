//! The schemas of bookings, by name.

use base::record::kinds::RateFor;
use base::store::{BookingState, WishState};
use serde_json::{Value, json};

use super::super::super::schema::{
    about, day, flag, instant, line, list, nullable, object, one_of, reference, short_list, text, uuid, whole,
};

/// Every schema of bookings.
pub(in super::super::super) fn components() -> Vec<(&'static str, Value)> {
    [bookings(), waiting(), series(), sets(), allocation()].into_iter().flatten().collect()
}

fn share() -> Value {
    json!({ "type": "string", "maxLength": 40, "examples": ["1/3", "0.25", "40%"] })
}

fn local() -> Value {
    let mut local = line(16, 16);
    local["examples"] = json!(["2026-03-10T09:00"]);
    local
}

fn split() -> Value {
    about(
        short_list(object([("organisation", uuid()), ("share", share())]), 20),
        "Who pays which share; they add up to 1. The user's organisation pays all of it where nobody is named.",
    )
}

fn bookings() -> Vec<(&'static str, Value)> {
    let states = one_of(BookingState::CHOICES.iter().map(|choice| choice.code));
    let used = object([
        ("from", instant()),
        ("until", instant()),
        ("units", whole(0, i64::from(u32::MAX))),
        ("samples", whole(0, i64::from(u32::MAX))),
        ("note", text()),
    ]);
    let booking = object([
        ("id", uuid()),
        ("platform", uuid()),
        ("account?", about(uuid(), "Left out, as is all that follows from it, for whom it is only taken.")),
        ("organisation?", nullable(uuid())),
        ("project?", nullable(uuid())),
        ("from", instant()),
        ("until", instant()),
        ("units?", whole(0, i64::from(u32::MAX))),
        ("state?", states),
        ("set?", about(nullable(uuid()), "What bookings that were made as one have in common.")),
        ("purpose?", text()),
        ("note?", about(text(), "What was said when it was decided or given back.")),
        ("split?", list(object([("organisation", uuid()), ("share", text())]))),
        ("used?", nullable(used)),
    ]);
    let decision = object([
        ("decision", one_of(["accept", "decline"])),
        ("note?", about(line(0, 500), "Needed where it is declined.")),
    ]);
    let of_use = object([
        ("from", instant()),
        ("until", instant()),
        ("units", about(whole(0, 1_000_000), "How many units are charged.")),
        ("samples?", whole(0, 1_000_000)),
        ("note?", line(0, 500)),
    ]);
    vec![
        ("Booking", booking),
        ("Bookings", object([("items", list(reference("Booking")))])),
        ("NewBooking", object(asked())),
        ("BookingDecision", decision),
        ("BookingUse", of_use),
    ]
}

/// What is asked for of a platform.
fn asked() -> [(&'static str, Value); 7] {
    [
        ("from", instant()),
        ("until", about(instant(), "The first moment after.")),
        ("purpose?", line(0, 500)),
        ("units?", about(whole(1, 1_000_000), "Where it is booked by batches or samples.")),
        (
            "organisation?",
            about(uuid(), "For which organisation; the first that the caller acts for where none is named."),
        ),
        ("project?", uuid()),
        ("split?", split()),
    ]
}

fn waiting() -> Vec<(&'static str, Value)> {
    let wish = object([
        ("id", uuid()),
        ("platform", uuid()),
        ("account", uuid()),
        ("from", instant()),
        ("until", instant()),
        ("units", whole(0, i64::from(u32::MAX))),
        ("purpose", text()),
        ("reason", text()),
        ("state", one_of(WishState::CHOICES.iter().map(|choice| choice.code))),
        ("asked", instant()),
    ]);
    let [from, until, purpose, units, organisation, project, split] = asked();
    let new = object([from, until, purpose, units, organisation, project, split, ("reason", line(0, 500))]);
    vec![("Wish", wish), ("Wishes", object([("items", list(reference("Wish")))])), ("NewWish", new)]
}

fn series() -> Vec<(&'static str, Value)> {
    let [_, _, purpose, units, organisation, project, split] = asked();
    let series = object([
        ("begins", about(local(), "The first moment of the first date, by the clocks of the place.")),
        ("ends", about(local(), "The first moment after it, by the same.")),
        ("every", one_of(["day", "week"])),
        ("last", about(day(), "The last day.")),
        ("holidays?", about(one_of(["skip", "move", "keep"]), "What becomes of days on which people do not work.")),
        ("days?", about(short_list(day(), 120), "The dates to book, as the preview named them.")),
        purpose,
        units,
        organisation,
        project,
        split,
    ]);
    let occurrence = object([
        ("day", day()),
        ("on", about(day(), "The day it moved to.")),
        ("holiday", text()),
        ("unknown_year", about(flag(), "Nobody knows yet on which days of that year people work.")),
        ("clock_shown_twice", about(flag(), "The clocks show an hour of it twice; the first is meant.")),
        ("fate", one_of(["free", "left-out", "refused"])),
        ("from", nullable(instant())),
        ("until", nullable(instant())),
        ("refused", about(nullable(text()), "The last part of the type of a problem.")),
        ("why", nullable(text())),
    ]);
    vec![("BookingSeries", series), ("SeriesPreview", object([("items", list(occurrence))]))]
}

fn sets() -> Vec<(&'static str, Value)> {
    let [from, until, purpose, units, organisation, project, split] = asked();
    let one = object([("platform", uuid()), from, until, purpose, units, organisation, project, split]);
    let slot = object([("from", instant()), ("until", instant())]);
    let titles = object([("zh", text()), ("en", text())]);
    let free = object([("platform", uuid()), ("kind", text()), ("title", titles)]);
    let payer = one_of(RateFor::CHOICES.iter().map(|choice| choice.code));
    let used = object([
        ("platform", uuid()),
        ("payer", nullable(uuid())),
        ("as", about(nullable(payer), "As whom the user pays.")),
        ("price", about(nullable(text()), "Of one unit; nothing where no rate says it.")),
        ("share", text()),
        ("amount", nullable(text())),
        ("booking", reference("Booking")),
    ]);
    vec![
        ("NewBookingSet", object([("bookings", short_list(one, 20))])),
        ("CommonSlots", object([("items", list(slot))])),
        ("FreePlatforms", object([("items", list(free))])),
        ("UseStatement", object([("month", text()), ("items", list(used))])),
    ]
}

fn allocation() -> Vec<(&'static str, Value)> {
    let number = || json!({ "type": "number" });
    let units = || whole(0, i64::from(u32::MAX));
    let reason = || about(line(0, 500), "The ledger keeps it.");
    let week = || about(day(), "The Monday of the week.");
    let titles = || object([("zh", text()), ("en", text())]);
    let at = || object([("week", nullable(week())), ("units", units())]);
    let remedy = object([
        ("weight", about(nullable(number()), "The weight from which on it would be given more.")),
        ("more", about(at(), "So many units more in that week would do as well.")),
        ("free_weeks", about(list(at()), "Weeks outside what was asked for that have units left.")),
    ]);
    let grant = object([
        ("project", uuid()),
        ("title", titles()),
        ("weight", number()),
        ("asked", units()),
        ("least", units()),
        ("given", units()),
        ("weeks", about(list(units()), "Week by week.")),
        ("offers", about(nullable(number()), "What a further unit would be worth; nothing where all is given.")),
        ("cost", about(nullable(number()), "What others would lose by it; nothing where there is no room at all.")),
        ("remedy", about(nullable(remedy), "What would change it.")),
    ]);
    let resource = object([
        ("resource", uuid()),
        ("title", titles()),
        ("unit", text()),
        ("capacity", list(units())),
        ("grants", list(grant)),
    ]);
    let bound = object([("reached", number()), ("bound", number()), ("gap", number())]);
    let entry = object([
        ("id", uuid()),
        ("at", instant()),
        ("account", nullable(uuid())),
        ("project", uuid()),
        ("resource", uuid()),
        ("week", week()),
        ("before", units()),
        ("after", units()),
        ("reason", text()),
    ]);
    let kept = [("from", day()), ("until", day()), ("reserved?", whole(0, 100)), ("reason", reason())];
    let change = [
        ("project", uuid()),
        ("resource", uuid()),
        ("week", week()),
        ("units", whole(0, 1_000_000)),
        ("reason", reason()),
    ];
    vec![
        ("AllocationPlan", object([("weeks", list(day())), ("bound", bound), ("resources", list(resource))])),
        ("NewAllocation", object(kept)),
        ("AllocationKept", object([("lines", units())])),
        ("AllocationChange", object(change)),
        ("AllocationLedger", object([("items", list(entry))])),
    ]
}
