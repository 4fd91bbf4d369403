//! The end of a publicity: clean, or called off.

use base::Refusal;
use base::record::kinds::PublicityStage;
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId};
use base::store::Shelf;

use super::{conducted, goes_on, open_objections};
use crate::terms::day;
use crate::trouble::Trouble;

/// Closes a publicity clean: its last day is over, and every objection is answered.
///
/// # Errors
/// The viewer does not conduct it; it still runs; objections are open; it was closed before.
pub fn close(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let (record, mut publicity) = conducted(shelf, &occasion.viewer, id)?;
    goes_on(&publicity)?;
    let today = occasion.now.date();
    if let Some(until) = day(publicity.ends.as_ref()).filter(|ends| today <= *ends) {
        return Err(Refusal::PublicityRuns { until: until.to_string() }.into());
    }
    let open = open_objections(&publicity);
    if open > 0 {
        return Err(Refusal::ObjectionsOpen { count: open.to_string() }.into());
    }
    publicity.stage = Some(PublicityStage::Clean);
    Ok(rewrite(shelf, occasion, &record, version, &publicity, "publicity.close")?)
}

/// Calls a publicity off.
///
/// # Errors
/// The viewer does not conduct it; it was closed before.
pub fn cancel(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let (record, mut publicity) = conducted(shelf, &occasion.viewer, id)?;
    goes_on(&publicity)?;
    publicity.stage = Some(PublicityStage::Cancelled);
    Ok(rewrite(shelf, occasion, &record, version, &publicity, "publicity.cancel")?)
}
