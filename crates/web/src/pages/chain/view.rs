//! What every page of the room starts from.

use chain::{Chain, Figure, Origin, Period};

use crate::language::{Key, Messages};
use crate::shell::{Layout, Section, Visit};
use crate::state::State;
use crate::view::{Badge, Cell, Column, Names, Numbers};

/// The state as one visit sees it: the solved chain, names and numbers in the reader's language.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub state: &'a State,
    pub visit: &'a Visit,
    pub t: Messages,
    pub chain: &'a Chain,
    /// The plan of the chain as the pack has it.
    pub plan: &'a Period,
    pub names: Names<'a>,
    pub numbers: Numbers<'a>,
}

impl<'a> View<'a> {
    pub(super) fn new(state: &'a State, visit: &'a Visit) -> Self {
        let t = visit.messages();
        let names = Names::new(state.chain(), t);
        Self {
            state,
            visit,
            t,
            chain: state.chain(),
            plan: state.model().plan().first(),
            names,
            numbers: names.numbers(),
        }
    }

    /// The frame of a page in `section`.
    pub(super) fn layout(self, section: Section) -> Layout {
        Layout::new(self.state, self.visit, Some(section))
    }

    /// The badge of a row of the pack.
    pub(super) fn badge(self, origin: &Origin) -> Badge {
        Badge::of(self.chain, origin, self.t)
    }

    /// A figure of the pack with range, unit and badge.
    pub(super) fn sourced(self, figure: &Figure, unit: &str, origin: &Origin) -> Cell {
        Cell::Sourced(self.numbers.figure(figure, unit), self.badge(origin))
    }

    /// The heading of a column of texts.
    pub(super) fn texts(self, key: impl Into<Key>) -> Column {
        Column::Text(self.t.get(key))
    }

    /// The heading of a column of numbers.
    pub(super) fn figures(self, key: impl Into<Key>) -> Column {
        Column::Number(self.t.get(key))
    }

    /// What something is worth; what rounding explains is nothing.
    pub(super) fn worth(self, worth: f64) -> Cell {
        let worth = self.settled(worth);
        Cell::Change(self.numbers.change(worth), worth)
    }

    /// Money, where what rounding explains is nothing.
    pub(super) fn settled(self, money: f64) -> f64 {
        if money.abs() <= 1e-9 * self.state.model().plan().value.abs() { 0.0 } else { money }
    }

    /// The unit `above/below`.
    pub(super) fn per(self, above: &str, below: &str) -> String {
        format!("{above}/{below}")
    }
}
