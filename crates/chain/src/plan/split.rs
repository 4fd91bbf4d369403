//! Whose value it is: V split by owner, by region, between sellers and buyers, and what belongs to nobody.

use super::canonical::Settlement;
use super::layout::{Column, Row};
use super::model::Model;
use crate::{OwnerKind, Refusal, Side};

/// Which part of the chain a share falls to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Party {
    /// Rent of a capacity, to its owner.
    Capacity(usize),
    /// Rent of a market step, to its buyers or outside suppliers.
    Market(usize),
    /// Value of an opening stock less what must be left, to its owner.
    Stock(usize),
    /// What must be delivered whatever it is worth, owed by the public rule behind it.
    Withdrawal(usize),
}

/// A part of V.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Where it falls.
    pub party: Party,
    /// How much, as a present value in the chain's currency.
    pub amount: f64,
}

/// V at the canonical point, by whose it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Split {
    /// V itself.
    pub value: f64,
    /// Every part that is not zero.
    pub shares: Vec<Share>,
    /// By owner, in the chain's order.
    pub by_owner: Vec<f64>,
    /// By region, in the chain's order.
    pub by_region: Vec<f64>,
    /// What sellers hold: capacities, stocks and outside supply.
    pub sellers: f64,
    /// What buyers hold: willingness to pay beyond the price.
    pub buyers: f64,
    /// The rent of limits that belong to nobody, and deliveries owed.
    pub nobody: f64,
}

impl Model {
    /// Splits V at the canonical point.
    ///
    /// ```text
    /// V = Σ_k cap_k·μ_k + Σ_m limit_m·ν_m + Σ_i opening_i·λ_i − Σ_i withdraw_i·λ_i
    /// ```
    ///
    /// # Errors
    /// As [`Model::settlement`].
    pub fn split(&self) -> Result<Split, Refusal> {
        Ok(self.split_at(&self.settlement()?))
    }

    /// Splits V at a settlement that was computed before.
    pub fn split_at(&self, settlement: &Settlement) -> Split {
        let chain = self.chain();
        let mut split = Split {
            value: self.plan().value,
            by_owner: vec![0.0; chain.owners.len()],
            by_region: vec![0.0; chain.regions.len()],
            ..Split::default()
        };
        for (at, row) in self.layout().rows().iter().enumerate() {
            let dual = settlement.duals[at];
            match *row {
                Row::Capacity { capacity, .. } => {
                    let limit = self.base().problem().row_bounds(at).1;
                    split.add(self, Party::Capacity(capacity), if dual == 0.0 { 0.0 } else { dual * limit });
                }
                Row::Balance { commodity, region, period } => {
                    self.split_balance(&mut split, (commodity, region, period), -dual);
                }
                Row::RampUp { .. } | Row::RampDown { .. } => {}
            }
        }
        for (at, column) in self.layout().columns().iter().enumerate() {
            let (lower, upper) = self.base().problem().column_bounds(at);
            let rent = settlement.rents[at];
            let amount = if rent == 0.0 { 0.0 } else { rent * upper };
            match *column {
                Column::Market { market, .. } => split.add(self, Party::Market(market), amount),
                Column::Build { build, .. } => {
                    split.add(self, Party::Capacity(chain.builds[build].capacity), amount);
                }
                Column::Hold { stock, .. } => {
                    // What must be left at the end costs its owner: d_j · lower, d_j = c_j − A_j·y.
                    let problem = self.base().problem();
                    let used: f64 = problem.column_entries(at).map(|(row, v)| v * settlement.duals[row]).sum();
                    let reduced = problem.objective(at) - used;
                    // Where room and what must be left are the same, there is no rent apart from it.
                    let owed = if lower < upper { (reduced - rent).min(0.0) } else { reduced } * lower;
                    split.add(self, Party::Stock(stock), amount + owed);
                }
                Column::Run { .. } | Column::Surplus { .. } => {}
            }
        }
        split
    }

    fn split_balance(&self, split: &mut Split, (commodity, region, period): (usize, usize, usize), price: f64) {
        let chain = self.horizon().at(period);
        for (index, withdrawal) in chain.withdrawals.iter().enumerate() {
            if withdrawal.commodity == commodity && withdrawal.region == region {
                split.add(self, Party::Withdrawal(index), -price * withdrawal.amount.value);
            }
        }
        if self.periods() > 1 && period == 0 {
            for (index, stock) in chain.stocks.iter().enumerate() {
                if stock.commodity == commodity && stock.region == region {
                    split.add(self, Party::Stock(index), price * stock.opening.value);
                }
            }
        }
    }
}

impl Split {
    fn add(&mut self, model: &Model, party: Party, amount: f64) {
        if amount == 0.0 {
            return;
        }
        let chain = model.chain();
        self.shares.push(Share { party, amount });
        let (owner, region, sells_to_chain) = match party {
            Party::Capacity(at) => {
                (Some(chain.capacities[at].owner), chain.region_of(chain.capacities[at].country), true)
            }
            Party::Market(at) => {
                let market = &chain.markets[at];
                (Some(market.owner), market.region, market.side == Side::Buy)
            }
            Party::Stock(at) => (Some(chain.stocks[at].owner), chain.stocks[at].region, true),
            Party::Withdrawal(at) => (None, chain.withdrawals[at].region, false),
        };
        self.by_region[region] += amount;
        if let Some(owner) = owner {
            self.by_owner[owner] += amount;
        }
        match owner.map(|owner| chain.owners[owner].kind) {
            None | Some(OwnerKind::Rule) => self.nobody += amount,
            Some(OwnerKind::Company | OwnerKind::State | OwnerKind::Buyers) if sells_to_chain => self.sellers += amount,
            Some(OwnerKind::Company | OwnerKind::State | OwnerKind::Buyers) => self.buyers += amount,
        }
    }
}
