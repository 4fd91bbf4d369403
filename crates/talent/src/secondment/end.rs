//! A secondment ended before its time, by either side, with a reason.

use base::Trouble;
use base::record::kinds::SecondmentStage;
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Record, RecordId, said};
use base::store::Shelf;

use super::decide::told;
use super::{at, sided, stage_on};

/// Ends it today. What was conceived until then stays under its clause.
///
/// # Errors
/// The viewer leads neither side; it is not approved, or over; no reason is given.
pub fn end_early(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    reason: &str,
) -> Result<Record, Trouble> {
    let (lent, _) = sided(shelf, &occasion.viewer, id)?;
    let today = occasion.now.date().to_string();
    let stage = stage_on(&lent.body, &today);
    if !matches!(stage, SecondmentStage::Approved | SecondmentStage::Active) {
        return Err(at(stage).into());
    }
    let reason = said::reason(reason)?;
    let mut body = lent.body.clone();
    body.stage = Some(SecondmentStage::EndedEarly);
    body.ended_because = Some(reason);
    body.ends = Some(Day(today));
    let record = rewrite(shelf, occasion, &lent.record, version, &body, "secondment.end")?;
    told(shelf, occasion, &record, &body)?;
    Ok(record)
}
