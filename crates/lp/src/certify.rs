//! The optimality conditions recomputed from the original data.

use crate::outcome::Certificate;
use crate::problem::Problem;

/// A problem whose limits and prices may differ from those stored with its matrix.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub matrix: &'a Problem,
    pub row_lower: &'a [f64],
    pub row_upper: &'a [f64],
    pub lower: &'a [f64],
    pub upper: &'a [f64],
    pub objective: &'a [f64],
}

impl<'a> From<&'a Problem> for View<'a> {
    fn from(problem: &'a Problem) -> Self {
        View {
            matrix: problem,
            row_lower: &problem.row_lower,
            row_upper: &problem.row_upper,
            lower: &problem.lower,
            upper: &problem.upper,
            objective: &problem.objective,
        }
    }
}

/// What one pass over the non-zeros finds.
pub(crate) struct Audit {
    pub objective: f64,
    pub rows: Vec<f64>,
    pub reduced_costs: Vec<f64>,
    pub certificate: Certificate,
}

/// Recomputes all three figures for a primal and a dual point that anyone may have found.
///
/// `columns` has one value per column, `duals` one per row; the figures are infinite where a length is wrong.
pub fn certify(problem: &Problem, columns: &[f64], duals: &[f64]) -> Certificate {
    if columns.len() != problem.columns() || duals.len() != problem.rows() {
        return Certificate {
            primal_infeasibility: f64::INFINITY,
            dual_infeasibility: f64::INFINITY,
            gap: f64::INFINITY,
        };
    }
    audit(View::from(problem), columns, duals).certificate
}

/// Sums of one sign convention: `y` earns at the limit that it presses against.
#[derive(Default)]
struct Dual {
    objective: f64,
    size: f64,
    infeasibility: f64,
}

impl Dual {
    /// Adds `price · limit`, or notes that no limit explains the price.
    fn add(&mut self, price: f64, lower: f64, upper: f64, size: f64) {
        let limit = if price > 0.0 { upper } else { lower };
        if price == 0.0 {
        } else if limit.is_finite() {
            self.objective += price * limit;
            self.size += (price * limit).abs();
        } else {
            self.infeasibility = worse(self.infeasibility, price.abs() / size);
        }
    }
}

/// The larger figure; NaN counts as the largest.
fn worse(worst: f64, figure: f64) -> f64 {
    if figure <= worst { worst } else { figure }
}

/// How far `value` is outside `lower..=upper`, relative to `size`.
fn outside(value: f64, lower: f64, upper: f64, size: f64) -> f64 {
    let over = (lower - value).max(value - upper);
    if over <= 0.0 { 0.0 } else { over / size }
}

/// One as the yardstick for small figures, unless all figures are small.
fn floor(lists: &[&[f64]]) -> f64 {
    let mut largest = 0.0;
    for &value in lists.iter().copied().flatten() {
        let size = value.abs();
        if (1.0..f64::INFINITY).contains(&size) {
            return 1.0;
        }
        if size > largest && size < f64::INFINITY {
            largest = size;
        }
    }
    if largest > 0.0 { largest } else { 1.0 }
}

pub(crate) fn audit(view: View<'_>, columns: &[f64], duals: &[f64]) -> Audit {
    let primal_floor = floor(&[view.row_lower, view.row_upper, view.lower, view.upper]);
    let dual_floor = floor(&[view.objective]);
    let mut rows = vec![0.0; duals.len()];
    let mut sizes = vec![primal_floor; duals.len()];
    let mut reduced_costs = Vec::with_capacity(columns.len());
    let (mut objective, mut objective_size) = (0.0, 0.0);
    let (mut primal, mut dual) = (0.0, Dual::default());
    for (column, (&x, &price)) in columns.iter().zip(view.objective).enumerate() {
        let (mut reduced, mut size) = (price, dual_floor.max(price.abs()));
        let span = view.matrix.span(column);
        for (&row, &value) in view.matrix.index[span.clone()].iter().zip(&view.matrix.value[span]) {
            let (move_row, move_cost) = (value * x, value * duals[row]);
            rows[row] += move_row;
            sizes[row] = sizes[row].max(move_row.abs());
            reduced -= move_cost;
            size = size.max(move_cost.abs());
        }
        reduced_costs.push(reduced);
        objective += price * x;
        objective_size += (price * x).abs();
        let (lower, upper) = (view.lower[column], view.upper[column]);
        primal = worse(primal, outside(x, lower, upper, primal_floor.max(x.abs())));
        dual.add(reduced, lower, upper, size);
    }
    for (row, &y) in duals.iter().enumerate() {
        let (lower, upper) = (view.row_lower[row], view.row_upper[row]);
        primal = worse(primal, outside(rows[row], lower, upper, sizes[row]));
        dual.add(y, lower, upper, dual_floor.max(y.abs()));
    }
    let gap = (objective - dual.objective).abs() / (1.0 + objective_size.max(dual.size));
    let certificate = Certificate { primal_infeasibility: primal, dual_infeasibility: dual.infeasibility, gap };
    Audit { objective, rows, reduced_costs, certificate }
}
