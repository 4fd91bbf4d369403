//! How far the places of a chain lie from each other.

use std::collections::{BTreeMap, VecDeque};

/// How many links lead down the chain from each place to each other one.
///
/// What an activity uses stands one link before it, what it makes one link behind it. A thing that is used up in making
/// itself again (a recycled material) stands at its own place all the same.
#[derive(Clone, Debug, Default)]
pub struct Links(BTreeMap<String, BTreeMap<String, u32>>);

impl Links {
    /// Those of a chain.
    pub fn of(chain: &chain::Chain) -> Self {
        let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for commodity in &chain.commodities {
            next.entry(&commodity.id).or_default();
        }
        for activity in &chain.activities {
            next.entry(&activity.id).or_default();
            for flow in &activity.flows {
                let Some(commodity) = chain.commodities.get(flow.commodity) else { continue };
                if flow.amount.value < 0.0 {
                    next.entry(&commodity.id).or_default().push(&activity.id);
                } else {
                    next.entry(&activity.id).or_default().push(&commodity.id);
                }
            }
        }
        Self(next.keys().map(|from| ((*from).to_owned(), reached(from, &next))).collect())
    }
}

/// Every place down the chain, with the fewest links that lead to it: breadth first.
fn reached(from: &str, next: &BTreeMap<&str, Vec<&str>>) -> BTreeMap<String, u32> {
    let mut reached = BTreeMap::from([(from.to_owned(), 0)]);
    let mut waiting = VecDeque::from([(from, 0)]);
    while let Some((at, links)) = waiting.pop_front() {
        for to in next.get(at).into_iter().flatten() {
            if !reached.contains_key(*to) {
                reached.insert((*to).to_owned(), links + 1);
                waiting.push_back((to, links + 1));
            }
        }
    }
    reached
}

impl matching::rank::Chain for Links {
    fn links(&self, from: &str, to: &str) -> Option<u32> {
        self.0.get(from)?.get(to).copied()
    }
}
