//! The doubt that an amount was written in the other unit.

use super::{Budget, BudgetMeaning, MoneyUnit};
use crate::money::{Currency, Money};

/// From this many 万元 on (10亿元), a number was more likely counted in 元: 100,000 万元 in fen.
const MANY_TEN_THOUSANDS_FEN: i64 = 100_000 * 10_000 * 100;
/// Below this many 元, a number was more likely counted in 万元: 1,000 元 in fen.
const FEW_YUAN_FEN: i64 = 1_000 * 100;
/// 万元 in 元.
const TEN_THOUSAND: i64 = 10_000;

/// Why an amount looks as if its unit were another, with both readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitDoubt {
    /// Written in 万元, and so large that 元 may be meant.
    LooksLikeYuan {
        /// The budget as its unit says.
        as_written: Budget,
        /// The same number in 元.
        otherwise: Budget,
    },
    /// Written in 元, and so small that 万元 may be meant.
    LooksLikeTenThousand {
        /// The budget as its unit says.
        as_written: Budget,
        /// The same number in 万元.
        otherwise: Budget,
    },
}

impl Budget {
    /// Whether the amount looks as if it stood in the other unit: 100,000万元 and more, or less than 1,000元.
    ///
    /// A range is judged by its upper end. Foreign money, 亿元, 面议 and zero raise no doubt.
    pub fn unit_doubt(&self) -> Option<UnitDoubt> {
        let money = self.high().or(self.low()).filter(|money| money.currency() == Currency::Cny)?;
        let as_written = *self;
        match self.unit {
            MoneyUnit::TenThousand if money.minor_units() >= MANY_TEN_THOUSANDS_FEN => {
                let otherwise =
                    self.counted_in(MoneyUnit::One, |fen| (fen % TEN_THOUSAND == 0).then_some(fen / TEN_THOUSAND))?;
                Some(UnitDoubt::LooksLikeYuan { as_written, otherwise })
            }
            MoneyUnit::One if (1..FEW_YUAN_FEN).contains(&money.minor_units()) => {
                let otherwise = self.counted_in(MoneyUnit::TenThousand, |fen| fen.checked_mul(TEN_THOUSAND))?;
                Some(UnitDoubt::LooksLikeTenThousand { as_written, otherwise })
            }
            MoneyUnit::One | MoneyUnit::TenThousand | MoneyUnit::HundredMillion => None,
        }
    }

    /// The same numbers counted in another unit; `None` where an amount would not be whole fen.
    fn counted_in(&self, unit: MoneyUnit, change: impl Fn(i64) -> Option<i64>) -> Option<Self> {
        let change = |money: Money| change(money.minor_units()).map(|fen| Money::new(fen, money.currency()));
        let meaning = match self.meaning {
            BudgetMeaning::Exact(money) => BudgetMeaning::Exact(change(money)?),
            BudgetMeaning::Range { low, high } => BudgetMeaning::Range { low: change(low)?, high: change(high)? },
            BudgetMeaning::AtLeast(money) => BudgetMeaning::AtLeast(change(money)?),
            BudgetMeaning::AtMost(money) => BudgetMeaning::AtMost(change(money)?),
            BudgetMeaning::Negotiable => BudgetMeaning::Negotiable,
        };
        Some(Self { meaning, unit })
    }
}
