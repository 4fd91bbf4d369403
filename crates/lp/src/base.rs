//! A solved problem that patches start from.

use crate::certify::View;
use crate::cold::{self, Solved, Trail};
use crate::edit::Edit;
use crate::engine::{Engine, Weights};
use crate::factor::Factor;
use crate::model::Model;
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::refusal::Fault;
use crate::state::{Buffers, State};
use std::sync::Arc;

/// A problem with its solved basis, to which patches are applied.
#[derive(Clone, Debug)]
pub struct Base {
    pub(crate) problem: Problem,
    pub(crate) model: Model,
    pub(crate) state: State,
    pub(crate) factor: Arc<Factor>,
    pub(crate) outcome: Outcome,
}

/// Buffers that one thread reuses from patch to patch; what they hold never shows in a result.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    pub(crate) state: State,
    pub(crate) buffers: Buffers,
    pub(crate) limits: Limits,
}

/// Limits and prices of a patched problem whose matrix is the base's.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits {
    pub row_lower: Vec<f64>,
    pub row_upper: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    pub objective: Vec<f64>,
}

impl Limits {
    pub fn copy_from(&mut self, problem: &Problem) {
        self.row_lower.clone_from(&problem.row_lower);
        self.row_upper.clone_from(&problem.row_upper);
        self.lower.clone_from(&problem.lower);
        self.upper.clone_from(&problem.upper);
        self.objective.clone_from(&problem.objective);
    }

    pub fn over<'a>(&'a self, matrix: &'a Problem) -> View<'a> {
        View {
            matrix,
            row_lower: &self.row_lower,
            row_upper: &self.row_upper,
            lower: &self.lower,
            upper: &self.upper,
            objective: &self.objective,
        }
    }
}

impl Base {
    /// Solves from nothing.
    ///
    /// # Errors
    /// The problem breaks a rule, or no rung of the numerical ladder gave a certified answer.
    pub fn solve(problem: Problem) -> Result<Base, Fault> {
        problem.check()?;
        let solved = cold::solve(&problem, Trail::default())?;
        Ok(Base::of(problem, solved))
    }

    pub(crate) fn of(problem: Problem, solved: Solved) -> Base {
        let Solved { model, state, factor, outcome } = solved;
        Base { problem, model, state, factor, outcome }
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
    pub fn resolve_with(&self, scratch: &mut Scratch, edits: &[Edit]) -> Result<Outcome, Fault> {
        if !edits.iter().all(Edit::keeps_matrix) {
            let problem = self.patched(edits)?;
            return self.replanted(&problem, scratch, |_| ()).map(|(outcome, ())| outcome);
        }
        scratch.state.copy_from(&self.state);
        scratch.limits.copy_from(&self.problem);
        for edit in edits {
            edit.check(&self.problem)?;
        }
        let Scratch { state, buffers, limits } = scratch;
        let mut engine = Engine::new(&self.model, state, buffers, Arc::clone(&self.factor));
        // This basis is not kept.
        engine.weights = Weights::Stale;
        if self.outcome.solution().is_none() {
            engine.note_violations();
        }
        engine.load(limits, edits);
        let mut trail = Trail::default();
        let verdict = engine.answer(limits.over(&self.problem), false);
        match cold::settle(limits.over(&self.problem), verdict) {
            Ok(outcome) => return Ok(outcome),
            Err(failure) => trail.note("warm", failure),
        }
        let verdict = engine.again(limits.over(&self.problem));
        match cold::settle(limits.over(&self.problem), verdict) {
            Ok(outcome) => return Ok(outcome),
            Err(failure) => trail.note("warm with new factors", failure),
        }
        cold::solve(&self.patched(edits)?, trail).map(|solved| solved.outcome)
    }

    /// As [`Base::resolve`], and keeps the resulting basis as a new base.
    ///
    /// # Errors
    /// As [`Base::resolve`].
    pub fn rebase(&self, edits: &[Edit]) -> Result<Base, Fault> {
        let problem = self.patched(edits)?;
        let mut scratch = Scratch::default();
        let (outcome, kept) = self.replanted(&problem, &mut scratch, |end| match end {
            crate::transplant::End::Warm(engine) => {
                let factor = engine.conclude();
                (engine.model.clone(), engine.state.clone(), factor)
            }
            crate::transplant::End::Cold(solved) => (solved.model, solved.state, solved.factor),
        })?;
        let (model, state, factor) = kept;
        Ok(Base { problem, model, state, factor, outcome })
    }

    /// A copy of the problem with the edits applied in order.
    fn patched(&self, edits: &[Edit]) -> Result<Problem, Fault> {
        let mut problem = self.problem.clone();
        for edit in edits {
            problem.apply(edit)?;
        }
        Ok(problem)
    }
}
