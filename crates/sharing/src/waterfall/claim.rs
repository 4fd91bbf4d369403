//! How much a step may take that has something due: recoupment, preferred return, catch-up, caps and guarantees.

use measure::{Fraction, Money};

use super::cut::{cut, least, nearest, positive, units};
use super::lifetime::StepLife;
use super::refusal::Refusal;

/// What a step had taken, and what it has taken once `input` reached it and `due` is the most it may take in all.
///
/// `taken = taken₀ + min(K(x) − K(x₀), due − taken₀)`, no less than `taken₀`, where `x₀` and `taken₀` are from when `due`
/// last changed and `K(x)` is the part of `x` that may be used. Between two changes it is a function of `x` alone, so
/// receipts may be divided at will; income from before a cost is not called back for it.
pub(super) fn take(life: &mut StepLife, input: Money, due: Money, charge: Fraction) -> Result<(Money, Money), Refusal> {
    if due != life.due {
        (life.due, life.input_then, life.taken_then) = (due, life.input, life.taken);
    }
    let usable =
        |amount: Money| Ok::<_, Refusal>(cut(amount, &[charge, Fraction::ONE.checked_sub(charge)?])?[0].amount);
    let came = positive(usable(input)?.checked_sub(usable(life.input_then)?)?);
    let open = positive(due.checked_sub(life.taken_then)?);
    let before = life.taken;
    life.taken = life.taken_then.checked_add(least(came, open))?;
    Ok((before, life.taken))
}

/// Interest for some days on what is outstanding, in minor units.
///
/// `accrued += outstanding · rate · days / 365` (simple interest, actual/365 fixed).
pub(super) fn accrue(accrued: Fraction, outstanding: Money, rate: Fraction, days: i32) -> Result<Fraction, Refusal> {
    let years = Fraction::new(i128::from(days), 365)?;
    Ok(accrued.checked_add(units(outstanding)?.checked_mul(rate)?.checked_mul(years)?)?)
}

/// What the catch-up comes to: afterwards `speed · y = target · (preferred + y)`.
///
/// `y = target · preferred / (speed − target)`, to the nearest minor unit.
pub(super) fn catch_up(preferred: Money, target: Fraction, speed: Fraction) -> Result<Money, Refusal> {
    let exact = target.checked_mul(units(preferred)?)?.checked_div(speed.checked_sub(target)?)?;
    nearest(exact, preferred.currency())
}

/// What is missing to a guarantee, as far as the other's part goes: `min(max(least − part, 0), max(other, 0))`.
pub(super) fn top_up(guaranteed: Money, part: Money, other: Money) -> Result<Money, Refusal> {
    Ok(least(positive(guaranteed.checked_sub(part)?), positive(other)))
}
