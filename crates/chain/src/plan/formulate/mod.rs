//! The plan as a linear programme, one function per equation.
//!
//! | symbol | meaning | unit |
//! |---|---|---|
//! | x_at | runs of activity a in period t | run |
//! | s_mt, b_mt | sold to, bought from market step m | commodity unit |
//! | z_it | surplus of node i that costs something | commodity unit |
//! | w_kt | carried by stock k from t to t + 1 | commodity unit |
//! | g_nt | capacity n whose building is decided in t | capacity unit |
//! | δ_t | discount factor (1 + r)^−t | 1 |

mod balance;
mod build;
mod capacity;
mod market;
mod ramp;
mod run;
mod stock;

pub(super) use stock::opening;

use super::layout::{Column, Layout, Row};
use crate::{Chain, Reason, Refusal};

/// More rows than this are not carried by one plan.
const MOST_ROWS: usize = 2_000_000;

/// The chain as each period sees it.
#[derive(Clone, Debug)]
pub(crate) struct Horizon {
    chains: Vec<Chain>,
    periods: usize,
}

impl Horizon {
    /// The same chain in every period.
    pub(crate) fn steady(chain: Chain, periods: usize) -> Self {
        Self { chains: vec![chain], periods }
    }

    /// One chain per period; at least one.
    pub(crate) fn changing(chains: Vec<Chain>) -> Self {
        let periods = chains.len();
        Self { chains, periods }
    }

    /// The chain as a period sees it.
    pub(crate) fn at(&self, period: usize) -> &Chain {
        self.chains.get(period).unwrap_or(&self.chains[0])
    }

    /// The last chain: what the patches lead to.
    pub(crate) fn settled(&self) -> &Chain {
        self.at(self.periods - 1)
    }

    /// How many periods.
    pub(crate) fn periods(&self) -> usize {
        self.periods
    }

    /// `δ_t = (1 + r)^−t`
    pub(crate) fn discount(&self, period: usize) -> f64 {
        let exponent = i32::try_from(period).unwrap_or(i32::MAX);
        (1.0 + self.chains[0].discount).powi(-exponent)
    }
}

/// A programme being written: every row and column at its place.
pub(super) struct Sheet<'a> {
    layout: &'a mut Layout,
    rows: Vec<(f64, f64)>,
    columns: Vec<Draft>,
}

#[derive(Clone, Default)]
struct Draft {
    objective: f64,
    upper: f64,
    lower: f64,
    entries: Vec<(usize, f64)>,
}

impl Sheet<'_> {
    /// The place of a row; free until it is bounded.
    fn row(&mut self, row: Row) -> usize {
        let at = self.layout.place_row(row);
        if self.rows.len() <= at {
            self.rows.resize(at + 1, (f64::NEG_INFINITY, f64::INFINITY));
        }
        at
    }

    fn bound(&mut self, row: Row, lower: f64, upper: f64) {
        let at = self.row(row);
        self.rows[at] = (lower, upper);
    }

    /// A column with its value per unit and its bounds.
    fn column(&mut self, column: Column, objective: f64, lower: f64, upper: f64) -> usize {
        let at = self.layout.place_column(column);
        if self.columns.len() <= at {
            self.columns.resize(at + 1, Draft::default());
        }
        let draft = &mut self.columns[at];
        (draft.objective, draft.lower, draft.upper) = (objective, lower, upper);
        at
    }

    /// Adds to the coefficient of a column in a row.
    fn enter(&mut self, column: usize, row: Row, value: f64) {
        let at = self.row(row);
        let entries = &mut self.columns[column].entries;
        match entries.iter_mut().find(|(row, _)| *row == at) {
            Some((_, there)) => *there += value,
            None => entries.push((at, value)),
        }
    }
}

/// Writes the plan of a horizon as a programme; `layout` keeps the places it has and grows by what is new.
///
/// ```text
/// max  Σ_t δ_t ( Σ_m∈sell p_m·s_mt − Σ_m∈buy p_m·b_mt − Σ_a c_a·x_at − Σ_i h_i·z_it − Σ_k q_k·w_kt − Σ_n f_n·g_nt )
/// ```
///
/// # Errors
/// [`Reason::TooLarge`].
pub(crate) fn formulate(horizon: &Horizon, layout: &mut Layout) -> Result<lp::Problem, Refusal> {
    let chain = horizon.settled();
    let size = (chain.commodities.len() * chain.regions.len()).saturating_add(chain.capacities.len());
    if size.saturating_mul(horizon.periods()) > MOST_ROWS {
        let rows = size.saturating_mul(horizon.periods()).to_string();
        return Err(Reason::TooLarge { rows, most: MOST_ROWS.to_string() }.anywhere());
    }
    let mut sheet = Sheet { layout, rows: Vec::new(), columns: Vec::new() };
    for period in 0..horizon.periods() {
        run::add(&mut sheet, horizon, period);
        market::add(&mut sheet, horizon, period);
        stock::add(&mut sheet, horizon, period);
        balance::add(&mut sheet, horizon, period);
        capacity::add(&mut sheet, horizon, period);
        build::add(&mut sheet, horizon, period);
        ramp::add(&mut sheet, horizon, period);
    }
    // Places a layout brought along that nothing fills any more stay there, free and empty.
    sheet.rows.resize(sheet.layout.rows().len(), (f64::NEG_INFINITY, f64::INFINITY));
    sheet.columns.resize(sheet.layout.columns().len(), Draft::default());
    let mut problem = lp::Problem::new();
    for (lower, upper) in &sheet.rows {
        problem.add_row(*lower, *upper);
    }
    for draft in &sheet.columns {
        problem.add_column(draft.objective, draft.lower, draft.upper, &draft.entries);
    }
    Ok(problem)
}

/// The edits that turn one programme into another that keeps its places.
pub(crate) fn difference(before: &lp::Problem, after: &lp::Problem) -> Vec<lp::Edit> {
    let mut edits = Vec::new();
    for row in before.rows()..after.rows() {
        let (lower, upper) = after.row_bounds(row);
        edits.push(lp::Edit::AddRow { lower, upper, entries: Vec::new() });
    }
    for row in 0..before.rows() {
        let (lower, upper) = after.row_bounds(row);
        if (lower, upper) != before.row_bounds(row) {
            edits.push(lp::Edit::RowBounds { row, lower, upper });
        }
    }
    for column in 0..before.columns() {
        let (lower, upper) = after.column_bounds(column);
        if (lower, upper) != before.column_bounds(column) {
            edits.push(lp::Edit::ColumnBounds { column, lower, upper });
        }
        let value = after.objective(column);
        if value != before.objective(column) {
            edits.push(lp::Edit::Objective { column, value });
        }
        if before.column_entries(column).eq(after.column_entries(column)) {
            continue;
        }
        for (row, value) in after.column_entries(column) {
            if row >= before.rows() || before.coefficient(row, column) != value {
                edits.push(lp::Edit::Coefficient { row, column, value });
            }
        }
        for (row, _) in before.column_entries(column) {
            if after.coefficient(row, column) == 0.0 {
                edits.push(lp::Edit::Coefficient { row, column, value: 0.0 });
            }
        }
    }
    for column in before.columns()..after.columns() {
        let (lower, upper) = after.column_bounds(column);
        let entries = after.column_entries(column).collect();
        edits.push(lp::Edit::AddColumn { objective: after.objective(column), lower, upper, entries });
    }
    edits
}
