//! Whether joining always pays, and pays the more the larger the coalition.

use super::{Coalition, Game};

impl Game {
    /// Whether two coalitions without a common player are never worth more apart.
    ///
    /// ```text
    /// v(S) + v(T) ≤ v(S ∪ T)     for all S ∩ T = ∅
    /// ```
    ///
    /// 3ⁿ pairs are compared.
    pub fn is_superadditive(&self) -> bool {
        let tolerance = self.tolerance();
        (1..=self.everybody().0).all(|union| {
            let whole = self.value(Coalition(union));
            let mut part = union;
            // Every subset of the union, in falling order.
            std::iter::from_fn(|| {
                part = part.checked_sub(1)? & union;
                (part > 0).then_some(part)
            })
            .all(|part| self.value(Coalition(part)) + self.value(Coalition(union & !part)) <= whole + tolerance)
        })
    }

    /// Whether a player adds the more the larger the coalition it joins.
    ///
    /// ```text
    /// v(S ∪ i) − v(S) ≤ v(S ∪ i ∪ j) − v(S ∪ j)
    /// ```
    ///
    /// Shapley 1971, Cores of convex games, Int. J. Game Theory 1:11–26: the Shapley value then lies in the core.
    pub fn is_convex(&self) -> bool {
        let (players, tolerance) = (self.players().len(), self.tolerance());
        (0..=self.everybody().0).map(Coalition).all(|set| {
            let outside = |player: &usize| !set.contains(*player);
            (0..players).filter(outside).all(|i| {
                let alone = self.value(set.with(i)) - self.value(set);
                (i + 1..players)
                    .filter(outside)
                    .all(|j| self.value(set.with(i).with(j)) - self.value(set.with(j)) >= alone - tolerance)
            })
        })
    }
}
