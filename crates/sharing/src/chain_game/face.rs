//! What the bottlenecks of today could pay each party: the Owen set, party by party.

use serde::Serialize;

use super::{Limit, Production, Refusal};

/// The least and the most that optimal prices pay a party.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Interval {
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
}

/// A value at a bound, relative to the bound.
const AT_BOUND: f64 = 1e-9;

impl Production {
    /// The Owen interval of every party: what its endowment earns over all optimal dual prices.
    ///
    /// ```text
    /// [min, max]  b_p·y     y on the optimal dual face of the whole
    /// ```
    ///
    /// Owen 1975: every such payment vector lies in the core of the production game.
    ///
    /// # Errors
    /// The whole has no optimum, or the arithmetic gave out.
    pub fn owen_intervals(&self) -> Result<Vec<Interval>, Refusal> {
        let whole = crate::game::Coalition::all(self.parties());
        let Some(solution) = self.base().outcome().solution() else {
            return Err(Refusal::NoPlan { coalition: whole.0 });
        };
        let face = Face::of(self.base().problem(), solution);
        let mut base: Option<lp::Base> = None;
        let mut intervals = Vec::with_capacity(self.parties());
        for party in 0..self.parties() {
            let weights = face.weights(self, party);
            let high = face.most(&mut base, &weights, 1.0)?;
            let low = face.most(&mut base, &weights, -1.0)?;
            // From 0.0, so that no minus zero comes out.
            intervals.push(Interval { low: 0.0 - low, high });
        }
        Ok(intervals)
    }
}

/// The optimal dual face as a polyhedron over the duals that may differ from zero.
struct Face {
    limits: Vec<Limit>,
    constraints: lp::Problem,
}

impl Face {
    /// ```text
    /// x_j at its lower limit:  A_j·y         ≥ c_j
    /// x_j at its upper limit:  A_j·y + ν_j   = c_j,  ν_j ≥ 0
    /// x_j between:             A_j·y         = c_j
    /// row i at its upper limit: y_i ≥ 0;  at its lower: y_i ≤ 0;  at both: free;  at neither: y_i = 0
    /// ```
    fn of(problem: &lp::Problem, solution: &lp::Solution) -> Self {
        let mut face = Self { limits: Vec::new(), constraints: lp::Problem::new() };
        let mut by_row: Vec<Vec<(usize, f64)>> = vec![Vec::new(); problem.rows()];
        let mut rents = Vec::new();
        for column in 0..problem.columns() {
            let (lower, upper) = problem.column_bounds(column);
            if lower >= upper {
                continue;
            }
            let (value, price) = (solution.columns[column], problem.objective(column));
            let (low, high) = (at(value, lower), at(value, upper));
            // At both ends of a narrow span either sign is allowed.
            let row = face.constraints.add_row(price, if low && !high { f64::INFINITY } else { price });
            for (of, entry) in problem.column_entries(column) {
                by_row[of].push((row, entry));
            }
            if high {
                rents.push((column, row));
            }
        }
        for (row, entries) in by_row.iter().enumerate() {
            let (lower, upper) = problem.row_bounds(row);
            let (low, high) = (at(solution.rows[row], lower), at(solution.rows[row], upper));
            if low || high {
                let bounds = (if low { f64::NEG_INFINITY } else { 0.0 }, if high { f64::INFINITY } else { 0.0 });
                face.constraints.add_column(0.0, bounds.0, bounds.1, entries);
                face.limits.push(Limit::Row(row));
            }
        }
        for (column, row) in rents {
            face.constraints.add_column(0.0, 0.0, f64::INFINITY, &[(row, 1.0)]);
            face.limits.push(Limit::Column(column));
        }
        face
    }

    /// What a party brings to each limit of the face.
    fn weights(&self, production: &Production, party: usize) -> Vec<f64> {
        let of = |limit: &Limit| {
            let parts = production.held().filter(|(held, _)| held == limit).flat_map(|(_, parts)| parts);
            parts.filter(|(holder, _)| *holder == party).map(|(_, amount)| amount).sum()
        };
        self.limits.iter().map(of).collect()
    }

    /// The most of a payment over the face, or with a sign of −1 the least, negated.
    fn most(&self, base: &mut Option<lp::Base>, weights: &[f64], sign: f64) -> Result<f64, Refusal> {
        let largest = weights.iter().copied().fold(0.0, f64::max);
        if largest == 0.0 {
            return Ok(0.0);
        }
        let price = |(column, weight): (usize, &f64)| lp::Edit::Objective { column, value: sign * weight / largest };
        let edits: Vec<lp::Edit> = weights.iter().enumerate().map(price).collect();
        let solved = if let Some(base) = base.take() {
            base.rebase(&edits)?
        } else {
            let mut problem = self.constraints.clone();
            edits.iter().try_for_each(|edit| problem.apply(edit)).map_err(lp::Fault::Refused)?;
            lp::Base::solve(problem)?
        };
        let most = solved.outcome().solution().map(|solution| solution.objective * largest);
        *base = Some(solved);
        let lost = || crate::game::Refusal::Unresolved { detail: "the optimal dual face is lost".to_owned() };
        Ok(most.ok_or_else(lost)?)
    }
}

fn at(value: f64, bound: f64) -> bool {
    bound.is_finite() && (value - bound).abs() <= AT_BOUND * (1.0 + bound.abs())
}
