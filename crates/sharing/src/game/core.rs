//! The core: which coalition would walk away, and with how much.

use serde::Serialize;

use super::nucleolus::{Bounds, Step};
use super::{Coalition, Game, Refusal};

/// A coalition that could have more by itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Objection {
    /// Who.
    pub coalition: Coalition,
    /// What it could have besides what its players get.
    pub amount: f64,
}

/// What every coalition says of a share.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CoreVerdict {
    /// Nobody objects, and the whole is given out.
    pub in_core: bool,
    /// The coalitions that object, the largest amount first.
    pub objections: Vec<Objection>,
    /// `v(N)` less what is given out.
    pub left_over: f64,
}

/// The shares whose worst complaint is smallest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeastCore {
    /// The worst complaint; the core is empty where it is positive.
    pub epsilon: f64,
    /// One share a player, among possibly many.
    pub shares: Vec<f64>,
}

impl Game {
    /// Asks every coalition whether it would rather leave.
    ///
    /// ```text
    /// x in the core  ⇔  Σ_{i ∈ N} x_i = v(N)  and  e(S, x) ≤ 0 for every S
    /// ```
    ///
    /// Gillies 1959, Contributions to the Theory of Games IV:47–85.
    ///
    /// # Errors
    /// [`Refusal::Shares`].
    pub fn core_test(&self, shares: &[f64]) -> Result<CoreVerdict, Refusal> {
        self.check_shares(shares)?;
        let excesses = self.excesses(shares);
        let left_over = excesses[self.everybody().index()];
        let mut objections: Vec<Objection> = Coalition::proper(self.players().len())
            .map(|coalition| Objection { coalition, amount: excesses[coalition.index()] })
            .filter(|objection| objection.amount > self.tolerance())
            .collect();
        objections.sort_by(|a, b| b.amount.total_cmp(&a.amount).then(a.coalition.cmp(&b.coalition)));
        let in_core = objections.is_empty() && left_over.abs() <= self.tolerance();
        Ok(CoreVerdict { in_core, objections, left_over })
    }

    /// The least ε at which some share leaves no proper coalition more than ε short.
    ///
    /// ```text
    /// ε* = min_x max_{∅ ≠ S ≠ N} e(S, x),   Σ_i x_i = v(N)
    /// ```
    ///
    /// Maschler, Peleg & Shapley 1979, Math. of Operations Research 4:303–338. A single player has no complaint.
    ///
    /// # Errors
    /// [`Refusal::Unresolved`].
    pub fn least_core(&self) -> Result<LeastCore, Refusal> {
        if self.players().len() == 1 {
            return Ok(LeastCore { epsilon: 0.0, shares: vec![self.whole()] });
        }
        let found = Step::first(self, Bounds::Free).least_complaint()?;
        Ok(LeastCore { epsilon: found.epsilon * self.scale(), shares: self.in_money(&found.shares) })
    }

    /// The least and the most that a player has in the core, after the [least core](Self::least_core) was worked out;
    /// `None` where the core is empty.
    ///
    /// # Errors
    /// [`Refusal::UnknownPlayer`], [`Refusal::Unresolved`].
    pub fn core_range(&self, player: usize, least: &LeastCore) -> Result<Option<(f64, f64)>, Refusal> {
        if player >= self.players().len() {
            return Err(Refusal::UnknownPlayer { place: player + 1, players: self.players().len() });
        }
        let least = least.epsilon;
        if least > self.tolerance() {
            return Ok(None);
        }
        // A core of one point may look empty by rounding.
        let allowed = least.max(0.0) / self.scale();
        let mut step = Step::first(self, Bounds::Free);
        let (Some(low), Some(high)) = (step.extreme(player, -1.0, allowed)?, step.extreme(player, 1.0, allowed)?)
        else {
            return Ok(None);
        };
        Ok(Some((low * self.scale(), high * self.scale())))
    }

    pub(super) fn in_money(&self, shares: &[f64]) -> Vec<f64> {
        shares.iter().map(|share| share * self.scale()).collect()
    }
}
