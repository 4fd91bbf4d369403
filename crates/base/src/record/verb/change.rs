//! A record written anew.

use super::compose::{and_faults, by_workflow, faults, partly};
use super::write::{writable, write};
use super::{Occasion, Within};
use crate::people::{Role, may_create};
use crate::record::{Given, Record, RecordId};
use crate::refusal::Trouble;
use crate::store::Shelf;

/// Changes fields of a record that stands at `version`; what is not given stays. Nothing is written where nothing
/// would differ.
///
/// # Errors
/// The record cannot be seen or changed; somebody else has changed it; every slip in its fields.
pub fn change(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    given: &[(String, Given)],
) -> Result<Record, Trouble> {
    let before = writable(shelf, occasion, id, version)?;
    let mut within = Within::new(shelf, occasion);
    let would = would_change(&mut within, occasion, &before, given);
    within.end()?;
    let record = would?;
    if record != before {
        write(shelf, occasion, &record, "record.change")?;
    }
    Ok(record)
}

/// What [`change`] would write in the place of a record; the record itself where nothing would differ.
///
/// # Errors
/// As [`change`], but for whether the record may be changed at all.
pub fn would_change(
    within: &mut Within,
    occasion: &Occasion,
    before: &Record,
    given: &[(String, Given)],
) -> Result<Record, Trouble> {
    let (content, slips) = partly(before.kind, &before.content, given, within);
    if !slips.is_empty() {
        return Err(and_faults(slips, before.kind, &content, &before.state).into());
    }
    if content == before.content {
        return Ok(before.clone());
    }
    if content.owner() != before.content.owner() && !occasion.viewer.has(Role::Administrator) {
        may_create(&occasion.viewer, before.kind, content.owner())?;
    }
    let mut slips = by_workflow(&occasion.viewer, before.kind, Some(before), &content);
    slips.extend(faults(before.kind, &content, &before.state));
    if !slips.is_empty() {
        return Err(slips.into());
    }
    Ok(Record { version: before.version + 1, content, updated: occasion.now, ..before.clone() })
}
