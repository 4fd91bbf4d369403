//! Gaussian elimination in Markowitz's order: singletons first, then a small dense-ish nucleus.

use crate::model::Model;
use crate::nucleus::Nucleus;
use crate::sparse::narrow;

/// Columns whose largest remaining entry is below this depend on the others.
pub(crate) const SINGULAR: f64 = 1e-10;

/// What elimination leaves behind; `slot` numbers columns as the basis heading gave them.
pub(crate) struct Elimination {
    /// `(row, slot)` in pivoting order.
    pub sequence: Vec<(u32, u32)>,
    /// Pivot values by row.
    pub pivot: Vec<f64>,
    /// `(pivot row, row, multiplier)`.
    pub lower: Vec<(u32, u32, f64)>,
    /// `(pivot row, slot, value)`.
    pub upper: Vec<(u32, u32, f64)>,
}

/// The basis by columns and by rows, with the counts of what is still active.
pub(crate) struct Active {
    pub column_start: Vec<u32>,
    pub column_row: Vec<u32>,
    pub column_value: Vec<f64>,
    row_start: Vec<u32>,
    row_slot: Vec<u32>,
    row_value: Vec<f64>,
    column_count: Vec<u32>,
    row_count: Vec<u32>,
    pub row_open: Vec<bool>,
    pub slot_open: Vec<bool>,
}

impl Elimination {
    pub fn run(model: &Model, head: &[u32]) -> Elimination {
        let mut active = Active::new(model, head);
        let rows = head.len();
        let mut done = Elimination {
            sequence: Vec::with_capacity(rows),
            pivot: vec![1.0; rows],
            lower: Vec::new(),
            upper: Vec::new(),
        };
        active.singletons(&mut done);
        if done.sequence.len() < rows {
            Nucleus::new(&active).eliminate(&mut done);
        }
        done
    }
}

impl Active {
    fn new(model: &Model, head: &[u32]) -> Active {
        let rows = head.len();
        let mut column_start = Vec::with_capacity(rows + 1);
        column_start.push(0);
        let (mut column_row, mut column_value) = (Vec::new(), Vec::new());
        let mut row_count = vec![0_u32; rows];
        for &variable in head {
            model.for_column(variable as usize, |row, value| {
                column_row.push(narrow(row));
                column_value.push(value);
                row_count[row] += 1;
            });
            column_start.push(narrow(column_row.len()));
        }
        let mut row_start = vec![0_u32; rows + 1];
        for row in 0..rows {
            row_start[row + 1] = row_start[row] + row_count[row];
        }
        let mut next = row_start.clone();
        let mut row_slot = vec![0_u32; column_row.len()];
        let mut row_value = vec![0.0; column_row.len()];
        for slot in 0..rows {
            for at in column_start[slot] as usize..column_start[slot + 1] as usize {
                let place = &mut next[column_row[at] as usize];
                row_slot[*place as usize] = narrow(slot);
                row_value[*place as usize] = column_value[at];
                *place += 1;
            }
        }
        let column_count = (0..rows).map(|slot| column_start[slot + 1] - column_start[slot]).collect();
        Active {
            column_start,
            column_row,
            column_value,
            row_start,
            row_slot,
            row_value,
            column_count,
            row_count,
            row_open: vec![true; rows],
            slot_open: vec![true; rows],
        }
    }

    pub fn column(&self, slot: usize) -> std::ops::Range<usize> {
        self.column_start[slot] as usize..self.column_start[slot + 1] as usize
    }

    fn row(&self, row: usize) -> std::ops::Range<usize> {
        self.row_start[row] as usize..self.row_start[row + 1] as usize
    }

    /// Pivots on single entries as long as there are any; the values of the rest do not change.
    fn singletons(&mut self, done: &mut Elimination) {
        let rows = self.row_open.len();
        let mut columns: Vec<u32> = (0..rows).rev().filter(|&slot| self.column_count[slot] == 1).map(narrow).collect();
        let mut singles: Vec<u32> = (0..rows).rev().filter(|&row| self.row_count[row] == 1).map(narrow).collect();
        loop {
            if let Some(slot) = columns.pop() {
                self.column_singleton(slot as usize, done, &mut columns);
            } else if let Some(row) = singles.pop() {
                self.row_singleton(row as usize, done, &mut singles);
            } else {
                return;
            }
        }
    }

    /// The closed column has no other open row, so only column counts change.
    fn column_singleton(&mut self, slot: usize, done: &mut Elimination, columns: &mut Vec<u32>) {
        if !self.slot_open[slot] || self.column_count[slot] != 1 {
            return;
        }
        let Some(at) = self.column(slot).find(|&at| self.row_open[self.column_row[at] as usize]) else {
            return;
        };
        if self.column_value[at].abs() < SINGULAR {
            return;
        }
        let row = self.column_row[at] as usize;
        self.close(row, slot, self.column_value[at], done);
        for entry in self.row(row) {
            let other = self.row_slot[entry] as usize;
            if self.slot_open[other] {
                done.upper.push((narrow(row), narrow(other), self.row_value[entry]));
                self.column_count[other] -= 1;
                if self.column_count[other] == 1 {
                    columns.push(narrow(other));
                }
            }
        }
    }

    /// The closed row has no other open column, so only row counts change.
    fn row_singleton(&mut self, row: usize, done: &mut Elimination, singles: &mut Vec<u32>) {
        if !self.row_open[row] {
            return;
        }
        let mut open = self.row(row).filter(|&at| self.slot_open[self.row_slot[at] as usize]);
        let (Some(at), None) = (open.next(), open.next()) else {
            return;
        };
        if self.row_value[at].abs() < SINGULAR {
            return;
        }
        let slot = self.row_slot[at] as usize;
        let pivot = self.row_value[at];
        self.close(row, slot, pivot, done);
        for entry in self.column(slot) {
            let other = self.column_row[entry] as usize;
            if self.row_open[other] {
                done.lower.push((narrow(row), narrow(other), self.column_value[entry] / pivot));
                self.row_count[other] -= 1;
                if self.row_count[other] == 1 {
                    singles.push(narrow(other));
                }
            }
        }
    }

    fn close(&mut self, row: usize, slot: usize, pivot: f64, done: &mut Elimination) {
        self.row_open[row] = false;
        self.slot_open[slot] = false;
        done.sequence.push((narrow(row), narrow(slot)));
        done.pivot[row] = pivot;
    }
}
