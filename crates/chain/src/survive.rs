//! Time to survive: how long stocks and what is left can serve today's demand after a loss.

use crate::{Disposal, Model, Refusal, Side};

/// Weeks in a period.
pub const WEEKS: f64 = 52.0;
/// Longer than this many periods is "as long as one likes".
const LONGEST: f64 = 10.0;

/// How long today's demand is served after a loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Survival {
    /// So many weeks, until demand goes short.
    Weeks(f64),
    /// Without end: nothing needs what was lost.
    Endless,
}

/// Time to survive as a programme of its own, solved once and patched per loss.
///
/// ```text
/// max τ   s.t.  Σ_a io_ia·x_a + b_i + w_i ≥ τ·d_i      every node, d_i what the plan sells and delivers there
///               Σ_a use_ka·x_a ≤ τ·cap_k               every capacity but the lost one, which gives nothing
///               b_m ≤ τ·limit_m,  w_k ≤ opening_k,  τ ≤ 10
/// ```
///
/// Simchi-Levi et al. 2015, Interfaces 45(5):375–390 (doi:10.1287/inte.2015.0804), over a chain instead of a node.
#[derive(Clone, Debug)]
pub struct Survivor {
    base: lp::Base,
    time: usize,
    capacity_rows: Vec<usize>,
    buys: Vec<(usize, usize)>,
}

impl Survivor {
    /// Builds and solves the programme of a model's plan.
    ///
    /// # Errors
    /// [`crate::Reason::Uncertified`].
    pub fn new(model: &Model) -> Result<Self, Refusal> {
        let chain = model.chain();
        let plan = model.plan();
        let mut problem = lp::Problem::new();
        let mut time: Vec<(usize, f64)> = Vec::new();
        let node_rows = node_rows(model, &mut problem, &mut time);
        let capacity_rows: Vec<usize> = chain
            .capacities
            .iter()
            .map(|capacity| {
                // What was taken out limits nothing.
                let upper = if capacity.standing.is_in_place() { 0.0 } else { f64::INFINITY };
                let row = problem.add_row(f64::NEG_INFINITY, upper);
                if capacity.standing.is_in_place() {
                    time.push((row, -capacity.amount.value));
                }
                row
            })
            .collect();
        for (activity, row) in chain.activities.iter().enumerate() {
            let mut entries: Vec<(usize, f64)> = Vec::new();
            for flow in &row.flows {
                if let Some(node) = plan.node(flow.commodity, flow.region) {
                    add(&mut entries, node_rows[node], flow.amount.value);
                }
            }
            for (capacity, limit) in chain.capacities.iter().enumerate() {
                for used in limit.uses.iter().filter(|used| used.activity == activity) {
                    add(&mut entries, capacity_rows[capacity], used.rate.value);
                }
            }
            let upper = if row.standing.is_in_place() { f64::INFINITY } else { 0.0 };
            problem.add_column(0.0, 0.0, upper, &entries);
        }
        let mut buys = Vec::new();
        for (market, row) in chain.markets.iter().enumerate() {
            let node = plan.node(row.commodity, row.region);
            if let (Side::Buy, true, Some(node)) = (row.side, row.standing.is_in_place(), node) {
                let unlimited = row.limit.value.is_infinite();
                let limit = problem.add_row(f64::NEG_INFINITY, if unlimited { f64::INFINITY } else { 0.0 });
                if !unlimited {
                    time.push((limit, -row.limit.value));
                }
                problem.add_column(0.0, 0.0, f64::INFINITY, &[(node_rows[node], 1.0), (limit, 1.0)]);
                buys.push((market, limit));
            }
        }
        for stock in &chain.stocks {
            if let Some(node) = plan.node(stock.commodity, stock.region) {
                problem.add_column(0.0, 0.0, stock.opening.value, &[(node_rows[node], 1.0)]);
            }
        }
        time.retain(|(_, value)| *value != 0.0);
        let time = problem.add_column(1.0, 0.0, LONGEST, &time);
        let base = lp::Base::solve(problem).map_err(|fault| crate::plan::unresolved(&fault))?;
        Ok(Self { base, time, capacity_rows, buys })
    }

    /// How long today's demand is served once a capacity gives nothing.
    ///
    /// # Errors
    /// [`crate::Reason::Uncertified`].
    pub fn without_capacity(&self, capacity: usize) -> Result<Survival, Refusal> {
        self.without(self.capacity_rows[capacity])
    }

    /// How long today's demand is served once a market gives nothing; endless for one the chain sells to.
    ///
    /// # Errors
    /// [`crate::Reason::Uncertified`].
    pub fn without_market(&self, market: usize) -> Result<Survival, Refusal> {
        match self.buys.iter().find(|(at, _)| *at == market) {
            Some((_, row)) => self.without(*row),
            None => Ok(Survival::Endless),
        }
    }

    fn without(&self, row: usize) -> Result<Survival, Refusal> {
        let gone = [
            lp::Edit::Coefficient { row, column: self.time, value: 0.0 },
            lp::Edit::RowBounds { row, lower: f64::NEG_INFINITY, upper: 0.0 },
        ];
        let outcome = self.base.resolve(&gone).map_err(|fault| crate::plan::unresolved(&fault))?;
        let periods = outcome.solution().map_or(0.0, |solution| solution.columns[self.time]);
        if periods >= LONGEST * (1.0 - 1e-9) { Ok(Survival::Endless) } else { Ok(Survival::Weeks(periods * WEEKS)) }
    }
}

/// The balance of every node, and what it must serve per period of survival.
fn node_rows(model: &Model, problem: &mut lp::Problem, time: &mut Vec<(usize, f64)>) -> Vec<usize> {
    let (chain, plan) = (model.chain(), model.plan());
    let mut rows = Vec::new();
    for node in &plan.nodes {
        let disposal = chain.commodities[node.commodity].disposal;
        let upper = if disposal == Disposal::None { 0.0 } else { f64::INFINITY };
        let row = problem.add_row(0.0, upper);
        let sold = chain.markets.iter().zip(&plan.first().traded).filter(|(market, _)| {
            market.side != Side::Buy && market.commodity == node.commodity && market.region == node.region
        });
        let sold: f64 = sold.map(|(_, amount)| amount).sum();
        let owed = chain.withdrawals.iter().filter(|w| w.commodity == node.commodity && w.region == node.region);
        // Rounding in the plan must not be asked for.
        let served = (sold + owed.map(|w| w.amount.value).sum::<f64>()) * (1.0 - 1e-9);
        time.push((row, -served));
        rows.push(row);
    }
    rows
}

fn add(entries: &mut Vec<(usize, f64)>, row: usize, value: f64) {
    match entries.iter_mut().find(|(at, _)| *at == row) {
        Some((_, there)) => *there += value,
        None => entries.push((row, value)),
    }
}
