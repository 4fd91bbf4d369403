//! Periods that are closed.

use jiff::civil::Date;
use serde_json::json;

use super::{Trouble, may_post};
use crate::journal::Entry;
use crate::people::Role;
use crate::record::verb::Occasion;
use crate::refusal::Refusal;
use crate::store::Shelf;

/// Closes the books until the end of a day: nothing is posted on or before it any more.
///
/// # Errors
/// Whoever asks is not finance; the day is still to come; they are closed until then already; the store's faults.
pub fn close_books(shelf: &mut dyn Shelf, occasion: &Occasion, until: Date) -> Result<Date, Trouble> {
    may_post(&occasion.viewer)?;
    come(until, occasion)?;
    let until = ledger::close_period(shelf.closed_until()?, until)?;
    shelf.put_closed_until(until)?;
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: "ledger.close-period".to_owned(),
        object: "ledger:books".to_owned(),
        version: 0,
        payload: json!({ "until": until.to_string() }),
    })?;
    Ok(until)
}

/// Opens the books again from a day on; why is noted in the journal. Gives the last day that stays closed.
///
/// # Errors
/// Whoever asks is no administrator; no reason is given; they are open from that day already; the store's faults.
pub fn reopen_books(shelf: &mut dyn Shelf, occasion: &Occasion, from: Date, reason: &str) -> Result<Date, Trouble> {
    occasion.viewer.writes()?;
    if !occasion.viewer.has(Role::Administrator) {
        return Err(occasion.viewer.not_allowed(Role::Administrator.code()).into());
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::ReasonNeeded {}.into());
    }
    let until = ledger::reopen_period(shelf.closed_until()?, from)?;
    shelf.put_closed_until(until)?;
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: "ledger.reopen-period".to_owned(),
        object: "ledger:books".to_owned(),
        version: 0,
        payload: json!({ "from": from.to_string(), "reason": reason }),
    })?;
    Ok(until)
}

/// Passes a day that has come.
pub(super) fn come(date: Date, occasion: &Occasion) -> Result<(), Refusal> {
    let today = occasion.now.date();
    if date > today {
        return Err(Refusal::DayToCome { date: date.to_string(), today: today.to_string() });
    }
    Ok(())
}
