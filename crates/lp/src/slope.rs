//! One-sided derivatives of the optimal value, from the tangent problem at the optimal vertex.

use crate::base::Base;
use crate::cold::Trail;
use crate::engine::{Engine, Stop, Weights};
use crate::ladder::Failure;
use crate::model::Terms;
use crate::outcome::{Slope, Slopes};
use crate::refusal::{Fault, Refusal};
use crate::state::{Buffers, Place, State};
use std::sync::Arc;

/// A value this close to a limit, relative to the limit, is at it.
const AT_LIMIT: f64 = 1e-9;

/// Which limits of a variable are shifted.
#[derive(Clone, Copy)]
enum Shifted {
    Both,
    Upper,
}

/// The tangent cone at the optimum as a problem with the same basis, and room for its patches.
struct Tangent<'a> {
    base: &'a Base,
    origin: State,
    state: State,
    buffers: Buffers,
}

impl Base {
    /// One-sided derivatives of the optimal value when both limits of a row are shifted; see [`Slope`].
    ///
    /// A row without finite limits has slopes of zero.
    ///
    /// # Errors
    /// The row does not exist, this base has no optimum, or the arithmetic gave out.
    pub fn row_slope(&self, row: usize) -> Result<Slope, Fault> {
        if row >= self.problem.rows() {
            return Err(Refusal::UnknownRow { row, rows: self.problem.rows() }.into());
        }
        Tangent::new(self)?.slope(self.model.columns + row, Shifted::Both)
    }

    /// One-sided derivatives of the optimal value when a column's upper limit is shifted; see [`Slope`].
    ///
    /// # Errors
    /// The column does not exist, this base has no optimum, or the arithmetic gave out.
    pub fn upper_slope(&self, column: usize) -> Result<Slope, Fault> {
        if column >= self.problem.columns() {
            return Err(Refusal::UnknownColumn { column, columns: self.problem.columns() }.into());
        }
        Tangent::new(self)?.slope(column, Shifted::Upper)
    }

    /// Every row and every column's upper limit at once.
    ///
    /// # Errors
    /// This base has no optimum, or the arithmetic gave out.
    pub fn slopes(&self) -> Result<Slopes, Fault> {
        let mut tangent = Tangent::new(self)?;
        let columns = self.model.columns;
        let rows =
            (0..self.model.rows).map(|row| tangent.slope(columns + row, Shifted::Both)).collect::<Result<_, _>>()?;
        let uppers = (0..columns).map(|column| tangent.slope(column, Shifted::Upper)).collect::<Result<_, _>>()?;
        Ok(Slopes { rows, uppers })
    }
}

impl<'a> Tangent<'a> {
    /// Limits that bind stay as one-sided limits at zero; the others vanish.
    fn new(base: &'a Base) -> Result<Self, Fault> {
        if base.outcome.solution().is_none() {
            let mut trail = Trail::default();
            trail.note("slopes", Failure::of("there is no optimum to take them at"));
            return Err(trail.fault());
        }
        let mut origin = base.state.clone();
        let Terms { lower, upper, .. } = &mut origin.terms;
        for variable in 0..base.model.variables() {
            let x = origin.x[variable];
            let close = |limit: f64| limit.is_finite() && (x - limit).abs() <= AT_LIMIT * (1.0 + limit.abs());
            // A nonbasic variable is at its limit by construction.
            let at_lower = origin.place[variable] == Place::Lower || close(lower[variable]);
            let at_upper = origin.place[variable] == Place::Upper || close(upper[variable]);
            lower[variable] = if at_lower { 0.0 } else { f64::NEG_INFINITY };
            upper[variable] = if at_upper { 0.0 } else { f64::INFINITY };
        }
        origin.x.fill(0.0);
        Ok(Tangent { base, origin, state: State::default(), buffers: Buffers::default() })
    }

    fn slope(&mut self, variable: usize, shifted: Shifted) -> Result<Slope, Fault> {
        Ok(Slope { up: self.one_side(variable, shifted, 1.0)?, down: self.one_side(variable, shifted, -1.0)? })
    }

    /// The dual of the shifted limit at the optimum of the shifted tangent problem.
    fn one_side(&mut self, variable: usize, shifted: Shifted, shift: f64) -> Result<Option<f64>, Fault> {
        let (lower, upper) = (self.origin.terms.lower[variable], self.origin.terms.upper[variable]);
        let (lower, upper) = match shifted {
            Shifted::Both => (lower + shift, upper + shift),
            Shifted::Upper => (lower, upper + shift),
        };
        let binds = match shifted {
            Shifted::Both => lower.is_finite() || upper.is_finite(),
            Shifted::Upper => upper.is_finite(),
        };
        if !binds {
            return Ok(Some(0.0));
        }
        if lower > upper {
            return Ok(None);
        }
        let model = &self.base.model;
        self.state.copy_from(&self.origin);
        let mut engine = Engine::new(model, &mut self.state, &mut self.buffers, Arc::clone(&self.base.factor));
        engine.weights = Weights::Stale;
        engine.buffers.tau.clear();
        engine.rebound(variable, lower, upper);
        engine.follow();
        let stop = engine.optimise(false);
        let why = match stop {
            Stop::Done => {
                if engine.pivots > 0 {
                    engine.refine_d();
                }
                let state = &engine.state;
                let at_shifted = match (state.place[variable], shifted) {
                    (Place::Upper, Shifted::Upper) | (Place::Lower | Place::Upper, Shifted::Both) => true,
                    (Place::Lower, Shifted::Upper) => lower >= upper,
                    (Place::Basic | Place::Free, Shifted::Upper | Shifted::Both) => false,
                };
                let d = if variable < model.columns && engine.pivots > 0 {
                    state.terms.cost[variable] - model.product(variable, &state.d[model.columns..])
                } else {
                    state.d[variable]
                };
                return Ok(Some(if at_shifted { model.scale.derivative(variable, d) + 0.0 } else { 0.0 }));
            }
            Stop::Infeasible { .. } => return Ok(None),
            Stop::Unbounded { .. } => "the tangent problem has no end",
            Stop::Trouble(why) => why,
        };
        let mut trail = Trail::default();
        trail.note("slopes", Failure::of(why));
        Err(trail.fault())
    }
}
