//! Portfolios: all needs against all resources at once, with capacities and forbidden pairs.
//!
//! An assignment that makes the sum of scores largest. Scores are counted in millionths, as whole numbers, so that the
//! proof that no assignment is better is exact: prices of needs and of resources whose sum is the sum of the scores.
//!
//! ```
//! use matching::portfolio::{Problem, WhyNot, assign};
//! use std::collections::{BTreeMap, BTreeSet};
//! let pair = |need: &str, resource: &str| (need.to_owned(), resource.to_owned());
//! let problem = Problem {
//!     needs: BTreeSet::from(["n1".to_owned(), "n2".to_owned()]),
//!     resources: BTreeMap::from([("r1".to_owned(), 1), ("r2".to_owned(), 1)]),
//!     scores: BTreeMap::from([(pair("n1", "r1"), 0.9), (pair("n1", "r2"), 0.8), (pair("n2", "r1"), 0.7)]),
//!     forbidden: BTreeSet::new(),
//! };
//! let portfolio = assign(&problem)?;
//! let pairs: Vec<_> = portfolio.pairs.iter().map(|pair| (&*pair.need, &*pair.resource)).collect();
//! assert_eq!(pairs, [("n1", "r2"), ("n2", "r1")]);
//! assert!(portfolio.certify(&problem).is_ok());
//! assert!(matches!(portfolio.why_not(&problem, "n1", "r1"), WhyNot::Full { .. }));
//! # Ok::<(), matching::portfolio::PortfolioRefusal>(())
//! ```

mod certificate;
mod flow;
mod why_not;

pub use certificate::{Broken, Certificate};
pub use why_not::WhyNot;

use flow::{Graph, solve};
use std::collections::{BTreeMap, BTreeSet};

/// Scores are counted in these parts.
const PARTS: f64 = 1e6;
/// The largest score there may be, either way; sums of a million of them are whole numbers still.
const SCORE_MOST: f64 = 1e6;

/// What may be assigned to what. A need takes one resource at most.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// The needs.
    pub needs: BTreeSet<String>,
    /// The resources, and how many needs each can serve.
    pub resources: BTreeMap<String, u32>,
    /// How well a need and a resource fit; pairs without a score are never assigned, nor are those without a gain.
    pub scores: BTreeMap<(String, String), f64>,
    /// Pairs of a need and a resource that must not be assigned.
    pub forbidden: BTreeSet<(String, String)>,
}

/// The best assignment, and the prices that prove it.
#[derive(Clone, Debug, PartialEq)]
pub struct Portfolio {
    /// The pairs, by need.
    pub pairs: Vec<Pair>,
    /// What having a resource is worth to each need at these prices, in millionths of a score.
    pub need_prices: BTreeMap<String, i64>,
    /// What one more unit of capacity of each resource is worth at most, in millionths of a score.
    pub resource_prices: BTreeMap<String, i64>,
}

/// A need and the resource it gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The need.
    pub need: String,
    /// The resource.
    pub resource: String,
    /// Their score, in millionths.
    pub score: i64,
    /// How much higher the best score is that the need has with any resource it may have, in millionths.
    pub regret: i64,
}

/// Why nothing was assigned.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PortfolioRefusal {
    /// A score of a need that is not among the needs.
    #[error("there is no need {0}")]
    UnknownNeed(String),
    /// A score of a resource that is not among the resources.
    #[error("there is no resource {0}")]
    UnknownResource(String),
    /// A score that is no number, or too large.
    #[error("the score of {need} and {resource} is {score}, from −{most} to {most} are allowed")]
    ScoreOutOfRange {
        /// The need.
        need: String,
        /// The resource.
        resource: String,
        /// What was given.
        score: f64,
        /// The most, either way.
        most: f64,
    },
}

/// The assignment with the largest sum of scores:
///
/// `max Σ s_nr · x_nr` where `Σ_r x_nr ≤ 1` for every need `n` and `Σ_n x_nr ≤ c_r` for every resource `r`.
///
/// Found one need at a time along shortest augmenting paths, with prices that keep every reduced score at most zero
/// (Kuhn, Naval Research Logistics Quarterly 2, 1955; Jonker and Volgenant, Computing 38, 1987; sparse as in Ahuja,
/// Magnanti and Orlin, Network Flows, 1993, section 12.4).
///
/// # Errors
/// [`PortfolioRefusal`] names what is wrong with the scores.
pub fn assign(problem: &Problem) -> Result<Portfolio, PortfolioRefusal> {
    let needs = places(problem.needs.iter());
    let resources = places(problem.resources.keys());
    let mut edges = vec![Vec::new(); needs.len()];
    for ((need, resource), score) in &problem.scores {
        let from = *needs.get(need).ok_or_else(|| PortfolioRefusal::UnknownNeed(need.clone()))?;
        let to = *resources.get(resource).ok_or_else(|| PortfolioRefusal::UnknownResource(resource.clone()))?;
        if !(-SCORE_MOST..=SCORE_MOST).contains(score) {
            let (need, resource) = (need.clone(), resource.clone());
            return Err(PortfolioRefusal::ScoreOutOfRange { need, resource, score: *score, most: SCORE_MOST });
        }
        if let (Some(score), Some(edges)) = (problem.gain(need, resource), edges.get_mut(from)) {
            edges.push((to, score));
        }
    }
    let capacities = problem.resources.values().map(|capacity| *capacity as usize).collect();
    let flow = solve(&Graph { edges, capacities });
    let names: Vec<&String> = problem.resources.keys().collect();
    let taken = problem.needs.iter().zip(&flow.taken);
    let pairs = taken.filter_map(|(need, place)| problem.pair(need, names.get((*place)?)?)).collect();
    let priced = |(id, price): (&String, i64)| (id.clone(), price);
    Ok(Portfolio {
        pairs,
        need_prices: problem.needs.iter().zip(flow.need_prices).map(priced).collect(),
        resource_prices: problem.resources.keys().zip(flow.resource_prices).map(priced).collect(),
    })
}

fn places<'a>(ids: impl Iterator<Item = &'a String>) -> BTreeMap<&'a String, usize> {
    ids.enumerate().map(|(place, id)| (id, place)).collect()
}

impl Problem {
    /// The score of a pair in millionths, if there is one that is a number.
    fn parts(&self, need: &str, resource: &str) -> Option<i64> {
        self.scores.get(&(need.to_owned(), resource.to_owned())).copied().and_then(parts)
    }

    /// The same for a pair that may be assigned and has a gain.
    fn gain(&self, need: &str, resource: &str) -> Option<i64> {
        let forbidden = self.forbidden.contains(&(need.to_owned(), resource.to_owned()));
        self.parts(need, resource).filter(|score| *score > 0 && !forbidden)
    }

    /// Every pair of a need that may be assigned, with its gain.
    fn gains(&self, need: &str) -> impl Iterator<Item = (&str, i64)> {
        let from = (need.to_owned(), String::new());
        let of_need = self.scores.range(from..).take_while(move |((other, _), _)| *other == need);
        of_need.filter_map(|((need, resource), _)| Some((&**resource, self.gain(need, resource)?)))
    }

    fn pair(&self, need: &str, resource: &str) -> Option<Pair> {
        let score = self.gain(need, resource)?;
        let best = self.gains(need).map(|(_, score)| score).max()?;
        Some(Pair { need: need.to_owned(), resource: resource.to_owned(), score, regret: best - score })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "at most 10⁶ million parts")]
fn parts(score: f64) -> Option<i64> {
    (-SCORE_MOST..=SCORE_MOST).contains(&score).then(|| (score * PARTS).round() as i64)
}

#[cfg(test)]
mod tests;
