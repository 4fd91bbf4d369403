//! Cutting an amount: exact parts, rounded by largest remainder, and who got the units that were left.

use measure::{Currency, Fraction, Money};

use super::refusal::Refusal;

/// A part of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// The part before rounding, in minor units.
    pub exact: Fraction,
    /// The part.
    pub amount: Money,
}

/// Parts of `total` by weights that sum to one; of equal remainders the first has the unit.
///
/// `exactᵢ = wᵢ · total`, `amountᵢ = ⌊exactᵢ⌋ + uᵢ` with `Σ amountᵢ = total` and `uᵢ = 1` for the largest remainders
/// (Hamilton's method).
pub(crate) fn cut(total: Money, weights: &[Fraction]) -> Result<Vec<Cut>, Refusal> {
    let amounts = total.split(weights)?;
    let whole = units(total)?;
    let parts = weights.iter().zip(amounts);
    parts.map(|(weight, amount)| Ok(Cut { exact: weight.checked_mul(whole)?, amount })).collect()
}

/// An amount as a fraction of minor units.
pub(crate) fn units(amount: Money) -> Result<Fraction, Refusal> {
    Ok(Fraction::new(i128::from(amount.minor_units()), 1)?)
}

/// `⌊x⌋` of a number of minor units.
pub(super) fn floor(exact: Fraction, currency: Currency) -> Result<Money, Refusal> {
    let whole = exact.numerator().div_euclid(exact.denominator());
    Ok(Money::new(i64::try_from(whole).map_err(|_| Refusal::TooLarge {})?, currency))
}

/// `⌈x⌉` of a number of minor units: in favour of whoever is protected.
pub(crate) fn ceiling(exact: Fraction, currency: Currency) -> Result<Money, Refusal> {
    let down = floor(exact, currency)?;
    if units(down)? == exact { Ok(down) } else { Ok(down.checked_add(Money::new(1, currency))?) }
}

/// `⌊x + ½⌋` of a number of minor units.
pub(super) fn nearest(exact: Fraction, currency: Currency) -> Result<Money, Refusal> {
    floor(exact.checked_add(Fraction::new(1, 2)?)?, currency)
}

/// The smaller of two amounts of one currency.
pub(super) fn least(one: Money, other: Money) -> Money {
    if other.minor_units() < one.minor_units() { other } else { one }
}

/// The larger of two amounts of one currency.
pub(crate) fn most(one: Money, other: Money) -> Money {
    if other.minor_units() > one.minor_units() { other } else { one }
}

/// The amount, or nothing where it is below zero.
pub(crate) fn positive(amount: Money) -> Money {
    if amount.is_negative() { Money::zero(amount.currency()) } else { amount }
}
