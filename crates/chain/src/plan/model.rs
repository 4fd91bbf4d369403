//! A chain that was solved once and answers every patch from there.

use std::sync::Arc;

use super::answer::Plan;
use super::formulate::{Horizon, difference, formulate};
use super::layout::{Column, Layout, Row};
use crate::{Chain, Moment, Patch, Reason, Refusal, Touch, apply, apply_at};

/// A chain with its solved programme.
#[derive(Clone, Debug)]
pub struct Model {
    chain: Arc<Chain>,
    horizon: Horizon,
    layout: Layout,
    base: lp::Base,
    plan: Plan,
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
        Ok(Self {
            chain,
            horizon,
            layout,
            base,
            plan,
        })
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
        let outcome = self
            .base
            .resolve_with(scratch, &edits)
            .map_err(|fault| unresolved(&fault))?;
        let plan = Plan::read(&horizon, &layout, &outcome)?;
        Ok(Scenario {
            chain: applied.chain,
            touched: applied.touched,
            plan,
        })
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
        Self::of(horizon, layout, base)
    }

    /// The model of another chain of the same shape or larger, solved warm.
    pub(crate) fn with_chain(&self, chain: Chain) -> Result<Self, Refusal> {
        let horizon = Horizon::steady(chain, self.periods());
        let mut layout = self.layout.clone();
        let problem = formulate(&horizon, &mut layout)?;
        let edits = difference(self.base.problem(), &problem);
        let base = self.base.rebase(&edits).map_err(|fault| unresolved(&fault))?;
        Self::of(horizon, layout, base)
    }

    fn patched(&self, patches: &[Patch], settled: &Chain) -> Result<(Horizon, Layout, Vec<lp::Edit>), Refusal> {
        let horizon = if self.periods() == 1 {
            Horizon::steady(settled.clone(), 1)
        } else {
            let at = |period| apply_at(&self.chain, patches, Moment::Period(period)).map(|applied| applied.chain);
            Horizon::changing((0..self.periods()).map(at).collect::<Result<_, _>>()?)
        };
        let mut layout = self.layout.clone();
        let problem = formulate(&horizon, &mut layout)?;
        let edits = difference(self.base.problem(), &problem);
        Ok((horizon, layout, edits))
    }
}

/// The refusal where the engine found no certified answer.
pub(crate) fn unresolved(fault: &lp::Fault) -> Refusal {
    Reason::Uncertified {
        detail: fault.to_string(),
    }
    .anywhere()
}

/// A row as people name it.
pub(super) fn row_name(chain: &Chain, row: Row) -> String {
    match row {
        Row::Balance { commodity, region, .. } => {
            let name = format!("{}@{}", chain.commodities[commodity].id, chain.regions[region].id);
            let unit = &chain.commodities[commodity].unit;
            let owed = chain
                .withdrawals
                .iter()
                .filter(|w| w.commodity == commodity && w.region == region);
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
            format!(
                "surplus {}@{}",
                chain.commodities[commodity].id, chain.regions[region].id
            )
        }
        Column::Hold { stock, .. } => format!("stock {}", chain.stocks[stock].id),
        Column::Build { build, .. } => format!("build {}", chain.capacities[chain.builds[build].capacity].id),
    }
}
