//! An amount split among parties by largest remainder, so that the parts are the whole to the minor unit.
#![deny(clippy::float_arithmetic)]

use crate::fraction::{Fraction, FractionRefusal};
use crate::money::{Money, MoneyRefusal};

/// Why an amount was not split.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitRefusal {
    /// No party has a weight above zero.
    #[error("nobody is to get a part")]
    NobodyToGetIt,
    /// A weight is below zero.
    #[error("party {position} has a weight of {weight}, which is below zero")]
    NegativeWeight {
        /// The place of the party in the declared order, from 1.
        position: usize,
        /// Its weight.
        weight: Fraction,
    },
    /// The weights have larger numbers than can be held.
    #[error(transparent)]
    Weights(#[from] FractionRefusal),
    /// The product of the amount and a weight, or a part, is larger than can be held.
    #[error(transparent)]
    Amount(#[from] MoneyRefusal),
}

impl Money {
    /// The amount in parts that stand to each other as the weights do and sum to it.
    ///
    /// Each part is first cut down to whole minor units. What then remains goes, one minor unit each, to the parts
    /// that lost most, of equals to the first declared (Hamilton's method of largest remainders). A negative amount is
    /// split as the positive one with the sign turned. Who has no weight gets nothing.
    ///
    /// ```
    /// use didymium_measure::{Fraction, Money};
    /// let thirds = [Fraction::new(1, 3)?; 3];
    /// let parts = Money::fen(10_000).split(&thirds)?;
    /// assert_eq!(parts, [Money::fen(3334), Money::fen(3333), Money::fen(3333)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`SplitRefusal`] names what is wrong.
    ///
    /// # Panics
    /// If the parts did not sum to the whole, which the arithmetic excludes.
    pub fn split(self, weights: &[Fraction]) -> Result<Vec<Self>, SplitRefusal> {
        let weights = whole_weights(weights)?;
        let total = weights
            .iter()
            .try_fold(0_i128, |sum, weight| sum.checked_add(*weight))
            .filter(|total| *total > 0)
            .ok_or(SplitRefusal::NobodyToGetIt)?;
        let size = i128::from(self.minor_units()).abs();
        let mut parts = Vec::with_capacity(weights.len());
        for (position, weight) in weights.iter().enumerate() {
            let product = size.checked_mul(*weight).ok_or(MoneyRefusal::TooLarge)?;
            parts.push(Part { position, units: product / total, remainder: product % total });
        }
        let given: i128 = parts.iter().map(|part| part.units).sum();
        let left = usize::try_from(size - given).map_err(|_| MoneyRefusal::TooLarge)?;
        parts.sort_by(|one, other| other.remainder.cmp(&one.remainder).then(one.position.cmp(&other.position)));
        parts.iter_mut().take(left).for_each(|part| part.units += 1);
        parts.sort_by_key(|part| part.position);
        let signed = |part: Part| i64::try_from(if self.is_negative() { -part.units } else { part.units });
        let parts: Result<Vec<i64>, _> = parts.into_iter().map(signed).collect();
        let parts: Vec<Self> = parts
            .map_err(|_| MoneyRefusal::TooLarge)?
            .into_iter()
            .map(|units| Self::new(units, self.currency()))
            .collect();
        assert_eq!(Self::sum(self.currency(), parts.iter().copied()), Ok(self), "the parts are the whole");
        Ok(parts)
    }
}

/// What a party gets so far, and what was cut off, as the numerator over the sum of the weights.
struct Part {
    position: usize,
    units: i128,
    remainder: i128,
}

/// The weights as whole numbers that stand to each other as they do.
fn whole_weights(weights: &[Fraction]) -> Result<Vec<i128>, SplitRefusal> {
    if let Some(at) = weights.iter().position(|weight| weight.is_negative()) {
        return Err(SplitRefusal::NegativeWeight { position: at + 1, weight: weights[at] });
    }
    let sum = Fraction::sum(weights.iter().copied())?;
    if sum == Fraction::ZERO {
        return Err(SplitRefusal::NobodyToGetIt);
    }
    let shares: Result<Vec<Fraction>, _> = weights.iter().map(|weight| weight.checked_div(sum)).collect();
    let shares = shares?;
    let common = shares.iter().try_fold(1_i128, |common, share| {
        let step = Fraction::new(share.denominator(), common)?.numerator();
        common.checked_mul(step).ok_or(FractionRefusal::TooLarge)
    })?;
    let whole = |share: &Fraction| share.numerator().checked_mul(common / share.denominator());
    let whole: Option<Vec<i128>> = shares.iter().map(whole).collect();
    whole.ok_or(SplitRefusal::Weights(FractionRefusal::TooLarge))
}

#[cfg(test)]
mod tests;
