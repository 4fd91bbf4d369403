//! Periods that are closed.

use jiff::civil::Date;
use serde_json::json;

use super::{Trouble, may_post};
use crate::journal::Entry;
use crate::record::verb::Occasion;
use crate::store::Shelf;

/// Closes the books until the end of a day: nothing is posted on or before it any more.
///
/// # Errors
/// Whoever asks is not finance; they are closed until then already; the store's faults.
pub fn close_books(shelf: &mut dyn Shelf, occasion: &Occasion, until: Date) -> Result<Date, Trouble> {
    may_post(&occasion.viewer)?;
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
