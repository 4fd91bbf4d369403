//! What every page of the room starts from.

use base::people::{Viewer, may_change};
use base::record::verb::{self, Occasion};
use base::record::{Kind, Record, RecordId};
use base::store::Shelf;

use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, plural};
use crate::state::State;

/// One visit of a page of a kind.
#[derive(Clone)]
pub(super) struct View<'a> {
    pub state: &'a State,
    pub visit: &'a Visit,
    pub t: Messages,
    pub kind: Kind,
    pub occasion: Occasion,
}

impl<'a> View<'a> {
    /// The kind is the first part of the address.
    pub(super) fn new(state: &'a State, visit: &'a Visit) -> Result<Self, Trouble> {
        let first = visit.path.split('/').nth(1).unwrap_or_default();
        let kind = Kind::of_path(first).ok_or(Trouble::NotFound)?;
        Ok(Self { state, visit, t: visit.messages(), kind, occasion: visit.occasion(state) })
    }

    pub(super) fn viewer(&self) -> &Viewer {
        &self.occasion.viewer
    }

    /// The frame of a page.
    pub(super) fn layout(&self) -> Layout {
        Layout::new(self.state, self.visit, Some(Section::of_kind(self.kind)))
    }

    /// What records of this kind are called.
    pub(super) fn kind_label(&self) -> String {
        plural(self.kind, self.t)
    }

    /// The address of the list.
    pub(super) fn list(&self) -> String {
        format!("/{}", self.kind.path())
    }

    /// The id in the address.
    pub(super) fn id(&self) -> Result<RecordId, Trouble> {
        self.visit.id.parse().map_err(|_| Trouble::NotFound)
    }

    /// The record of the address, where the viewer may see it.
    pub(super) fn record(&self, shelf: &mut dyn Shelf) -> Result<Record, Trouble> {
        let record = verb::show(shelf, self.viewer(), self.id()?)?;
        if record.kind == self.kind { Ok(record) } else { Err(Trouble::NotFound) }
    }

    /// The same, where the viewer may change it as well.
    pub(super) fn own_record(&self, shelf: &mut dyn Shelf) -> Result<Record, Trouble> {
        let record = self.record(shelf)?;
        may_change(self.viewer(), &record)?;
        Ok(record)
    }

    /// Notes in the journal that a confidential record is read, before it is shown.
    pub(super) fn note_reading(&self, record: &Record) -> Result<(), Trouble> {
        if !verb::confidential(self.viewer(), record) {
            return Ok(());
        }
        let (occasion, record) = (self.occasion.clone(), record.clone());
        self.state.store().writing(move |shelf| verb::note_reading(shelf, &occasion, &record))?;
        Ok(())
    }

    /// The title of a record in the reader's language, or that it has none.
    pub(super) fn title(&self, record: &Record) -> String {
        let title = record.content.title(self.t.pick(true, false));
        if title.is_empty() { self.t.get("record-untitled") } else { title.to_owned() }
    }
}
