//! A process network of a thousand entries with a hundred patches.
#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use didymium_lp::{Base, Edit, Problem, Scratch};
use serde_json::Value;

fn figure(value: &Value, open: f64) -> f64 {
    value.as_f64().unwrap_or(open)
}

fn index(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn read(file: &Value) -> Problem {
    let mut problem = Problem::new();
    for row in 0..index(&file["m"]) {
        problem.add_row(figure(&file["rl"][row], f64::NEG_INFINITY), figure(&file["ru"][row], f64::INFINITY));
    }
    for column in 0..index(&file["n"]) {
        let span = index(&file["col_start"][column])..index(&file["col_start"][column + 1]);
        let entries: Vec<(usize, f64)> =
            span.map(|at| (index(&file["row_index"][at]), figure(&file["value"][at], 0.0))).collect();
        let lower = figure(&file["lb"][column], f64::NEG_INFINITY);
        let upper = figure(&file["ub"][column], f64::INFINITY);
        problem.add_column(figure(&file["c"][column], 0.0), lower, upper, &entries);
    }
    problem
}

fn edits(problem: &Problem, patch: &Value) -> Vec<Edit> {
    let mut edits = Vec::new();
    let list = |key: &str| patch[key].as_array().unwrap().clone();
    for pair in list("row_upper") {
        let row = index(&pair[0]);
        edits.push(Edit::RowBounds { row, lower: problem.row_bounds(row).0, upper: figure(&pair[1], f64::INFINITY) });
    }
    for pair in list("col_upper") {
        let column = index(&pair[0]);
        let lower = problem.column_bounds(column).0;
        edits.push(Edit::ColumnBounds { column, lower, upper: figure(&pair[1], f64::INFINITY) });
    }
    for pair in list("cost") {
        edits.push(Edit::Objective { column: index(&pair[0]), value: figure(&pair[1], 0.0) });
    }
    for triple in list("coefficient") {
        let (row, column) = (index(&triple[0]), index(&triple[1]));
        edits.push(Edit::Coefficient { row, column, value: figure(&triple[2], 0.0) });
    }
    edits
}

#[test]
fn the_base_and_every_patch_have_the_recorded_value() {
    let file: Value = serde_json::from_str(include_str!("data/lp_instance_1k.json")).unwrap();
    let problem = read(&file);
    let base = Base::solve(problem.clone()).unwrap();
    let near = |what: &str, found: f64, expected: f64| {
        let difference = (found - expected).abs();
        assert!(difference <= 1e-9 * (1.0 + expected.abs()), "{what}: {found} is not {expected}");
    };
    let value = |outcome: &didymium_lp::Outcome| outcome.solution().unwrap().objective;
    near("base", value(base.outcome()), figure(&file["expect"]["objective"], f64::NAN));
    let mut scratch = Scratch::default();
    let patches = file["patches"].as_array().unwrap();
    assert_eq!(patches.len(), 100);
    for patch in patches {
        let edits = edits(&problem, patch);
        let outcome = base.resolve_with(&mut scratch, &edits).unwrap();
        near(&patch["index"].to_string(), value(&outcome), figure(&patch["objective"], f64::NAN));
        assert_eq!(outcome, base.resolve(&edits).unwrap(), "the scratch shows in {}", patch["index"]);
        assert_eq!(base.rebase(&edits).unwrap().resolve(&[]).unwrap().solution().unwrap().pivots, 0);
    }
}
