//! Between amounts as offices write them and money as it is reckoned with.

use base::Refusal;
use base::record::kinds::CostItem;
use measure::{Budget, BudgetMeaning, Money, MoneyUnit};
use sharing::waterfall::{Action, PoolId, Rule};

/// The one amount that a text of money means.
///
/// # Errors
/// [`Refusal::NotAnAmount`] for a range, a bound or 面议.
pub fn exact(budget: &Budget) -> Result<Money, Refusal> {
    match budget.meaning() {
        BudgetMeaning::Exact(money) => Ok(money),
        BudgetMeaning::Range { .. }
        | BudgetMeaning::AtLeast(_)
        | BudgetMeaning::AtMost(_)
        | BudgetMeaning::Negotiable => Err(Refusal::NotAnAmount { given: budget.to_string() }),
    }
}

/// The amount that somebody wrote; a bare number is yuan.
///
/// # Errors
/// [`Refusal::NotAnAmount`] for what is no amount, a range, a bound or 面议.
pub fn read_amount(text: &str) -> Result<Money, Refusal> {
    let text = text.trim();
    let read = Budget::parse(text, Some(MoneyUnit::One));
    exact(&read.map_err(|_| Refusal::NotAnAmount { given: text.to_owned() })?)
}

/// Money as records keep it; they keep none below zero.
///
/// # Errors
/// [`Refusal::NotAnAmount`] for an amount below zero.
pub(crate) fn budget(money: Money) -> Result<Budget, Refusal> {
    let refused = |_| Refusal::NotAnAmount { given: money.to_string() };
    Budget::new(BudgetMeaning::Exact(money), MoneyUnit::One).map_err(refused)
}

/// The item of costs that a pool of a rule is, by its code or one of its words.
pub(crate) fn item_of(pool: &str) -> Option<CostItem> {
    let known = CostItem::CHOICES.iter().find(|item| [item.code, item.label.zh, item.label.en].contains(&pool))?;
    serde_json::from_value(serde_json::Value::String(known.code.to_owned())).ok()
}

/// The pool of a rule that recoups an item of costs.
pub(super) fn pool_of(rule: &Rule, item: CostItem) -> Option<PoolId> {
    rule.steps.iter().find_map(|step| {
        let Action::Recoup { pool, .. } = &step.action else { return None };
        (item_of(pool.as_str()) == Some(item)).then(|| pool.clone())
    })
}
