//! What every page of the room starts from.

use chain::Chain;

use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Visit};
use crate::state::State;
use crate::view::{Column, Names, Numbers};

/// One visit of a page of the room.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub state: &'a State,
    pub visit: &'a Visit,
    pub t: Messages,
    pub chain: &'a Chain,
    pub names: Names<'a>,
    pub numbers: Numbers<'a>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(state: &'a State, visit: &'a Visit) -> Self {
        let t = visit.messages();
        let names = Names::new(state.chain(), t);
        Self { state, visit, t, chain: state.chain(), names, numbers: names.numbers() }
    }

    pub(super) fn layout(self, section: Section) -> Layout {
        Layout::new(self.state, self.visit, Some(section))
    }

    /// The heading of a column of texts.
    pub(super) fn texts(self, key: impl Into<Key>) -> Column {
        Column::Text(self.t.get(key))
    }

    /// The heading of a column of numbers.
    pub(super) fn figures(self, key: impl Into<Key>) -> Column {
        Column::Number(self.t.get(key))
    }
}
