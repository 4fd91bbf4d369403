//! Solving from the basis of logical variables, on rungs of growing caution.

use crate::certify::View;
use crate::conflict;
use crate::engine::{Engine, Pricing, Weights};
use crate::factor::Factor;
use crate::ladder::{Failure, Verdict};
use crate::model::{Model, Terms};
use crate::outcome::{Certificate, Outcome};
use crate::problem::Problem;
use crate::refusal::Fault;
use crate::scale::Scale;
use crate::sparse::narrow;
use crate::state::{Buffers, Place, State};
use std::sync::Arc;

/// Below this many rows ties are too few for perturbation to pay.
const SMALL: usize = 50;

/// A basis with everything that patches share.
#[derive(Clone, Debug)]
pub(crate) struct Solved {
    pub model: Model,
    pub state: State,
    pub factor: Arc<Factor>,
    pub outcome: Outcome,
}

/// What has been tried so far.
#[derive(Default)]
pub(crate) struct Trail {
    tried: Vec<String>,
    best: Option<Certificate>,
}

impl Trail {
    /// Notes a rung that failed.
    pub fn note(&mut self, rung: &str, failure: Failure) {
        let Failure { why, best } = failure;
        self.tried.push(format!("{rung}: {why}"));
        if let Some(found) = best
            && self.best.is_none_or(|best| found.worst() < best.worst())
        {
            self.best = Some(found);
        }
    }

    pub fn fault(self) -> Fault {
        Fault::Unresolved { tried: self.tried, best: self.best }
    }
}

/// How a rung differs from the one above it.
struct Rung {
    name: &'static str,
    scaled: bool,
    perturb: bool,
    pricing: Pricing,
}

const RUNGS: [Rung; 3] = [
    Rung { name: "cold", scaled: true, perturb: true, pricing: Pricing::Steepest },
    Rung { name: "cold without perturbation or scaling", scaled: false, perturb: false, pricing: Pricing::Steepest },
    Rung { name: "cold by Bland's rule", scaled: true, perturb: false, pricing: Pricing::Bland },
];

/// Solves a checked problem from nothing.
pub(crate) fn solve(problem: &Problem, mut trail: Trail) -> Result<Solved, Fault> {
    for rung in RUNGS {
        let scale = if rung.scaled { Scale::geometric(problem) } else { Scale::none(problem) };
        let model = Model::new(problem, scale);
        let mut state = slack_basis(problem, &model);
        let mut buffers = Buffers::default();
        let factor = Arc::new(Factor::build(&model, &state.head).factor);
        let mut engine = Engine::new(&model, &mut state, &mut buffers, factor);
        engine.pricing = rung.pricing;
        engine.fresh_d();
        engine.fresh_x();
        let verdict = engine.answer(View::from(problem), rung.perturb && problem.rows() > SMALL);
        match settle(View::from(problem), verdict) {
            Ok(outcome) => {
                let factor = engine.conclude();
                return Ok(Solved { model, state, factor, outcome });
            }
            Err(failure) => trail.note(rung.name, failure),
        }
    }
    Err(trail.fault())
}

/// Turns a checked verdict into an outcome, narrowing a contradiction down.
pub(crate) fn settle(view: View<'_>, verdict: Verdict) -> Result<Outcome, Failure> {
    match verdict {
        Verdict::Optimal(solution) => Ok(Outcome::Optimal(solution)),
        Verdict::Unbounded(ray) => Ok(Outcome::Unbounded(ray)),
        Verdict::Infeasible(found) => Ok(Outcome::Infeasible(conflict::narrow_down(view, found))),
        Verdict::Failed(failure) => Err(failure),
    }
}

/// All logical variables basic, the others on the side that their price asks for.
pub(crate) fn slack_basis(problem: &Problem, model: &Model) -> State {
    let (rows, columns) = (model.rows, model.columns);
    let mut state = State {
        terms: Terms::new(problem, model),
        head: (columns..columns + rows).map(narrow).collect(),
        place: vec![Place::Lower; columns],
        x: vec![0.0; columns + rows],
        d: vec![0.0; columns + rows],
        weights: vec![1.0; rows],
        etas: crate::eta::Etas::default(),
    };
    state.place.resize(columns + rows, Place::Basic);
    for column in 0..columns {
        let (lower, upper) = (state.terms.lower[column], state.terms.upper[column]);
        let wants_upper = state.terms.cost[column] < 0.0;
        (state.place[column], state.x[column]) = if upper.is_finite() && (wants_upper || !lower.is_finite()) {
            (Place::Upper, upper)
        } else if lower.is_finite() {
            (Place::Lower, lower)
        } else {
            (Place::Free, 0.0)
        };
    }
    state
}

impl Engine<'_> {
    /// Leaves a state that patches can start from: true costs and limits, fresh factors, exact weights.
    pub fn conclude(&mut self) -> Arc<Factor> {
        self.restore();
        self.refactor();
        self.refine_x();
        self.refine_d();
        let (columns, y) = (self.model.columns, &self.state.d[self.model.columns..]);
        let fresh: Vec<f64> = (0..columns)
            .map(|column| match self.state.place[column] {
                Place::Basic => 0.0,
                Place::Lower | Place::Upper | Place::Free => {
                    self.state.terms.cost[column] - self.model.product(column, y)
                }
            })
            .collect();
        self.state.d[..columns].copy_from_slice(&fresh);
        if self.weights == Weights::Stale {
            for row in 0..self.model.rows {
                self.row(row);
                self.state.weights[row] = self.buffers.rho.squared_norm();
            }
            self.weights = Weights::Exact;
        }
        Arc::clone(&self.factor)
    }
}
