//! The one dual point that payments use.

use super::layout::{Column, Row};
use super::model::{Model, unresolved};
use super::wolfe::{Vertex, least_norm};
use crate::{Reason, Refusal};

/// A value at a bound, relative to the bound.
const AT_BOUND: f64 = 1e-9;

/// The canonical dual point: unique in the payments, jointly dual-feasible. Present values, in the chain's currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Settlement {
    /// The dual of every row: money per unit by which it is relaxed.
    pub duals: Vec<f64>,
    /// The rent of every column's upper limit.
    pub rents: Vec<f64>,
}

impl Model {
    /// The point of the optimal dual face whose payments are as even as can be.
    ///
    /// ```text
    /// argmin  Σ_k (b_k · y_k)²       k over capacity, market and stock limits, b_k the limit, y_k its rent
    /// s.t.    y on the optimal dual face: dual feasible, and complementary to the plan
    /// ```
    ///
    /// The face is searched by its vertices, each a linear programme, so that every payment is a mixture of exact
    /// dual points and their sum is V to the last digits.
    ///
    /// # Errors
    /// [`Reason::Uncertified`].
    pub fn settlement(&self) -> Result<Settlement, Refusal> {
        let uncertified = |detail: String| Reason::Uncertified { detail }.anywhere();
        let lp::Outcome::Optimal(solution) = self.base().outcome() else {
            return Err(uncertified("no optimal plan".to_owned()));
        };
        let face = Face::of(self, solution);
        let start = face.vertex(|unknown| match unknown {
            Unknown::Dual(row) => solution.duals[row],
            Unknown::Rent(column) => solution.reduced_costs[column].max(0.0),
        });
        let mut base: Option<lp::Base> = None;
        let farthest = |direction: &[f64]| face.farthest(direction, &mut base);
        let point = least_norm(start, farthest)?.carried;
        let mut settlement = Settlement {
            duals: vec![0.0; self.base().problem().rows()],
            rents: vec![0.0; self.base().problem().columns()],
        };
        for (value, unknown) in point.into_iter().zip(face.unknowns) {
            match unknown {
                Unknown::Dual(row) => settlement.duals[row] = value,
                Unknown::Rent(column) => settlement.rents[column] = value,
            }
        }
        Ok(settlement)
    }
}

/// What the face leaves open.
#[derive(Clone, Copy)]
enum Unknown {
    Dual(usize),
    Rent(usize),
}

/// The optimal dual face as a polyhedron over the duals that may differ from zero.
struct Face {
    unknowns: Vec<Unknown>,
    weights: Vec<f64>,
    constraints: lp::Problem,
}

impl Face {
    /// A point of the face, its payments as shares of V.
    fn vertex(&self, value: impl Fn(Unknown) -> f64) -> Vertex {
        let carried: Vec<f64> = self.unknowns.iter().map(|unknown| value(*unknown)).collect();
        self.with_payments(carried)
    }

    fn with_payments(&self, carried: Vec<f64>) -> Vertex {
        Vertex { point: carried.iter().zip(&self.weights).map(|(value, weight)| value * weight).collect(), carried }
    }

    /// The vertex of the face whose payments have the least product with a direction.
    fn farthest(&self, direction: &[f64], base: &mut Option<lp::Base>) -> Result<Vertex, Refusal> {
        let prices = direction.iter().zip(&self.weights).enumerate();
        let edits: Vec<lp::Edit> =
            prices.map(|(column, (along, weight))| lp::Edit::Objective { column, value: -along * weight }).collect();
        let solved = if let Some(base) = base.take() {
            base.rebase(&edits)
        } else {
            let mut problem = self.constraints.clone();
            let priced = edits.iter().try_for_each(|edit| problem.apply(edit)).map_err(lp::Fault::Refused);
            priced.and_then(|()| lp::Base::solve(problem))
        };
        let solved = solved.map_err(|fault| unresolved(&fault))?;
        let vertex = match solved.outcome() {
            lp::Outcome::Optimal(solution) => self.with_payments(solution.columns.clone()),
            lp::Outcome::Infeasible(_) | lp::Outcome::Unbounded(_) => {
                return Err(Reason::Uncertified { detail: "the optimal dual face is lost".to_owned() }.anywhere());
            }
        };
        *base = Some(solved);
        Ok(vertex)
    }

    /// ```text
    /// x_j at its lower limit:  A_j·y         ≥ c_j
    /// x_j at its upper limit:  A_j·y + ν_j   = c_j,  ν_j ≥ 0
    /// x_j between:             A_j·y         = c_j
    /// row i at its upper limit: y_i ≥ 0;  at its lower: y_i ≤ 0;  at both: free;  at neither: y_i = 0
    /// ```
    fn of(model: &Model, solution: &lp::Solution) -> Self {
        let problem = model.base().problem();
        let mut constraints = lp::Problem::new();
        let mut rents = Vec::new();
        let mut row_of = vec![None; problem.columns()];
        for (column, place) in row_of.iter_mut().enumerate() {
            let (lower, upper) = problem.column_bounds(column);
            if lower >= upper {
                continue;
            }
            let (value, price) = (solution.columns[column], problem.objective(column));
            let above = if at(value, lower) { f64::INFINITY } else { price };
            let row = constraints.add_row(price, above);
            *place = Some(row);
            if at(value, upper) {
                rents.push((column, row, upper));
            }
        }
        let mut by_row: Vec<Vec<(usize, f64)>> = vec![Vec::new(); problem.rows()];
        for (column, place) in row_of.iter().enumerate() {
            for (row, value) in problem.column_entries(column) {
                if let Some(at) = place {
                    by_row[row].push((*at, value));
                }
            }
        }
        let mut face = Self { unknowns: Vec::new(), weights: Vec::new(), constraints };
        for (row, entries) in by_row.iter().enumerate() {
            let (lower, upper) = problem.row_bounds(row);
            let value = solution.rows[row];
            let (low, high) = (at(value, lower), at(value, upper));
            if !low && !high {
                continue;
            }
            let weight = match model.layout().rows()[row] {
                Row::Capacity { .. } if high => upper,
                Row::Capacity { .. } | Row::Balance { .. } | Row::RampUp { .. } | Row::RampDown { .. } => 0.0,
            };
            let bounds = (if low { f64::NEG_INFINITY } else { 0.0 }, if high { f64::INFINITY } else { 0.0 });
            face.constraints.add_column(0.0, bounds.0, bounds.1, entries);
            face.weights.push(weight);
            face.unknowns.push(Unknown::Dual(row));
        }
        for (column, row, limit) in rents {
            let weight = match model.layout().columns()[column] {
                Column::Market { .. } | Column::Hold { .. } | Column::Build { .. } => limit,
                Column::Run { .. } | Column::Surplus { .. } => 0.0,
            };
            face.constraints.add_column(0.0, 0.0, f64::INFINITY, &[(row, 1.0)]);
            face.weights.push(weight);
            face.unknowns.push(Unknown::Rent(column));
        }
        // Payments as shares of V, so that the norm is of size one.
        let whole = solution.objective.abs().max(f64::MIN_POSITIVE);
        face.weights.iter_mut().for_each(|weight| *weight /= whole);
        face
    }
}

fn at(value: f64, bound: f64) -> bool {
    bound.is_finite() && (value - bound).abs() <= AT_BOUND * (1.0 + bound.abs())
}
