//! Budgets as offices write them: an amount, a range, a bound or 面议, in the unit of the source.
#![deny(clippy::float_arithmetic)]

mod doubt;
mod read;

pub use doubt::UnitDoubt;

use crate::decimal::{Decimal, DecimalRefusal};
use crate::money::{Currency, Money, MoneyRefusal};
use std::fmt;

/// The unit that a source gives amounts of renminbi in. Foreign amounts stand in [`MoneyUnit::One`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum MoneyUnit {
    /// 元: one unit of the currency.
    #[serde(rename = "元")]
    One,
    /// 万元: ten thousand.
    #[serde(rename = "万元")]
    TenThousand,
    /// 亿元: a hundred million.
    #[serde(rename = "亿元")]
    HundredMillion,
}

impl MoneyUnit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::One, Self::TenThousand, Self::HundredMillion];

    /// How Chinese offices write the unit.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::One => "元",
            Self::TenThousand => "万元",
            Self::HundredMillion => "亿元",
        }
    }

    /// The unit named by a column's head: 元, 万元, 亿元 or without 元.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "元" => Some(Self::One),
            "万元" | "万" => Some(Self::TenThousand),
            "亿元" | "亿" => Some(Self::HundredMillion),
            _ => None,
        }
    }

    /// The power of ten of the unit.
    fn exponent(self) -> u32 {
        match self {
            Self::One => 0,
            Self::TenThousand => 4,
            Self::HundredMillion => 8,
        }
    }
}

/// What a written budget means. Amounts are never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BudgetMeaning {
    /// This amount: 50万元.
    Exact(Money),
    /// Between the two, ends included: 100-200万元.
    Range {
        /// The lower end.
        low: Money,
        /// The upper end, of the same currency and not below the lower.
        high: Money,
    },
    /// This amount or more: ≥30万元.
    AtLeast(Money),
    /// This amount or less: 不超过100万元.
    AtMost(Money),
    /// To be negotiated: 面议.
    Negotiable,
}

/// A budget with the unit it was written in. [`fmt::Display`] gives the canonical text, which parses to the same value.
///
/// ```
/// use didymium_measure::{Budget, MoneyUnit};
/// assert_eq!(Budget::parse("不超过１００万元", None)?.to_string(), "≤100万元");
/// assert_eq!(Budget::parse("50", Some(MoneyUnit::TenThousand))?.to_string(), "50万元");
/// assert_eq!(Budget::parse("USD 2.5 million", None)?.to_string(), "USD 2500000");
/// # Ok::<(), didymium_measure::BudgetRefusal>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Budget {
    meaning: BudgetMeaning,
    unit: MoneyUnit,
}

/// Why a text was refused as a budget.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetRefusal {
    /// Nothing is written.
    #[error("the budget is empty")]
    Empty,
    /// The text is no budget; `rest` is where reading stopped.
    #[error("“{text}” is not an amount of money: “{rest}” was not understood")]
    Unreadable {
        /// The whole text.
        text: String,
        /// What was left when reading stopped.
        rest: String,
    },
    /// The text says about how much, which is neither an amount nor a range.
    #[error("“{0}” says only about how much: give an amount or a range")]
    Approximate(String),
    /// A bare number, and no column that names its unit.
    #[error("“{0}” has no unit: 元, 万元 or 亿元?")]
    NoUnit(String),
    /// The number itself is refused.
    #[error(transparent)]
    Number(#[from] DecimalRefusal),
    /// The amount is refused.
    #[error(transparent)]
    Money(#[from] MoneyRefusal),
    /// A budget below zero.
    #[error("{0} is below zero")]
    Negative(Money),
    /// The upper end of a range is below its lower end.
    #[error("the range runs backwards: from {low} to {high}")]
    RangeReversed {
        /// What was written first.
        low: Money,
        /// What was written second.
        high: Money,
    },
}

impl Budget {
    /// Reads what an office wrote; `column` is the unit that the column's head gives to bare numbers.
    ///
    /// # Errors
    /// [`BudgetRefusal`] names what is wrong.
    pub fn parse(text: &str, column: Option<MoneyUnit>) -> Result<Self, BudgetRefusal> {
        read::read(text, column)
    }

    /// A budget of this meaning, written in `unit` where it is renminbi.
    ///
    /// # Errors
    /// [`BudgetRefusal::Negative`], [`BudgetRefusal::RangeReversed`], or two currencies in one range.
    pub fn new(meaning: BudgetMeaning, unit: MoneyUnit) -> Result<Self, BudgetRefusal> {
        if let BudgetMeaning::Range { low, high } = meaning
            && low.compare(high)?.is_gt()
        {
            return Err(BudgetRefusal::RangeReversed { low, high });
        }
        let given = Self { meaning, unit };
        if let Some(money) = [given.low(), given.high()].into_iter().flatten().find(|money| money.is_negative()) {
            return Err(BudgetRefusal::Negative(money));
        }
        let renminbi = given.currency() == Some(Currency::Cny);
        Ok(if renminbi { given } else { Self { meaning, unit: MoneyUnit::One } })
    }

    /// To be negotiated.
    pub const fn negotiable() -> Self {
        Self { meaning: BudgetMeaning::Negotiable, unit: MoneyUnit::One }
    }

    /// What the text meant.
    pub const fn meaning(&self) -> BudgetMeaning {
        self.meaning
    }

    /// The unit it was written in.
    pub const fn unit(&self) -> MoneyUnit {
        self.unit
    }

    /// Whether it is to be negotiated.
    pub const fn is_negotiable(&self) -> bool {
        matches!(self.meaning, BudgetMeaning::Negotiable)
    }

    /// The least it says, if it says so.
    pub const fn low(&self) -> Option<Money> {
        match self.meaning {
            BudgetMeaning::Exact(money) | BudgetMeaning::AtLeast(money) => Some(money),
            BudgetMeaning::Range { low, .. } => Some(low),
            BudgetMeaning::AtMost(_) | BudgetMeaning::Negotiable => None,
        }
    }

    /// The most it says, if it says so.
    pub const fn high(&self) -> Option<Money> {
        match self.meaning {
            BudgetMeaning::Exact(money) | BudgetMeaning::AtMost(money) => Some(money),
            BudgetMeaning::Range { high, .. } => Some(high),
            BudgetMeaning::AtLeast(_) | BudgetMeaning::Negotiable => None,
        }
    }

    /// The currency, unless it is to be negotiated.
    pub fn currency(&self) -> Option<Currency> {
        self.low().or(self.high()).map(Money::currency)
    }

    /// The canonical text: `50万元`, `100-200万元`, `≥30万元`, `面议`, `USD 2500000`.
    pub fn show(&self) -> String {
        self.to_string()
    }

    /// An amount counted in the budget's unit, without zeros at its end.
    fn number(&self, money: Money) -> String {
        let places = money.currency().minor_digits() + self.unit.exponent();
        let number = Decimal::new(i128::from(money.minor_units()), places);
        number.map_or_else(|| money.amount_text(), |number| number.trimmed().to_string())
    }
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, numbers) = match self.meaning {
            BudgetMeaning::Exact(money) => ("", self.number(money)),
            BudgetMeaning::Range { low, high } => ("", format!("{}-{}", self.number(low), self.number(high))),
            BudgetMeaning::AtLeast(money) => ("≥", self.number(money)),
            BudgetMeaning::AtMost(money) => ("≤", self.number(money)),
            BudgetMeaning::Negotiable => return f.write_str("面议"),
        };
        match self.currency() {
            Some(Currency::Cny) | None => write!(f, "{sign}{numbers}{}", self.unit.as_str()),
            Some(foreign) => write!(f, "{sign}{foreign} {numbers}"),
        }
    }
}

crate::text_form!(Budget, BudgetRefusal, |text: &str| Budget::parse(text, None));

#[cfg(test)]
mod tests;
