//! Loading a patch that leaves the matrix as it is into a copy of the base's state.

use crate::base::Limits;
use crate::certify::View;
use crate::edit::Edit;
use crate::engine::{Engine, Weights};
use crate::ladder::Verdict;
use crate::state::Place;

impl Engine<'_> {
    /// Applies checked edits to the limits, and moves `x` and `d` along with them.
    pub fn load(&mut self, limits: &mut Limits, edits: &[Edit]) {
        self.buffers.tau.clear();
        for edit in edits {
            match *edit {
                Edit::RowBounds { row, lower, upper } => {
                    limits.row_lower[row] = lower;
                    limits.row_upper[row] = upper;
                    let scale = self.model.scale.row(row);
                    self.rebound(self.model.columns + row, lower / scale, upper / scale);
                }
                Edit::ColumnBounds { column, lower, upper } => {
                    limits.lower[column] = lower;
                    limits.upper[column] = upper;
                    let scale = self.model.scale.column(column);
                    self.rebound(column, lower / scale, upper / scale);
                }
                // Limits first: their columns gather in `tau`.
                Edit::Objective { column, value } => limits.objective[column] = value,
                Edit::Coefficient { .. } | Edit::AddRow { .. } | Edit::AddColumn { .. } => {}
            }
        }
        self.follow();
        let mut repriced = false;
        self.buffers.tau.clear();
        for edit in edits {
            if let Edit::Objective { column, .. } = *edit {
                repriced |= self.reprice(column, self.model.scale.cost(column, limits.objective[column]));
            }
        }
        if repriced {
            self.follow_prices();
        }
    }

    /// New limits of a variable; what a nonbasic one moves by gathers in `tau`.
    pub fn rebound(&mut self, variable: usize, lower: f64, upper: f64) {
        self.state.terms.lower[variable] = lower;
        self.state.terms.upper[variable] = upper;
        if self.state.place[variable] == Place::Basic {
            return;
        }
        let before = self.state.x[variable];
        if lower.is_finite() && upper.is_finite() {
            let d = self.state.d[variable];
            if d != 0.0 {
                self.state.place[variable] = if d > 0.0 { Place::Lower } else { Place::Upper };
            }
        }
        self.settle(variable);
        let change = self.state.x[variable] - before;
        if change != 0.0 {
            let tau = &mut self.buffers.tau;
            self.model.for_column(variable, |row, value| tau.add(row, value * change));
        }
    }

    /// Moves the basic variables by what gathered in `tau`, and notes who violates a limit now.
    pub fn follow(&mut self) {
        if !self.buffers.tau.index.is_empty() {
            self.forward_tau();
            for at in 0..self.buffers.tau.index.len() {
                let row = self.buffers.tau.index[at] as usize;
                self.state.x[self.state.head[row] as usize] -= self.buffers.tau.value[row];
            }
        }
        self.note_violations();
    }

    /// A new cost; says whether the variable is basic, so that every reduced cost follows.
    fn reprice(&mut self, variable: usize, cost: f64) -> bool {
        let change = cost - self.state.terms.cost[variable];
        self.state.terms.cost[variable] = cost;
        if self.state.place[variable] != Place::Basic {
            self.state.d[variable] += change;
            return false;
        }
        if change != 0.0
            && let Some(row) = self.state.head.iter().position(|&basic| basic as usize == variable)
        {
            self.buffers.tau.add(row, change);
        }
        change != 0.0
    }

    /// `d ← d − Nᵀ B⁻ᵀ Δc_B`.
    fn follow_prices(&mut self) {
        self.backward_tau();
        std::mem::swap(&mut self.buffers.tau, &mut self.buffers.rho);
        self.across();
        self.move_duals(1.0);
    }

    /// The second rung: new factors, forgotten weights.
    pub fn again(&mut self, view: View<'_>) -> Verdict {
        self.restore();
        self.state.weights.fill(1.0);
        self.weights = Weights::Stale;
        self.refactor();
        self.answer(view, false)
    }
}
