//! A spot: one figure of a chain that can be read, changed, sampled and named.

use crate::{Chain, Figure};

/// One figure of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spot {
    /// The amount of the `flow`-th flow of an activity.
    Flow {
        /// Index of the activity.
        activity: usize,
        /// Index of the flow within it.
        flow: usize,
    },
    /// The cost of an activity.
    Cost(usize),
    /// The amount of a capacity.
    Capacity(usize),
    /// The rate of the `used`-th use of a capacity.
    Use {
        /// Index of the capacity.
        capacity: usize,
        /// Index of the use within it.
        used: usize,
    },
    /// A market's price.
    Price(usize),
    /// A market's limit.
    Limit(usize),
    /// An amount that must be delivered.
    Withdrawal(usize),
    /// An opening stock.
    Stock(usize),
    /// What a commodity holds of an element.
    Content {
        /// Index of the commodity.
        commodity: usize,
        /// Index of the content within it.
        content: usize,
    },
}

impl Spot {
    /// The figure at this spot.
    pub fn get(self, chain: &Chain) -> Figure {
        match self {
            Self::Flow { activity, flow } => chain.activities[activity].flows[flow].amount,
            Self::Cost(activity) => chain.activities[activity].cost,
            Self::Capacity(capacity) => chain.capacities[capacity].amount,
            Self::Use { capacity, used } => chain.capacities[capacity].uses[used].rate,
            Self::Price(market) => chain.markets[market].price,
            Self::Limit(market) => chain.markets[market].limit,
            Self::Withdrawal(at) => chain.withdrawals[at].amount,
            Self::Stock(stock) => chain.stocks[stock].opening,
            Self::Content { commodity, content } => chain.commodities[commodity].content[content].amount,
        }
    }

    /// The figure at this spot, to be changed.
    pub fn get_mut(self, chain: &mut Chain) -> &mut Figure {
        match self {
            Self::Flow { activity, flow } => &mut chain.activities[activity].flows[flow].amount,
            Self::Cost(activity) => &mut chain.activities[activity].cost,
            Self::Capacity(capacity) => &mut chain.capacities[capacity].amount,
            Self::Use { capacity, used } => &mut chain.capacities[capacity].uses[used].rate,
            Self::Price(market) => &mut chain.markets[market].price,
            Self::Limit(market) => &mut chain.markets[market].limit,
            Self::Withdrawal(at) => &mut chain.withdrawals[at].amount,
            Self::Stock(stock) => &mut chain.stocks[stock].opening,
            Self::Content { commodity, content } => &mut chain.commodities[commodity].content[content].amount,
        }
    }

    /// A name for people and for finding two edits of the same figure.
    pub fn label(self, chain: &Chain) -> String {
        match self {
            Self::Flow { activity, flow } => {
                let activity = &chain.activities[activity];
                let flow = &activity.flows[flow];
                let (commodity, region) = (&chain.commodities[flow.commodity].id, &chain.regions[flow.region].id);
                format!("flow {}: {commodity}@{region}", activity.id)
            }
            Self::Cost(activity) => format!("cost {}", chain.activities[activity].id),
            Self::Capacity(capacity) => format!("capacity {}", chain.capacities[capacity].id),
            Self::Use { capacity, used } => {
                let capacity = &chain.capacities[capacity];
                format!("use {}: {}", capacity.id, chain.activities[capacity.uses[used].activity].id)
            }
            Self::Price(market) => format!("price {}", chain.markets[market].id),
            Self::Limit(market) => format!("limit {}", chain.markets[market].id),
            Self::Withdrawal(at) => {
                let withdrawal = &chain.withdrawals[at];
                let region = &chain.regions[withdrawal.region].id;
                format!("withdraw {}@{region}", chain.commodities[withdrawal.commodity].id)
            }
            Self::Stock(stock) => format!("stock {}", chain.stocks[stock].id),
            Self::Content { commodity, content } => {
                let commodity = &chain.commodities[commodity];
                format!("content {}: {}", commodity.id, chain.elements[commodity.content[content].element].id)
            }
        }
    }

    /// The unit of the figure.
    pub fn unit(self, chain: &Chain) -> String {
        let per = |above: &str, below: &str| format!("{above}/{below}");
        match self {
            Self::Flow { activity, flow } => {
                let activity = &chain.activities[activity];
                per(&chain.commodities[activity.flows[flow].commodity].unit, &activity.unit)
            }
            Self::Cost(activity) => per(&chain.currency, &chain.activities[activity].unit),
            Self::Capacity(capacity) => chain.capacities[capacity].unit.clone(),
            Self::Use { capacity, used } => {
                let capacity = &chain.capacities[capacity];
                per(&capacity.unit, &chain.activities[capacity.uses[used].activity].unit)
            }
            Self::Price(market) => per(&chain.currency, &chain.commodities[chain.markets[market].commodity].unit),
            Self::Limit(market) => chain.commodities[chain.markets[market].commodity].unit.clone(),
            Self::Withdrawal(at) => chain.commodities[chain.withdrawals[at].commodity].unit.clone(),
            Self::Stock(stock) => chain.commodities[chain.stocks[stock].commodity].unit.clone(),
            Self::Content { commodity, .. } => per("t", &chain.commodities[commodity].unit),
        }
    }

    /// Every figure of a chain that the plan uses.
    pub fn all(chain: &Chain) -> Vec<Self> {
        let mut spots = Vec::new();
        for (activity, row) in chain.activities.iter().enumerate() {
            spots.push(Self::Cost(activity));
            spots.extend((0..row.flows.len()).map(|flow| Self::Flow { activity, flow }));
        }
        for (capacity, row) in chain.capacities.iter().enumerate() {
            spots.push(Self::Capacity(capacity));
            spots.extend((0..row.uses.len()).map(|used| Self::Use { capacity, used }));
        }
        for market in 0..chain.markets.len() {
            spots.push(Self::Price(market));
            spots.push(Self::Limit(market));
        }
        spots.extend((0..chain.withdrawals.len()).map(Self::Withdrawal));
        spots
    }

    /// Of these, those that have a range.
    pub fn ranged(chain: &Chain) -> Vec<Self> {
        let mut spots = Self::all(chain);
        spots.retain(|spot| {
            let figure = spot.get(chain);
            figure.low.is_some_and(|low| low < figure.value) || figure.high.is_some_and(|high| high > figure.value)
        });
        spots
    }
}
