//! What is booked in a time.

use base::record::Kind;
use base::store::{BookingFilter, Store};
use base::{Refusal, Trouble};
use jiff::ToSpan;
use jiff::civil::Date;
use measure::Timestamp;
use serde_json::{Value, json};
use store::Database;
use web::booking_answer;
use web::booking_words::{name, span, state, titled};
use web::language::Messages;

use crate::named;
use crate::operator::occasion;
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// Most bookings of one list.
const MOST: usize = 10_000;
/// Days of a list where nothing is said.
const DAYS: i64 = 28;

/// The bookings of a time, of one platform or of all.
pub fn run(
    database: &Database,
    named: Option<&str>,
    (from, until): (Option<Date>, Option<Date>),
    as_json: bool,
    t: Messages,
) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let occasion = occasion();
    let viewer = &occasion.viewer;
    let from = from.unwrap_or_else(|| occasion.now.date());
    let last = until.map_or_else(|| from.checked_add(DAYS.days()), Ok);
    let after = last.and_then(Date::tomorrow).ok().filter(|after| from < *after).ok_or(Refusal::EmptyPeriod {})?;
    let mut filter = BookingFilter {
        from: Some(Timestamp::start_of(from)),
        until: Some(Timestamp::start_of(after)),
        ..BookingFilter::default()
    };
    let found = store.reading(|shelf| {
        if let Some(named) = named {
            let id = named::record(shelf, viewer, &[Kind::Platform], named)?;
            platform::bookable(shelf, viewer, id)?;
            filter.platforms = vec![id];
        }
        let mut found = Vec::new();
        for booking in shelf.bookings_of(&filter, MOST)? {
            let cells = vec![
                span(booking.from, booking.until),
                titled(shelf, viewer, Some(booking.platform), t)?,
                name(shelf, booking.account)?,
                titled(shelf, viewer, booking.organisation, t)?,
                booking.units.to_string(),
                state(booking.state, t).0.to_owned(),
                booking.purpose.clone(),
            ];
            found.push((booking, cells));
        }
        Ok::<_, Trouble>(found)
    })?;
    if as_json {
        let items: Vec<Value> = found.iter().map(|(booking, _)| booking_answer::booking(booking)).collect();
        return output::json(&json!({ "items": items }));
    }
    let mut sheet = Sheet::new(&[
        t.get("booking-hours"),
        t.get("booking-platform"),
        t.get("booking-who"),
        t.get("booking-organisation"),
        format!(">{}", t.get("booking-units")),
        t.get("booking-state"),
        t.get("booking-purpose"),
    ]);
    let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
    for (_, cells) in found {
        sheet.row(cells);
    }
    sheet.print(&t.say("cli-booking-count").with("count", count).to_string())
}
