//! What a running royalty comes to on what was reported, tier by tier of the lifetime.
#![deny(clippy::float_arithmetic)]

use base::Refusal;
use base::record::kinds::{Term, TermType};
use measure::{Currency, Fraction, Money};
use sharing::waterfall;

use crate::trouble::Trouble;

/// The royalty on what is reported now, after what was reported before.
///
/// `owed = R(before + now) − R(before)`, with `R(x) = round(Σ rateᵢ · |[fromᵢ, toᵢ) ∩ [0, x)|)`, halves up. So the same
/// sales reported in other parts give the same royalty in all. Terms of one running royalty are its tiers; one without
/// bounds is a tier over everything.
///
/// # Errors
/// A tier in another currency than the report, or that is no amount; numbers too large.
pub fn owed(tiers: &[&Term], before: Money, now: Money) -> Result<Money, Trouble> {
    let after = before.checked_add(now).map_err(waterfall::Refusal::from)?;
    let owed = lifetime(tiers, after)?.checked_sub(lifetime(tiers, before)?);
    Ok(owed.map_err(waterfall::Refusal::from)?)
}

/// The royalty on a lifetime's base.
fn lifetime(tiers: &[&Term], base: Money) -> Result<Money, Trouble> {
    let mut sum = Fraction::ZERO;
    for tier in tiers {
        let from = bound(tier.tier_from.as_ref(), base.currency())?.unwrap_or(0);
        let to = bound(tier.tier_to.as_ref(), base.currency())?.unwrap_or(i64::MAX);
        let within = base.minor_units().min(to).saturating_sub(from).max(0);
        let part = Fraction::new(i128::from(within), 1).and_then(|within| within.checked_mul(rate(tier)));
        sum = part.and_then(|part| sum.checked_add(part)).map_err(waterfall::Refusal::from)?;
    }
    let doubled = sum.numerator().checked_mul(2).and_then(|twice| twice.checked_add(sum.denominator()));
    let halves = sum.denominator().checked_mul(2);
    let (Some(doubled), Some(halves)) = (doubled, halves) else { return Err(waterfall::Refusal::TooLarge {}.into()) };
    let units = i64::try_from(doubled.div_euclid(halves)).map_err(|_| waterfall::Refusal::TooLarge {})?;
    Ok(Money::new(units, base.currency()))
}

/// A rate in per cent as a fraction.
fn rate(term: &Term) -> Fraction {
    let percent = term.rate_percent.as_ref().and_then(|rate| measure::Decimal::parse(rate).ok());
    let fraction = percent.and_then(|percent| {
        let (numerator, denominator) = percent.fraction();
        Fraction::new(numerator, i128::try_from(denominator).ok()?.checked_mul(100)?).ok()
    });
    fraction.unwrap_or(Fraction::ZERO)
}

fn bound(given: Option<&measure::Budget>, currency: Currency) -> Result<Option<i64>, Trouble> {
    let Some(budget) = given else { return Ok(None) };
    let amount = crate::money::exact(budget)?;
    if amount.currency() != currency && amount.minor_units() != 0 {
        return Err(Refusal::NotAnAmount { given: budget.to_string() }.into());
    }
    Ok(Some(amount.minor_units()))
}

/// The tiers of the running royalty that a term belongs to.
pub(crate) fn tiers_of<'t>(terms: &'t [Term], term: &Term) -> Vec<&'t Term> {
    terms.iter().filter(|other| is_tier_of(other, term)).collect()
}

/// Whether two terms are tiers of one running royalty: on the same base, as often.
pub(super) fn is_tier_of(other: &Term, term: &Term) -> bool {
    other.term_type == Some(TermType::RunningRoyalty)
        && other.base == term.base
        && other.every_months == term.every_months
}

#[cfg(test)]
mod tests {
    use base::record::Decimal;
    use measure::Budget;

    use super::*;

    fn tier(rate: &str, from: &str, to: &str) -> Term {
        let bound = |text: &str| (!text.is_empty()).then(|| Budget::parse(text, None).unwrap());
        let rate_percent = Some(Decimal(rate.to_owned()));
        Term {
            term_type: Some(TermType::RunningRoyalty),
            rate_percent,
            tier_from: bound(from),
            tier_to: bound(to),
            ..Term::default()
        }
    }

    #[test]
    fn tiers_are_climbed_over_the_lifetime() {
        let two = [tier("3", "0元", "5000万元"), tier("2", "5000万元", "")];
        let two: Vec<&Term> = two.iter().collect();
        let yuan = |amount: i64| Money::fen(amount * 100);
        for (before, now, expected) in [
            (0, 10_000_000, 300_000),
            (40_000_000, 20_000_000, 300_000 + 200_000),
            (50_000_000, 1_000_000, 20_000),
            (0, 0, 0),
        ] {
            assert_eq!(owed(&two, yuan(before), yuan(now)).unwrap(), yuan(expected), "{before} + {now}");
        }
        let flat = tier("2.5", "", "");
        assert_eq!(owed(&[&flat], Money::fen(0), Money::fen(101)).unwrap(), Money::fen(3));
    }

    #[test]
    fn dividing_a_report_changes_no_royalty() {
        let terms = [tier("3.7", "0元", "100.01元"), tier("1.9", "100.01元", "250元"), tier("0.5", "250元", "")];
        let tiers: Vec<&Term> = terms.iter().collect();
        let mut seed: u64 = 7;
        for _ in 0..200 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let whole = i64::try_from(seed >> 47).unwrap();
            let first = whole * i64::try_from(seed & 0xff).unwrap() / 256;
            let at_once = owed(&tiers, Money::fen(0), Money::fen(whole)).unwrap();
            let one = owed(&tiers, Money::fen(0), Money::fen(first)).unwrap();
            let other = owed(&tiers, Money::fen(first), Money::fen(whole - first)).unwrap();
            assert_eq!(one.checked_add(other).unwrap(), at_once, "{first} of {whole}");
        }
    }

    #[test]
    fn tiers_in_another_currency_are_refused() {
        let dollars = tier("3", "USD 100", "");
        assert!(owed(&[&dollars], Money::fen(0), Money::fen(100)).is_err());
    }
}
