//! The one dual point that payments use.

use super::layout::{Column, Row};
use super::model::{Model, unresolved};
use super::wolfe::{Vertex, least_norm};
use crate::{Reason, Refusal};

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
        let mut face = lp::Face::of(self.base().problem(), solution);
        let (open, weights) = (face.open().to_vec(), self.payments(&face, solution));
        let vertex = |carried: Vec<f64>| Vertex {
            point: carried.iter().zip(&weights).map(|(value, weight)| value * weight).collect(),
            carried,
        };
        let start = open.iter().map(|open| match *open {
            lp::Open::Row(row) => solution.duals[row],
            lp::Open::Column(column) => solution.reduced_costs[column].max(0.0),
        });
        let start = vertex(start.collect());
        // The vertex whose payments have the least product with a direction.
        let farthest = |direction: &[f64]| {
            let found = face.most(direction.iter().zip(&weights).map(|(along, weight)| -along * weight));
            let found = found.map_err(|fault| unresolved(&fault))?;
            let lost = || uncertified("the optimal dual face is lost".to_owned());
            Ok(vertex(found.ok_or_else(lost)?.columns.clone()))
        };
        let point = least_norm(start, farthest)?.carried;
        let mut settlement = Settlement {
            duals: vec![0.0; self.base().problem().rows()],
            rents: vec![0.0; self.base().problem().columns()],
        };
        for (value, open) in point.into_iter().zip(open) {
            match open {
                lp::Open::Row(row) => settlement.duals[row] = value,
                lp::Open::Column(column) => settlement.rents[column] = value,
            }
        }
        Ok(settlement)
    }

    /// What each open price pays a unit of it, as a share of V so that the norm is of size one; nothing where nobody is
    /// paid.
    fn payments(&self, face: &lp::Face, solution: &lp::Solution) -> Vec<f64> {
        let pays = |open: &lp::Open| match *open {
            lp::Open::Row(row) => match self.layout().rows()[row] {
                Row::Capacity { .. } => true,
                Row::Balance { .. } | Row::RampUp { .. } | Row::RampDown { .. } => false,
            },
            lp::Open::Column(column) => match self.layout().columns()[column] {
                Column::Market { .. } | Column::Hold { .. } | Column::Build { .. } => true,
                Column::Run { .. } | Column::Surplus { .. } => false,
            },
        };
        let whole = solution.objective.abs().max(f64::MIN_POSITIVE);
        let weight = |(open, upper): (&lp::Open, &f64)| if pays(open) { upper / whole } else { 0.0 };
        face.open().iter().zip(face.upper()).map(weight).collect()
    }
}
