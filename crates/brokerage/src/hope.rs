//! Which candidates may still matter once it is told why they suit. Telling costs most, and what it adds is bounded:
//!
//! ```text
//! lower = score before + Σ min(0, w·b)      b = what the feature is at most:
//! upper = score before + Σ max(0, w·b)          the nearest sentence covers no more than the whole text does,
//!                                               terms have no part where none was carried over
//! ```

use matching::rank::{Feature, Level, Scored, features};

use crate::facts::offered;
use crate::suit::{Candidate, Weighing, Wish, at_best};

/// A candidate scored by all but the telling of its texts, with the least and the most that telling adds.
struct Untold {
    scored: Scored,
    least: f64,
    most: f64,
}

impl Weighing<'_> {
    /// The candidates that may still have a level: whose upper bound gives one.
    pub(crate) fn promising(&self, wish: &Wish, candidates: Vec<Candidate>) -> Vec<Candidate> {
        let may = |one: &mut Candidate| {
            let untold = self.untold(wish, one);
            Level::of(untold.scored.score + untold.most) != Level::None
        };
        candidates.into_iter().filter_map(|mut one| may(&mut one).then_some(one)).collect()
    }

    /// The candidates that may still be worth showing, and among the best so many.
    ///
    /// ```text
    /// kept where  upper ≥ the so-manieth highest lower bound of those that are worth showing however they are told
    /// ```
    pub(crate) fn hopeful(&self, wish: &Wish, candidates: Vec<Candidate>, best: usize) -> Vec<Candidate> {
        let (mut bars, mut hopeful) = (Vec::new(), Vec::new());
        for mut one in candidates {
            let Untold { scored, least, most } = self.untold(wish, &mut one);
            let shown = at_best(&scored);
            if Level::of(shown) != Level::None {
                bars.push(scored.score + least);
            }
            if Level::of(shown + most) != Level::None {
                hopeful.push((one, scored.score + most));
            }
        }
        bars.sort_by(|a, b| b.total_cmp(a));
        let bar = bars.get(best.saturating_sub(1)).copied().unwrap_or(f64::NEG_INFINITY);
        hopeful.into_iter().filter(|(_, upper)| *upper >= bar).map(|(one, _)| one).collect()
    }

    fn untold(&self, wish: &Wish, one: &mut Candidate) -> Untold {
        let (texts, partition) = (&one.suiting.features, one.suiting.partition);
        let carried = wish.comparison.carried(partition);
        let covered = texts.get(Feature::WeightedCoverage).filter(|_| carried > 0.0);
        // A rounding apart, so that equals stay equals.
        let nearest = covered.map_or(1.0, |covered| (covered / carried + 1e-9).min(1.0));
        let by_terms = if wish.comparison.pairs(partition).is_empty() { 0.0 } else { 1.0 };
        let told = [(Feature::NearestSentence, nearest), (Feature::PairsUsed, by_terms)];
        let offered = one.offered.get_or_insert_with(|| offered(&one.record, self.reader));
        let scored = self.weights.score(&texts.overlaid(&features(&wish.wanted, offered, self.ground.links)));
        let added = told.map(|(feature, bound)| self.weights.get(feature) * bound);
        let (least, most) = added.iter().fold((0.0, 0.0), |(least, most), w| (least + w.min(0.0), most + w.max(0.0)));
        Untold { scored, least, most }
    }
}
