//! What came of an item: the value, what shows it, and what is to be said.

use base::Trouble;
use base::people::{Role, may_change};
use base::record::kinds::PlanOutcome;
use base::record::said::{line, slip};
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId, SlipReason};
use base::store::Shelf;
use measure::Quantity;

use super::put_item::{may_plan, place};
use crate::committee::{Case, case, today};

/// What came of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Result {
    /// How much it became.
    pub value: Option<Quantity>,
    /// What became of it.
    pub outcome: PlanOutcome,
    /// What shows it.
    pub evidence: String,
    /// A remark.
    pub note: String,
}

/// Reports the result of an item: for who plans, and for who leads the unit that answers for it.
///
/// # Errors
/// The viewer may not; no such item; a result in another unit than its target; reached without evidence.
pub fn report(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    (code, given): (&str, &Result),
) -> std::result::Result<Record, Trouble> {
    let found = case(shelf, &occasion.viewer, id)?;
    occasion.viewer.writes()?;
    let day = today(occasion);
    let at = place(&found.agreement, code)?;
    let answers = found.agreement.plan[at].responsible.is_some_and(|unit| occasion.viewer.manages(unit));
    if !answers && !occasion.viewer.has(Role::Administrator) && !may_plan(&occasion.viewer, &found, &day.0) {
        may_change(&occasion.viewer, &found.record)?;
    }
    let Case { record, mut agreement } = found;
    let item = &mut agreement.plan[at];
    if let (Some(target), Some(value)) = (&item.target, &given.value)
        && value.unit() != target.unit()
    {
        let wanted = target.unit().to_owned();
        return Err(slip("result", SlipReason::WrongType { wanted }).into());
    }
    item.evidence = line("evidence", &given.evidence)?;
    if given.outcome == PlanOutcome::Reached && item.evidence.is_none() {
        return Err(slip("evidence", SlipReason::Missing {}).into());
    }
    item.result.clone_from(&given.value);
    item.outcome = Some(given.outcome);
    item.note = line("note", &given.note)?;
    item.reported = Some(day);
    rewrite(shelf, occasion, &record, version, &agreement, "agreement.report")
}
