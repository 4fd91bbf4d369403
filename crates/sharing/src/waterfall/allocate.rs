//! Sharing a receipt: every step is worked out before and after it over the lifetime, and the difference is posted.

use std::collections::BTreeMap;

use jiff::civil::Date;
use measure::Money;

use super::allocation::{Allocation, Line};
use super::claim::accrue;
use super::lifetime::Lifetime;
use super::name::PartyId;
use super::receipt::Receipt;
use super::refusal::Refusal;
use super::rule::{Action, Period, Rule};
use super::run::Run;

/// Shares a receipt by a rule, after all that was shared before.
///
/// `lineᵢ = Fᵢ(x + r) − Fᵢ(x)`: `F` tells what was shared of a lifetime's income `x`, `r` is the receipt. So the same
/// income divided into other receipts of the same day gives everybody the same in the end.
///
/// # Errors
/// A [`Refusal`] names what is wrong. Nothing was changed.
///
/// # Panics
/// If the lines did not sum to the receipt, which the arithmetic excludes.
pub fn allocate(rule: &Rule, before: &Lifetime, receipt: &Receipt) -> Result<Allocation, Refusal> {
    rule.check()?;
    in_force(rule, before, receipt.date)?;
    let shared = receipt.base(rule)?;
    let mut run = Run::begin(rule, before.clone(), receipt, shared)?;
    for step in &rule.steps {
        run.step(step)?;
    }
    let Run { life: after, lines, flows, flow, .. } = run;
    assert_eq!(flow, Money::zero(rule.currency), "all is shared out");
    let sum = Money::sum(rule.currency, lines.iter().map(|line| line.amount))?;
    assert_eq!(sum, shared, "the lines are the receipt");
    nothing_taken_back(&lines)?;
    let outstanding = after.outstanding(rule)?.into_iter().collect();
    let (agreement, version) = (rule.agreement.clone(), rule.version);
    let (receipt, date) = (receipt.id.clone(), receipt.date);
    Ok(Allocation { agreement, version, receipt, date, shared, lines, flows, outstanding, after })
}

/// Nobody owes money for a receipt, but for the minor units by which rounding may move with a larger sum. Within one
/// version what a person has never falls; a new one with a lower cap, or a higher charge, could call back what was paid.
fn nothing_taken_back(lines: &[Line]) -> Result<(), Refusal> {
    let mut sums: BTreeMap<&PartyId, (i128, i128)> = BTreeMap::new();
    for line in lines {
        let (sum, count) = sums.entry(&line.person).or_default();
        *sum += i128::from(line.amount.minor_units());
        *count += 1;
    }
    let owing = sums.into_iter().find(|(_, (sum, count))| sum + 2 * count < 0);
    let Some((person, (sum, _))) = owing else { return Ok(()) };
    let amount = i64::try_from(-sum).map_err(|_| Refusal::TooLarge {})?;
    let currency = lines.first().map_or(measure::Currency::Cny, |line| line.amount.currency());
    Err(Refusal::TakesBack { person: person.clone(), amount: Money::new(amount, currency) })
}

/// The ladder of questions before anything is shared.
fn in_force(rule: &Rule, before: &Lifetime, date: Date) -> Result<(), Refusal> {
    if (&before.agreement, before.currency) != (&rule.agreement, rule.currency) {
        let text = |agreement: &str, currency: measure::Currency| format!("{agreement} ({currency})");
        let one = text(&before.agreement, before.currency);
        return Err(Refusal::OtherAgreement { one, other: text(&rule.agreement, rule.currency) });
    }
    if date < rule.from {
        return Err(Refusal::NotInForce { version: rule.version, from: rule.from, date });
    }
    if let Some(until) = rule.until.filter(|until| date > *until) {
        return Err(Refusal::Ended { version: rule.version, until, date });
    }
    match before.last.filter(|last| date < *last) {
        Some(last) => Err(Refusal::ReceiptOutOfOrder { date, last }),
        None => Ok(()),
    }
}

/// Interest of all preferred returns until a day, on what was outstanding since the last receipt.
pub(super) fn accrue_all(rule: &Rule, life: &mut Lifetime, date: Date) -> Result<(), Refusal> {
    let Some(last) = life.last else { return Ok(()) };
    let days = (date - last).get_days();
    let open = life.outstanding(rule)?;
    for step in &rule.steps {
        let Action::Preferred { pool, rate, .. } = &step.action else { continue };
        let Some(outstanding) = open.get(pool) else { continue };
        if let Some(step) = life.steps.get_mut(&step.id) {
            step.accrued = accrue(step.accrued, *outstanding, *rate, days)?;
        }
    }
    Ok(())
}

/// What counts by the year counts anew.
pub(super) fn begin_year(rule: &Rule, life: &mut Lifetime) {
    let zero = Money::zero(rule.currency);
    for (id, step) in &mut life.steps {
        step.year_began = step.input;
        step.given.values_mut().for_each(|given| given.year = zero);
        if rule.steps.iter().any(|other| other.id == *id && other.action.period() == Period::Year) {
            step.taken = zero;
        }
    }
}
