//! One change to a problem.

use crate::problem::{Problem, check_coefficient, check_column, check_objective, check_row};
use crate::refusal::Refusal;

/// One change to a problem; new values are absolute.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// New limits of a row.
    RowBounds {
        /// Which row.
        row: usize,
        /// New lower limit.
        lower: f64,
        /// New upper limit.
        upper: f64,
    },
    /// New limits of a column.
    ColumnBounds {
        /// Which column.
        column: usize,
        /// New lower limit.
        lower: f64,
        /// New upper limit.
        upper: f64,
    },
    /// A new price.
    Objective {
        /// Which column.
        column: usize,
        /// New objective per unit.
        value: f64,
    },
    /// A new coefficient; zero removes the entry.
    Coefficient {
        /// Which row.
        row: usize,
        /// Which column.
        column: usize,
        /// New value.
        value: f64,
    },
    /// A new last row.
    AddRow {
        /// Lower limit.
        lower: f64,
        /// Upper limit.
        upper: f64,
        /// `(column, value)` entries.
        entries: Vec<(usize, f64)>,
    },
    /// A new last column.
    AddColumn {
        /// Objective per unit.
        objective: f64,
        /// Lower limit.
        lower: f64,
        /// Upper limit.
        upper: f64,
        /// `(row, value)` entries.
        entries: Vec<(usize, f64)>,
    },
}

impl Edit {
    /// Whether the edit leaves the matrix as it is.
    pub(crate) fn keeps_matrix(&self) -> bool {
        match self {
            Edit::RowBounds { .. } | Edit::ColumnBounds { .. } | Edit::Objective { .. } => true,
            Edit::Coefficient { .. } | Edit::AddRow { .. } | Edit::AddColumn { .. } => false,
        }
    }

    /// Refuses what would leave `problem` broken.
    pub(crate) fn check(&self, problem: &Problem) -> Result<(), Refusal> {
        match self {
            Edit::RowBounds { row, lower, upper } => {
                known_row(problem, *row)?;
                check_row(*row, *lower, *upper)
            }
            Edit::ColumnBounds { column, lower, upper } => {
                known_column(problem, *column)?;
                check_column(*column, *lower, *upper)
            }
            Edit::Objective { column, value } => {
                known_column(problem, *column)?;
                check_objective(*column, *value)
            }
            Edit::Coefficient { row, column, value } => {
                known_row(problem, *row)?;
                known_column(problem, *column)?;
                check_coefficient(*row, *column, *value)
            }
            Edit::AddRow { lower, upper, entries } => {
                let row = problem.rows();
                check_row(row, *lower, *upper)?;
                check_entries(entries, |&(column, value)| {
                    known_column(problem, column)?;
                    check_coefficient(row, column, value)
                })?
                .map_or(Ok(()), |column| Err(Refusal::Duplicate { row, column }))
            }
            Edit::AddColumn { objective, lower, upper, entries } => {
                let column = problem.columns();
                check_column(column, *lower, *upper)?;
                check_objective(column, *objective)?;
                check_entries(entries, |&(row, value)| {
                    known_row(problem, row)?;
                    check_coefficient(row, column, value)
                })?
                .map_or(Ok(()), |row| Err(Refusal::Duplicate { row, column }))
            }
        }
    }
}

impl Problem {
    /// Applies one edit, or leaves the problem as it was.
    ///
    /// # Errors
    /// The edit names a row or column that does not exist, or carries a value that [`Problem::check`] would refuse.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), Refusal> {
        edit.check(self)?;
        match edit {
            Edit::RowBounds { row, lower, upper } => {
                self.row_lower[*row] = *lower;
                self.row_upper[*row] = *upper;
            }
            Edit::ColumnBounds { column, lower, upper } => {
                self.lower[*column] = *lower;
                self.upper[*column] = *upper;
            }
            Edit::Objective { column, value } => self.objective[*column] = *value,
            Edit::Coefficient { row, column, value } => self.set_coefficient(*row, *column, *value),
            Edit::AddRow { lower, upper, entries } => {
                let row = self.add_row(*lower, *upper);
                self.spread_row(row, entries);
            }
            Edit::AddColumn { objective, lower, upper, entries } => {
                self.add_column(*objective, *lower, *upper, entries);
            }
        }
        Ok(())
    }

    fn set_coefficient(&mut self, row: usize, column: usize, value: f64) {
        let span = self.span(column);
        let place = span.clone().find(|&at| self.index[at] == row);
        match place {
            Some(at) if value == 0.0 => {
                self.index.remove(at);
                self.value.remove(at);
                for end in &mut self.ends[column..] {
                    *end -= 1;
                }
            }
            Some(at) => self.value[at] = value,
            None if value == 0.0 => {}
            None => {
                self.index.insert(span.end, row);
                self.value.insert(span.end, value);
                for end in &mut self.ends[column..] {
                    *end += 1;
                }
            }
        }
    }

    /// Appends a row's entries to their columns in one pass.
    fn spread_row(&mut self, row: usize, entries: &[(usize, f64)]) {
        let mut sorted: Vec<(usize, f64)> = entries.iter().copied().filter(|entry| entry.1 != 0.0).collect();
        sorted.sort_by_key(|entry| entry.0);
        let mut index = Vec::with_capacity(self.index.len() + sorted.len());
        let mut value = Vec::with_capacity(self.value.len() + sorted.len());
        let mut next = sorted.into_iter().peekable();
        let mut start = 0;
        for column in 0..self.ends.len() {
            let end = self.ends[column];
            index.extend_from_slice(&self.index[start..end]);
            value.extend_from_slice(&self.value[start..end]);
            if let Some((_, entry)) = next.next_if(|entry| entry.0 == column) {
                index.push(row);
                value.push(entry);
            }
            start = end;
            self.ends[column] = index.len();
        }
        self.index = index;
        self.value = value;
    }
}

fn known_row(problem: &Problem, row: usize) -> Result<(), Refusal> {
    if row < problem.rows() { Ok(()) } else { Err(Refusal::UnknownRow { row, rows: problem.rows() }) }
}

fn known_column(problem: &Problem, column: usize) -> Result<(), Refusal> {
    if column < problem.columns() { Ok(()) } else { Err(Refusal::UnknownColumn { column, columns: problem.columns() }) }
}

/// Checks each entry and returns the index that occurs twice, if one does.
fn check_entries(
    entries: &[(usize, f64)],
    check: impl Fn(&(usize, f64)) -> Result<(), Refusal>,
) -> Result<Option<usize>, Refusal> {
    entries.iter().try_for_each(check)?;
    let mut places: Vec<usize> = entries.iter().map(|entry| entry.0).collect();
    places.sort_unstable();
    Ok(places.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]))
}
