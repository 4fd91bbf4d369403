//! The Banzhaf value: everybody by contribution to a coalition drawn at random.

use super::sum::Sum;
use super::{Coalition, Game};

impl Game {
    /// What each player adds on average over all coalitions; the parts need not sum to `v(N)`.
    ///
    /// ```text
    /// β_i = 2^−(n−1) · Σ_{S ∌ i} (v(S ∪ i) − v(S))
    /// ```
    ///
    /// Banzhaf 1965, Weighted voting doesn't work, Rutgers Law Review 19:317–343.
    pub fn banzhaf(&self) -> Vec<f64> {
        let players = self.players().len();
        let coalitions = (self.values().len() / 2) as f64;
        let of = |player| {
            let mut sum = Sum::default();
            for bits in (0..=self.everybody().0).filter(|bits| !Coalition(*bits).contains(player)) {
                sum.add(self.value(Coalition(bits).with(player)));
                sum.add(-self.value(Coalition(bits)));
            }
            sum.total() / coalitions
        };
        (0..players).map(of).collect()
    }
}
