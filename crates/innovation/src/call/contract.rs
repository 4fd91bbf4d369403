//! The contract with the winners signed; the work begins.

use base::Trouble;
use base::record::kinds::CallStage;
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Record, RecordId};
use base::store::Shelf;
use jiff::civil::Date;

use super::{Standing, at, led, standing};
use crate::project::open_of_bid;

/// Notes that the contract was signed, and opens the project of each bid that won.
///
/// # Errors
/// The viewer does not lead it, or may not open projects; it is not awarded; the day is still to come.
pub fn contract(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    signed: Date,
) -> Result<Record, Trouble> {
    let posted = led(shelf, &occasion.viewer, id)?;
    if !matches!(standing(&posted, occasion.now), Standing::At(CallStage::Award | CallStage::Contract)) {
        return Err(at(&posted).into());
    }
    let today = occasion.now.date();
    if signed > today {
        let (date, today) = (signed.to_string(), today.to_string());
        return Err(base::Refusal::DayToCome { date, today }.into());
    }
    let mut call = posted.call.clone();
    (call.stage, call.contracted) = (Some(CallStage::Milestones), Some(Day(signed.to_string())));
    let record = rewrite(shelf, occasion, &posted.record, version, &call, "call.contract")?;
    for bid in &call.awarded {
        open_of_bid(shelf, occasion, *bid)?;
    }
    Ok(record)
}
