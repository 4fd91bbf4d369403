//! What a second solver says, and why it may say nothing.

use std::path::PathBuf;

/// How a second solver ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It claims an optimum.
    Optimal,
    /// It claims that no point satisfies every limit.
    Infeasible,
    /// It claims that the objective grows without end.
    Unbounded,
    /// It claims one of the two, and does not know which.
    InfeasibleOrUnbounded,
    /// It gave up.
    Unknown,
}

/// What a second solver claims; nothing of it has been checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// How it ended.
    pub status: Status,
    /// `c·x`.
    pub objective: f64,
    /// `x`, one value per column.
    pub columns: Vec<f64>,
    /// Change of the optimum per unit by which a row is shifted.
    pub duals: Vec<f64>,
}

/// Why there is no second opinion.
#[derive(Debug, thiserror::Error)]
pub enum OracleFault {
    /// The problem breaks a rule.
    #[error(transparent)]
    Refused(#[from] lp::Refusal),
    /// The library could not be opened, or lacks a function.
    #[error("cannot load HiGHS from {}: {reason}", path.display())]
    Library {
        /// Where it was looked for.
        path: PathBuf,
        /// What the loader said.
        reason: String,
    },
    /// A call into HiGHS returned an error.
    #[error("HiGHS returned an error from {call}")]
    Call {
        /// The function that was called.
        call: &'static str,
    },
    /// The interior-point solver refused its input.
    #[error("clarabel refused the problem: {reason}")]
    Setup {
        /// What it said.
        reason: String,
    },
    /// A list does not have one entry per column.
    #[error("{found} weights were given for {expected} columns")]
    Length {
        /// How many there are.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A weight is negative or not a finite number.
    #[error("column {column} cannot have {value} as its weight")]
    Weight {
        /// The column.
        column: usize,
        /// The weight.
        value: f64,
    },
    /// The solver stopped without an answer that holds when it is recomputed.
    #[error("no answer that holds: {}", tried.join("; "))]
    Unresolved {
        /// Who was asked, and what came of it.
        tried: Vec<String>,
    },
}
