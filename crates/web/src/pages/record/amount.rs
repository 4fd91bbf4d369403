//! Money as people read it.

use measure::{Budget, BudgetMeaning, Currency, Money};

use crate::figure::thousands;
use crate::language::{Language, Messages};

/// A large unit of Chinese: how many of the currency's own units, its name.
type Large = (i64, &'static str);
const LARGE: [Large; 2] = [(100_000_000, "亿"), (10_000, "万")];

/// A budget in the reader's language: in 万 and 亿 in Chinese, in whole units of the currency in English.
pub(super) fn budget(text: &str, t: Messages) -> String {
    let Ok(budget) = Budget::parse(text, None) else { return text.to_owned() };
    let chinese = t.language() == Language::Chinese;
    match budget.meaning() {
        BudgetMeaning::Exact(money) => self::money(money, t),
        BudgetMeaning::Range { low, high } if chinese => {
            // Where one unit suits both, it stands once.
            match LARGE.iter().find(|large| suits(low, **large) && suits(high, **large)) {
                Some(large) => format!("{}-{}", counted(low, *large), in_chinese(high, Some(*large))),
                None if large_of(low).or(large_of(high)).is_none() => {
                    format!("{}-{}", grouped(low), in_chinese(high, None))
                }
                None => format!("{}-{}", self::money(low, t), self::money(high, t)),
            }
        }
        BudgetMeaning::Range { low, high } => format!("{}–{}", self::money(low, t), grouped(high)),
        BudgetMeaning::AtLeast(money) if chinese => format!("≥{}", self::money(money, t)),
        BudgetMeaning::AtMost(money) if chinese => format!("≤{}", self::money(money, t)),
        BudgetMeaning::AtLeast(money) => {
            t.say("record-money-at-least").with("money", self::money(money, t)).to_string()
        }
        BudgetMeaning::AtMost(money) => t.say("record-money-at-most").with("money", self::money(money, t)).to_string(),
        BudgetMeaning::Negotiable => t.get("record-money-negotiable"),
    }
}

/// An amount in the reader's language, exactly.
pub(in crate::pages) fn money(money: Money, t: Messages) -> String {
    match t.language() {
        Language::Chinese => in_chinese(money, large_of(money)),
        Language::English => format!("{} {}", money.currency().code(), grouped(money)),
    }
}

/// The largest unit in which an amount is a number of at most two places.
fn large_of(money: Money) -> Option<Large> {
    LARGE.into_iter().find(|large| suits(money, *large))
}

fn suits(money: Money, (times, _): Large) -> bool {
    let minor = 10_i64.pow(money.currency().minor_digits());
    let Some(unit) = times.checked_mul(minor) else { return false };
    money.minor_units() >= unit && money.minor_units() % (unit / 100) == 0
}

fn in_chinese(money: Money, large: Option<Large>) -> String {
    let name = match money.currency() {
        Currency::Cny => "元",
        Currency::Usd => "美元",
        Currency::Eur => "欧元",
        Currency::Jpy => "日元",
        Currency::Hkd => "港元",
        Currency::Gbp => "英镑",
    };
    match large {
        Some((times, word)) => format!("{}{word}{name}", counted(money, (times, word))),
        None => format!("{}{name}", grouped(money)),
    }
}

/// How many of a large unit an amount is that suits it.
fn counted(money: Money, (times, _): Large) -> String {
    let hundredth = times * 10_i64.pow(money.currency().minor_digits()) / 100;
    let hundredths = money.minor_units() / hundredth;
    let whole = thousands(&(hundredths / 100).to_string());
    let rest = format!("{:02}", hundredths % 100);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { whole } else { format!("{whole}.{rest}") }
}

/// The amount with its thousands set apart, without cents that are none.
fn grouped(money: Money) -> String {
    let text = money.amount_text();
    let (whole, cents) = text.split_once('.').unwrap_or((&text, ""));
    let whole = thousands(whole);
    if cents.bytes().all(|digit| digit == b'0') { whole } else { format!("{whole}.{cents}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_said_in_both_languages() {
        let table = [
            ("50万元", "50万元", "CNY 500,000"),
            ("1234567元", "1,234,567元", "CNY 1,234,567"),
            ("1200000元", "120万元", "CNY 1,200,000"),
            ("12000万元", "1.2亿元", "CNY 120,000,000"),
            ("1234.5万元", "1,234.5万元", "CNY 12,345,000"),
            ("5000元", "5,000元", "CNY 5,000"),
            ("100-200万元", "100-200万元", "CNY 1,000,000–2,000,000"),
            ("5000-8000元", "5,000-8,000元", "CNY 5,000–8,000"),
            ("5000-20000元", "5,000元-2万元", "CNY 5,000–20,000"),
            ("5000万元-2亿元", "5,000-20,000万元", "CNY 50,000,000–200,000,000"),
            ("≥30万元", "≥30万元", "at least CNY 300,000"),
            ("≤1.5亿元", "≤1.5亿元", "up to CNY 150,000,000"),
            ("面议", "面议", "to be negotiated"),
            ("USD 200000", "20万美元", "USD 200,000"),
            ("USD 2500.50", "2,500.50美元", "USD 2,500.50"),
            ("JPY 1200000", "120万日元", "JPY 1,200,000"),
        ];
        for (text, chinese, english) in table {
            assert_eq!(budget(text, Messages::new(Language::Chinese)), chinese);
            assert_eq!(budget(text, Messages::new(Language::English)), english);
        }
    }
}
