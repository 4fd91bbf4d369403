//! The bounded dual simplex with steepest-edge weights.

use crate::engine::{DUAL_TOLERANCE, Engine, Pricing, Stop, Weights};
use crate::state::Place;

/// Steps without progress after which costs are perturbed.
const STALL: usize = 30;

/// Disagreement between the two ways of computing a pivot that calls for new factors.
const AGREEMENT: f64 = 1e-7;

/// Rejected pivots in a row after which the run is given up.
const PATIENCE: usize = 5;

impl Engine<'_> {
    /// Makes the basis dual feasible: boxed variables change side, the costs of others are shifted.
    pub fn make_dual_feasible(&mut self) {
        let mut moved = false;
        for variable in 0..self.model.variables() {
            if self.dual_violation(variable) <= 0.0 {
                continue;
            }
            let (lower, upper) = (self.state.terms.lower[variable], self.state.terms.upper[variable]);
            let d = self.state.d[variable];
            if d > 0.0 && lower.is_finite() {
                self.state.place[variable] = Place::Lower;
                self.state.x[variable] = lower;
                moved = true;
            } else if d < 0.0 && upper.is_finite() {
                self.state.place[variable] = Place::Upper;
                self.state.x[variable] = upper;
                moved = true;
            } else if d.abs() > DUAL_TOLERANCE {
                self.shift_to(variable, 0.0);
            }
        }
        if moved {
            self.fresh_x();
        }
    }

    /// Moves the costs of nonbasic variables a little away from ties.
    pub fn perturb_costs(&mut self) {
        for variable in 0..self.model.columns {
            if !self.movable(variable) {
                continue;
            }
            let size = (1.0 + self.state.terms.cost[variable].abs()) * 5e-7 * (1.0 + Self::dither(variable));
            match self.state.place[variable] {
                Place::Lower => self.shift_to(variable, self.state.d[variable] + size),
                Place::Upper => self.shift_to(variable, self.state.d[variable] - size),
                Place::Basic | Place::Free => {}
            }
        }
    }

    /// Pivots until every basic variable is within its limits.
    pub fn dual(&mut self, may_perturb: bool) -> Stop {
        let (mut idle, mut rejected, mut perturbed) = (0, 0, !may_perturb);
        loop {
            if self.pivots >= self.pivot_limit {
                return Stop::Trouble("pivot limit");
            }
            if self.stale() {
                self.refactor();
                self.make_dual_feasible();
            }
            let Some(row) = self.choose_row() else {
                return Stop::Done;
            };
            let variable = self.state.head[row] as usize;
            let x = self.state.x[variable];
            let above = x > self.state.terms.upper[variable];
            let (side, bound) =
                if above { (1.0, self.state.terms.upper[variable]) } else { (-1.0, self.state.terms.lower[variable]) };
            self.across();
            let Some(entering) = self.dual_ratio(side, (x - bound).abs()) else {
                if self.state.etas.len() == 0 || rejected >= PATIENCE {
                    return Stop::Infeasible { side };
                }
                // Look again with fresh factors before saying so.
                self.refactor();
                self.make_dual_feasible();
                rejected = PATIENCE;
                continue;
            };
            self.image(entering);
            let pivot = self.buffers.alpha.value[row];
            let expected = self.across_at(entering);
            if (pivot - expected).abs() > AGREEMENT * (1.0 + pivot.abs()) || pivot.abs() < 1e-10 {
                rejected += 1;
                if rejected > PATIENCE || self.state.etas.len() == 0 && rejected > 1 {
                    return Stop::Trouble("unstable pivot in the dual simplex");
                }
                self.refactor();
                self.make_dual_feasible();
                continue;
            }
            let progress = self.dual_step(row, entering, side, bound);
            rejected = 0;
            idle = if progress { 0 } else { idle + 1 };
            if idle > STALL && !perturbed && self.pricing == Pricing::Steepest {
                perturbed = true;
                self.perturb_costs();
            }
        }
    }

    /// Entry of the pivot row, computed by rows.
    fn across_at(&self, variable: usize) -> f64 {
        if variable < self.model.columns {
            self.buffers.across.value[variable]
        } else {
            -self.buffers.rho.value[variable - self.model.columns]
        }
    }

    /// The row with the largest violation measured along its edge; leaves its `rho`.
    fn choose_row(&mut self) -> Option<usize> {
        loop {
            let row = if self.pricing == Pricing::Bland {
                // The smallest variable, not the smallest row: Bland's rule numbers variables.
                let rows = 0..self.model.rows;
                rows.filter(|&row| self.buffers.violation[row] > 0.0).min_by_key(|&row| self.state.head[row])
            } else {
                let (mut best, mut chosen) = (0.0, None);
                for (row, (&violation, &weight)) in self.buffers.violation.iter().zip(&self.state.weights).enumerate() {
                    if violation > best * weight {
                        best = violation / weight;
                        chosen = Some(row);
                    }
                }
                chosen
            };
            let row = row?;
            self.row(row);
            let (exact, kept) = (self.buffers.rho.squared_norm(), self.state.weights[row]);
            self.state.weights[row] = exact;
            // A weight that was far too small flattered this row; look again now that it is right.
            if self.pricing == Pricing::Bland || kept >= 0.25 * exact {
                return Some(row);
            }
        }
    }

    /// Moves to the neighbouring vertex; says whether the dual objective moved.
    fn dual_step(&mut self, row: usize, entering: usize, side: f64, bound: f64) -> bool {
        let pivot = self.buffers.alpha.value[row];
        let leaving = self.state.head[row] as usize;
        self.apply_flips();
        // The bound flips changed the leaving variable too.
        let mut step = self.state.d[entering] / pivot;
        if side * step < 0.0 {
            self.shift_to(entering, 0.0);
            step = 0.0;
        }
        self.move_duals(step);
        self.state.d[entering] = 0.0;
        self.state.d[leaving] = -step;

        let length = (self.state.x[leaving] - bound) / pivot;
        for at in 0..self.buffers.alpha.index.len() {
            let place = self.buffers.alpha.index[at] as usize;
            let variable = self.state.head[place] as usize;
            self.state.x[variable] -= length * self.buffers.alpha.value[place];
            if place != row {
                self.note_violation(place);
            }
        }
        self.state.x[leaving] = bound;
        self.state.x[entering] += length;
        self.buffers.violation[row] = 0.0;
        // Nobody asks for the weights after the last pivot, unless the basis is to be kept.
        if self.weights == Weights::Exact || !self.primal_feasible() || !self.within_limits(entering) {
            self.update_weights(row);
        }
        self.exchange(row, entering, if side > 0.0 { Place::Upper } else { Place::Lower });
        self.note_violation(row);
        step.abs() > DUAL_TOLERANCE
    }

    /// Variables that change side in the ratio test, in one solve.
    fn apply_flips(&mut self) {
        if self.buffers.flips.is_empty() {
            return;
        }
        let tau = &mut self.buffers.tau;
        tau.clear();
        for &variable in &self.buffers.flips {
            let variable = variable as usize;
            let (place, to) = match self.state.place[variable] {
                Place::Lower => (Place::Upper, self.state.terms.upper[variable]),
                Place::Upper => (Place::Lower, self.state.terms.lower[variable]),
                Place::Basic | Place::Free => continue,
            };
            let change = to - self.state.x[variable];
            self.state.place[variable] = place;
            self.state.x[variable] = to;
            self.model.for_column(variable, |row, value| tau.add(row, value * change));
        }
        self.forward_tau();
        for at in 0..self.buffers.tau.index.len() {
            let place = self.buffers.tau.index[at] as usize;
            self.state.x[self.state.head[place] as usize] -= self.buffers.tau.value[place];
            self.note_violation(place);
        }
    }

    /// Exact update of the steepest-edge weights for a pivot in `row` (Forrest and Goldfarb 1992).
    pub fn update_weights(&mut self, row: usize) {
        let pivot = self.buffers.alpha.value[row];
        let weight = self.state.weights[row];
        let (tau, rho) = (&mut self.buffers.tau, &self.buffers.rho);
        tau.clear();
        for &at in &rho.index {
            tau.set(at as usize, rho.value[at as usize]);
        }
        self.forward_tau();
        for &at in &self.buffers.alpha.index {
            let place = at as usize;
            if place == row {
                continue;
            }
            let share = self.buffers.alpha.value[place] / pivot;
            let updated = self.state.weights[place] + share * (share * weight - 2.0 * self.buffers.tau.value[place]);
            self.state.weights[place] = updated.max(1e-4).max(share * share * 1e-4);
        }
        self.state.weights[row] = (weight / (pivot * pivot)).max(1e-4);
    }
}
