//! Carrying a basis over to a problem whose matrix has changed or grown.

use crate::base::{Base, Scratch};
use crate::certify::View;
use crate::cold::{self, Solved, Trail, slack_basis};
use crate::engine::{Engine, Weights};
use crate::model::Model;
use crate::outcome::Outcome;
use crate::problem::Problem;
use crate::refusal::Fault;
use crate::sparse::narrow;
use crate::state::{Place, State};
use std::sync::Arc;

/// Where a run ended.
pub(crate) enum End<'a, 'b> {
    /// In the engine that took the base's basis over.
    Warm(&'a mut Engine<'b>),
    /// In a cold solve.
    Cold(Box<Solved>),
}

/// A changed basic column whose new pivot is smaller than this calls for new factors.
const SMALLEST: f64 = 1e-5;

impl Base {
    /// Solves a patched problem from this basis; `keep` sees where the run ended.
    pub(crate) fn replanted<K>(
        &self,
        problem: &Problem,
        scratch: &mut Scratch,
        keep: impl FnOnce(End<'_, '_>) -> K,
    ) -> Result<(Outcome, K), Fault> {
        let model = Model::new(problem, self.model.scale.extended(problem));
        let grown = model.rows > self.model.rows;
        scratch.state = self.carried(problem, &model);
        let mut engine = Engine::new(&model, &mut scratch.state, &mut scratch.buffers, Arc::clone(&self.factor));
        if grown || !engine.replace_changed(&self.model) {
            engine.weights = Weights::Stale;
            engine.refactor_basis();
        }
        if engine.state.etas.len() > 0 {
            engine.weights = Weights::Stale;
        }
        engine.fresh_d();
        engine.choose_sides();
        engine.fresh_x();
        let mut trail = Trail::default();
        let verdict = engine.answer(View::from(problem), false);
        match cold::settle(View::from(problem), verdict) {
            Ok(outcome) => return Ok((outcome, keep(End::Warm(&mut engine)))),
            Err(failed) => trail.note("warm", failed),
        }
        let verdict = engine.again(View::from(problem));
        match cold::settle(View::from(problem), verdict) {
            Ok(outcome) => return Ok((outcome, keep(End::Warm(&mut engine)))),
            Err(failed) => trail.note("warm with new factors", failed),
        }
        let solved = cold::solve(problem, trail)?;
        let outcome = solved.outcome.clone();
        Ok((outcome, keep(End::Cold(Box::new(solved)))))
    }

    /// This base's state in the numbering of a problem that may have more columns and rows at the end.
    fn carried(&self, problem: &Problem, model: &Model) -> State {
        let mut state = slack_basis(problem, model);
        let (old, new) = (self.model.columns, model.columns);
        let renumber = |variable: usize| if variable < old { variable } else { variable - old + new };
        for (row, &variable) in self.state.head.iter().enumerate() {
            state.head[row] = narrow(renumber(variable as usize));
            state.weights[row] = self.state.weights[row];
        }
        for (variable, &place) in self.state.place.iter().enumerate() {
            state.place[renumber(variable)] = place;
        }
        state
    }
}

impl Engine<'_> {
    /// Brings basic columns that differ from the old model's into the basis one by one; false where one does not fit.
    fn replace_changed(&mut self, old: &Model) -> bool {
        for row in 0..self.model.rows {
            let variable = self.state.head[row] as usize;
            if variable >= self.model.columns || self.model.span(variable) == old.span(variable) {
                continue;
            }
            self.image(variable);
            let alpha = &self.buffers.alpha;
            let largest = alpha.index.iter().fold(0.0, |most: f64, &at| most.max(alpha.value[at as usize].abs()));
            if alpha.value[row].abs() <= SMALLEST * largest.max(1.0) {
                self.state.etas.clear();
                return false;
            }
            self.row(row);
            self.record(row);
        }
        true
    }

    /// Puts every nonbasic variable on a limit, boxed ones on the side that their reduced cost asks for.
    fn choose_sides(&mut self) {
        for variable in 0..self.model.variables() {
            if self.state.place[variable] == Place::Basic {
                continue;
            }
            let d = self.state.d[variable];
            let boxed = self.state.terms.lower[variable].is_finite() && self.state.terms.upper[variable].is_finite();
            if boxed && d != 0.0 {
                self.state.place[variable] = if d > 0.0 { Place::Lower } else { Place::Upper };
            }
            self.settle(variable);
        }
    }
}
