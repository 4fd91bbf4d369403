//! Bookings and wishes, as JSON.

use base::record::verb::Occasion;
use base::store::{Booking, Wish};
use platform::Line;
use serde_json::{Value, json};

/// A booking, for whom it is to be seen.
pub fn booking(booking: &Booking) -> Value {
    let detail = &booking.detail;
    let split = detail
        .split
        .iter()
        .map(|one| json!({ "organisation": one.organisation.to_string(), "share": one.share.to_string() }));
    let used = detail.used.as_ref().map(|used| {
        json!({
            "from": used.from.to_string(),
            "until": used.until.to_string(),
            "units": used.units,
            "samples": used.samples,
            "note": used.note,
        })
    });
    json!({
        "id": booking.id.to_string(),
        "platform": booking.platform.to_string(),
        "account": booking.account.to_string(),
        "organisation": booking.organisation.map(|id| id.to_string()),
        "project": detail.project.map(|id| id.to_string()),
        "from": booking.from.to_string(),
        "until": booking.until.to_string(),
        "units": booking.units,
        "state": booking.state,
        "set": booking.bundle.map(|id| id.to_string()),
        "purpose": booking.purpose,
        "note": detail.note,
        "split": split.collect::<Vec<_>>(),
        "used": used,
    })
}

/// One payer's part of one use.
pub fn line(line: &Line) -> Value {
    json!({
        "platform": line.platform.to_string(),
        "payer": line.payer.map(|id| id.to_string()),
        "as": line.class,
        "price": line.price.map(|price| price.to_string()),
        "share": line.share.to_string(),
        "amount": line.amount.map(|amount| amount.to_string()),
        "booking": booking(&line.booking),
    })
}

/// A booking as a caller may see it.
pub(super) fn seen(occasion: &Occasion, keeps: bool, given: &Booking) -> Value {
    match platform::seen_by(occasion, keeps, given.clone()).booking {
        Some(shown) => booking(&shown),
        None => json!({
            "id": given.id.to_string(),
            "platform": given.platform.to_string(),
            "from": given.from.to_string(),
            "until": given.until.to_string(),
        }),
    }
}

/// Who waits for what.
pub(super) fn wish(wish: &Wish) -> Value {
    json!({
        "id": wish.id.to_string(),
        "platform": wish.platform.to_string(),
        "account": wish.account.to_string(),
        "from": wish.from.to_string(),
        "until": wish.until.to_string(),
        "units": wish.units,
        "purpose": wish.purpose,
        "reason": wish.reason,
        "state": wish.state,
        "asked": wish.asked.to_string(),
    })
}
