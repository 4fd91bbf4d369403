//! Prices as pairs: what one more unit earns, what one unit less costs.

use super::answer::Node;
use super::layout::{Column, Row};
use super::model::{Model, unresolved};
use crate::Refusal;

/// Where the two sides agree to this, relatively, they are printed as one number.
const AGREE: f64 = 1e-6;

/// A price as a pair of one-sided derivatives of V, in money of the period per unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    /// What one more unit earns (right derivative of V). `None` where more makes the chain infeasible.
    pub extra_unit: Option<f64>,
    /// What one unit less costs (left derivative of V). `None`: unsuppliable.
    pub one_less: Option<f64>,
}

impl Interval {
    /// The one number, where the two sides agree.
    pub fn single(&self) -> Option<f64> {
        let (more, less) = (self.extra_unit?, self.one_less?);
        ((more - less).abs() <= AGREE * (1.0 + more.abs().max(less.abs()))).then_some(f64::midpoint(more, less))
    }
}

/// The price intervals of everything scarce, by period.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    /// Of every node, in the order of [`crate::Plan::nodes`].
    pub nodes: Vec<Vec<Interval>>,
    /// Of every capacity.
    pub capacities: Vec<Vec<Interval>>,
    /// Of every market's limit.
    pub markets: Vec<Vec<Interval>>,
}

impl Model {
    /// The price interval of everything.
    ///
    /// # Errors
    /// [`crate::Reason::Uncertified`].
    pub fn prices(&self) -> Result<Prices, Refusal> {
        let slopes = self.base().slopes().map_err(|fault| unresolved(&fault))?;
        let of_row = |row: Row, money: f64| self.layout().row(row).map(|at| scaled(slopes.rows[at], money));
        let mut prices = Prices { nodes: Vec::new(), capacities: Vec::new(), markets: Vec::new() };
        for period in 0..self.periods() {
            let money = 1.0 / self.horizon().discount(period);
            let node = |node: &Node| {
                let row = Row::Balance { commodity: node.commodity, region: node.region, period };
                // More of a commodity is less that must be delivered.
                of_row(row, money).map_or_else(Interval::default, |slope| Interval {
                    extra_unit: slope.down.map(|v| -v),
                    one_less: slope.up.map(|v| -v),
                })
            };
            prices.nodes.push(self.plan().nodes.iter().map(node).collect());
            let capacity = |capacity| of_row(Row::Capacity { capacity, period }, money).map_or_else(idle, interval);
            prices.capacities.push((0..self.chain().capacities.len()).map(capacity).collect());
            let market = |market| {
                let column = self.layout().column(Column::Market { market, period });
                column.map_or_else(idle, |at| interval(scaled(slopes.uppers[at], money)))
            };
            prices.markets.push((0..self.chain().markets.len()).map(market).collect());
        }
        Ok(prices)
    }
}

fn idle() -> Interval {
    Interval { extra_unit: Some(0.0), one_less: Some(0.0) }
}

fn interval(slope: lp::Slope) -> Interval {
    Interval { extra_unit: slope.up, one_less: slope.down }
}

fn scaled(slope: lp::Slope, money: f64) -> lp::Slope {
    lp::Slope { up: slope.up.map(|v| v * money), down: slope.down.map(|v| v * money) }
}
