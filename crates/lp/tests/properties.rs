//! What must hold for every chain and every patch.

#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use didymium_lp::generate::{Chain, Splitmix, chain};
use didymium_lp::{Base, Edit, Outcome, Problem, Refusal, Scratch, certify};

fn value(outcome: &Outcome) -> f64 {
    outcome.solution().unwrap().objective
}

fn near(what: &str, found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * (1.0 + expected.abs()), "{what}: {found} is not {expected}");
}

/// Edits that bring back what `edits` change.
fn inverse(problem: &Problem, edits: &[Edit]) -> Vec<Edit> {
    let back = |edit: &Edit| match *edit {
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
        Edit::AddRow { .. } | Edit::AddColumn { .. } => panic!("no patch of these tests adds anything"),
    };
    edits.iter().map(back).collect()
}

fn for_patches(mut visit: impl FnMut(&Chain, &Base, &[Edit])) {
    for (seed, size, patches) in [(1, 60, 30), (2, 300, 30), (3, 1_000, 30), (4, 3_000, 10)] {
        let chain = chain(seed, size);
        let base = Base::solve(chain.problem.clone()).unwrap();
        let mut random = Splitmix::new(seed);
        for _ in 0..patches {
            visit(&chain, &base, &chain.patch(&mut random));
        }
    }
}

#[test]
fn a_warm_answer_is_the_cold_one_and_its_certificate_holds() {
    let mut moved = 0;
    for_patches(|chain, base, edits| {
        let mut problem = chain.problem.clone();
        for edit in edits {
            problem.apply(edit).unwrap();
        }
        let warm = base.resolve(edits).unwrap();
        let cold = Base::solve(problem.clone()).unwrap();
        near("warm beside cold", value(&warm), value(cold.outcome()));
        let solution = warm.solution().unwrap();
        assert!(solution.certificate.holds());
        assert_eq!(certify(&problem, &solution.columns, &solution.duals), solution.certificate);
        moved += usize::from((value(&warm) - value(base.outcome())).abs() > 1e-6);
    });
    assert!(moved > 40, "the patches change too little: {moved}");
}

#[test]
fn a_patch_and_its_inverse_cancel() {
    for_patches(|chain, base, edits| {
        let back = inverse(&chain.problem, edits);
        let there = base.rebase(edits).unwrap();
        near("there and back", value(&there.resolve(&back).unwrap()), value(base.outcome()));
        let both: Vec<Edit> = edits.iter().chain(&back).cloned().collect();
        near("at once", value(&base.resolve(&both).unwrap()), value(base.outcome()));
    });
}

#[test]
fn what_is_in_the_scratch_does_not_show() {
    let mut scratch = Scratch::default();
    for_patches(|_, base, edits| {
        // The scratch comes from other patches and, at the seams, from a problem of another size.
        assert_eq!(base.resolve_with(&mut scratch, edits).unwrap(), base.resolve(edits).unwrap());
    });
}

#[test]
fn prices_lie_between_the_slopes() {
    let chain = chain(5, 600);
    let base = Base::solve(chain.problem.clone()).unwrap();
    let solution = base.outcome().solution().unwrap();
    let slopes = base.slopes().unwrap();
    let mut apart = 0;
    for (row, slope) in slopes.rows.iter().enumerate() {
        let (up, down) = (slope.up.unwrap_or(f64::NEG_INFINITY), slope.down.unwrap_or(f64::INFINITY));
        let slack = 1e-7 * (1.0 + solution.duals[row].abs());
        assert!(up <= solution.duals[row] + slack && solution.duals[row] <= down + slack, "row {row}: {slope:?}");
        apart += usize::from(down - up > 1e-6);
        assert_eq!(*slope, base.row_slope(row).unwrap(), "row {row}");
    }
    assert!(apart > 0, "every price is unique");
}

#[test]
fn added_rows_and_columns_are_solved_from_the_base() {
    let chain = chain(6, 300);
    let base = Base::solve(chain.problem.clone()).unwrap();
    let (rows, columns) = (chain.problem.rows(), chain.problem.columns());
    let market = chain.markets[0];
    let edits = [
        Edit::AddRow { lower: f64::NEG_INFINITY, upper: 0.1, entries: vec![(market, 1.0)] },
        Edit::AddColumn { objective: -0.5, lower: 0.0, upper: 3.0, entries: vec![(rows, -1.0), (0, 1.0)] },
        Edit::Objective { column: columns, value: -0.25 },
    ];
    let warm = base.rebase(&edits).unwrap();
    assert_eq!((warm.problem().rows(), warm.problem().columns()), (rows + 1, columns + 1));
    let cold = Base::solve(warm.problem().clone()).unwrap();
    near("grown", value(warm.outcome()), value(cold.outcome()));
    assert_eq!(warm.outcome(), &base.rebase(&edits).unwrap().outcome().clone());
}

#[test]
fn odd_shapes_have_answers() {
    let open = (f64::NEG_INFINITY, f64::INFINITY);
    let solve = |problem: &Problem| Base::solve(problem.clone()).unwrap().outcome().clone();
    let empty = Problem::new();
    assert!(solve(&empty).solution().unwrap().objective.abs() < f64::EPSILON);

    let mut no_columns = Problem::new();
    no_columns.add_row(-1.0, 1.0);
    assert!(solve(&no_columns).solution().is_some());
    no_columns.add_row(1.0, 2.0);
    assert!(matches!(solve(&no_columns), Outcome::Infeasible(_)));

    let mut no_rows = Problem::new();
    no_rows.add_column(2.0, 0.0, 3.0, &[]);
    no_rows.add_column(-1.0, -4.0, 9.0, &[]);
    no_rows.add_column(0.0, open.0, open.1, &[]);
    no_rows.add_column(5.0, 7.0, 7.0, &[]);
    near("no rows", value(&solve(&no_rows)), 6.0 + 4.0 + 35.0);
    no_rows.add_column(1.0, 0.0, f64::INFINITY, &[]);
    assert!(matches!(solve(&no_rows), Outcome::Unbounded(ray) if ray.columns == [4]));

    let mut free_row = Problem::new();
    let row = free_row.add_row(open.0, open.1);
    free_row.add_column(1.0, open.0, 4.0, &[(row, 2.0)]);
    near("free row", value(&solve(&free_row)), 4.0);

    let mut far = Problem::new();
    let row = far.add_row(open.0, 1e30);
    far.add_column(1e-30, 0.0, f64::INFINITY, &[(row, 1e30)]);
    far.add_column(1e30, 0.0, 1e-30, &[(row, 1e-30)]);
    if let Ok(base) = Base::solve(far) {
        assert!(base.outcome().solution().is_none_or(|solution| solution.certificate.holds()));
    }
}

#[test]
fn bad_input_is_refused_by_name() {
    let refused = |change: &dyn Fn(&mut Problem)| {
        let mut problem = Problem::new();
        problem.add_row(0.0, 1.0);
        problem.add_column(1.0, 0.0, 1.0, &[(0, 1.0)]);
        change(&mut problem);
        problem.check().unwrap_err()
    };
    let text = |change: &dyn Fn(&mut Problem)| refused(change).to_string();
    let column = |problem: &mut Problem, entries: &[(usize, f64)]| {
        problem.add_column(0.0, 0.0, 1.0, entries);
    };
    let row = |problem: &mut Problem, lower: f64, upper: f64| {
        problem.add_row(lower, upper);
    };
    let price = |problem: &mut Problem| {
        problem.add_column(f64::INFINITY, 0.0, 1.0, &[]);
    };
    assert_eq!(refused(&|p| column(p, &[(7, 1.0)])), Refusal::UnknownRow { row: 7, rows: 1 });
    assert_eq!(refused(&|p| column(p, &[(0, 1.0), (0, 2.0)])), Refusal::Duplicate { row: 0, column: 1 });
    assert_eq!(text(&|p| column(p, &[(0, f64::NAN)])), "row 0, column 1 cannot have NaN as its coefficient");
    assert_eq!(text(&|p| column(p, &[(0, 1e308)])).get(..5), Some("row 0"));
    assert_eq!(text(&|p| row(p, 2.0, 1.0)), "row 1 has a lower limit of 2, above its upper limit of 1");
    assert_eq!(text(&|p| row(p, f64::NAN, 1.0)), "row 1 cannot have NaN as a limit");
    assert_eq!(text(&|p| row(p, f64::INFINITY, f64::INFINITY)), "row 1 cannot have inf as a limit");
    assert_eq!(text(&price), "column 1 cannot have inf as its objective");

    let mut problem = Problem::new();
    problem.add_row(0.0, 1.0);
    problem.add_column(1.0, 0.0, 1.0, &[(0, 1.0)]);
    let base = Base::solve(problem).unwrap();
    for edit in [
        Edit::RowBounds { row: 1, lower: 0.0, upper: 1.0 },
        Edit::RowBounds { row: 0, lower: 2.0, upper: 1.0 },
        Edit::ColumnBounds { column: 0, lower: f64::NAN, upper: 1.0 },
        Edit::Objective { column: 3, value: 0.0 },
        Edit::Coefficient { row: 0, column: 0, value: f64::INFINITY },
        Edit::AddRow { lower: 0.0, upper: 0.0, entries: vec![(0, 1.0), (0, 1.0)] },
        Edit::AddColumn { objective: 0.0, lower: 0.0, upper: 0.0, entries: vec![(9, 1.0)] },
    ] {
        assert!(base.resolve(std::slice::from_ref(&edit)).is_err(), "{edit:?}");
        assert!(base.rebase(std::slice::from_ref(&edit)).is_err(), "{edit:?}");
    }
    assert!(base.row_slope(1).is_err());
    assert!(base.upper_slope(1).is_err());
}
