//! Sparse factors of a basis, `B = L U`, with every vector indexed by rows.

use crate::markowitz::Elimination;
use crate::model::Model;
use crate::sparse::{Sparse, narrow};
use crate::triangle::{Reach, Triangle};

/// `L` and `U` by columns and by rows, so that both solves follow sparse right-hand sides.
///
/// The basic variable whose column was pivoted in row `p` is said to sit at row `p`; no column permutation is left.
#[derive(Clone, Debug, Default)]
pub(crate) struct Factor {
    lower_columns: Triangle,
    lower_rows: Triangle,
    upper_columns: Triangle,
    upper_rows: Triangle,
}

/// A factorisation and what became of the basis.
pub(crate) struct Factored {
    pub factor: Factor,
    /// Per row the slot of the basic variable that sits there; `None` where the row's logical stepped in for a
    /// dependent column.
    pub slots: Vec<Option<u32>>,
}

impl Factor {
    /// Factors the columns `head` of `[A, −I]`; dependent columns are replaced by logicals.
    pub fn build(model: &Model, head: &[u32]) -> Factored {
        let rows = head.len();
        let done = Elimination::run(model, head);
        let mut seat = vec![u32::MAX; rows];
        let mut slots = vec![None; rows];
        for &(row, slot) in &done.sequence {
            seat[slot as usize] = row;
            slots[row as usize] = Some(slot);
        }
        let mut order: Vec<u32> = done.sequence.iter().map(|step| step.0).collect();
        let mut pivot = done.pivot;
        for row in 0..rows {
            if slots[row].is_none() {
                order.push(narrow(row));
                pivot[row] = -1.0;
            }
        }
        let lower: Vec<(u32, u32, f64)> = done.lower;
        let upper: Vec<(u32, u32, f64)> = done
            .upper
            .into_iter()
            .filter_map(|(row, slot, value)| {
                let at = seat[slot as usize];
                (at != u32::MAX).then_some((row, at, value))
            })
            .collect();
        let flip = |triples: &[(u32, u32, f64)]| -> Vec<(u32, u32, f64)> {
            triples.iter().map(|&(from, to, value)| (to, from, value)).collect()
        };
        let factor = Factor {
            lower_columns: Triangle::new(rows, order.iter().copied(), &lower, &[]),
            lower_rows: Triangle::new(rows, order.iter().rev().copied(), &flip(&lower), &[]),
            upper_columns: Triangle::new(rows, order.iter().rev().copied(), &flip(&upper), &pivot),
            upper_rows: Triangle::new(rows, order.iter().copied(), &upper, &pivot),
        };
        Factored { factor, slots }
    }

    /// Entries of `L` and `U` without their diagonals.
    pub fn nonzeros(&self) -> usize {
        self.lower_columns.nonzeros() + self.upper_columns.nonzeros()
    }

    /// `x ← L⁻¹x`.
    pub fn forward_lower(&self, x: &mut Sparse, reach: &mut Reach) {
        self.lower_columns.solve(x, reach);
    }

    /// `x ← U⁻¹x`.
    pub fn forward_upper(&self, x: &mut Sparse, reach: &mut Reach) {
        self.upper_columns.solve(x, reach);
    }

    /// `y ← U⁻ᵀy`.
    pub fn backward_upper(&self, y: &mut Sparse, reach: &mut Reach) {
        self.upper_rows.solve(y, reach);
    }

    /// `y ← L⁻ᵀy`.
    pub fn backward_lower(&self, y: &mut Sparse, reach: &mut Reach) {
        self.lower_rows.solve(y, reach);
    }

    /// `x ← x − U e_row`.
    pub fn subtract_upper(&self, row: usize, x: &mut Sparse) {
        self.upper_columns.subtract_node(row, x);
    }
}
