//! The scaled problem by columns and by rows, in the form `[A, −I] x = 0` with a logical variable per row.

use crate::problem::Problem;
use crate::scale::Scale;
use crate::sparse::{Sparse, narrow};

/// Variables `0..columns` are the problem's own, variable `columns + i` is the activity of row `i`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub rows: usize,
    pub columns: usize,
    start: Vec<u32>,
    row: Vec<u32>,
    value: Vec<f64>,
    row_start: Vec<u32>,
    across: Vec<(u32, f64)>,
    pub scale: Scale,
}

/// Scaled limits and costs (minimised) of all variables.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Terms {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    pub cost: Vec<f64>,
}

impl Model {
    pub fn new(problem: &Problem, scale: Scale) -> Model {
        let (rows, columns) = (problem.rows(), problem.columns());
        let mut start = Vec::with_capacity(columns + 1);
        start.push(0);
        let mut row = Vec::with_capacity(problem.nonzeros());
        let mut value = Vec::with_capacity(problem.nonzeros());
        let mut row_start = vec![0_u32; rows + 1];
        for column in 0..columns {
            for (at, entry) in problem.column_entries(column) {
                if entry != 0.0 {
                    row.push(narrow(at));
                    value.push(entry * scale.column(column) / scale.row(at));
                    row_start[at + 1] += 1;
                }
            }
            start.push(narrow(row.len()));
        }
        for at in 0..rows {
            row_start[at + 1] += row_start[at];
        }
        let mut next = row_start.clone();
        let mut across = vec![(0_u32, 0.0); row.len()];
        for column in 0..columns {
            for at in start[column] as usize..start[column + 1] as usize {
                let place = &mut next[row[at] as usize];
                across[*place as usize] = (narrow(column), value[at]);
                *place += 1;
            }
        }
        Model { rows, columns, start, row, value, row_start, across, scale }
    }

    pub fn variables(&self) -> usize {
        self.rows + self.columns
    }

    #[inline]
    pub fn span(&self, column: usize) -> (&[u32], &[f64]) {
        let span = self.start[column] as usize..self.start[column + 1] as usize;
        (&self.row[span.clone()], &self.value[span])
    }

    #[inline]
    fn across(&self, row: usize) -> &[(u32, f64)] {
        &self.across[self.row_start[row] as usize..self.row_start[row + 1] as usize]
    }

    /// Calls `visit(row, value)` for the column of a variable, logical ones included.
    #[inline]
    pub fn for_column(&self, variable: usize, mut visit: impl FnMut(usize, f64)) {
        if variable < self.columns {
            let (rows, values) = self.span(variable);
            for (&row, &value) in rows.iter().zip(values) {
                visit(row as usize, value);
            }
        } else {
            visit(variable - self.columns, -1.0);
        }
    }

    /// `a_j · y`.
    #[inline]
    pub fn product(&self, variable: usize, y: &[f64]) -> f64 {
        if variable < self.columns {
            let (rows, values) = self.span(variable);
            rows.iter().zip(values).map(|(&row, &value)| value * y[row as usize]).sum()
        } else {
            -y[variable - self.columns]
        }
    }

    /// `Aᵀ rho` by rows, into `out` (one place per column).
    pub fn pivot_row(&self, rho: &Sparse, out: &mut Sparse) {
        out.clear();
        if rho.index.len() * 10 > self.rows {
            // Dense: plain additions, then one sweep to list what came out.
            out.listed = false;
            for &row in &rho.index {
                let weight = rho.value[row as usize];
                for &(column, value) in self.across(row as usize) {
                    out.value[column as usize] += weight * value;
                }
            }
        } else {
            for &row in &rho.index {
                let weight = rho.value[row as usize];
                for &(column, value) in self.across(row as usize) {
                    out.add(column as usize, weight * value);
                }
            }
        }
        out.tidy();
    }
}

impl Terms {
    pub fn new(problem: &Problem, model: &Model) -> Terms {
        let (rows, columns) = (model.rows, model.columns);
        let mut terms = Terms {
            lower: Vec::with_capacity(rows + columns),
            upper: Vec::with_capacity(rows + columns),
            cost: vec![0.0; rows + columns],
        };
        for column in 0..columns {
            let scale = model.scale.column(column);
            terms.lower.push(problem.lower[column] / scale);
            terms.upper.push(problem.upper[column] / scale);
            terms.cost[column] = model.scale.cost(column, problem.objective[column]);
        }
        for row in 0..rows {
            let scale = model.scale.row(row);
            terms.lower.push(problem.row_lower[row] / scale);
            terms.upper.push(problem.row_upper[row] / scale);
        }
        terms
    }
}
