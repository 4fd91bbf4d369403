//! Farkas vectors and rays, brought back to the problem's units and checked against the original data.

use crate::certify::View;
use crate::engine::Engine;
use crate::outcome::{Limit, Ray};

/// Sums that ought to vanish may keep this share of the terms that they are made of.
const NOISE: f64 = 1e-9;

/// A Farkas vector that held, with the limits that it leans on.
pub(crate) struct Contradiction {
    pub farkas: Vec<f64>,
    pub residual: f64,
    pub support: Vec<Limit>,
}

impl Engine<'_> {
    /// The row of `B⁻¹` that nothing can mend, as weights of the problem's rows.
    pub fn farkas(&self, side: f64) -> Vec<f64> {
        let mut farkas = vec![0.0; self.model.rows];
        for &row in &self.buffers.rho.index {
            let row = row as usize;
            farkas[row] = -side * self.buffers.rho.value[row] / self.model.scale.row(row);
        }
        normalise(&mut farkas);
        farkas
    }

    /// How the problem's columns move when `variable` moves and the basic ones follow.
    pub fn direction(&self, variable: usize, side: f64) -> Vec<f64> {
        let mut scaled = vec![0.0; self.model.columns];
        let mut largest: f64 = 1.0;
        if variable < self.model.columns {
            scaled[variable] = side;
        }
        for &row in &self.buffers.alpha.index {
            let basic = self.state.head[row as usize] as usize;
            if basic < self.model.columns {
                scaled[basic] = -side * self.buffers.alpha.value[row as usize];
                largest = largest.max(scaled[basic].abs());
            }
        }
        for (column, step) in scaled.iter_mut().enumerate() {
            *step = if step.abs() <= 1e-12 * largest { 0.0 } else { *step * self.model.scale.column(column) };
        }
        normalise(&mut scaled);
        scaled
    }
}

/// Divides by the largest size.
fn normalise(vector: &mut [f64]) {
    let largest = vector.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
    if largest > 0.0 && largest.is_finite() {
        for value in vector {
            *value /= largest;
        }
    }
}

/// The sum that a Farkas vector must make negative.
#[derive(Default)]
struct Sum {
    total: f64,
    size: f64,
    residual: f64,
    support: Vec<Limit>,
}

impl Sum {
    /// Adds the largest value of `weight · v` over `lower ≤ v ≤ upper`; false where it is infinite.
    fn add(&mut self, weight: f64, size: f64, lower: (f64, Limit), upper: (f64, Limit)) -> bool {
        if weight == 0.0 {
            return true;
        }
        let (limit, name) = if weight > 0.0 { upper } else { lower };
        if weight.abs() <= 1e-13 * size || !limit.is_finite() {
            let share = weight.abs() / size;
            self.residual = self.residual.max(share);
            // What is left of a sum that ought to vanish cannot be told from rounding.
            if limit.is_finite() {
                self.total += weight * limit;
            }
            return share <= NOISE;
        }
        self.total += weight * limit;
        self.size += (weight * limit).abs();
        self.support.push(name);
        true
    }
}

/// Checks a Farkas vector against the original data.
pub(crate) fn contradiction(view: View<'_>, mut farkas: Vec<f64>) -> Option<Contradiction> {
    let mut sum = Sum::default();
    for (row, weight) in farkas.iter_mut().enumerate() {
        let limit = if *weight > 0.0 { view.row_upper[row] } else { view.row_lower[row] };
        if !limit.is_finite() && weight.abs() <= NOISE {
            *weight = 0.0;
        }
        let (lower, upper) = (view.row_lower[row], view.row_upper[row]);
        if !sum.add(*weight, weight.abs(), (lower, Limit::RowLower(row)), (upper, Limit::RowUpper(row))) {
            return None;
        }
    }
    for column in 0..view.objective.len() {
        let (mut weight, mut size) = (0.0, 0.0);
        for (row, value) in view.matrix.column_entries(column) {
            weight -= value * farkas[row];
            size += (value * farkas[row]).abs();
        }
        let (lower, upper) = (view.lower[column], view.upper[column]);
        if !sum.add(weight, size, (lower, Limit::ColumnLower(column)), (upper, Limit::ColumnUpper(column))) {
            return None;
        }
    }
    let holds = sum.total < 0.0 && -sum.total > 1e-12 * sum.size;
    holds.then_some(Contradiction { farkas, residual: sum.residual, support: sum.support })
}

/// Checks a direction against the original data.
pub(crate) fn ray(view: View<'_>, direction: Vec<f64>) -> Option<Ray> {
    let mut rows = vec![(0.0, 0.0); view.row_lower.len()];
    let (mut gain, mut size, mut residual): (f64, f64, f64) = (0.0, 0.0, 0.0);
    for (column, &step) in direction.iter().enumerate().filter(|entry| *entry.1 != 0.0) {
        if step > 0.0 && view.upper[column].is_finite() || step < 0.0 && view.lower[column].is_finite() {
            residual = residual.max(step.abs());
        }
        gain += view.objective[column] * step;
        size += (view.objective[column] * step).abs();
        for (row, value) in view.matrix.column_entries(column) {
            rows[row].0 += value * step;
            rows[row].1 += (value * step).abs();
        }
    }
    for (row, (step, size)) in rows.into_iter().enumerate() {
        if step > 0.0 && view.row_upper[row].is_finite() || step < 0.0 && view.row_lower[row].is_finite() {
            residual = residual.max(step.abs() / size);
        }
    }
    let columns = direction.iter().enumerate().filter(|entry| *entry.1 != 0.0).map(|entry| entry.0).collect();
    (residual <= NOISE && gain > NOISE * size).then_some(Ray { direction, gain, residual, columns })
}
