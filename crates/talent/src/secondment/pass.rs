//! The export-control office passes a secondment that the rules hold.

use base::people::Role;
use base::record::verb::{Occasion, rewrite};
use base::record::{Record, RecordId, said};
use base::rules::{Gate, Rules};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::decide::asked;
use super::lent;

/// Passes it, with a reason that is kept.
///
/// # Errors
/// The viewer is no administrator; the rules do not hold it; no reason is given.
pub fn pass(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    rules: &Rules,
    id: RecordId,
    version: Option<u32>,
    reason: &str,
) -> Result<Record, Trouble> {
    occasion.viewer.writes()?;
    let lent = lent(shelf, &occasion.viewer, id)?;
    if !occasion.viewer.has(Role::Administrator) {
        return Err(occasion.viewer.not_allowed("administrator").into());
    }
    if !matches!(asked(shelf, occasion, rules, &lent)?, Gate::Holds { .. }) {
        return Err(Refusal::ControlFree {}.into());
    }
    let reason = said::reason(reason)?;
    let mut body = lent.body.clone();
    body.control_approval = Some(reason);
    rewrite(shelf, occasion, &lent.record, version, &body, "secondment.pass")
}
