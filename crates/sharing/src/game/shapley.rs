//! The Shapley value: everybody by average contribution.

use super::sum::Sum;
use super::{Coalition, Game};

impl Game {
    /// What each player adds on average over all orders of joining; the parts sum to `v(N)`.
    ///
    /// ```text
    /// φ_i = Σ_{S ∌ i} |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S))
    /// ```
    ///
    /// Shapley 1953, A value for n-person games, Contributions to the Theory of Games II:307–317.
    pub fn shapley(&self) -> Vec<f64> {
        let players = self.players().len();
        let mut sums = vec![vec![Sum::default(); players]; players];
        for bits in 0..=self.everybody().0 {
            let coalition = Coalition(bits);
            let before = self.value(coalition);
            for player in (0..players).filter(|player| !coalition.contains(*player)) {
                let sum = &mut sums[player][coalition.size()];
                sum.add(self.value(coalition.with(player)));
                sum.add(-before);
            }
        }
        sums.iter().map(|by_size| average(by_size)).collect()
    }
}

/// `|S|! (n − |S| − 1)! / n! = 1 / (n · C(n − 1, |S|))`
fn average(by_size: &[Sum]) -> f64 {
    let players = by_size.len();
    let mut sum = Sum::default();
    let mut coalitions = 1.0;
    for (size, part) in by_size.iter().enumerate() {
        sum.add(part.total() / (players as f64 * coalitions));
        coalitions = coalitions * (players - 1 - size) as f64 / (size + 1) as f64;
    }
    sum.total()
}
