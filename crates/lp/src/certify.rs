//! The optimality conditions recomputed from the original data.

use crate::outcome::Certificate;
use crate::problem::Problem;

/// Recomputes all three figures for a primal and a dual point that anyone may have found.
pub fn certify(_problem: &Problem, _columns: &[f64], _duals: &[f64]) -> Certificate {
    Certificate { primal_infeasibility: f64::NAN, dual_infeasibility: f64::NAN, gap: f64::NAN }
}
