//! What every page of the room starts from.

use base::people::Viewer;
use base::record::verb::Occasion;
use base::record::{Kind, Record};
use base::store::Titled;
use matching::rank::Weights;

use super::super::record::titled_link;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit};
use crate::state::State;
use crate::view::Link;

/// One visit of a page about matching.
#[derive(Clone)]
pub(in crate::pages) struct Frame<'a> {
    pub state: &'a State,
    pub visit: &'a Visit,
    pub t: Messages,
    pub occasion: Occasion,
}

impl<'a> Frame<'a> {
    pub(in crate::pages) fn new(state: &'a State, visit: &'a Visit) -> Self {
        Self { state, visit, t: visit.messages(), occasion: visit.occasion(state) }
    }

    pub(in crate::pages) fn viewer(&self) -> &Viewer {
        &self.occasion.viewer
    }

    pub(in crate::pages) fn layout(&self, section: Section) -> Layout {
        Layout::new(self.state, self.visit, Some(section))
    }

    /// The weights as decisions moved them.
    pub(in crate::pages) fn weights(&self) -> Result<Weights, Trouble> {
        Ok(self.state.store().reading(|shelf| self.state.learning().weighed(shelf))?.weights)
    }

    /// A link to a record by its title.
    pub(in crate::pages) fn link(&self, record: &Record) -> Link {
        titled_link(&titled(record), self.t)
    }

    /// The title of a record in the reader's language.
    pub(in crate::pages) fn title(&self, record: &Record) -> String {
        let title = record.content.title(self.t.pick(true, false));
        if title.is_empty() { self.t.get("record-untitled") } else { title.to_owned() }
    }

    /// Where the matches of a record are.
    pub(in crate::pages) fn matches(kind: Kind, id: base::record::RecordId) -> String {
        format!("/{}/{id}/matches", kind.path())
    }
}

fn titled(record: &Record) -> Titled {
    let text = |field| record.content.text(field).to_owned();
    Titled { id: record.id, kind: record.kind, zh: text("title_zh"), en: text("title_en") }
}
