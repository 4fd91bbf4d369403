//! The export-control gate at the door: whether somebody's registration waits for a check.

use base::Trouble;
use base::record::kinds::Registration;
use base::record::verb::Occasion;
use base::record::{Record, RecordId};
use base::rules::{Gate, Rules, gate, note_gate, settings};
use base::store::Shelf;

use super::Convened;

/// What the gate says of a registration that is about to be written: the event and what is shown there are what changes
/// hands; the place, the person, the organisation and what the registration itself says are who it goes to.
pub(crate) fn asked(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    rules: &Rules,
    convened: &Convened,
    (record, registration): (&Record, &Registration),
) -> Result<Gate, Trouble> {
    let shown = shelf.records(&convened.event.presents)?;
    let known: Vec<RecordId> = registration.person.into_iter().chain(record.content.owner()).collect();
    let known = shelf.records(&known)?;
    let things: Vec<&Record> = std::iter::once(&convened.record).chain(&shown).collect();
    let parties: Vec<&Record> = known.iter().chain([record]).collect();
    let says = gate(&things, &parties, rules, &settings(shelf)?, occasion.now.date());
    note_gate(shelf, occasion, record.id, "registration", &says)?;
    Ok(says)
}
