//! The optimal dual face: all prices under which a plan is best, and what earns most at them.

use crate::base::Base;
use crate::edit::Edit;
use crate::outcome::Solution;
use crate::problem::Problem;
use crate::refusal::Fault;

/// A value this close to a limit, relative to the limit, is at it.
const AT_LIMIT: f64 = 1e-9;

/// A price that the plan leaves open; all others are zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// The dual of a row.
    Row(usize),
    /// The rent of a column's upper limit.
    Column(usize),
}

/// The optimal dual face as a polyhedron over the prices that are open.
#[derive(Clone, Debug)]
pub struct Face {
    open: Vec<Open>,
    upper: Vec<f64>,
    constraints: Problem,
    /// The polyhedron as it was last searched.
    base: Option<Base>,
}

impl Face {
    /// The face at an optimal solution of a problem.
    ///
    /// ```text
    /// x_j at its lower limit:  A_j·y         ≥ c_j
    /// x_j at its upper limit:  A_j·y + ν_j   = c_j,  ν_j ≥ 0
    /// x_j between:             A_j·y         = c_j
    /// row i at its upper limit: y_i ≥ 0;  at its lower: y_i ≤ 0;  at both: free;  at neither: y_i = 0
    /// ```
    ///
    /// A column so narrow that it is at both limits counts as at its upper one: its rent could grow without end if its
    /// price were open on both sides.
    pub fn of(problem: &Problem, solution: &Solution) -> Self {
        let mut face = Self { open: Vec::new(), upper: Vec::new(), constraints: Problem::new(), base: None };
        let mut by_row: Vec<Vec<(usize, f64)>> = vec![Vec::new(); problem.rows()];
        let mut rents = Vec::new();
        for column in 0..problem.columns() {
            let (lower, upper) = problem.column_bounds(column);
            if lower >= upper {
                continue;
            }
            let (value, price) = (solution.columns[column], problem.objective(column));
            let (low, high) = (at(value, lower), at(value, upper));
            let row = face.constraints.add_row(price, if low && !high { f64::INFINITY } else { price });
            for (of, entry) in problem.column_entries(column) {
                by_row[of].push((row, entry));
            }
            if high {
                rents.push((column, row, upper));
            }
        }
        for (row, entries) in by_row.iter().enumerate() {
            let (lower, upper) = problem.row_bounds(row);
            let (low, high) = (at(solution.rows[row], lower), at(solution.rows[row], upper));
            if low || high {
                let bounds = (if low { f64::NEG_INFINITY } else { 0.0 }, if high { f64::INFINITY } else { 0.0 });
                face.constraints.add_column(0.0, bounds.0, bounds.1, entries);
                face.open.push(Open::Row(row));
                face.upper.push(if high { upper } else { 0.0 });
            }
        }
        for (column, row, upper) in rents {
            face.constraints.add_column(0.0, 0.0, f64::INFINITY, &[(row, 1.0)]);
            face.open.push(Open::Column(column));
            face.upper.push(upper);
        }
        face
    }

    /// The prices that are open.
    pub fn open(&self) -> &[Open] {
        &self.open
    }

    /// For each of them the upper limit it is the price of; 0 where a row is at its lower limit alone.
    pub fn upper(&self) -> &[f64] {
        &self.upper
    }

    /// The open prices at which the sum of their products with some weights is largest, and that sum; each search goes
    /// on from the one before. `None` where it has no end.
    ///
    /// # Errors
    /// A weight is no number, or the arithmetic gave out.
    pub fn most(&mut self, weights: impl IntoIterator<Item = f64>) -> Result<Option<&Solution>, Fault> {
        let price = |(column, value)| Edit::Objective { column, value };
        let edits: Vec<Edit> = weights.into_iter().enumerate().map(price).collect();
        let solved = if let Some(base) = self.base.take() {
            base.rebase(&edits)?
        } else {
            let mut problem = self.constraints.clone();
            edits.iter().try_for_each(|edit| problem.apply(edit))?;
            Base::solve(problem)?
        };
        Ok(self.base.insert(solved).outcome().solution())
    }
}

fn at(value: f64, limit: f64) -> bool {
    limit.is_finite() && (value - limit).abs() <= AT_LIMIT * (1.0 + limit.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// max 3·x, x ≤ 2 by a row and by its own limit: the price of the one is what that of the other leaves.
    #[test]
    fn two_limits_that_bind_at_once_share_what_is_earned() {
        let mut problem = Problem::new();
        problem.add_row(f64::NEG_INFINITY, 2.0);
        problem.add_row(f64::NEG_INFINITY, 9.0);
        problem.add_column(3.0, 0.0, 2.0, &[(0, 1.0), (1, 1.0)]);
        let base = Base::solve(problem).unwrap();
        let mut face = Face::of(base.problem(), base.outcome().solution().unwrap());
        assert_eq!((face.open(), face.upper()), (&[Open::Row(0), Open::Column(0)][..], &[2.0, 2.0][..]));
        for (weights, expected) in [([1.0, 0.0], 3.0), ([-1.0, 0.0], 0.0), ([2.0, 2.0], 6.0), ([2.0, 5.0], 15.0)] {
            let most = face.most(weights).unwrap().unwrap().objective;
            assert!((most - expected).abs() < 1e-12, "{weights:?}: {most}");
        }
    }
}
