//! A chain that was solved once and answers every patch from there.

use std::fmt;
use std::sync::Arc;

use super::answer::Plan;
use super::formulate::{Horizon, difference, formulate};
use super::layout::{Column, Layout, Row};
use crate::{Chain, Moment, Patch, Reason, Refusal, Touch, apply, apply_at};

/// A chain with its solved programme.
#[derive(Clone)]
pub struct Model {
    chain: Arc<Chain>,
    horizon: Horizon,
    layout: Layout,
    base: lp::Base,
    plan: Plan,
    advisor: Option<Arc<lp_oracle::Highs>>,
}

/// A chain under a stack of patches, solved from a model.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The chain with every patch in force.
    pub chain: Chain,
    /// What each edit touched.
    pub touched: Vec<Touch>,
    /// The plan.
    pub plan: Plan,
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model").field("chain", &self.chain.id).field("value", &self.plan.value).finish_non_exhaustive()
    }
}

impl Model {
    /// Solves a chain over a number of periods; one period is the steady state.
    ///
    /// # Errors
    /// The chain contradicts itself, gains without end, is too large, or its numbers admit no certified answer.
    pub fn new(chain: Chain, periods: usize) -> Result<Self, Refusal> {
        let horizon = Horizon::steady(chain, periods.max(1));
        let mut layout = Layout::default();
        let problem = formulate(&horizon, &mut layout)?;
        let base = lp::Base::solve(problem).map_err(|fault| unresolved(&fault))?;
        Self::of(horizon, layout, base)
    }

    fn of(horizon: Horizon, layout: Layout, base: lp::Base) -> Result<Self, Refusal> {
        let chain = Arc::new(horizon.settled().clone());
        let plan = Plan::read(&horizon, &layout, base.outcome())?;
        Ok(Self { chain, horizon, layout, base, plan, advisor: None })
    }

    /// The same model, which asks HiGHS before clarabel where the own engine finds no certified answer.
    #[must_use]
    pub fn consulting(mut self, advisor: Arc<lp_oracle::Highs>) -> Self {
        self.advisor = Some(advisor);
        self
    }

    /// The outcome after some edits, down the ladder: warm, refactored, cold, HiGHS where there is one, clarabel.
    pub(crate) fn resolved(&self, scratch: &mut lp::Scratch, edits: &[lp::Edit]) -> Result<lp::Outcome, Refusal> {
        match self.base.resolve_with(scratch, edits) {
            Ok(outcome) => Ok(outcome),
            Err(fault @ lp::Fault::Refused(_)) => Err(unresolved(&fault)),
            Err(fault @ lp::Fault::Unresolved { .. }) => {
                let second = second_opinion(self.base.problem().clone(), edits, self.advisor.as_deref());
                second.map_err(|second| Reason::Uncertified { detail: format!("{fault}; {second}") }.anywhere())
            }
        }
    }

    /// The chain.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// How many periods it plans.
    pub fn periods(&self) -> usize {
        self.horizon.periods()
    }

    /// Its plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Which row and column stands for what.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What there is of a capacity in a period, without what is built.
    pub fn limit(&self, capacity: usize, period: usize) -> f64 {
        let row = self.layout.row(super::layout::Row::Capacity { capacity, period });
        row.map_or(f64::INFINITY, |row| self.base.problem().row_bounds(row).1)
    }

    /// The solved programme.
    pub fn base(&self) -> &lp::Base {
        &self.base
    }

    pub(crate) fn horizon(&self) -> &Horizon {
        &self.horizon
    }

    /// The plan under a stack of patches, solved warm.
    ///
    /// # Errors
    /// The patches do not apply, or the patched chain has no certified plan.
    pub fn scenario(&self, patches: &[Patch]) -> Result<Scenario, Refusal> {
        self.scenario_with(&mut lp::Scratch::default(), patches)
    }

    /// As [`Model::scenario`], in buffers that are used again.
    ///
    /// # Errors
    /// As [`Model::scenario`].
    pub fn scenario_with(&self, scratch: &mut lp::Scratch, patches: &[Patch]) -> Result<Scenario, Refusal> {
        let applied = apply(&self.chain, patches)?;
        let (horizon, layout, edits) = self.patched(patches, &applied.chain)?;
        let outcome = self.resolved(scratch, &edits)?;
        let plan = Plan::read(&horizon, &layout, &outcome)?;
        Ok(Scenario { chain: applied.chain, touched: applied.touched, plan })
    }

    /// The model of the patched chain, for what needs a basis of its own: price intervals, further patches.
    ///
    /// # Errors
    /// As [`Model::scenario`].
    pub fn rebased(&self, patches: &[Patch]) -> Result<Self, Refusal> {
        if patches.is_empty() {
            return Ok(self.clone());
        }
        let applied = apply(&self.chain, patches)?;
        let (horizon, layout, edits) = self.patched(patches, &applied.chain)?;
        let base = self.base.rebase(&edits).map_err(|fault| unresolved(&fault))?;
        Ok(Self { advisor: self.advisor.clone(), ..Self::of(horizon, layout, base)? })
    }

    /// The model of another chain of the same shape or larger, solved warm.
    ///
    /// # Errors
    /// The chain contradicts itself, gains without end, or has no certified plan.
    pub fn with_chain(&self, chain: Chain) -> Result<Self, Refusal> {
        let horizon = Horizon::steady(chain, self.periods());
        let mut layout = self.layout.clone();
        let problem = formulate(&horizon, &mut layout)?;
        let edits = difference(self.base.problem(), &problem);
        let base = self.base.rebase(&edits).map_err(|fault| unresolved(&fault))?;
        Ok(Self { advisor: self.advisor.clone(), ..Self::of(horizon, layout, base)? })
    }

    fn patched(&self, patches: &[Patch], settled: &Chain) -> Result<(Horizon, Layout, Vec<lp::Edit>), Refusal> {
        let horizon = if self.periods() == 1 {
            Horizon::steady(settled.clone(), 1)
        } else {
            let at = |period| {
                apply_at(self.horizon.at(period), patches, Moment::Period(period)).map(|applied| applied.chain)
            };
            Horizon::changing((0..self.periods()).map(at).collect::<Result<_, _>>()?)
        };
        let mut layout = self.layout.clone();
        let problem = formulate(&horizon, &mut layout)?;
        let edits = difference(self.base.problem(), &problem);
        Ok((horizon, layout, edits))
    }
}

/// What others say of a problem the own engine gave up on; only an optimum with a certificate counts.
fn second_opinion(
    mut problem: lp::Problem,
    edits: &[lp::Edit],
    advisor: Option<&lp_oracle::Highs>,
) -> Result<lp::Outcome, lp_oracle::OracleFault> {
    for edit in edits {
        problem.apply(edit)?;
    }
    let unproven =
        |source| lp_oracle::OracleFault::Unresolved { tried: vec![format!("{source:?}: a claim without proof")] };
    match lp_oracle::solve_with_second_opinion(&problem, advisor)? {
        lp_oracle::Second::Infeasible { source } | lp_oracle::Second::Unbounded { source } => Err(unproven(source)),
        lp_oracle::Second::Optimal { opinion, certificate, .. } => Ok(lp::Outcome::Optimal(lp::Solution {
            objective: opinion.objective,
            rows: activities(&problem, &opinion.columns),
            reduced_costs: reduced_costs(&problem, &opinion.duals),
            columns: opinion.columns,
            duals: opinion.duals,
            certificate,
            pivots: 0,
        })),
    }
}

/// A·x
fn activities(problem: &lp::Problem, columns: &[f64]) -> Vec<f64> {
    let mut rows = vec![0.0; problem.rows()];
    for (column, value) in columns.iter().enumerate() {
        for (row, entry) in problem.column_entries(column) {
            rows[row] += entry * value;
        }
    }
    rows
}

/// c − Aᵀ·y
fn reduced_costs(problem: &lp::Problem, duals: &[f64]) -> Vec<f64> {
    let used = |column| problem.column_entries(column).map(|(row, entry)| entry * duals[row]).sum::<f64>();
    (0..problem.columns()).map(|column| problem.objective(column) - used(column)).collect()
}

/// The refusal where the engine found no certified answer.
pub(crate) fn unresolved(fault: &lp::Fault) -> Refusal {
    Reason::Uncertified { detail: fault.to_string() }.anywhere()
}

/// A row as people name it.
pub(super) fn row_name(chain: &Chain, row: Row) -> String {
    match row {
        Row::Balance { commodity, region, .. } => {
            let name = format!("{}@{}", chain.commodities[commodity].id, chain.regions[region].id);
            let unit = &chain.commodities[commodity].unit;
            let owed = chain.withdrawals.iter().filter(|w| w.commodity == commodity && w.region == region);
            match owed.map(|w| w.amount.value).sum::<f64>() {
                owed if owed > 0.0 => format!("delivery {owed} {unit} {name}"),
                _ => format!("balance {name}"),
            }
        }
        Row::Capacity { capacity, .. } => {
            let capacity = &chain.capacities[capacity];
            format!("capacity {} {} {}", capacity.id, capacity.amount.value, capacity.unit)
        }
        Row::RampUp { activity, .. } | Row::RampDown { activity, .. } => {
            format!("ramp {}", chain.activities[activity].id)
        }
    }
}

/// A column as people name it.
pub(super) fn column_name(chain: &Chain, column: Column) -> String {
    match column {
        Column::Run { activity, .. } => chain.activities[activity].id.clone(),
        Column::Market { market, .. } => format!("market {}", chain.markets[market].id),
        Column::Surplus { commodity, region, .. } => {
            format!("surplus {}@{}", chain.commodities[commodity].id, chain.regions[region].id)
        }
        Column::Hold { stock, .. } => format!("stock {}", chain.stocks[stock].id),
        Column::Build { build, .. } => format!("build {}", chain.capacities[chain.builds[build].capacity].id),
    }
}
