//! The linear programme that the solver's tests use, as it was recorded.

use lp::{Edit, Problem};
use serde_json::Value;

/// The instance with a thousand coefficients, and its hundred patches.
///
/// # Errors
/// The file is no JSON.
pub fn recorded() -> Result<(Problem, Vec<Vec<Edit>>), serde_json::Error> {
    let text = include_str!("../../crates/lp/tests/data/lp_instance_1k.json");
    let file: Value = serde_json::from_str(text)?;
    let figure = |value: &Value, open: f64| value.as_f64().unwrap_or(open);
    let index = |value: &Value| value.as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut problem = Problem::new();
    for (lower, upper) in list(&file["rl"]).iter().zip(&list(&file["ru"])) {
        problem.add_row(figure(lower, f64::NEG_INFINITY), figure(upper, f64::INFINITY));
    }
    for column in 0..list(&file["c"]).len() {
        let span = index(&file["col_start"][column])..index(&file["col_start"][column + 1]);
        let entries: Vec<(usize, f64)> =
            span.map(|at| (index(&file["row_index"][at]), figure(&file["value"][at], 0.0))).collect();
        let lower = figure(&file["lb"][column], f64::NEG_INFINITY);
        let upper = figure(&file["ub"][column], f64::INFINITY);
        problem.add_column(figure(&file["c"][column], 0.0), lower, upper, &entries);
    }
    let mut patches = Vec::new();
    for patch in list(&file["patches"]) {
        let mut edits = Vec::new();
        for pair in list(&patch["row_upper"]) {
            let row = index(&pair[0]);
            let upper = figure(&pair[1], f64::INFINITY);
            edits.push(Edit::RowBounds { row, lower: problem.row_bounds(row).0, upper });
        }
        for pair in list(&patch["col_upper"]) {
            let column = index(&pair[0]);
            let lower = problem.column_bounds(column).0;
            edits.push(Edit::ColumnBounds { column, lower, upper: figure(&pair[1], f64::INFINITY) });
        }
        for pair in list(&patch["cost"]) {
            edits.push(Edit::Objective { column: index(&pair[0]), value: figure(&pair[1], 0.0) });
        }
        for triple in list(&patch["coefficient"]) {
            let (row, column) = (index(&triple[0]), index(&triple[1]));
            edits.push(Edit::Coefficient { row, column, value: figure(&triple[2], 0.0) });
        }
        patches.push(edits);
    }
    Ok((problem, patches))
}
