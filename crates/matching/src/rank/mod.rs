//! Ranking by a score whose parts add up and can be shown: features, weights, facts, near misses, learning.
//!
//! A pair of a need and an offer has [`Features`], each in a fixed range; [`Weights`] make a score of them, one
//! contribution for each. What does not come from texts is read off the facts of both ([`features`]); what would lift
//! a match to a better level is found by changing one fact and scoring again ([`near_misses`]); decisions of people
//! move the weights ([`learn`]). Everything is a function of what it is given.

mod factor;
mod facts;
mod feature;
mod features;
mod learn;
mod level;
mod linked;
mod near_miss;
mod weights;

pub use factor::Factor;
pub use facts::{Chain, Found, Offered, Past, Wanted, features, found};
pub use feature::{Direction, Feature};
pub use features::Features;
pub use learn::{Decision, Learned, Moved, Reason, learn};
pub use level::Level;
pub use linked::by_linked;
pub use near_miss::{Change, NearMiss, near_misses};
pub use weights::{Scored, Weights, WeightsRefusal};

/// One candidate with its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked<Id> {
    /// Which.
    pub id: Id,
    /// Its score and what it is made of.
    pub scored: Scored,
}

/// The candidates by their scores, the best first; of two with the same score the one with the smaller id comes first,
/// so that the order does not depend on the order they are given in.
pub fn rank<Id: Ord>(candidates: Vec<(Id, Features)>, weights: &Weights) -> Vec<Ranked<Id>> {
    let score = |(id, features): (Id, Features)| Ranked { id, scored: weights.score(&features) };
    let mut ranked: Vec<_> = candidates.into_iter().map(score).collect();
    ranked.sort_by(|a, b| b.scored.score.total_cmp(&a.scored.score).then_with(|| a.id.cmp(&b.id)));
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_does_not_depend_on_the_order_given() {
        let table = [("c", 0.5), ("a", 0.5), ("d", 0.9), ("b", 0.5), ("e", 0.1)];
        let mut candidates: Vec<_> =
            table.map(|(id, value)| (id, Features::default().with(Feature::Fused, value))).to_vec();
        for _ in 0..table.len() {
            candidates.rotate_left(1);
            let ids: Vec<_> = rank(candidates.clone(), &Weights::sensible()).iter().map(|ranked| ranked.id).collect();
            assert_eq!(ids, ["d", "a", "b", "c", "e"]);
        }
    }
}
