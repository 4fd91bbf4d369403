//! Bad input by name, and what is said when the arithmetic gives out.

use crate::outcome::Certificate;
use std::fmt;

/// A problem or an edit that breaks a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// A row that does not exist.
    UnknownRow {
        /// The row asked for.
        row: usize,
        /// How many there are.
        rows: usize,
    },
    /// A column that does not exist.
    UnknownColumn {
        /// The column asked for.
        column: usize,
        /// How many there are.
        columns: usize,
    },
    /// A limit of a row that is not a number, or a lower limit of `+∞` or an upper limit of `−∞`.
    RowBound {
        /// The row.
        row: usize,
        /// The offending value.
        value: f64,
    },
    /// A limit of a column that is not a number, or a lower limit of `+∞` or an upper limit of `−∞`.
    ColumnBound {
        /// The column.
        column: usize,
        /// The offending value.
        value: f64,
    },
    /// A row whose lower limit lies above its upper limit.
    RowBoundsCrossed {
        /// The row.
        row: usize,
        /// Its lower limit.
        lower: f64,
        /// Its upper limit.
        upper: f64,
    },
    /// A column whose lower limit lies above its upper limit.
    ColumnBoundsCrossed {
        /// The column.
        column: usize,
        /// Its lower limit.
        lower: f64,
        /// Its upper limit.
        upper: f64,
    },
    /// An objective that is not a finite number of size up to 1e30.
    Objective {
        /// The column.
        column: usize,
        /// The offending value.
        value: f64,
    },
    /// A coefficient that is not a finite number of size up to 1e30.
    Coefficient {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// The offending value.
        value: f64,
    },
    /// Two entries for one row in one column.
    Duplicate {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// More rows, columns or entries than 32-bit indices can number.
    TooLarge,
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::UnknownRow { row, rows } => write!(out, "row {row} does not exist; there are {rows}"),
            Refusal::UnknownColumn { column, columns } => {
                write!(out, "column {column} does not exist; there are {columns}")
            }
            Refusal::RowBound { row, value } => write!(out, "row {row} cannot have {value} as a limit"),
            Refusal::ColumnBound { column, value } => write!(out, "column {column} cannot have {value} as a limit"),
            Refusal::RowBoundsCrossed { row, lower, upper } => {
                write!(out, "row {row} has a lower limit of {lower}, above its upper limit of {upper}")
            }
            Refusal::ColumnBoundsCrossed { column, lower, upper } => {
                write!(out, "column {column} has a lower limit of {lower}, above its upper limit of {upper}")
            }
            Refusal::Objective { column, value } => write!(out, "column {column} cannot have {value} as its objective"),
            Refusal::Coefficient { row, column, value } => {
                write!(out, "row {row}, column {column} cannot have {value} as its coefficient")
            }
            Refusal::Duplicate { row, column } => write!(out, "column {column} has two entries in row {row}"),
            Refusal::TooLarge => write!(out, "the problem has more rows, columns or entries than can be numbered"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Why there is no outcome.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// The input breaks a rule.
    Refused(Refusal),
    /// No rung of the numerical ladder gave an answer that could be certified.
    Unresolved {
        /// The rungs, in the order in which they were tried, each with why it failed.
        tried: Vec<String>,
        /// The best certificate reached, if any vertex was reached.
        best: Option<Certificate>,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Refused(refusal) => refusal.fmt(out),
            Fault::Unresolved { tried, best } => {
                write!(out, "no certified answer; tried {}", tried.join(", "))?;
                match best {
                    Some(certificate) => write!(out, "; the best certificate was {:.1e}", certificate.worst()),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for Fault {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Fault::Refused(refusal) => Some(refusal),
            Fault::Unresolved { .. } => None,
        }
    }
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Fault::Refused(refusal)
    }
}
