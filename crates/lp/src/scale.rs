//! Powers of two that bring a problem's figures near one, so that scaling itself never rounds.

use crate::problem::Problem;

/// A variable in the problem's units is its scaled value times its scale; a row's scale is that of its activity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scale {
    columns: Vec<f64>,
    rows: Vec<f64>,
    objective: f64,
}

/// Sweeps of geometric scaling; more change little.
const SWEEPS: usize = 4;

/// Keeps every scale, and products of a few, far from overflow.
const WIDEST: f64 = (1_u128 << 120) as f64;

impl Scale {
    /// All ones, for the last rung of the ladder.
    pub fn none(problem: &Problem) -> Scale {
        Scale { columns: vec![1.0; problem.columns()], rows: vec![1.0; problem.rows()], objective: 1.0 }
    }

    /// Each row and column divided by the geometric mean of its smallest and largest entry, a few times over;
    /// then all limits, and all costs, by their geometric mean.
    pub fn geometric(problem: &Problem) -> Scale {
        let mut scale = Scale::none(problem);
        for _ in 0..SWEEPS {
            scale.sweep(problem);
        }
        for value in scale.columns.iter_mut().chain(&mut scale.rows) {
            *value = power_of_two(*value);
        }
        let limits = geometric_mean(
            (0..problem.columns())
                .flat_map(|column| [problem.lower[column], problem.upper[column]].map(|v| v / scale.columns[column]))
                .chain(
                    (0..problem.rows())
                        .flat_map(|row| [problem.row_lower[row], problem.row_upper[row]].map(|v| v / scale.rows[row])),
                ),
        );
        for value in scale.columns.iter_mut().chain(&mut scale.rows) {
            *value = (*value * limits).clamp(1.0 / WIDEST, WIDEST);
        }
        let costs = geometric_mean((0..problem.columns()).map(|j| problem.objective[j] * scale.columns[j]));
        scale.objective = 1.0 / costs;
        scale
    }

    fn sweep(&mut self, problem: &Problem) {
        let mut ranges = vec![(f64::INFINITY, 0.0_f64); problem.rows()];
        for column in 0..problem.columns() {
            for (row, value) in problem.column_entries(column).filter(|entry| entry.1 != 0.0) {
                let size = value.abs() * self.columns[column];
                ranges[row] = (ranges[row].0.min(size), ranges[row].1.max(size));
            }
        }
        for (row, (least, most)) in ranges.into_iter().enumerate() {
            if most > 0.0 {
                self.rows[row] = (least.sqrt() * most.sqrt()).clamp(1.0 / WIDEST, WIDEST);
            }
        }
        for column in 0..problem.columns() {
            let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
            for (row, value) in problem.column_entries(column).filter(|entry| entry.1 != 0.0) {
                let size = value.abs() / self.rows[row];
                (least, most) = (least.min(size), most.max(size));
            }
            if most > 0.0 {
                self.columns[column] = (1.0 / (least.sqrt() * most.sqrt())).clamp(1.0 / WIDEST, WIDEST);
            }
        }
    }

    /// Scales for a problem that has grown at the end; what was there keeps its own.
    pub fn extended(&self, problem: &Problem) -> Scale {
        let mut scale = self.clone();
        for column in scale.columns.len()..problem.columns() {
            let sizes = problem
                .column_entries(column)
                .filter_map(|(row, value)| scale.rows.get(row).map(|factor| value / factor));
            scale.columns.push(1.0 / geometric_mean(sizes));
        }
        if scale.rows.len() < problem.rows() {
            let first = scale.rows.len();
            let mut sums = vec![(0.0, 0.0); problem.rows() - first];
            for column in 0..problem.columns() {
                for (row, value) in problem.column_entries(column).filter(|entry| entry.0 >= first && entry.1 != 0.0) {
                    sums[row - first].0 += (value.abs() * scale.columns[column]).log2();
                    sums[row - first].1 += 1.0;
                }
            }
            scale.rows.extend(sums.iter().map(
                |&(sum, count)| {
                    if count > 0.0 { power_of_two((sum / count).exp2()) } else { 1.0 }
                },
            ));
        }
        scale
    }

    #[inline]
    pub fn column(&self, column: usize) -> f64 {
        self.columns[column]
    }

    #[inline]
    pub fn row(&self, row: usize) -> f64 {
        self.rows[row]
    }

    /// The scale of a variable, logical ones after the columns.
    #[inline]
    pub fn of(&self, variable: usize) -> f64 {
        if variable < self.columns.len() { self.columns[variable] } else { self.rows[variable - self.columns.len()] }
    }

    /// A price as a scaled cost to be minimised.
    #[inline]
    pub fn cost(&self, column: usize, price: f64) -> f64 {
        -price * self.columns[column] * self.objective
    }

    /// A scaled reduced cost as a derivative of the objective in the problem's units.
    #[inline]
    pub fn derivative(&self, variable: usize, reduced_cost: f64) -> f64 {
        -reduced_cost / (self.of(variable) * self.objective)
    }
}

/// The nearest power of two, within bounds.
fn power_of_two(value: f64) -> f64 {
    value.log2().round().clamp(-120.0, 120.0).exp2()
}

/// The geometric mean of the sizes of what is finite and not zero, as a power of two.
fn geometric_mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values
        .filter(|value| value.is_finite() && *value != 0.0)
        .fold((0.0, 0.0), |(sum, count), value| (sum + value.abs().log2(), count + 1.0));
    if count > 0.0 { power_of_two((sum / count).exp2()) } else { 1.0 }
}
