//! What a solve says, by the chain's own names.

use super::formulate::Horizon;
use super::layout::{Column, Layout, Row};
use super::model::{column_name, row_name};
use crate::{Chain, Disposal, Reason, Refusal, Side};

/// A commodity in a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Node {
    /// Index of the commodity.
    pub commodity: usize,
    /// Index of the region.
    pub region: usize,
}

/// The plan of one period. Vectors follow the chain's own order; nodes follow [`Plan::nodes`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Period {
    /// Runs of every activity.
    pub runs: Vec<f64>,
    /// What every market takes or gives.
    pub traded: Vec<f64>,
    /// What is made and bought of every node.
    pub made: Vec<f64>,
    /// What activities use of every node.
    pub used: Vec<f64>,
    /// What is left over of every node.
    pub surplus: Vec<f64>,
    /// What every capacity has in use.
    pub in_use: Vec<f64>,
    /// Price of every node at the solver's own dual point, in money of the period.
    pub price: Vec<f64>,
    /// Rent of every capacity at that point.
    pub rent: Vec<f64>,
    /// Rent of every market step at that point.
    pub market_rent: Vec<f64>,
    /// What every stock carries on.
    pub held: Vec<f64>,
    /// What is built, by build.
    pub built: Vec<f64>,
}

/// A certified optimal plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// V: the surplus of everybody on the chain, discounted, in the chain's currency.
    pub value: f64,
    /// How far the answer is from the optimality conditions, recomputed from the data.
    pub certificate: lp::Certificate,
    /// Pivots it took.
    pub pivots: usize,
    /// The nodes, in the order their figures stand.
    pub nodes: Vec<Node>,
    /// One entry per period.
    pub periods: Vec<Period>,
}

impl Plan {
    /// Reads an outcome; what is infeasible or unbounded is refused by the names of its limits.
    pub(super) fn read(horizon: &Horizon, layout: &Layout, outcome: &lp::Outcome) -> Result<Self, Refusal> {
        match outcome {
            lp::Outcome::Optimal(solution) => Ok(Self::of(horizon, layout, solution)),
            lp::Outcome::Infeasible(proof) => Err(contradiction(horizon.settled(), layout, proof)),
            lp::Outcome::Unbounded(ray) => {
                let name = |column: &usize| column_name(horizon.settled(), layout.columns()[*column]);
                let names = ray.columns.iter().map(name).collect::<Vec<_>>().join(", ");
                Err(Reason::EndlessGain { loop_names: names }.anywhere())
            }
        }
    }

    fn of(horizon: &Horizon, layout: &Layout, solution: &lp::Solution) -> Self {
        let nodes = nodes(layout);
        let periods = (0..horizon.periods()).map(|at| period(horizon, layout, solution, &nodes, at)).collect();
        Self { value: solution.objective, certificate: solution.certificate, pivots: solution.pivots, nodes, periods }
    }

    /// Where a node stands, if the plan has it.
    pub fn node(&self, commodity: usize, region: usize) -> Option<usize> {
        self.nodes.iter().position(|node| node.commodity == commodity && node.region == region)
    }

    /// The first period: the whole plan where it is a steady state.
    pub fn first(&self) -> &Period {
        &self.periods[0]
    }

    /// Unmet demand of every application in the first period: willing to pay something, not served.
    /// In units of the commodities asked for, which differ; see [`Plan::unmet_of`] for one market.
    pub fn unmet_of(&self, chain: &Chain, market: usize) -> f64 {
        let row = &chain.markets[market];
        match row.side {
            Side::Sell { .. } if row.standing.is_in_place() && row.limit.value.is_finite() => {
                (row.limit.value - self.first().traded.get(market).copied().unwrap_or_default()).max(0.0)
            }
            Side::Sell { .. } | Side::Buy => 0.0,
        }
    }
}

fn nodes(layout: &Layout) -> Vec<Node> {
    let mut nodes: Vec<Node> = layout
        .rows()
        .iter()
        .filter_map(|row| match row {
            Row::Balance { commodity, region, period: 0 } => Some(Node { commodity: *commodity, region: *region }),
            Row::Balance { .. } | Row::Capacity { .. } | Row::RampUp { .. } | Row::RampDown { .. } => None,
        })
        .collect();
    nodes.sort_unstable();
    nodes
}

fn period(horizon: &Horizon, layout: &Layout, solution: &lp::Solution, nodes: &[Node], at: usize) -> Period {
    let chain = horizon.at(at);
    let money = 1.0 / horizon.discount(at);
    let column = |column: Column| layout.column(column).map_or(0.0, |j| clean(solution.columns[j]));
    let dual = |row: Row| layout.row(row).map_or(0.0, |i| solution.duals[i] * money);
    let mut period = Period {
        runs: (0..chain.activities.len()).map(|activity| column(Column::Run { activity, period: at })).collect(),
        traded: (0..chain.markets.len()).map(|market| column(Column::Market { market, period: at })).collect(),
        made: vec![0.0; nodes.len()],
        used: vec![0.0; nodes.len()],
        surplus: vec![0.0; nodes.len()],
        in_use: vec![0.0; chain.capacities.len()],
        price: Vec::new(),
        rent: (0..chain.capacities.len()).map(|capacity| dual(Row::Capacity { capacity, period: at })).collect(),
        market_rent: Vec::new(),
        held: (0..chain.stocks.len()).map(|stock| column(Column::Hold { stock, period: at })).collect(),
        built: (0..chain.builds.len()).map(|build| column(Column::Build { build, period: at })).collect(),
    };
    let place = |commodity, region| nodes.binary_search(&Node { commodity, region });
    // A balance is a limit from below: one more unit asked for costs −dual.
    let price = |node: &Node| -dual(Row::Balance { commodity: node.commodity, region: node.region, period: at });
    period.price = nodes.iter().map(price).collect();
    for (activity, row) in chain.activities.iter().enumerate() {
        for flow in &row.flows {
            let moved = flow.amount.value * period.runs[activity];
            if let Ok(node) = place(flow.commodity, flow.region) {
                if moved > 0.0 {
                    period.made[node] += moved;
                } else {
                    period.used[node] -= moved;
                }
            }
        }
    }
    for (market, row) in chain.markets.iter().enumerate() {
        if let (Side::Buy, Ok(node)) = (row.side, place(row.commodity, row.region)) {
            period.made[node] += period.traded[market];
        }
        let rent = layout.column(Column::Market { market, period: at }).map_or(0.0, |j| solution.reduced_costs[j]);
        period.market_rent.push(rent.max(0.0) * money);
    }
    for (index, node) in nodes.iter().enumerate() {
        period.surplus[index] = surplus(horizon, layout, solution, *node, at);
    }
    for (capacity, row) in chain.capacities.iter().enumerate() {
        period.in_use[capacity] = row.uses.iter().map(|used| used.rate.value * period.runs[used.activity]).sum();
    }
    period
}

fn surplus(horizon: &Horizon, layout: &Layout, solution: &lp::Solution, node: Node, period: usize) -> f64 {
    let Node { commodity, region } = node;
    let chain = horizon.at(period);
    match chain.commodities[commodity].disposal {
        Disposal::None => 0.0,
        Disposal::Cost(_) => layout
            .column(Column::Surplus { commodity, region, period })
            .map_or(0.0, |column| clean(solution.columns[column])),
        Disposal::Free => layout.row(Row::Balance { commodity, region, period }).map_or(0.0, |row| {
            let withdrawn = chain.withdrawals.iter().filter(|w| w.commodity == commodity && w.region == region);
            let found = super::formulate::opening(horizon, commodity, region, period);
            clean(solution.rows[row] + found - withdrawn.map(|w| w.amount.value).sum::<f64>())
        }),
    }
}

/// Rounding left of zero is zero.
fn clean(value: f64) -> f64 {
    if value.abs() < 1e-9 { 0.0 } else { value }
}

fn contradiction(chain: &Chain, layout: &Layout, proof: &lp::Infeasibility) -> Refusal {
    // That nothing can be sold or run below zero contradicts nobody: only limits somebody set are named.
    let name = |limit: &lp::Limit| match limit {
        lp::Limit::RowLower(row) | lp::Limit::RowUpper(row) => Some(row_name(chain, layout.rows()[*row])),
        lp::Limit::ColumnUpper(column) => Some(column_name(chain, layout.columns()[*column])),
        lp::Limit::ColumnLower(column) => match layout.columns()[*column] {
            column @ Column::Hold { .. } => Some(column_name(chain, column)),
            Column::Run { .. } | Column::Market { .. } | Column::Surplus { .. } | Column::Build { .. } => None,
        },
    };
    let mut limits: Vec<String> = proof.conflict.iter().filter_map(name).collect();
    limits.dedup();
    Reason::Contradiction { limits: limits.join(", ") }.anywhere()
}
