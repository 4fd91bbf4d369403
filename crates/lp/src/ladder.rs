//! From a starting basis to a checked answer: alternate the two methods until neither has work.

use crate::certify::{View, audit};
use crate::engine::{Disturbed, Engine, Stop};
use crate::outcome::{Certificate, Ray, Solution};
use crate::proof::{Contradiction, contradiction, ray};
use crate::state::Place;

/// How often the methods may hand over to each other; the later half without perturbation.
const ROUNDS: usize = 12;

/// An answer that has been checked, or why there is none.
pub(crate) enum Verdict {
    Optimal(Solution),
    Infeasible(Contradiction),
    Unbounded(Ray),
    Failed(Failure),
}

/// Why a rung of the ladder did not hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Failure {
    pub why: &'static str,
    pub best: Option<Certificate>,
}

impl Failure {
    pub fn of(why: &'static str) -> Self {
        Failure { why, best: None }
    }
}

impl Engine<'_> {
    /// Dual simplex until primal feasible, primal simplex until dual feasible, and again if tolerances ask for it.
    pub fn optimise(&mut self, perturb_first: bool) -> Stop {
        let mut perturb = perturb_first;
        for round in 0..ROUNDS {
            let may_perturb = round < ROUNDS / 2;
            if !self.primal_feasible() {
                self.make_dual_feasible();
                if std::mem::take(&mut perturb) {
                    self.perturb_costs();
                }
                let stop = self.dual(may_perturb);
                if stop != Stop::Done {
                    return stop;
                }
                if self.disturbed == Disturbed::Costs {
                    self.disturbed = Disturbed::Nothing;
                    self.fresh_d();
                }
            } else if !self.dual_feasible() {
                let stop = self.primal(may_perturb);
                if stop != Stop::Done {
                    return stop;
                }
                self.narrow_limits();
            } else {
                return Stop::Done;
            }
        }
        Stop::Trouble("the two methods undo each other's work")
    }

    /// Takes back whatever was shifted or widened; `d` is stale until it is computed afresh.
    pub fn restore(&mut self) {
        self.narrow_limits();
        self.disturbed = Disturbed::Nothing;
    }

    /// Optimises, and checks the answer against the original data.
    pub fn answer(&mut self, view: View<'_>, perturb_first: bool) -> Verdict {
        match self.optimise(perturb_first) {
            Stop::Done => {
                self.refine_x();
                self.refine_d();
                let solution = self.solution(view);
                if solution.certificate.holds() {
                    Verdict::Optimal(solution)
                } else {
                    let why = "the vertex does not pass its certificate";
                    Verdict::Failed(Failure { why, best: Some(solution.certificate) })
                }
            }
            Stop::Infeasible { side } => contradiction(view, self.farkas(side))
                .map_or(Verdict::Failed(Failure::of("the contradiction does not pass its check")), Verdict::Infeasible),
            Stop::Unbounded { variable, side } => ray(view, self.direction(variable, side))
                .map_or(Verdict::Failed(Failure::of("the ray does not pass its check")), Verdict::Unbounded),
            Stop::Trouble(why) => Verdict::Failed(Failure::of(why)),
        }
    }

    /// One step of iterative refinement: `x_B ← x_B − B⁻¹([A, −I] x)`.
    pub fn refine_x(&mut self) {
        let tau = &mut self.buffers.tau;
        tau.clear();
        tau.listed = false;
        for variable in 0..self.model.variables() {
            let x = self.state.x[variable];
            if x != 0.0 {
                self.model.for_column(variable, |row, value| tau.value[row] -= value * x);
            }
        }
        tau.tidy();
        self.forward_tau();
        for at in 0..self.buffers.tau.index.len() {
            let row = self.buffers.tau.index[at] as usize;
            self.state.x[self.state.head[row] as usize] += self.buffers.tau.value[row];
        }
        for row in 0..self.model.rows {
            let variable = self.state.head[row] as usize;
            let x = self.state.x[variable];
            for limit in [self.state.terms.lower[variable], self.state.terms.upper[variable]] {
                if limit.is_finite() && (x - limit).abs() <= 1e-13 * (1.0 + limit.abs()) {
                    self.state.x[variable] = limit;
                }
            }
        }
    }

    /// One step of iterative refinement: `y ← y + B⁻ᵀ(c_B − Bᵀy)`; leaves `y` where the logical variables' `d` are.
    pub fn refine_d(&mut self) {
        let columns = self.model.columns;
        let tau = &mut self.buffers.tau;
        tau.clear();
        let y = &self.state.d[columns..];
        for (row, &variable) in self.state.head.iter().enumerate() {
            let variable = variable as usize;
            if variable < columns {
                let left = self.state.terms.cost[variable] - self.model.product(variable, y);
                if left != 0.0 {
                    tau.set(row, left);
                }
            }
        }
        self.backward_tau();
        for at in 0..self.buffers.tau.index.len() {
            let row = self.buffers.tau.index[at] as usize;
            if self.state.place[columns + row] != Place::Basic {
                self.state.d[columns + row] += self.buffers.tau.value[row];
            }
        }
    }

    /// The vertex in the problem's units.
    fn solution(&self, view: View<'_>) -> Solution {
        let scale = &self.model.scale;
        let (own, logical) = self.state.x.split_at(self.model.columns);
        let columns: Vec<f64> = own.iter().enumerate().map(|(column, x)| x * scale.column(column)).collect();
        let duals: Vec<f64> = (0..logical.len())
            .map(|row| {
                let variable = self.model.columns + row;
                // Adding zero turns a negative zero into a plain one.
                scale.derivative(variable, self.state.d[variable]) + 0.0
            })
            .collect();
        let found = audit(view, &columns, &duals);
        Solution {
            objective: found.objective,
            columns,
            rows: found.rows,
            duals,
            reduced_costs: found.reduced_costs,
            certificate: found.certificate,
            pivots: self.pivots,
        }
    }
}
