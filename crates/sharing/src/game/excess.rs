//! How much each coalition lacks under a share.

use super::{Coalition, Game};

impl Game {
    /// What every coalition could have besides what its players get, by its bits; positive where it is short.
    ///
    /// ```text
    /// e(S, x) = v(S) − Σ_{i ∈ S} x_i
    /// ```
    ///
    /// A share that is missing counts as nothing.
    pub fn excesses(&self, shares: &[f64]) -> Vec<f64> {
        let mut paid = vec![0.0; self.values().len()];
        for bits in 1..=self.everybody().0 {
            let first = bits.trailing_zeros() as usize;
            let coalition = Coalition(bits);
            paid[coalition.index()] =
                paid[coalition.without(first).index()] + shares.get(first).copied().unwrap_or_default();
        }
        self.values().iter().zip(paid).map(|(value, paid)| value - paid).collect()
    }
}
