//! The bounded primal simplex from a feasible basis, with reference weights.

use crate::engine::{DUAL_TOLERANCE, Disturbed, Engine, PRIMAL_TOLERANCE, Pricing, Stop, Weights};
use crate::state::Place;

/// Steps without progress after which limits are widened.
const STALL: usize = 100;

/// Entries of an image below this do not block.
const SMALLEST: f64 = 1e-9;

/// Rejected pivots in a row after which the run is given up.
const PATIENCE: usize = 5;

/// What stops the entering variable.
enum Block {
    /// Its own opposite limit.
    Flip(f64),
    /// The basic variable at this row reaches a limit.
    Row { row: usize, length: f64, place: Place },
    /// Nothing.
    Never,
}

impl Engine<'_> {
    /// Pivots until every reduced cost has the right sign.
    pub fn primal(&mut self, may_widen: bool) -> Stop {
        self.buffers.devex.clear();
        self.buffers.devex.resize(self.model.variables(), 1.0);
        let (mut idle, mut rejected) = (0, 0);
        loop {
            if self.pivots >= self.pivot_limit {
                return Stop::Trouble("pivot limit");
            }
            if self.stale() {
                self.refactor();
            }
            let Some(entering) = self.choose_entering() else {
                return Stop::Done;
            };
            let side = if self.state.d[entering] < 0.0 { 1.0 } else { -1.0 };
            self.image(entering);
            let block = self.primal_ratio(entering, side);
            let length = match block {
                Block::Never => {
                    if self.state.etas.len() == 0 {
                        return Stop::Unbounded { variable: entering, side };
                    }
                    // Look again with fresh factors before saying so.
                    self.refactor();
                    continue;
                }
                Block::Flip(length) => {
                    self.move_primal(entering, side * length);
                    self.state.place[entering] = if side > 0.0 { Place::Upper } else { Place::Lower };
                    self.settle(entering);
                    self.pivots += 1;
                    length
                }
                Block::Row { row, length, place } => {
                    let pivot = self.buffers.alpha.value[row];
                    if pivot.abs() < 1e-7 && self.state.etas.len() > 0 {
                        self.refactor();
                        continue;
                    }
                    self.row(row);
                    let expected = self.model.product(entering, &self.buffers.rho.value);
                    if (pivot - expected).abs() > 1e-7 * (1.0 + pivot.abs()) {
                        rejected += 1;
                        if rejected > PATIENCE || self.state.etas.len() == 0 {
                            return Stop::Trouble("unstable pivot in the primal simplex");
                        }
                        self.refactor();
                        continue;
                    }
                    self.primal_step(row, entering, side * length, place);
                    length
                }
            };
            rejected = 0;
            idle = if length > PRIMAL_TOLERANCE { 0 } else { idle + 1 };
            if idle > STALL && self.pricing == Pricing::Steepest {
                if may_widen && self.disturbed == Disturbed::Nothing {
                    self.widen();
                    idle = 0;
                } else if idle > 10 * STALL {
                    return Stop::Trouble("no progress in the primal simplex");
                }
            }
        }
    }

    /// The variable with the steepest gain in the reference framework.
    fn choose_entering(&self) -> Option<usize> {
        let (mut best, mut chosen) = (0.0, None);
        for variable in 0..self.model.variables() {
            let violation = self.dual_violation(variable);
            if violation <= DUAL_TOLERANCE {
                continue;
            }
            if self.pricing == Pricing::Bland {
                return Some(variable);
            }
            let merit = violation * violation / self.buffers.devex[variable];
            if merit > best {
                best = merit;
                chosen = Some(variable);
            }
        }
        chosen
    }

    /// Harris's two passes: how far with limits widened by the tolerance, then the largest pivot within that.
    fn primal_ratio(&self, entering: usize, side: f64) -> Block {
        let mut reach = f64::INFINITY;
        let slack = if self.pricing == Pricing::Bland { 0.0 } else { PRIMAL_TOLERANCE };
        for &at in &self.buffers.alpha.index {
            if let Some((room, rate, _)) = self.room(at as usize, side) {
                reach = reach.min((room.max(0.0) + slack) / rate);
            }
        }
        let span = self.state.terms.upper[entering] - self.state.terms.lower[entering];
        if span <= reach && self.state.place[entering] != Place::Free {
            return if span.is_finite() { Block::Flip(span) } else { Block::Never };
        }
        let (mut best, mut block) = ((0.0, u32::MAX), Block::Never);
        for &at in &self.buffers.alpha.index {
            let row = at as usize;
            if let Some((room, rate, place)) = self.room(row, side) {
                let merit = if self.pricing == Pricing::Bland { 1.0 } else { rate };
                let better = merit > best.0 || merit >= best.0 && self.state.head[row] < best.1;
                if room / rate <= reach && better {
                    best = (merit, self.state.head[row]);
                    block = Block::Row { row, length: (room / rate).max(0.0), place };
                }
            }
        }
        block
    }

    /// Distance to the limit that the basic variable of a row approaches, how fast, and which limit it is.
    #[inline]
    fn room(&self, row: usize, side: f64) -> Option<(f64, f64, Place)> {
        let rate = side * self.buffers.alpha.value[row];
        let variable = self.state.head[row] as usize;
        let x = self.state.x[variable];
        if rate > SMALLEST {
            let lower = self.state.terms.lower[variable];
            lower.is_finite().then_some((x - lower, rate, Place::Lower))
        } else if rate < -SMALLEST {
            let upper = self.state.terms.upper[variable];
            upper.is_finite().then_some((upper - x, -rate, Place::Upper))
        } else {
            None
        }
    }

    /// Moves the entering variable and with it the basic ones.
    fn move_primal(&mut self, entering: usize, by: f64) {
        if by == 0.0 {
            return;
        }
        for at in 0..self.buffers.alpha.index.len() {
            let place = self.buffers.alpha.index[at] as usize;
            self.state.x[self.state.head[place] as usize] -= by * self.buffers.alpha.value[place];
            self.note_violation(place);
        }
        self.state.x[entering] += by;
    }

    fn primal_step(&mut self, row: usize, entering: usize, by: f64, place: Place) {
        let leaving = self.state.head[row] as usize;
        let pivot = self.buffers.alpha.value[row];
        self.move_primal(entering, by);
        self.state.x[leaving] = match place {
            Place::Upper => self.state.terms.upper[leaving],
            Place::Basic | Place::Lower | Place::Free => self.state.terms.lower[leaving],
        };
        self.across();
        let step = self.state.d[entering] / pivot;
        self.update_references(entering, leaving, pivot);
        self.move_duals(step);
        self.state.d[entering] = 0.0;
        self.state.d[leaving] = -step;
        if self.weights == Weights::Exact {
            self.state.weights[row] = self.buffers.rho.squared_norm();
            self.update_weights(row);
        } else {
            // Good enough to go on with; the dual simplex mends a weight when it uses it.
            self.state.weights[row] = (self.state.weights[row] / (pivot * pivot)).max(1e-4);
        }
        self.exchange(row, entering, place);
        self.note_violation(row);
    }

    /// Reference weights after a pivot (Forrest and Goldfarb 1992).
    fn update_references(&mut self, entering: usize, leaving: usize, pivot: f64) {
        let buffers = &mut *self.buffers;
        let weight = buffers.devex[entering];
        let place = &self.state.place;
        let raise = |devex: &mut Vec<f64>, variable: usize, entry: f64| {
            if place[variable] != Place::Basic {
                let share = entry / pivot;
                devex[variable] = devex[variable].max(share * share * weight);
            }
        };
        for &column in &buffers.across.index {
            raise(&mut buffers.devex, column as usize, buffers.across.value[column as usize]);
        }
        for &row in &buffers.rho.index {
            raise(&mut buffers.devex, self.model.columns + row as usize, buffers.rho.value[row as usize]);
        }
        buffers.devex[leaving] = (weight / (pivot * pivot)).max(1.0);
    }

    /// Widens the limits of basic variables by small unequal amounts, so that ties between them break.
    fn widen(&mut self) {
        self.disturbed = Disturbed::Limits;
        self.buffers.kept_lower.clone_from(&self.state.terms.lower);
        self.buffers.kept_upper.clone_from(&self.state.terms.upper);
        for row in 0..self.model.rows {
            let variable = self.state.head[row] as usize;
            let size = 1e-6 * (1.0 + Self::dither(variable));
            let terms = &mut self.state.terms;
            terms.lower[variable] -= size * (1.0 + terms.lower[variable].abs());
            terms.upper[variable] += size * (1.0 + terms.upper[variable].abs());
        }
    }

    /// Takes the widening back.
    pub fn narrow_limits(&mut self) {
        if self.disturbed != Disturbed::Limits {
            return;
        }
        self.disturbed = Disturbed::Nothing;
        self.state.terms.lower.clone_from(&self.buffers.kept_lower);
        self.state.terms.upper.clone_from(&self.buffers.kept_upper);
        for variable in 0..self.model.variables() {
            if self.state.place[variable] != Place::Basic {
                self.settle(variable);
            }
        }
        self.fresh_x();
    }
}
