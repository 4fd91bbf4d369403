//! Why a pair is not in a portfolio.

use super::{Portfolio, Problem};

/// Why a need does not get a resource. Figures are in millionths of a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It does.
    Assigned,
    /// Nothing says how well they fit, or one of them is not there.
    NotScored,
    /// The pair is forbidden.
    Forbidden,
    /// Their score is zero or below.
    NoGain,
    /// The need would be better off with it, but others hold it.
    Full {
        /// The needs that hold it; none if its capacity is zero.
        by: Vec<String>,
        /// What one more unit of its capacity is worth at most.
        price: i64,
        /// What the whole portfolio would lose at least if the pair were insisted on; 0 where it may lose nothing.
        loses: i64,
    },
    /// The need is as well off with what it has, or better.
    Worse {
        /// How much lower the score would be than that of what it has.
        by: i64,
        /// What the whole portfolio would lose at least if the pair were insisted on.
        loses: i64,
    },
}

impl Portfolio {
    /// Why a need does not get a resource, read off the prices: insisting on a pair loses at least
    /// `price of need + price of resource − score`.
    pub fn why_not(&self, problem: &Problem, need: &str, resource: &str) -> WhyNot {
        let prices = self.need_prices.get(need).zip(self.resource_prices.get(resource));
        let (Some((need_price, price)), Some(score)) = (prices, problem.parts(need, resource)) else {
            return WhyNot::NotScored;
        };
        if problem.forbidden.contains(&(need.to_owned(), resource.to_owned())) {
            return WhyNot::Forbidden;
        }
        if score <= 0 {
            return WhyNot::NoGain;
        }
        let has = self.pairs.iter().find(|pair| pair.need == need);
        if has.is_some_and(|pair| pair.resource == resource) {
            return WhyNot::Assigned;
        }
        let loses = (need_price + price - score).max(0);
        let by = has.map_or(0, |pair| pair.score) - score;
        if by >= 0 {
            return WhyNot::Worse { by, loses };
        }
        let holders = self.pairs.iter().filter(|pair| pair.resource == resource);
        WhyNot::Full { by: holders.map(|pair| pair.need.clone()).collect(), price: *price, loses }
    }
}
