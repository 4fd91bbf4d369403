//! What both simplex methods share: solves with the basis, refactorisation, fresh values.

use crate::factor::Factor;
use crate::model::Model;
use crate::sparse::narrow;
use crate::state::{Buffers, Place, State};
use std::sync::Arc;

/// Scaled violation of a limit that is not worth a pivot.
pub(crate) const PRIMAL_TOLERANCE: f64 = 1e-9;

/// Scaled reduced cost of the wrong sign that is not worth a pivot.
pub(crate) const DUAL_TOLERANCE: f64 = 1e-9;

/// Basis changes after which factors are made anew.
const ETA_LIMIT: usize = 64;

/// Why a run of a simplex method ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Stop {
    /// The method has no more work.
    Done,
    /// The basic variable of this row violates a limit and nothing can mend it; its row of `B⁻¹` is in `rho`.
    Infeasible {
        /// `+1` where the variable is above its upper limit, `−1` below its lower.
        side: f64,
    },
    /// This variable can move without end; its image is in `alpha`.
    Unbounded {
        /// The variable.
        variable: usize,
        /// `+1` where it grows.
        side: f64,
    },
    /// The arithmetic gave out.
    Trouble(&'static str),
}

pub(crate) struct Engine<'a> {
    pub model: &'a Model,
    pub state: &'a mut State,
    pub buffers: &'a mut Buffers,
    pub factor: Arc<Factor>,
    pub pivots: usize,
    pub pivot_limit: usize,
    pub disturbed: Disturbed,
    pub pricing: Pricing,
    pub weights: Weights,
}

/// What has been moved away from the problem's own figures, to be taken back later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disturbed {
    Nothing,
    /// Costs carry shifts.
    Costs,
    /// Limits are widened.
    Limits,
}

/// How the next pivot is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pricing {
    /// Along the steepest edge.
    Steepest,
    /// The smallest eligible index: slow, but it cannot cycle.
    Bland,
}

/// Whether the dual steepest-edge weights are those of the current basis, and are to stay so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weights {
    Exact,
    Stale,
}

impl<'a> Engine<'a> {
    pub fn new(model: &'a Model, state: &'a mut State, buffers: &'a mut Buffers, factor: Arc<Factor>) -> Self {
        buffers.reset(model.rows, model.columns);
        Engine {
            model,
            state,
            buffers,
            factor,
            pivots: 0,
            pivot_limit: 20_000 + 50 * model.variables(),
            disturbed: Disturbed::Nothing,
            pricing: Pricing::Steepest,
            weights: Weights::Exact,
        }
    }

    /// Image of a variable's column, `alpha = B⁻¹a_j`.
    pub fn image(&mut self, variable: usize) {
        let alpha = &mut self.buffers.alpha;
        alpha.clear();
        self.model.for_column(variable, |row, value| alpha.set(row, value));
        self.factor.forward_lower(alpha, &mut self.buffers.reach);
        self.state.etas.forward(alpha);
        alpha.tidy();
        self.buffers.partial_column.copy_from(alpha);
        self.factor.forward_upper(alpha, &mut self.buffers.reach);
        alpha.tidy();
    }

    /// `rho = B⁻ᵀe_row` and `across = Aᵀrho`.
    pub fn row(&mut self, row: usize) {
        let rho = &mut self.buffers.rho;
        rho.clear();
        rho.set(row, 1.0);
        self.factor.backward_upper(rho, &mut self.buffers.reach);
        rho.tidy();
        self.buffers.partial_row.copy_from(rho);
        self.state.etas.backward(rho);
        self.factor.backward_lower(rho, &mut self.buffers.reach);
        rho.tidy();
    }

    pub fn across(&mut self) {
        self.model.pivot_row(&self.buffers.rho, &mut self.buffers.across);
    }

    /// `tau = B⁻¹tau`.
    pub fn forward_tau(&mut self) {
        let tau = &mut self.buffers.tau;
        self.factor.forward_lower(tau, &mut self.buffers.reach);
        self.state.etas.forward(tau);
        self.factor.forward_upper(tau, &mut self.buffers.reach);
        tau.tidy();
    }

    /// `tau = B⁻ᵀtau`.
    pub fn backward_tau(&mut self) {
        let tau = &mut self.buffers.tau;
        self.factor.backward_upper(tau, &mut self.buffers.reach);
        self.state.etas.backward(tau);
        self.factor.backward_lower(tau, &mut self.buffers.reach);
        tau.tidy();
    }

    /// Whether a nonbasic variable can move at all.
    #[inline]
    pub fn movable(&self, variable: usize) -> bool {
        self.state.terms.lower[variable] < self.state.terms.upper[variable]
    }

    /// How far a reduced cost is from the sign that the variable's place allows.
    #[inline]
    pub fn dual_violation(&self, variable: usize) -> f64 {
        let d = self.state.d[variable];
        match self.state.place[variable] {
            Place::Lower if self.movable(variable) => (-d).max(0.0),
            Place::Upper if self.movable(variable) => d.max(0.0),
            Place::Basic | Place::Lower | Place::Upper => 0.0,
            Place::Free => d.abs(),
        }
    }

    /// Notes whether the basic variable of a row violates a limit.
    #[inline]
    pub fn note_violation(&mut self, row: usize) {
        let variable = self.state.head[row] as usize;
        let x = self.state.x[variable];
        let over = (self.state.terms.lower[variable] - x).max(x - self.state.terms.upper[variable]);
        self.buffers.violation[row] = if over > PRIMAL_TOLERANCE { over * over } else { 0.0 };
    }

    pub fn within_limits(&self, variable: usize) -> bool {
        let (x, terms) = (self.state.x[variable], &self.state.terms);
        x >= terms.lower[variable] - PRIMAL_TOLERANCE && x <= terms.upper[variable] + PRIMAL_TOLERANCE
    }

    pub fn note_violations(&mut self) {
        for row in 0..self.model.rows {
            self.note_violation(row);
        }
    }

    pub fn primal_feasible(&self) -> bool {
        self.buffers.violation.iter().all(|&violation| violation == 0.0)
    }

    pub fn dual_feasible(&self) -> bool {
        (0..self.model.variables()).all(|variable| self.dual_violation(variable) <= DUAL_TOLERANCE)
    }

    /// Puts a nonbasic variable on a limit that it has, keeping to its side where it can.
    pub fn settle(&mut self, variable: usize) {
        let (lower, upper) = (self.state.terms.lower[variable], self.state.terms.upper[variable]);
        let place = match self.state.place[variable] {
            Place::Upper if upper.is_finite() => Place::Upper,
            Place::Basic | Place::Lower | Place::Upper | Place::Free => {
                if lower.is_finite() {
                    Place::Lower
                } else if upper.is_finite() {
                    Place::Upper
                } else {
                    Place::Free
                }
            }
        };
        self.state.place[variable] = place;
        self.state.x[variable] = match place {
            Place::Lower => lower,
            Place::Upper => upper,
            Place::Basic | Place::Free => 0.0,
        };
    }

    /// Basis changes have piled up enough for new factors to pay.
    pub fn stale(&self) -> bool {
        self.state.etas.len() >= ETA_LIMIT
            || self.state.etas.nonzeros() > 2 * self.factor.nonzeros() + 8 * self.model.rows
    }

    /// Factors the basis anew, mends it where it is singular, and computes `x_B` and `d` afresh.
    pub fn refactor(&mut self) {
        self.refactor_basis();
        self.fresh_x();
        self.fresh_d();
    }

    pub fn refactor_basis(&mut self) {
        let factored = Factor::build(self.model, &self.state.head);
        let old_head = std::mem::take(&mut self.state.head);
        let old_weights = std::mem::take(&mut self.state.weights);
        let mut dropped = vec![true; old_head.len()];
        let (mut head, mut weights) = (Vec::with_capacity(old_head.len()), Vec::with_capacity(old_head.len()));
        for (row, slot) in factored.slots.iter().enumerate() {
            if let Some(slot) = slot {
                head.push(old_head[*slot as usize]);
                weights.push(old_weights[*slot as usize]);
                dropped[*slot as usize] = false;
            } else {
                head.push(narrow(self.model.columns + row));
                weights.push(1.0);
                self.weights = Weights::Stale;
            }
        }
        self.state.head = head;
        self.state.weights = weights;
        for (slot, _) in dropped.iter().enumerate().filter(|&(_, &dropped)| dropped) {
            self.settle(old_head[slot] as usize);
        }
        for row in 0..self.model.rows {
            let variable = self.state.head[row] as usize;
            self.state.place[variable] = Place::Basic;
            self.state.d[variable] = 0.0;
        }
        self.state.etas.clear();
        self.factor = Arc::new(factored.factor);
    }

    /// `x_B = −B⁻¹ N x_N` from the matrix.
    pub fn fresh_x(&mut self) {
        let tau = &mut self.buffers.tau;
        tau.clear();
        tau.listed = false;
        for variable in 0..self.model.variables() {
            let x = self.state.x[variable];
            if x != 0.0 && self.state.place[variable] != Place::Basic {
                self.model.for_column(variable, |row, value| tau.value[row] -= value * x);
            }
        }
        tau.tidy();
        self.forward_tau();
        for row in 0..self.model.rows {
            self.state.x[self.state.head[row] as usize] = self.buffers.tau.value[row];
        }
        self.note_violations();
    }

    /// `d = c − Aᵀ B⁻ᵀ c_B` from the matrix, shifts included.
    pub fn fresh_d(&mut self) {
        let shifted = self.disturbed == Disturbed::Costs;
        let tau = &mut self.buffers.tau;
        tau.clear();
        for row in 0..self.model.rows {
            let variable = self.state.head[row] as usize;
            let cost = self.state.terms.cost[variable] + if shifted { self.buffers.shift[variable] } else { 0.0 };
            if cost != 0.0 {
                tau.set(row, cost);
            }
        }
        self.backward_tau();
        for variable in 0..self.model.variables() {
            if self.state.place[variable] == Place::Basic {
                self.state.d[variable] = 0.0;
                continue;
            }
            let cost = self.state.terms.cost[variable] + if shifted { self.buffers.shift[variable] } else { 0.0 };
            self.state.d[variable] = cost - self.model.product(variable, &self.buffers.tau.value);
        }
    }

    /// Starts to keep account of what is added to costs.
    pub fn begin_shifts(&mut self) {
        if self.disturbed != Disturbed::Costs {
            self.disturbed = Disturbed::Costs;
            self.buffers.shift.clear();
            self.buffers.shift.resize(self.model.variables(), 0.0);
        }
    }

    /// Changes a nonbasic variable's cost so that its reduced cost becomes `target`.
    pub fn shift_to(&mut self, variable: usize, target: f64) {
        self.begin_shifts();
        self.buffers.shift[variable] += target - self.state.d[variable];
        self.state.d[variable] = target;
    }

    /// Replaces the variable at `row` by `entering`, whose image is in `alpha`; the row's `rho` was the last to be computed.
    pub fn exchange(&mut self, row: usize, entering: usize, leaving_place: Place) {
        let leaving = self.state.head[row] as usize;
        self.state.place[leaving] = leaving_place;
        self.state.place[entering] = Place::Basic;
        self.state.head[row] = narrow(entering);
        self.record(row);
        self.pivots += 1;
    }

    /// Brings the column whose image is in `alpha` into the basis at `row`, whose `rho` was the last to be computed.
    pub fn record(&mut self, row: usize) {
        let difference = &mut self.buffers.partial_column;
        self.factor.subtract_upper(row, difference);
        self.state.etas.push(difference, &self.buffers.partial_row, self.buffers.alpha.value[row]);
    }

    /// `d ← d − step · (row of B⁻¹N)` for the row in `rho` and `across`; nonbasic variables only.
    pub fn move_duals(&mut self, step: f64) {
        if step == 0.0 {
            return;
        }
        let state = &mut *self.state;
        for &column in &self.buffers.across.index {
            let variable = column as usize;
            if state.place[variable] != Place::Basic {
                state.d[variable] -= step * self.buffers.across.value[variable];
            }
        }
        for &row in &self.buffers.rho.index {
            let variable = self.model.columns + row as usize;
            if state.place[variable] != Place::Basic {
                state.d[variable] += step * self.buffers.rho.value[row as usize];
            }
        }
    }

    /// A fixed pseudo-random figure in `[0, 1)` for a variable, so that ties are broken alike everywhere.
    pub fn dither(variable: usize) -> f64 {
        crate::generate::Splitmix::new(variable as u64 + 1).unit()
    }
}
