//! Why a money, a quantity or an identifier was refused, in Chinese; the English is what the refusal itself says.

use measure::{BudgetRefusal, DecimalRefusal, MoneyRefusal, QuantityRefusal};

use crate::identifier::IdentifierRefusal;

/// A refusal that can be said in both languages.
pub(super) trait Detail: std::fmt::Display {
    /// In Chinese.
    fn zh(&self) -> String;
}

impl Detail for DecimalRefusal {
    fn zh(&self) -> String {
        match self {
            Self::NotANumber(given) => format!("“{given}”不是数字"),
            Self::Grouping(given) => format!("“{given}”中的逗号没有按三位一组隔开"),
            Self::TooLong(given) => format!("“{given}”的位数过多，无法精确保存"),
        }
    }
}

impl Detail for MoneyRefusal {
    fn zh(&self) -> String {
        match self {
            Self::UnknownCurrency(given) => format!("不认识币种“{given}”"),
            Self::NoCurrency(given) => format!("“{given}”没有写明币种，如 CNY 1234.56"),
            Self::Number(why) => why.zh(),
            Self::FinerThanMinorUnit { number, currency } => {
                format!("{number} 比 {currency} 的最小单位（如分）还细")
            }
            Self::CurrenciesDiffer { left, right } => format!("{left} 与 {right} 不是同一币种"),
            Self::TooLarge => "金额过大，无法保存".to_owned(),
        }
    }
}

impl Detail for BudgetRefusal {
    fn zh(&self) -> String {
        match self {
            Self::Empty => "没有填写".to_owned(),
            Self::Unreadable { rest, .. } => format!("看不懂其中的“{rest}”"),
            Self::Approximate(given) => format!("“{given}”只是约数；请写确定的金额或范围"),
            Self::NoUnit(given) => format!("“{given}”没有单位：元、万元还是亿元？"),
            Self::Number(why) => why.zh(),
            Self::Money(why) => why.zh(),
            Self::Negative(money) => format!("{money} 小于零"),
            Self::RangeReversed { low, high } => format!("范围写反了：从 {low} 到 {high}"),
        }
    }
}

impl Detail for QuantityRefusal {
    fn zh(&self) -> String {
        match self {
            Self::Empty => "没有填写".to_owned(),
            Self::NoNumber(given) => format!("“{given}”不以数字开头"),
            Self::Number(why) => why.zh(),
            Self::RangeReversed { low, high } => format!("范围写反了：从 {low} 到 {high}"),
            Self::NegativeTolerance(given) => format!("公差 {given} 小于零"),
            Self::BoundedTwice(given) => format!("“{given}”写了两次上下限"),
            Self::NotAUnit(given) => format!("“{given}”不是计量单位"),
        }
    }
}

impl Detail for IdentifierRefusal {
    fn zh(&self) -> String {
        match self {
            Self::Empty { kind } => format!("{}没有填写", kind.zh()),
            Self::Length { kind, expected, found, .. } => {
                format!("{}应为 {expected} 位，现为 {found} 位", kind.zh())
            }
            Self::Character { kind, character, place, .. } => {
                format!("{}第 {place} 位不能是“{character}”", kind.zh())
            }
            Self::CheckDigit { kind, expected, found, .. } => {
                format!("{}的校验位应为 {expected}，现为 {found}；请核对是否抄错", kind.zh())
            }
            Self::NoCheckDigit { kind, expected, .. } => format!("{}缺少校验位 {expected}", kind.zh()),
            Self::Year { kind, year, .. } => format!("{}中的年份 {year} 不可能", kind.zh()),
            Self::Form { kind, .. } => format!("不符合{}的任何一种写法", kind.zh()),
            Self::Unknown { kind, .. } => format!("名单中没有这个{}", kind.zh()),
        }
    }
}
