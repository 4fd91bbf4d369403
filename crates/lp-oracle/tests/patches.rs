//! A thousand patches of generated chains, beside HiGHS at 1e-10.

#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use didymium_lp_oracle::highs::Session;
use didymium_lp_oracle::{Highs, Status};
use lp::generate::{Chain, Splitmix, chain};
use lp::{Base, Edit, Outcome, Problem, Scratch};

fn highs() -> Highs {
    let path = std::env::var_os("HIGHS_LIB").expect(
        "set HIGHS_LIB to the path of libhighs.so, for example the one in the PyPI package highsbox: \
         `pip download highsbox`, unzip the wheel, and look under highs_dist/lib",
    );
    Highs::load(path).unwrap()
}

/// Edits that bring back what `edits` change, for a problem as it was before.
fn inverse(problem: &Problem, edits: &[Edit]) -> Vec<Edit> {
    edits
        .iter()
        .map(|edit| match *edit {
            Edit::RowBounds { row, .. } => {
                let (lower, upper) = problem.row_bounds(row);
                Edit::RowBounds { row, lower, upper }
            }
            Edit::ColumnBounds { column, .. } => {
                let (lower, upper) = problem.column_bounds(column);
                Edit::ColumnBounds { column, lower, upper }
            }
            Edit::Objective { column, .. } => Edit::Objective { column, value: problem.objective(column) },
            Edit::Coefficient { row, column, .. } => {
                Edit::Coefficient { row, column, value: problem.coefficient(row, column) }
            }
            Edit::AddRow { .. } | Edit::AddColumn { .. } => panic!("no patch of this test adds anything"),
        })
        .collect()
}

fn agrees(what: &str, ours: &Outcome, status: Status, theirs: f64) {
    match (ours, status) {
        (Outcome::Optimal(solution), Status::Optimal) => {
            let difference = (solution.objective - theirs).abs();
            assert!(difference <= 1e-9 * (1.0 + theirs.abs()), "{what}: {} is not {theirs}", solution.objective);
            assert!(solution.certificate.holds(), "{what}: {:?}", solution.certificate);
        }
        (Outcome::Infeasible(_), Status::Infeasible | Status::InfeasibleOrUnbounded)
        | (Outcome::Unbounded(_), Status::Unbounded | Status::InfeasibleOrUnbounded) => {}
        (ours, theirs) => panic!("{what}: {theirs:?} beside {ours:?}"),
    }
}

fn compare(chain: &Chain, session: &mut Session<'_>, seed: u64, patches: usize) {
    let base = Base::solve(chain.problem.clone()).unwrap();
    let (status, value) = session.value().unwrap();
    agrees("base", base.outcome(), status, value);
    let (mut random, mut scratch) = (Splitmix::new(seed), Scratch::default());
    for patch in 0..patches {
        let edits = chain.patch(&mut random);
        let ours = base.resolve_with(&mut scratch, &edits).unwrap();
        session.apply(&edits).unwrap();
        let (status, value) = session.value().unwrap();
        agrees(&format!("seed {seed}, patch {patch}: {edits:?}"), &ours, status, value);
        session.apply(&inverse(&chain.problem, &edits)).unwrap();
    }
}

#[test]
fn a_thousand_patches_agree_with_highs() {
    let highs = highs();
    for (size, seeds, patches) in [(100, 10, 20), (400, 6, 50), (1_000, 4, 100), (10_000, 2, 50)] {
        for seed in 0..seeds {
            let chain = chain(seed, size);
            compare(&chain, &mut highs.open(&chain.problem).unwrap(), seed, patches);
        }
    }
}
