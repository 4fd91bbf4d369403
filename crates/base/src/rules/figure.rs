//! The numbers of a rule, exact: a share as a fraction, money in its currency, days and years as written.
#![deny(clippy::float_arithmetic)]

use super::words::FigureName;
use measure::{Bound, Currency, Money, MoneyRefusal, Quantity, QuantityRefusal};

/// A number of a rule and what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it counts.
    pub name: FigureName,
    /// The number with its bound and unit.
    pub value: FigureValue,
}

/// A number as a statute gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureValue {
    /// A number or range with a unit: `≥50 %`, `3–5 年`, `≥4000 CNY`.
    Quantity(Quantity),
    /// A fraction: `≤2/3`.
    Fraction(Share),
}

/// On which side of a number a value must lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The number or more.
    AtLeast,
    /// The number or less.
    AtMost,
    /// The number itself.
    Exactly,
}

/// A share as an exact fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Which side of it counts.
    pub limit: Limit,
    /// Above the line.
    pub numerator: u64,
    /// Below the line; not zero.
    pub denominator: u64,
}

/// Why the text of a figure was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureRefusal {
    /// It is no quantity.
    #[error(transparent)]
    Quantity(#[from] QuantityRefusal),
    /// It has a stroke and is no fraction of two whole numbers above zero.
    #[error("“{0}” is not a fraction such as ≤2/3")]
    NotAFraction(String),
    /// The money in it cannot be held.
    #[error(transparent)]
    Money(#[from] MoneyRefusal),
}

impl FigureValue {
    /// Reads a quantity, or a fraction such as `≤2/3`.
    ///
    /// # Errors
    /// [`FigureRefusal`]; a figure in a currency must be money that can be held.
    pub fn parse(text: &str) -> Result<Self, FigureRefusal> {
        if text.contains('/') {
            return fraction(text).map(Self::Fraction).ok_or_else(|| FigureRefusal::NotAFraction(text.to_owned()));
        }
        let quantity = Quantity::parse(text)?;
        if let Some(money) = money_of(&quantity) {
            money?;
        }
        Ok(Self::Quantity(quantity))
    }
}

impl Limit {
    /// What stands before the number.
    pub fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::Exactly => "",
        }
    }
}

impl std::fmt::Display for FigureValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Quantity(quantity) => write!(f, "{quantity}"),
            Self::Fraction(share) => write!(f, "{}{}/{}", share.limit.sign(), share.numerator, share.denominator),
        }
    }
}

impl Figure {
    /// The figure as a share, where it is a fraction or one number of per cent.
    pub fn share(&self) -> Option<Share> {
        match &self.value {
            FigureValue::Fraction(share) => Some(*share),
            FigureValue::Quantity(quantity) if quantity.unit() == "%" => {
                let (limit, number) = one_number(quantity)?;
                let (numerator, denominator) = number.fraction();
                let numerator = u64::try_from(numerator).ok()?;
                Share::new(limit, numerator, u64::try_from(denominator.checked_mul(100)?).ok()?)
            }
            FigureValue::Quantity(_) => None,
        }
    }

    /// The figure as money, where its unit is a currency.
    pub fn money(&self) -> Option<(Limit, Money)> {
        let FigureValue::Quantity(quantity) = &self.value else { return None };
        Some((one_number(quantity)?.0, money_of(quantity)?.ok()?))
    }

    /// The figure as a whole number: days, years, months, levels.
    pub fn whole(&self) -> Option<(Limit, u32)> {
        let FigureValue::Quantity(quantity) = &self.value else { return None };
        let (limit, number) = one_number(quantity)?;
        let (numerator, denominator) = number.fraction();
        (denominator == 1).then_some((limit, u32::try_from(numerator).ok()?))
    }

    /// The figure as a range of whole numbers, both ends included: 3–5 years.
    pub fn range(&self) -> Option<(u32, u32)> {
        let FigureValue::Quantity(quantity) = &self.value else { return None };
        let Bound::Between { low, high } = quantity.bound() else { return None };
        let whole = |number: measure::Decimal| match number.fraction() {
            (numerator, 1) => u32::try_from(numerator).ok(),
            _ => None,
        };
        Some((whole(low)?, whole(high)?))
    }
}

impl Share {
    /// A share in lowest terms; `None` with zero below the line.
    pub fn new(limit: Limit, numerator: u64, denominator: u64) -> Option<Self> {
        let divisor = greatest_common_divisor(numerator, denominator);
        (denominator > 0).then(|| Self { limit, numerator: numerator / divisor, denominator: denominator / divisor })
    }
}

/// The one number of a quantity and which side of it counts; strict bounds and ranges have none.
fn one_number(quantity: &Quantity) -> Option<(Limit, measure::Decimal)> {
    match quantity.bound() {
        Bound::Exact(number) => Some((Limit::Exactly, number)),
        Bound::AtLeast(number) => Some((Limit::AtLeast, number)),
        Bound::AtMost(number) => Some((Limit::AtMost, number)),
        Bound::MoreThan(_) | Bound::LessThan(_) | Bound::Between { .. } | Bound::PlusMinus { .. } => None,
    }
}

/// The money of a quantity whose unit is a currency.
fn money_of(quantity: &Quantity) -> Option<Result<Money, MoneyRefusal>> {
    let currency = Currency::parse(quantity.unit()).ok()?;
    let (_, number) = one_number(quantity)?;
    Some(Money::parse(&format!("{currency} {number}")))
}

/// `≤2/3` in lowest terms.
fn fraction(text: &str) -> Option<Share> {
    let (limit, rest) = match text.strip_prefix('≥') {
        Some(rest) => (Limit::AtLeast, rest),
        None => text.strip_prefix('≤').map_or((Limit::Exactly, text), |rest| (Limit::AtMost, rest)),
    };
    let (numerator, denominator) = rest.split_once('/')?;
    Share::new(limit, numerator.trim().parse().ok()?, denominator.trim().parse().ok()?)
}

/// The largest number that divides both; of zeros, 1.
fn greatest_common_divisor(mut left: u64, mut right: u64) -> u64 {
    while right > 0 {
        (left, right) = (right, left % right);
    }
    left.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(text: &str) -> Figure {
        Figure { name: FigureName::NetIncome, value: FigureValue::parse(text).unwrap() }
    }

    #[test]
    fn figures_are_exact() {
        let table = [
            ("≥50 %", Some((Limit::AtLeast, 1, 2)), None, None),
            ("≤2/3", Some((Limit::AtMost, 2, 3)), None, None),
            ("≤12.5 %", Some((Limit::AtMost, 1, 8)), None, None),
            ("4/6", Some((Limit::Exactly, 2, 3)), None, None),
            ("≥4000 CNY", None, Some((Limit::AtLeast, Money::fen(400_000))), Some((Limit::AtLeast, 4000))),
            ("≥15 工作日", None, None, Some((Limit::AtLeast, 15))),
            ("3–5 年", None, None, None),
        ];
        for (text, share, money, whole) in table {
            let figure = figure(text);
            let share = share.map(|(limit, numerator, denominator)| Share { limit, numerator, denominator });
            assert_eq!((figure.share(), figure.money()), (share, money), "{text}");
            if money.is_none() && share.is_none() {
                assert_eq!(figure.whole(), whole, "{text}");
            }
            assert_eq!(FigureValue::parse(&figure.value.to_string()), Ok(figure.value), "{text}");
        }
        assert_eq!(figure("3–5 年").range(), Some((3, 5)));
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        for text in ["2/0", "≤-2/3", "a/b", "≤2/3/4", "≥", "≥0.001 CNY"] {
            assert!(FigureValue::parse(text).is_err(), "{text}");
        }
    }
}
