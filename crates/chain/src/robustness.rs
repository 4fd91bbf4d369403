//! How firmly a ranking stands when coefficients lie anywhere in their ranges.

use crate::draw::{Draws, in_parallel};
use crate::{Chain, Figure, Model, Patch, Spot};

/// What sampling the coefficients says about one patch.
#[derive(Clone, Debug, PartialEq)]
pub struct Rank {
    /// The patch.
    pub patch: String,
    /// Its place in the base ranking, counting from 0.
    pub place: usize,
    /// The share of sampled sets in which it keeps that place.
    pub keeps_place: f64,
    /// The share of sampled sets in which it is worth something.
    pub gains: f64,
    /// The 5th, 50th and 95th percentile of its worth.
    pub worth: [f64; 3],
}

/// A ranking and how firmly it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// One entry per patch, best first in the base ranking.
    pub ranks: Vec<Rank>,
    /// Sampled sets that had a plan with every patch.
    pub sampled: usize,
    /// Sampled sets left out because a plan was refused.
    pub refused: usize,
    /// Figures that have a range.
    pub ranged: usize,
}

impl Model {
    /// Samples every figure that has a range (triangular, its value the mode) and ranks the patches each time.
    pub fn robustness(
        &self,
        patches: &[Patch],
        samples: usize,
        seed: u64,
        threads: usize,
        progress: &(dyn Fn(usize) + Sync),
    ) -> Robustness {
        let spots = Spot::ranged(self.chain());
        let sample = |scratch: &mut lp::Scratch, index: usize| -> Option<Vec<f64>> {
            let mut draws = Draws::of(seed, index);
            let chain = sampled_chain(self.chain(), &spots, &mut draws);
            let patches: Vec<Patch> = patches.iter().map(|patch| sampled_patch(patch, &mut draws)).collect();
            let model = self.with_chain(chain).ok()?;
            let worth = |patch: &Patch| {
                let scenario = model.scenario_with(scratch, std::slice::from_ref(patch)).ok()?;
                Some(scenario.plan.value - model.plan().value)
            };
            patches.iter().map(worth).collect()
        };
        let sets: Vec<Vec<f64>> = in_parallel(samples, threads, progress, &sample).into_iter().flatten().collect();
        let order = self.portfolio(patches, false).ranking();
        let places: Vec<Vec<usize>> = sets.iter().map(|set| places(set)).collect();
        let standing = |(place, patch): (usize, &usize)| {
            let kept = places.iter().filter(|set| set[*patch] == place).count();
            let mut worths: Vec<f64> = sets.iter().map(|set| set[*patch]).collect();
            worths.sort_by(f64::total_cmp);
            let gains = worths.iter().filter(|worth| **worth > 0.0).count();
            Rank {
                patch: patches[*patch].id.clone(),
                place,
                keeps_place: share(kept, sets.len()),
                gains: share(gains, sets.len()),
                worth: [0.05, 0.5, 0.95].map(|p| percentile(&worths, p)),
            }
        };
        Robustness {
            ranks: order.iter().enumerate().map(standing).collect(),
            sampled: sets.len(),
            refused: samples - sets.len(),
            ranged: spots.len(),
        }
    }
}

fn share(count: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { count as f64 / of as f64 }
}

/// The place of every entry when the largest comes first; equals stand in their own order.
fn places(set: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..set.len()).collect();
    order.sort_by(|a, b| set[*b].total_cmp(&set[*a]).then(a.cmp(b)));
    let mut places = vec![0; set.len()];
    for (place, entry) in order.into_iter().enumerate() {
        places[entry] = place;
    }
    places
}

/// The p-quantile of sorted values, by linear interpolation (Hyndman & Fan 1996, type 7).
pub(crate) fn percentile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let at = p * last as f64;
    let (below, above) = (at.floor(), at.ceil());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 ≤ at ≤ last")]
    let (low, high) = (sorted[below as usize], sorted[(above as usize).min(last)]);
    low + (at - below) * (high - low)
}

fn draw(figure: Figure, draws: &mut Draws) -> f64 {
    let (low, high) = (figure.low.unwrap_or(figure.value), figure.high.unwrap_or(figure.value));
    draws.triangular(low, figure.value.clamp(low, high), high)
}

fn sampled_chain(chain: &Chain, spots: &[Spot], draws: &mut Draws) -> Chain {
    let mut chain = chain.clone();
    for spot in spots {
        let value = draw(spot.get(&chain), draws);
        spot.get_mut(&mut chain).value = value;
    }
    chain
}

/// Edits that state the same figure mean the same thing and are drawn once.
fn sampled_patch(patch: &Patch, draws: &mut Draws) -> Patch {
    let mut patch = patch.clone();
    let mut drawn: Vec<(Figure, f64)> = Vec::new();
    patch.moved(|figure| {
        if let Some((_, value)) = drawn.iter().find(|(known, _)| *known == figure) {
            return *value;
        }
        let value = draw(figure, draws);
        drawn.push((figure, value));
        value
    });
    patch
}
