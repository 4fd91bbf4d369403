//! A solved problem that patches start from.

use crate::edit::Edit;
use crate::outcome::{Outcome, Slope, Slopes};
use crate::problem::Problem;
use crate::refusal::Fault;

/// A problem with its solved basis, to which patches are applied.
#[derive(Clone, Debug)]
pub struct Base {
    problem: Problem,
    outcome: Outcome,
}

/// Buffers that one thread reuses from patch to patch; what they hold never shows in a result.
#[derive(Clone, Debug, Default)]
pub struct Scratch {}

impl Base {
    /// Solves from nothing.
    ///
    /// # Errors
    /// The problem breaks a rule, or no rung of the numerical ladder gave a certified answer.
    pub fn solve(problem: Problem) -> Result<Base, Fault> {
        problem.check()?;
        Err(Fault::Unresolved { tried: Vec::new(), best: None })
    }

    /// The problem as it was solved.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Its answer.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Applies edits to a copy, in order, and solves it from this basis.
    ///
    /// # Errors
    /// An edit breaks a rule, or no rung of the numerical ladder gave a certified answer.
    pub fn resolve(&self, edits: &[Edit]) -> Result<Outcome, Fault> {
        self.resolve_with(&mut Scratch::default(), edits)
    }

    /// As [`Base::resolve`], in buffers that are used again.
    ///
    /// # Errors
    /// As [`Base::resolve`].
    pub fn resolve_with(&self, _scratch: &mut Scratch, edits: &[Edit]) -> Result<Outcome, Fault> {
        Ok(self.rebase(edits)?.outcome)
    }

    /// As [`Base::resolve`], and keeps the resulting basis as a new base.
    ///
    /// # Errors
    /// As [`Base::resolve`].
    pub fn rebase(&self, edits: &[Edit]) -> Result<Base, Fault> {
        let mut problem = self.problem.clone();
        for edit in edits {
            problem.apply(edit)?;
        }
        Base::solve(problem)
    }

    /// One-sided derivatives of the optimal value when both limits of a row are shifted.
    ///
    /// # Errors
    /// The row does not exist, or the arithmetic gave out.
    pub fn row_slope(&self, row: usize) -> Result<Slope, Fault> {
        Ok(self.slopes()?.rows[row])
    }

    /// One-sided derivatives of the optimal value when a column's upper limit is shifted.
    ///
    /// # Errors
    /// The column does not exist, or the arithmetic gave out.
    pub fn upper_slope(&self, column: usize) -> Result<Slope, Fault> {
        Ok(self.slopes()?.uppers[column])
    }

    /// Every row and every column's upper limit at once.
    ///
    /// # Errors
    /// The arithmetic gave out.
    pub fn slopes(&self) -> Result<Slopes, Fault> {
        Err(Fault::Unresolved { tried: Vec::new(), best: None })
    }
}
