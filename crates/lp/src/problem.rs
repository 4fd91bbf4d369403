//! A linear programme, stored by columns.

use crate::refusal::Refusal;

/// Sizes above this are taken for mistakes.
const LARGEST: f64 = 1e30;

/// Maximise `c·x` subject to `row_lower ≤ A x ≤ row_upper` and `lower ≤ x ≤ upper`.
///
/// Limits may be infinite. Nothing is checked while it is built; [`Problem::check`] names the first mistake, and
/// every solve calls it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    pub(crate) row_lower: Vec<f64>,
    pub(crate) row_upper: Vec<f64>,
    pub(crate) objective: Vec<f64>,
    pub(crate) lower: Vec<f64>,
    pub(crate) upper: Vec<f64>,
    /// Column `j` owns the entries `start[j]..start[j + 1]`; the leading zero is implied when there are no columns.
    pub(crate) ends: Vec<usize>,
    pub(crate) index: Vec<usize>,
    pub(crate) value: Vec<f64>,
}

impl Problem {
    /// No rows, no columns.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a row and returns its number.
    pub fn add_row(&mut self, lower: f64, upper: f64) -> usize {
        self.row_lower.push(lower);
        self.row_upper.push(upper);
        self.row_lower.len() - 1
    }

    /// Adds a column with its `(row, value)` entries and returns its number.
    pub fn add_column(&mut self, objective: f64, lower: f64, upper: f64, entries: &[(usize, f64)]) -> usize {
        self.objective.push(objective);
        self.lower.push(lower);
        self.upper.push(upper);
        for &(row, value) in entries {
            self.index.push(row);
            self.value.push(value);
        }
        self.ends.push(self.index.len());
        self.objective.len() - 1
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.row_lower.len()
    }

    /// How many columns.
    pub fn columns(&self) -> usize {
        self.objective.len()
    }

    /// How many entries.
    pub fn nonzeros(&self) -> usize {
        self.index.len()
    }

    /// Lower and upper limit of a row; an unknown row is free.
    pub fn row_bounds(&self, row: usize) -> (f64, f64) {
        match (self.row_lower.get(row), self.row_upper.get(row)) {
            (Some(&lower), Some(&upper)) => (lower, upper),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// Lower and upper limit of a column; an unknown column is free.
    pub fn column_bounds(&self, column: usize) -> (f64, f64) {
        match (self.lower.get(column), self.upper.get(column)) {
            (Some(&lower), Some(&upper)) => (lower, upper),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// `c_j`; zero for an unknown column.
    pub fn objective(&self, column: usize) -> f64 {
        self.objective.get(column).copied().unwrap_or(0.0)
    }

    /// Where a column's entries are.
    pub(crate) fn span(&self, column: usize) -> std::ops::Range<usize> {
        let end = self.ends.get(column).copied().unwrap_or(0);
        let start = if column == 0 { 0 } else { self.ends.get(column - 1).copied().unwrap_or(0) };
        start.min(end)..end
    }

    /// The `(row, value)` entries of a column, in the order in which they were given.
    pub fn column_entries(&self, column: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let span = self.span(column);
        self.index[span.clone()].iter().copied().zip(self.value[span].iter().copied())
    }

    /// `A_ij`, zero where there is no entry.
    pub fn coefficient(&self, row: usize, column: usize) -> f64 {
        self.column_entries(column).find(|&(entry, _)| entry == row).map_or(0.0, |(_, value)| value)
    }

    /// Names the first mistake, if there is one.
    ///
    /// # Errors
    /// A value that is not a number, an infinite or oversized coefficient, crossed limits, a row that does not
    /// exist, or two entries in one place.
    pub fn check(&self) -> Result<(), Refusal> {
        let too_many = u32::MAX as usize / 4;
        if self.rows() > too_many || self.columns() > too_many || self.nonzeros() > too_many {
            return Err(Refusal::TooLarge);
        }
        for row in 0..self.rows() {
            check_row(row, self.row_lower[row], self.row_upper[row])?;
        }
        let mut seen = vec![usize::MAX; self.rows()];
        for column in 0..self.columns() {
            check_column(column, self.lower[column], self.upper[column])?;
            check_objective(column, self.objective[column])?;
            for (row, value) in self.column_entries(column) {
                if row >= self.rows() {
                    return Err(Refusal::UnknownRow { row, rows: self.rows() });
                }
                if seen[row] == column {
                    return Err(Refusal::Duplicate { row, column });
                }
                seen[row] = column;
                check_coefficient(row, column, value)?;
            }
        }
        Ok(())
    }
}

/// Limits are ordered numbers; infinite ones leave the side open.
fn bad_bound(lower: f64, upper: f64) -> Option<f64> {
    let finite_and_huge = |value: f64| value.is_finite() && value.abs() > LARGEST;
    if lower.is_nan() || lower == f64::INFINITY || finite_and_huge(lower) {
        Some(lower)
    } else if upper.is_nan() || upper == f64::NEG_INFINITY || finite_and_huge(upper) {
        Some(upper)
    } else {
        None
    }
}

pub(crate) fn check_row(row: usize, lower: f64, upper: f64) -> Result<(), Refusal> {
    if let Some(value) = bad_bound(lower, upper) {
        return Err(Refusal::RowBound { row, value });
    }
    if lower > upper {
        return Err(Refusal::RowBoundsCrossed { row, lower, upper });
    }
    Ok(())
}

pub(crate) fn check_column(column: usize, lower: f64, upper: f64) -> Result<(), Refusal> {
    if let Some(value) = bad_bound(lower, upper) {
        return Err(Refusal::ColumnBound { column, value });
    }
    if lower > upper {
        return Err(Refusal::ColumnBoundsCrossed { column, lower, upper });
    }
    Ok(())
}

pub(crate) fn check_objective(column: usize, value: f64) -> Result<(), Refusal> {
    if value.is_finite() && value.abs() <= LARGEST { Ok(()) } else { Err(Refusal::Objective { column, value }) }
}

pub(crate) fn check_coefficient(row: usize, column: usize, value: f64) -> Result<(), Refusal> {
    if value.is_finite() && value.abs() <= LARGEST { Ok(()) } else { Err(Refusal::Coefficient { row, column, value }) }
}
