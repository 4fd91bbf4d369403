//! Merged cells: where they lie, and their value repeated down the rows they span.

use std::collections::BTreeMap;
use std::collections::VecDeque;

use crate::Row;

/// A merged region; rows and columns are counted from 1 and both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Region {
    /// First row.
    pub first_row: usize,
    /// First column.
    pub first_column: usize,
    /// Last row.
    pub last_row: usize,
    /// Last column.
    pub last_column: usize,
}

/// Repeats the value of regions that lie within one column down their rows.
#[derive(Debug, Default)]
pub(crate) struct Fill {
    /// Regions not yet reached, by first row.
    waiting: VecDeque<Region>,
    /// By column: the last row and the value.
    open: BTreeMap<usize, (usize, String)>,
}

impl Fill {
    pub(crate) fn down(regions: &[Region], limit_columns: usize) -> Fill {
        let mut waiting: Vec<Region> = regions
            .iter()
            .filter(|region| region.first_column == region.last_column && region.first_row < region.last_row)
            .filter(|region| (1..=limit_columns).contains(&region.first_column))
            .copied()
            .collect();
        waiting.sort_unstable();
        Fill { waiting: waiting.into(), open: BTreeMap::new() }
    }

    /// Fills what is empty in a row from the regions it lies in. Rows come in order.
    pub(crate) fn row(&mut self, row: &mut Row) {
        if self.waiting.is_empty() && self.open.is_empty() {
            return;
        }
        self.open.retain(|_, (last, _)| *last >= row.number);
        for (&column, (_, value)) in &self.open {
            if row.cells.len() < column {
                row.cells.resize(column, String::new());
            }
            if row.cells[column - 1].is_empty() {
                row.cells[column - 1].clone_from(value);
            }
        }
        while self.waiting.front().is_some_and(|region| region.first_row <= row.number) {
            let Some(region) = self.waiting.pop_front() else { break };
            let value = row.cells.get(region.first_column - 1).filter(|value| !value.is_empty());
            if let (true, Some(value)) = (region.first_row == row.number, value) {
                self.open.insert(region.first_column, (region.last_row, value.clone()));
            }
        }
    }
}
