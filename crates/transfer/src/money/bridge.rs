//! From what came in to what a share is reckoned on: what goes off before anything is shared, and what every step takes.

use base::record::RecordId;
use base::record::kinds::{CostItem, Payout, Receipt, StatementLine};
use base::store::Shelf;
use measure::Money;
use sharing::waterfall::{Base, Refusal as SharingRefusal};

use super::sum::{exact, pool_of};
use crate::deal::Case;
use crate::terms::{agreed_rules, day};
use crate::trouble::Trouble;

/// A receipt on its way to the shares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// The receipt.
    pub receipt: RecordId,
    /// What came in, taxes included.
    pub came: Money,
    /// What goes off before anything is shared, in the receipt's currency.
    pub off: Vec<(CostItem, Money)>,
    /// The rate into the rule's currency, where they differ.
    pub rate: Option<String>,
    /// What the steps share.
    pub shared: Money,
    /// What each step takes in all, in their order; a step's name as the rule has it.
    pub steps: Vec<(String, Money)>,
}

impl Bridge {
    /// What the steps before one leave to it.
    ///
    /// # Errors
    /// Numbers too large.
    pub fn before(&self, step: &str) -> Result<Money, Trouble> {
        let mut left = self.shared;
        for (_, taken) in self.steps.iter().take_while(|(name, _)| name != step) {
            left = left.checked_sub(*taken).map_err(SharingRefusal::from)?;
        }
        Ok(left)
    }
}

/// The bridge of each receipt of a batch. Nobody's name is on it: only what a step takes from all.
///
/// # Errors
/// Amounts that are none, as a table may bring them in; the store's.
pub fn bridges(shelf: &mut dyn Shelf, body: &Payout, case: &Case) -> Result<Vec<Bridge>, Trouble> {
    let mut all = Vec::new();
    for record in shelf.records(&body.receipts)? {
        let receipt: Receipt = record.content.body();
        let Some(came) = receipt.amount.as_ref().map(exact).transpose()? else { continue };
        let lines: Vec<&StatementLine> = body.lines.iter().filter(|line| line.receipt == Some(record.id)).collect();
        let Some((shared, steps)) = taken(&lines)? else { continue };
        let off = off(case, &receipt)?;
        all.push(Bridge {
            receipt: record.id,
            came,
            off,
            rate: receipt.exchange_rate.map(|rate| rate.0),
            shared,
            steps,
        });
    }
    Ok(all)
}

/// What each step takes.
type Steps = Vec<(String, Money)>;

/// What the lines share in all, and step by step.
fn taken(lines: &[&StatementLine]) -> Result<Option<(Money, Steps)>, Trouble> {
    let mut steps: Steps = Vec::new();
    let mut shared: Option<Money> = None;
    for line in lines {
        let (Some(step), Some(amount)) = (&line.step, &line.amount) else { continue };
        let Ok(amount) = Money::parse(&amount.0) else { continue };
        let sum = |before: Money| before.checked_add(amount).map_err(SharingRefusal::from);
        shared = Some(shared.map_or(Ok(amount), sum)?);
        let name = step.0.split_once(" · ").map_or(step.0.as_str(), |(name, _)| name);
        match steps.iter_mut().find(|(other, _)| other == name) {
            Some((_, taken)) => *taken = sum(*taken)?,
            None => steps.push((name.to_owned(), amount)),
        }
    }
    Ok(shared.map(|shared| (shared, steps)))
}

/// The costs of a receipt that go off before anything is shared: taxes, and, where the rule is on net income, what it
/// does not recoup as a pool.
fn off(case: &Case, receipt: &Receipt) -> Result<Vec<(CostItem, Money)>, Trouble> {
    let agreed = agreed_rules(&case.deal)?;
    let rule = agreed.as_ref().zip(day(receipt.received.as_ref())).and_then(|((rules, _), on)| rules.on(on).ok());
    let pooled = |item: CostItem| rule.is_some_and(|rule| pool_of(rule, item).is_some());
    let net = rule.is_some_and(|rule| rule.base == Base::NetIncome);
    let mut off = Vec::new();
    for cost in &receipt.costs {
        let (Some(item), Some(amount)) = (cost.item, &cost.amount) else { continue };
        if item == CostItem::Tax || net && !pooled(item) {
            off.push((item, exact(amount)?));
        }
    }
    Ok(off)
}
