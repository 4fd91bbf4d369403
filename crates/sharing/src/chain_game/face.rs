//! What the bottlenecks of today could pay each party: the Owen set, party by party.

use serde::Serialize;

use super::{Limit, Production, Refusal};
use crate::game::{self, Coalition};

/// The least and the most that optimal prices pay a party.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Interval {
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
}

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
        let solution = self.base().outcome().solution();
        let solution = solution.ok_or_else(|| self.no_plan(Coalition::all(self.parties().len())))?;
        let mut face = lp::Face::of(self.base().problem(), solution);
        let mut intervals = Vec::with_capacity(self.parties().len());
        for party in 0..self.parties().len() {
            let weights: Vec<f64> = face.open().iter().map(|open| self.brought(limit(*open), party)).collect();
            let high = most(&mut face, &weights, 1.0)?;
            let low = most(&mut face, &weights, -1.0)?;
            // From 0.0, so that no minus zero comes out.
            intervals.push(Interval { low: 0.0 - low, high });
        }
        Ok(intervals)
    }
}

fn limit(open: lp::Open) -> Limit {
    match open {
        lp::Open::Row(row) => Limit::Row(row),
        lp::Open::Column(column) => Limit::Column(column),
    }
}

/// The most of a payment over the face, or with a sign of −1 the least, negated.
fn most(face: &mut lp::Face, weights: &[f64], sign: f64) -> Result<f64, Refusal> {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    if largest == 0.0 {
        return Ok(0.0);
    }
    let found = face.most(weights.iter().map(|weight| sign * weight / largest))?;
    let lost = || game::Refusal::Unresolved { detail: "the optimal dual face is lost".to_owned() };
    Ok(found.ok_or_else(lost)?.objective * largest)
}
