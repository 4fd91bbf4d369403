//! A deal that its people say is still on.

use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId};
use base::store::Shelf;
use jiff::ToSpan;
use serde_json::json;

use super::case::{case, may_act};
use crate::trouble::Trouble;

/// Days after which a deal goes stale unless somebody confirms it.
pub(super) const FRESH_DAYS: i64 = 90;

/// Confirms that a deal is still on, for another ninety days.
///
/// # Errors
/// The viewer is neither broker nor party; somebody else has changed it.
pub fn confirm(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let mut case = case(shelf, &occasion.viewer, id)?;
    may_act(&occasion.viewer, &case)?;
    case.record.content.set("expires", json!(fresh_until(occasion)));
    Ok(rewrite(shelf, occasion, &case.record, version, &case.deal, "deal.confirm")?)
}

/// The day until which what is confirmed now counts as fresh.
pub(super) fn fresh_until(occasion: &Occasion) -> String {
    let today = occasion.now.date();
    today.checked_add(FRESH_DAYS.days()).unwrap_or(today).to_string()
}
