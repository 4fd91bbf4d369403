//! Records of every kind: listed, written, shown, changed, moved; their history, their relations, their managers.

mod change;
mod create;
mod history;
mod list;
mod managers;
mod relations;
pub(in super::super) mod seen;
mod show;
mod step;

use base::record::verb;
use base::record::{Kind, Record};
use base::store::Shelf;
use base::{Refusal, Trouble};

use super::super::answer::Failure;
use super::super::call::Call;
use super::super::operation::Table;

pub(super) use list::{Asked, address, common, page};

pub(super) fn add(table: &mut Table) {
    for kind in Kind::ALL {
        list::add(table, *kind);
        create::add(table, *kind);
        show::add(table, *kind);
        change::add(table, *kind);
    }
    step::add(table);
    history::add(table);
    relations::add(table);
    managers::add(table);
}

/// The record at the address, of the kind at the address, where the viewer may see it.
pub(super) fn at_address(call: &Call, shelf: &mut dyn Shelf) -> Result<Record, Trouble> {
    let record = verb::show(shelf, call.viewer(), call.id()?)?;
    if record.kind == call.kind()? { Ok(record) } else { Err(Refusal::NotFound {}.into()) }
}

/// Notes in the journal that confidential ones among these are read, before they are told.
pub(super) fn note_readings(call: &Call, records: &[Record]) -> Result<(), Failure> {
    let confidential = records.iter().filter(|record| verb::confidential(call.viewer(), record));
    let confidential: Vec<Record> = confidential.cloned().collect();
    if confidential.is_empty() {
        return Ok(());
    }
    let occasion = call.occasion.clone();
    let noted = call.state.store().writing(move |shelf| -> Result<(), Trouble> {
        confidential.iter().try_for_each(|record| verb::note_reading(shelf, &occasion, record))
    });
    Ok(noted?)
}
