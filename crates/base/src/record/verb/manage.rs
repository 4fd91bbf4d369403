//! Who else may change a record.

use super::Occasion;
use super::write::{writable, write};
use crate::people::AccountId;
use crate::record::{Record, RecordId};
use crate::refusal::Trouble;
use crate::store::Shelf;

/// Sets the managers of a record.
///
/// # Errors
/// The record cannot be seen or changed; somebody else has changed it.
pub fn manage(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
    mut managers: Vec<AccountId>,
) -> Result<Record, Trouble> {
    managers.sort();
    managers.dedup();
    let before = writable(shelf, occasion, id, version)?;
    if before.managers == managers {
        return Ok(before);
    }
    let record = Record { version: before.version + 1, managers, updated: occasion.now, ..before };
    write(shelf, occasion, &record, "record.manage")?;
    Ok(record)
}
