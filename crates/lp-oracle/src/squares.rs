//! The point of a polyhedron with the least weighted sum of squares.

use crate::cone::cones;
use crate::interior::{settings, status};
use crate::opinion::{OracleFault, Status};
use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSolver, IPSolver};

/// What recomputed limits and duality gaps may miss by, relative to the figures they are made of.
const TOLERANCE: f64 = 1e-7;

/// The polyhedron in units in which every weight is one and the right-hand sides are of size one.
struct Scaled {
    columns: Vec<Vec<(usize, f64)>>,
    limits: Vec<(f64, f64)>,
    /// A variable is its scaled value times this.
    unit: Vec<f64>,
}

/// Minimises `Σ_k (w_k y_k)²` over the rows and limits of `constraints`, whose objective is ignored.
///
/// Weights are not negative, one per column; columns of weight zero are not unique in the answer.
///
/// # Errors
/// The constraints break a rule, a weight is negative or not finite, or the answer does not hold when recomputed.
pub fn minimise_weighted_squares(weights: &[f64], constraints: &lp::Problem) -> Result<Vec<f64>, OracleFault> {
    constraints.check()?;
    if weights.len() != constraints.columns() {
        return Err(OracleFault::Length { found: weights.len(), expected: constraints.columns() });
    }
    if let Some((column, &value)) = weights.iter().enumerate().find(|entry| !(entry.1.is_finite() && *entry.1 >= 0.0)) {
        return Err(OracleFault::Weight { column, value });
    }
    if weights.is_empty() {
        return Ok(Vec::new());
    }
    let scaled = Scaled::new(weights, constraints);
    let form = cones(constraints.rows(), &scaled.columns, &scaled.limits);
    let diagonal: Vec<f64> = weights.iter().map(|&weight| if weight > 0.0 { 2.0 } else { 0.0 }).collect();
    let count = weights.len();
    let quadratic = CscMatrix::new(count, count, (0..=count).collect(), (0..count).collect(), diagonal);
    let mut solver =
        DefaultSolver::new(&quadratic, &vec![0.0; count], &form.matrix, &form.right, &form.kinds, settings())
            .map_err(|reason| OracleFault::Setup { reason: reason.to_string() })?;
    solver.solve();
    let solution = &solver.solution;
    let fail = |why: String| Err(OracleFault::Unresolved { tried: vec![format!("clarabel: {why}")] });
    // Tighter than it can always reach, so an answer short of it is judged by recomputation like any other.
    if matches!(status(solution.status), Status::Infeasible | Status::Unbounded) || solution.x.len() != count {
        return fail(format!("{:?}", solution.status));
    }
    let point: Vec<f64> = solution.x.iter().zip(&scaled.unit).map(|(x, unit)| x * unit).collect();
    let gap = (solution.obj_val - solution.obj_val_dual).abs() / (1.0 + solution.obj_val.abs());
    if gap.is_nan() || gap > TOLERANCE {
        return fail(format!("{:?} with a duality gap of {gap:.1e}", solution.status));
    }
    let violation = violation(constraints, &point);
    if violation.is_nan() || violation > TOLERANCE {
        return fail(format!("{:?} with a limit missed by {violation:.1e}", solution.status));
    }
    Ok(point)
}

impl Scaled {
    fn new(weights: &[f64], constraints: &lp::Problem) -> Scaled {
        let (rows, count) = (constraints.rows(), constraints.columns());
        let mut unit: Vec<f64> = Vec::with_capacity(count);
        for (column, &weight) in weights.iter().enumerate() {
            let largest = constraints.column_entries(column).fold(0.0, |most: f64, entry| most.max(entry.1.abs()));
            let free = if largest > 0.0 { 1.0 / largest } else { 1.0 };
            unit.push(if weight > 0.0 { 1.0 / weight } else { free });
        }
        let mut size = vec![0.0_f64; rows];
        for (column, unit) in unit.iter().enumerate() {
            for (row, value) in constraints.column_entries(column) {
                size[row] = size[row].max((value * unit).abs());
            }
        }
        for size in &mut size {
            *size = if *size > 0.0 { *size } else { 1.0 };
        }
        let columns = (0..count)
            .map(|j| constraints.column_entries(j).map(|(row, value)| (row, value * unit[j] / size[row])).collect())
            .collect();
        let mut limits: Vec<(f64, f64)> = (0..rows)
            .map(|row| (constraints.row_bounds(row), size[row]))
            .chain((0..count).map(|column| (constraints.column_bounds(column), unit[column])))
            .map(|((lower, upper), size)| (lower / size, upper / size))
            .collect();
        // Only what must be away from zero sets the size of the answer.
        let away = limits.iter().map(|&(lower, upper)| lower.max(-upper).max(0.0));
        let largest = away.filter(|value| value.is_finite()).fold(0.0, f64::max);
        if largest > 0.0 {
            for (lower, upper) in &mut limits {
                *lower /= largest;
                *upper /= largest;
            }
            for unit in &mut unit {
                *unit *= largest;
            }
        }
        Scaled { columns, limits, unit }
    }
}

/// Largest miss of a limit, relative to the terms that the row is a sum of.
fn violation(constraints: &lp::Problem, point: &[f64]) -> f64 {
    let mut rows = vec![(0.0, 0.0_f64); constraints.rows()];
    let mut worst: f64 = 0.0;
    let mut note = |value: f64, (lower, upper): (f64, f64), size: f64| {
        let miss = (lower - value).max(value - upper).max(0.0) / size;
        worst = if miss <= worst { worst } else { miss };
    };
    let largest = point.iter().fold(0.0, |most: f64, value| most.max(value.abs())).max(f64::MIN_POSITIVE);
    for (column, &value) in point.iter().enumerate() {
        for (row, entry) in constraints.column_entries(column) {
            rows[row].0 += entry * value;
            rows[row].1 = rows[row].1.max(entry.abs());
        }
        note(value, constraints.column_bounds(column), largest);
    }
    for (row, (value, entry)) in rows.into_iter().enumerate() {
        let (lower, upper) = constraints.row_bounds(row);
        let limit = [lower, upper].into_iter().filter(|limit| limit.is_finite()).fold(0.0, |m: f64, l| m.max(l.abs()));
        note(value, (lower, upper), limit.max(entry * largest).max(f64::MIN_POSITIVE));
    }
    worst
}
