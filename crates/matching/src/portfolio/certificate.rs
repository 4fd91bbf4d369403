//! The proof that no assignment is better, computed again from what was asked.

use super::{Portfolio, Problem};
use std::collections::{BTreeMap, BTreeSet};

/// A proof that an assignment is the best. By weak duality no assignment has a sum of scores above [`Self::bound`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The sum of the scores of the pairs, in millionths.
    pub total: i128,
    /// `Σ price of need + Σ capacity · price of resource`, in millionths; the same number.
    pub bound: i128,
}

/// What is wrong with an assignment or with its prices.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A pair that may not be assigned, or whose score is another.
    #[error("{need} and {resource} may not be assigned with this score")]
    NoSuchPair {
        /// The need.
        need: String,
        /// The resource.
        resource: String,
    },
    /// A need with two resources.
    #[error("{0} has two resources")]
    TwoResources(String),
    /// A resource that serves more needs than it can.
    #[error("{resource} serves {needs}, and can serve {capacity}")]
    OverCapacity {
        /// The resource.
        resource: String,
        /// How many it serves.
        needs: u32,
        /// How many it can.
        capacity: u32,
    },
    /// A price is missing, below zero, or of something that is not there.
    #[error("the price of {0} is not there, below zero, or of nothing that was asked about")]
    Price(String),
    /// A pair whose score is above the prices of both.
    #[error("the prices of {need} and {resource} are {short_by} millionths below their score")]
    PricedTooLow {
        /// The need.
        need: String,
        /// The resource.
        resource: String,
        /// By how much.
        short_by: i64,
    },
    /// The prices do not add up to the scores.
    #[error("the scores add up to {total} millionths, the prices to {bound}")]
    Gap {
        /// The sum of scores.
        total: i128,
        /// The sum of prices.
        bound: i128,
    },
}

impl Portfolio {
    /// Proves, in whole numbers and from the problem itself, that these pairs are the best: they may be assigned
    /// (primal feasibility), no score is above the prices of both sides (dual feasibility), and scores and prices have
    /// the same sum, which is complementary slackness.
    ///
    /// # Errors
    /// [`Broken`] names the first thing that is wrong.
    pub fn certify(&self, problem: &Problem) -> Result<Certificate, Broken> {
        self.check_pairs(problem)?;
        check_prices(&self.need_prices, problem.needs.iter())?;
        check_prices(&self.resource_prices, problem.resources.keys())?;
        for (need, need_price) in &self.need_prices {
            for (resource, gain) in problem.gains(need) {
                let price = self.resource_prices.get(resource).copied().unwrap_or(0);
                let short_by = gain.saturating_sub(need_price.saturating_add(price));
                if short_by > 0 {
                    return Err(Broken::PricedTooLow { need: need.clone(), resource: resource.to_owned(), short_by });
                }
            }
        }
        let total = self.pairs.iter().map(|pair| i128::from(pair.score)).sum();
        let needs: i128 = self.need_prices.values().map(|price| i128::from(*price)).sum();
        let capacity = |id: &String| i128::from(problem.resources.get(id).copied().unwrap_or(0));
        let resources: i128 = self.resource_prices.iter().map(|(id, price)| capacity(id) * i128::from(*price)).sum();
        let bound = needs + resources;
        if total == bound { Ok(Certificate { total, bound }) } else { Err(Broken::Gap { total, bound }) }
    }

    fn check_pairs(&self, problem: &Problem) -> Result<(), Broken> {
        let mut needs = BTreeSet::new();
        let mut served: BTreeMap<&String, u32> = BTreeMap::new();
        for pair in &self.pairs {
            let known = problem.needs.contains(&pair.need) && problem.resources.contains_key(&pair.resource);
            if !known || problem.gain(&pair.need, &pair.resource) != Some(pair.score) {
                return Err(Broken::NoSuchPair { need: pair.need.clone(), resource: pair.resource.clone() });
            }
            if !needs.insert(&pair.need) {
                return Err(Broken::TwoResources(pair.need.clone()));
            }
            *served.entry(&pair.resource).or_default() += 1;
        }
        for (resource, needs) in served {
            let capacity = problem.resources.get(resource).copied().unwrap_or(0);
            if needs > capacity {
                return Err(Broken::OverCapacity { resource: resource.clone(), needs, capacity });
            }
        }
        Ok(())
    }
}

fn check_prices<'a>(prices: &BTreeMap<String, i64>, ids: impl Iterator<Item = &'a String>) -> Result<(), Broken> {
    let ids: BTreeSet<&String> = ids.collect();
    let missing = ids.iter().find(|id| !prices.contains_key(**id)).map(|id| (*id).clone());
    let wrong = prices.iter().find(|(id, price)| **price < 0 || !ids.contains(id)).map(|(id, _)| id.clone());
    missing.or(wrong).map_or(Ok(()), |id| Err(Broken::Price(id)))
}
