//! Money as people read it.

use measure::{Budget, BudgetMeaning, Money};

use crate::language::{Language, Messages};

/// A budget in the reader's language: as the source wrote it in Chinese, in whole units of the currency in English.
pub(super) fn budget(text: &str, t: Messages) -> String {
    let Ok(budget) = Budget::parse(text, None) else { return text.to_owned() };
    if t.language() == Language::Chinese {
        return budget.to_string();
    }
    match budget.meaning() {
        BudgetMeaning::Exact(money) => said(money),
        BudgetMeaning::Range { low, high } => format!("{}–{}", said(low), grouped(high)),
        BudgetMeaning::AtLeast(money) => t.say("record-money-at-least").with("money", said(money)).to_string(),
        BudgetMeaning::AtMost(money) => t.say("record-money-at-most").with("money", said(money)).to_string(),
        BudgetMeaning::Negotiable => t.get("record-money-negotiable"),
    }
}

fn said(money: Money) -> String {
    format!("{} {}", money.currency().code(), grouped(money))
}

/// The amount with its thousands set apart, without cents that are none.
fn grouped(money: Money) -> String {
    let text = money.amount_text();
    let (whole, cents) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if cents.bytes().all(|digit| digit == b'0') { grouped } else { format!("{grouped}.{cents}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_said_in_both_languages() {
        let table = [
            ("50万元", "50万元", "CNY 500,000"),
            ("100-200万元", "100-200万元", "CNY 1,000,000–2,000,000"),
            ("≥30万元", "≥30万元", "at least CNY 300,000"),
            ("≤1.5亿元", "≤1.5亿元", "up to CNY 150,000,000"),
            ("面议", "面议", "to be negotiated"),
            ("USD 2500.50", "USD 2500.5", "USD 2,500.50"),
        ];
        for (text, chinese, english) in table {
            assert_eq!(budget(text, Messages::new(Language::Chinese)), chinese);
            assert_eq!(budget(text, Messages::new(Language::English)), english);
        }
    }
}
