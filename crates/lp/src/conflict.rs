//! From a contradiction to a smallest one: limits are dropped one by one as long as the rest still contradict.

use crate::certify::View;
use crate::cold::slack_basis;
use crate::engine::{Engine, Stop};
use crate::factor::Factor;
use crate::model::Model;
use crate::outcome::{Infeasibility, Limit};
use crate::problem::Problem;
use crate::proof::{Contradiction, contradiction};
use crate::scale::Scale;
use crate::state::Buffers;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Keeps the vector and narrows its support down to an irreducible set.
pub(crate) fn narrow_down(view: View<'_>, found: Contradiction) -> Infeasibility {
    let mut filter = Filter::new(view, &found.farkas);
    let conflict = filter.irreducible(&found.support);
    Infeasibility { farkas: found.farkas, residual: found.residual, conflict }
}

/// The rows that a Farkas vector weighs and the columns that they meet, without prices and without limits.
struct Filter<'a> {
    view: View<'a>,
    free: Problem,
    rows: Vec<usize>,
    columns: Vec<usize>,
    buffers: Buffers,
}

impl<'a> Filter<'a> {
    fn new(view: View<'a>, farkas: &[f64]) -> Self {
        let rows: Vec<usize> = (0..farkas.len()).filter(|&row| farkas[row] != 0.0).collect();
        let mut seat = vec![usize::MAX; farkas.len()];
        let mut free = Problem::new();
        for &row in &rows {
            seat[row] = free.add_row(f64::NEG_INFINITY, f64::INFINITY);
        }
        let mut columns = Vec::new();
        for column in 0..view.objective.len() {
            let entries: Vec<(usize, f64)> = view
                .matrix
                .column_entries(column)
                .filter(|entry| seat[entry.0] != usize::MAX && entry.1 != 0.0)
                .map(|(row, value)| (seat[row], value))
                .collect();
            if !entries.is_empty() {
                free.add_column(0.0, f64::NEG_INFINITY, f64::INFINITY, &entries);
                columns.push(column);
            }
        }
        Filter { view, free, rows, columns, buffers: Buffers::default() }
    }

    /// The deletion filter (Chinneck 2008): a limit stays only if the rest can be met without it.
    fn irreducible(&mut self, support: &[Limit]) -> Vec<Limit> {
        let mut kept: BTreeSet<Limit> = support.iter().copied().collect();
        let mut needed: BTreeSet<Limit> = BTreeSet::new();
        while let Some(&limit) = kept.iter().find(|limit| !needed.contains(limit)) {
            let mut without = kept.clone();
            without.remove(&limit);
            if let Some(smaller) = self.still_contradict(&without) {
                // What is known to be needed is part of every smaller contradiction.
                kept = smaller;
            } else {
                needed.insert(limit);
            }
        }
        kept.into_iter().collect()
    }

    /// The support of a contradiction among these limits alone, if there is one.
    fn still_contradict(&mut self, limits: &BTreeSet<Limit>) -> Option<BTreeSet<Limit>> {
        let mut problem = self.free.clone();
        for (at, &row) in self.rows.iter().enumerate() {
            if limits.contains(&Limit::RowLower(row)) {
                problem.row_lower[at] = self.view.row_lower[row];
            }
            if limits.contains(&Limit::RowUpper(row)) {
                problem.row_upper[at] = self.view.row_upper[row];
            }
        }
        for (at, &column) in self.columns.iter().enumerate() {
            if limits.contains(&Limit::ColumnLower(column)) {
                problem.lower[at] = self.view.lower[column];
            }
            if limits.contains(&Limit::ColumnUpper(column)) {
                problem.upper[at] = self.view.upper[column];
            }
        }
        let model = Model::new(&problem, Scale::geometric(&problem));
        let mut state = slack_basis(&problem, &model);
        let factor = Arc::new(Factor::build(&model, &state.head).factor);
        let mut engine = Engine::new(&model, &mut state, &mut self.buffers, factor);
        engine.fresh_d();
        engine.fresh_x();
        let Stop::Infeasible { side } = engine.optimise(false) else {
            return None;
        };
        let found = contradiction(View::from(&problem), engine.farkas(side))?;
        let original = |limit: &Limit| match *limit {
            Limit::RowLower(at) => Limit::RowLower(self.rows[at]),
            Limit::RowUpper(at) => Limit::RowUpper(self.rows[at]),
            Limit::ColumnLower(at) => Limit::ColumnLower(self.columns[at]),
            Limit::ColumnUpper(at) => Limit::ColumnUpper(self.columns[at]),
        };
        Some(found.support.iter().map(original).collect())
    }
}
