//! The linear programme as clarabel sees it.

use crate::cone::cones;
use crate::opinion::{Opinion, OracleFault, Status};
use ::clarabel::algebra::CscMatrix;
use ::clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, SolverStatus};

/// Tolerance asked for; what is reached is told by the certificate.
const TOLERANCE: f64 = 1e-10;

pub(crate) fn settings() -> DefaultSettings<f64> {
    DefaultSettings {
        verbose: false,
        max_iter: 400,
        tol_gap_abs: TOLERANCE,
        tol_gap_rel: TOLERANCE,
        tol_feas: TOLERANCE,
        max_threads: 1,
        ..DefaultSettings::default()
    }
}

pub(crate) fn status(status: SolverStatus) -> Status {
    match status {
        SolverStatus::Solved | SolverStatus::AlmostSolved => Status::Optimal,
        SolverStatus::PrimalInfeasible | SolverStatus::AlmostPrimalInfeasible => Status::Infeasible,
        SolverStatus::DualInfeasible | SolverStatus::AlmostDualInfeasible => Status::Unbounded,
        SolverStatus::Unsolved
        | SolverStatus::MaxIterations
        | SolverStatus::MaxTime
        | SolverStatus::NumericalError
        | SolverStatus::InsufficientProgress
        | SolverStatus::CallbackTerminated => Status::Unknown,
    }
}

/// Solves by an interior-point method.
///
/// # Errors
/// The problem breaks a rule, or clarabel refuses it.
pub fn clarabel(problem: &lp::Problem) -> Result<Opinion, OracleFault> {
    problem.check()?;
    let (rows, count) = (problem.rows(), problem.columns());
    if count == 0 {
        // Clarabel cannot take a problem without columns; every row is zero.
        let met = (0..rows).map(|row| problem.row_bounds(row)).all(|(lower, upper)| lower <= 0.0 && 0.0 <= upper);
        let status = if met { Status::Optimal } else { Status::Infeasible };
        return Ok(Opinion { status, objective: 0.0, columns: Vec::new(), duals: vec![0.0; rows] });
    }
    let columns: Vec<Vec<(usize, f64)>> = (0..count).map(|column| problem.column_entries(column).collect()).collect();
    let limits: Vec<(f64, f64)> = (0..rows)
        .map(|row| problem.row_bounds(row))
        .chain((0..count).map(|column| problem.column_bounds(column)))
        .collect();
    let form = cones(rows, &columns, &limits);
    let cost: Vec<f64> = (0..count).map(|column| -problem.objective(column)).collect();
    let nothing = CscMatrix::zeros((count, count));
    let mut solver = DefaultSolver::new(&nothing, &cost, &form.matrix, &form.right, &form.kinds, settings())
        .map_err(|reason| OracleFault::Setup { reason: reason.to_string() })?;
    solver.solve();
    let mut duals = vec![0.0; rows];
    for (side, price) in form.sides.iter().zip(&solver.solution.z) {
        if side.source < rows {
            duals[side.source] += side.sign * price;
        }
    }
    let columns = solver.solution.x.clone();
    let objective = columns.iter().enumerate().map(|(column, x)| problem.objective(column) * x).sum();
    Ok(Opinion { status: status(solver.solution.status), objective, columns, duals })
}
