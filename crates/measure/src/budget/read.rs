//! Reading a budget, piece by piece from the left.

use super::{Budget, BudgetMeaning, BudgetRefusal, MoneyUnit};
use crate::decimal::Decimal;
use crate::money::{Currency, Money};

/// Words for an amount that is still to be agreed.
const NEGOTIABLE: &[&str] =
    &["面议", "面谈", "协商", "双方协商", "可协商", "议价", "另议", "negotiable", "to be negotiated", "by negotiation"];
/// Words before an amount that is only a guess, and after one.
const ABOUT_BEFORE: &[&str] = &["约", "大约", "大概", "预计约", "~", "≈", "about ", "approx"];
const ABOUT_AFTER: &[&str] = &["左右", "上下"];
/// Signs and words before and after an amount that bound it.
const AT_LEAST_BEFORE: &[&str] =
    &["≥", ">=", "≧", ">", "不低于", "不少于", "不小于", "至少", "大于等于", "大于", "at least ", "from "];
const AT_MOST_BEFORE: &[&str] = &[
    "≤",
    "<=",
    "≦",
    "<",
    "不超过",
    "不高于",
    "不大于",
    "不多于",
    "至多",
    "最多",
    "小于等于",
    "小于",
    "at most ",
    "up to ",
];
const AT_LEAST_AFTER: &[&str] = &["及以上", "以上", "起", "or more"];
const AT_MOST_AFTER: &[&str] = &["及以下", "以下", "以内", "之内", "or less"];
/// What stands between the ends of a range.
const BETWEEN: &[&str] = &["-", "—", "–", "―", "~", "～", "至", "到", "to "];
/// Currencies by the signs, words and codes that stand before or after an amount; longer ones first.
const CURRENCIES: &[(&str, Currency)] = &[
    ("人民币", Currency::Cny),
    ("rmb", Currency::Cny),
    ("cny", Currency::Cny),
    ("¥", Currency::Cny),
    ("us$", Currency::Usd),
    ("usd", Currency::Usd),
    ("美元", Currency::Usd),
    ("美金", Currency::Usd),
    ("hk$", Currency::Hkd),
    ("hkd", Currency::Hkd),
    ("港元", Currency::Hkd),
    ("港币", Currency::Hkd),
    ("$", Currency::Usd),
    ("eur", Currency::Eur),
    ("欧元", Currency::Eur),
    ("€", Currency::Eur),
    ("jpy", Currency::Jpy),
    ("日元", Currency::Jpy),
    ("gbp", Currency::Gbp),
    ("英镑", Currency::Gbp),
    ("£", Currency::Gbp),
];
/// Multiples by name: the power of ten, and the unit in which renminbi so written is kept.
const MULTIPLES: &[(&str, i32, MoneyUnit)] = &[
    ("千万", 7, MoneyUnit::TenThousand),
    ("百万", 6, MoneyUnit::TenThousand),
    ("万", 4, MoneyUnit::TenThousand),
    ("亿", 8, MoneyUnit::HundredMillion),
    ("千", 3, MoneyUnit::One),
    ("million", 6, MoneyUnit::TenThousand),
    ("billion", 9, MoneyUnit::HundredMillion),
    ("thousand", 3, MoneyUnit::One),
];

/// One amount as written: what is not written is `None`.
struct Amount {
    number: Decimal,
    multiple: Option<(i32, MoneyUnit)>,
    currency: Option<Currency>,
}

/// Which end an amount bounds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Exact,
    AtLeast,
    AtMost,
}

pub(super) fn read(text: &str, column: Option<MoneyUnit>) -> Result<Budget, BudgetRefusal> {
    let half = crate::full_width_to_half(text).to_lowercase();
    let whole = half.trim();
    if whole.is_empty() {
        return Err(BudgetRefusal::Empty);
    }
    if NEGOTIABLE.contains(&whole) {
        return Ok(Budget::negotiable());
    }
    let about = ABOUT_BEFORE.iter().any(|word| whole.starts_with(word));
    if about || ABOUT_AFTER.iter().any(|word| whole.ends_with(word)) {
        return Err(BudgetRefusal::Approximate(text.to_owned()));
    }
    let unreadable = |rest: &str| BudgetRefusal::Unreadable { text: text.to_owned(), rest: rest.trim().to_owned() };
    let (side, inner) = strip_bound(whole).ok_or_else(|| unreadable(whole))?;
    let (first, rest) = amount(inner)?.ok_or_else(|| unreadable(inner))?;
    if rest.is_empty() {
        let (money, unit) = first.worth(text, column)?;
        let meaning = match side {
            Side::Exact => BudgetMeaning::Exact(money),
            Side::AtLeast => BudgetMeaning::AtLeast(money),
            Side::AtMost => BudgetMeaning::AtMost(money),
        };
        return Budget::new(meaning, unit);
    }
    let between = strip_any(rest, BETWEEN).ok_or_else(|| unreadable(rest))?;
    let (second, rest) = amount(between)?.ok_or_else(|| unreadable(between))?;
    if !rest.is_empty() || side != Side::Exact {
        return Err(unreadable(if rest.is_empty() { whole } else { rest }));
    }
    range(first, second, text, column)
}

/// Both ends of a range; an end without unit or currency takes the other's, but a unit never carries forward.
fn range(
    mut first: Amount,
    mut second: Amount,
    text: &str,
    column: Option<MoneyUnit>,
) -> Result<Budget, BudgetRefusal> {
    if first.multiple.is_some() && second.multiple.is_none() && column.is_none() {
        return Err(BudgetRefusal::NoUnit(text.to_owned()));
    }
    first.multiple = first.multiple.or(second.multiple);
    first.currency = first.currency.or(second.currency);
    second.currency = second.currency.or(first.currency);
    let (low, low_unit) = first.worth(text, column)?;
    let (high, high_unit) = second.worth(text, column)?;
    Budget::new(BudgetMeaning::Range { low, high }, low_unit.min(high_unit))
}

impl Amount {
    /// The money, and the unit it was written in.
    fn worth(&self, text: &str, column: Option<MoneyUnit>) -> Result<(Money, MoneyUnit), BudgetRefusal> {
        let currency = self.currency.unwrap_or(Currency::Cny);
        let column = column.filter(|_| currency == Currency::Cny);
        let (exponent, unit) = match (self.multiple, column, self.currency) {
            (Some(multiple), _, _) => multiple,
            (None, Some(unit), _) => (i32::try_from(unit.exponent()).unwrap_or_default(), unit),
            (None, None, Some(_)) => (0, MoneyUnit::One),
            (None, None, None) => return Err(BudgetRefusal::NoUnit(text.to_owned())),
        };
        Ok((Money::from_decimal(self.number, exponent, currency)?, unit))
    }
}

/// An amount at the start of the text, and the trimmed rest; `None` where none starts.
fn amount(text: &str) -> Result<Option<(Amount, &str)>, BudgetRefusal> {
    let (before, rest) = currency(text.trim_start());
    let Some((number, rest)) = Decimal::leading(rest) else { return Ok(None) };
    let number = number?;
    let rest = rest.trim_start();
    let named = MULTIPLES
        .iter()
        .find_map(|(name, exponent, unit)| rest.strip_prefix(name).map(|rest| ((*exponent, *unit), rest.trim_start())));
    let (mut multiple, rest) = named.map_or((None, rest), |(multiple, rest)| (Some(multiple), rest));
    let (after, rest) = currency(rest);
    let yuan = strip_any(rest, &["元", "圆", "yuan"]).filter(|_| after.is_none());
    if yuan.is_some() {
        multiple = multiple.or(Some((0, MoneyUnit::One)));
    }
    let rest = yuan.unwrap_or(rest);
    let rest = strip_any(rest, &["整", "人民币"]).unwrap_or(rest);
    let currency = before.or(after).or(yuan.map(|_| Currency::Cny));
    Ok(Some((Amount { number, multiple, currency }, rest)))
}

/// A currency at the start of the text, and the trimmed rest.
fn currency(text: &str) -> (Option<Currency>, &str) {
    let found = CURRENCIES.iter().find_map(|(name, currency)| Some((*currency, text.strip_prefix(name)?)));
    found.map_or((None, text), |(currency, rest)| (Some(currency), rest.trim_start()))
}

/// The text without the words or signs that bound it; `None` where two of them meet.
fn strip_bound(text: &str) -> Option<(Side, &str)> {
    let before = strip_any(text, AT_LEAST_BEFORE)
        .map(|rest| (Side::AtLeast, rest))
        .or_else(|| strip_any(text, AT_MOST_BEFORE).map(|rest| (Side::AtMost, rest)));
    let (_, inner) = before.unwrap_or((Side::Exact, text));
    let ends = |words: &[&str]| words.iter().find_map(|word| inner.strip_suffix(word)).map(str::trim_end);
    let after = ends(AT_LEAST_AFTER)
        .map(|rest| (Side::AtLeast, rest))
        .or_else(|| ends(AT_MOST_AFTER).map(|rest| (Side::AtMost, rest)));
    match (before, after) {
        (Some(_), Some(_)) => None,
        (Some(bound), None) | (None, Some(bound)) => Some(bound),
        (None, None) => Some((Side::Exact, inner)),
    }
}

/// The trimmed rest after the first of the words that the text starts with.
fn strip_any<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start)
}
