//! Bundles: the offers that together cover what a need calls for, at least cost and without clashes.
//!
//! A weighted set cover with pairs that exclude each other, solved exactly by branch and bound; where the given number
//! of nodes is not enough, the answer says so and how much better another could be at most.
//!
//! ```
//! use matching::bundle::{Offer, Proof, cover};
//! use matching::rank::Factor;
//! use std::collections::BTreeSet;
//! let offer = |id: &str, kind, cost| Offer {
//!     id: id.to_owned(),
//!     kind,
//!     covers: BTreeSet::from([kind]),
//!     cost,
//!     score: 0.5,
//!     clashes: BTreeSet::new(),
//! };
//! let offers = [offer("dear", Factor::Technology, 900), offer("cheap", Factor::Technology, 500)];
//! let bundle = cover(&[Factor::Technology, Factor::Money], &offers, 1_000)?;
//! assert_eq!(bundle.best.chosen[0].id, "cheap");
//! assert_eq!(bundle.best.uncovered, [Factor::Money]);
//! assert_eq!(bundle.best.proof, Proof::Proven);
//! assert_eq!(bundle.runner_up.map(|other| other.cost), Some(900));
//! # Ok::<(), matching::bundle::BundleRefusal>(())
//! ```

mod search;

use crate::rank::Factor;
use search::{Item, Search, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Most requirements of one need.
const REQUIRED_MOST: usize = 64;
/// Scores are compared in these parts.
const SCORE_PARTS: f64 = 1e6;

/// Something that covers requirements. `R` is a requirement: a [`Factor`], or something finer.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer<R> {
    /// Which.
    pub id: String,
    /// What it is.
    pub kind: Factor,
    /// What it covers.
    pub covers: BTreeSet<R>,
    /// What it costs, in minor units (fen) of the one currency of all offers; not negative.
    pub cost: i64,
    /// How well it matches the need; decides between bundles of the same cost and size.
    pub score: f64,
    /// Offers that cannot be taken together with it; said by one of the two is enough.
    pub clashes: BTreeSet<String>,
}

/// The best bundle, and the best without at least one of its members.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundle<R> {
    /// The best.
    pub best: Cover<R>,
    /// The best of those that lack at least one member of the best; `None` if none covers anything.
    pub runner_up: Option<Cover<R>>,
}

/// Offers taken together.
#[derive(Clone, Debug, PartialEq)]
pub struct Cover<R> {
    /// The offers, by id.
    pub chosen: Vec<Chosen<R>>,
    /// What they cost together, in minor units.
    pub cost: i128,
    /// What none of them covers.
    pub uncovered: Vec<R>,
    /// Whether it is proven to be the best.
    pub proof: Proof,
}

/// An offer of a bundle.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen<R> {
    /// Which.
    pub id: String,
    /// What it is.
    pub kind: Factor,
    /// The requirements it covers.
    pub covers: Vec<R>,
    /// What it costs, in minor units.
    pub cost: i64,
}

/// How sure it is that no bundle is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Every other was ruled out.
    Proven,
    /// The nodes ran out. Any bundle leaves this much uncovered at least, and if no more, costs this much at least.
    Stopped {
        /// Requirements.
        uncovered_at_least: u32,
        /// Minor units.
        cost_at_least: i128,
    },
}

/// Why no bundle was sought.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleRefusal {
    /// More requirements than can be weighed.
    #[error("{count} requirements, {most} are the most")]
    TooManyRequirements {
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// An offer that costs less than nothing.
    #[error("offer {id} costs {cost}")]
    NegativeCost {
        /// Which.
        id: String,
        /// What it costs.
        cost: i64,
    },
    /// Two offers with the same id.
    #[error("offer {0} is given twice")]
    Twice(String),
}

/// The best bundle: first the fewest requirements uncovered, then the least cost, then the fewest members, then the
/// highest sum of scores. `nodes_most` limits the work of each search; there is one, and one more for every member of
/// the best. The order of requirements and offers does not matter.
///
/// # Errors
/// [`BundleRefusal`] names what is wrong.
pub fn cover<R: Ord + Clone>(
    required: &[R],
    offers: &[Offer<R>],
    nodes_most: usize,
) -> Result<Bundle<R>, BundleRefusal> {
    let required: Vec<&R> = required.iter().collect::<BTreeSet<_>>().into_iter().collect();
    if required.len() > REQUIRED_MOST {
        return Err(BundleRefusal::TooManyRequirements { count: required.len(), most: REQUIRED_MOST });
    }
    let offers = checked(offers)?;
    let items = items(&required, &offers);
    let count = required.len();
    let show = |found: &Found| shown(&required, &offers, &items, found);
    let best = solve(&items, count, None, nodes_most);
    let mut runner_up: Option<Found> = None;
    for left_out in &best.members {
        let other = solve(&items, count, Some(*left_out), nodes_most);
        runner_up = Some(match runner_up {
            Some(one) => one.better(other),
            None => other,
        });
    }
    let runner_up = runner_up.filter(|found| !found.members.is_empty());
    Ok(Bundle { best: show(&best), runner_up: runner_up.as_ref().map(show) })
}

/// What a search found.
struct Found {
    members: Vec<usize>,
    value: Value,
    at_least: Value,
}

impl Found {
    /// The better of the two, with what bounds both.
    fn better(self, other: Self) -> Self {
        let at_least = self.at_least.min(other.at_least);
        let key = |found: &Self| (found.value, found.members.clone());
        Self { at_least, ..if key(&other) < key(&self) { other } else { self } }
    }
}

fn solve(items: &[Item], required: usize, left_out: Option<usize>, nodes_most: usize) -> Found {
    let mut search = Search::new(items, required, nodes_most);
    if let Some(item) = left_out {
        search.leave_out(item);
    }
    let (mut members, value, at_least) = search.run();
    members.sort_unstable();
    Found { members, value, at_least }
}

/// The offers by id.
fn checked<R>(offers: &[Offer<R>]) -> Result<Vec<&Offer<R>>, BundleRefusal> {
    let mut by_id = BTreeMap::new();
    for offer in offers {
        if offer.cost < 0 {
            return Err(BundleRefusal::NegativeCost { id: offer.id.clone(), cost: offer.cost });
        }
        if by_id.insert(&offer.id, offer).is_some() {
            return Err(BundleRefusal::Twice(offer.id.clone()));
        }
    }
    Ok(by_id.into_values().collect())
}

fn items<R: Ord>(required: &[&R], offers: &[&Offer<R>]) -> Vec<Item> {
    let clash = |a: &Offer<R>, b: &Offer<R>| a.id != b.id && (a.clashes.contains(&b.id) || b.clashes.contains(&a.id));
    let bits = |offer: &Offer<R>| {
        let covered = required.iter().enumerate().filter(|(_, one)| offer.covers.contains(**one));
        covered.fold(0, |bits, (place, _)| bits | 1_u64 << place)
    };
    let item = |offer: &&Offer<R>| Item {
        covers: bits(offer),
        cost: offer.cost,
        score: parts(offer.score),
        clashes: offers.iter().enumerate().filter(|(_, other)| clash(offer, other)).map(|(place, _)| place).collect(),
    };
    offers.iter().map(item).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "at most 10⁶ million parts, and no number counts as 0")]
fn parts(score: f64) -> i64 {
    (score.clamp(-1e6, 1e6) * SCORE_PARTS).round() as i64
}

fn shown<R: Ord + Clone>(required: &[&R], offers: &[&Offer<R>], items: &[Item], found: &Found) -> Cover<R> {
    let members = || found.members.iter().filter_map(|place| Some((*offers.get(*place)?, items.get(*place)?)));
    let those = |bits: u64| {
        let set = required.iter().enumerate().filter(move |(place, _)| bits >> place & 1 == 1);
        set.map(|(_, one)| (*one).clone()).collect::<Vec<R>>()
    };
    let covered = members().fold(0, |bits, (_, item)| bits | item.covers);
    let chosen = members().map(|(offer, item)| Chosen {
        id: offer.id.clone(),
        kind: offer.kind,
        covers: those(item.covers),
        cost: offer.cost,
    });
    let proof = if found.at_least < found.value {
        Proof::Stopped { uncovered_at_least: found.at_least.uncovered, cost_at_least: found.at_least.cost }
    } else {
        Proof::Proven
    };
    Cover { chosen: chosen.collect(), cost: found.value.cost, uncovered: those(!covered), proof }
}

#[cfg(test)]
mod tests;
