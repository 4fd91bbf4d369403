//! Sharing a receipt: every step is worked out before and after it over the lifetime, and the difference is posted.

use std::collections::BTreeMap;

use jiff::civil::Date;
use measure::{Currency, Money};

use super::allocation::{Allocation, Line};
use super::claim::accrue;
use super::lifetime::{Lifetime, StepLife};
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
    nothing_taken_back(&lines, rule.currency)?;
    let outstanding = after.outstanding(rule)?.into_iter().collect();
    let (agreement, version) = (rule.agreement.clone(), rule.version);
    let (receipt, date) = (receipt.id.clone(), receipt.date);
    Ok(Allocation { agreement, version, receipt, date, shared, lines, flows, outstanding, after })
}

/// Nobody owes money for a receipt, but for the minor units by which rounding may move with a larger sum. Within one
/// version what a person has never falls; a new one with a lower cap, or a higher charge, could call back what was paid.
fn nothing_taken_back(lines: &[Line], currency: Currency) -> Result<(), Refusal> {
    let mut sums: BTreeMap<&PartyId, (i128, i128)> = BTreeMap::new();
    for line in lines {
        let (sum, count) = sums.entry(&line.person).or_default();
        *sum += i128::from(line.amount.minor_units());
        *count += 1;
    }
    let owing = sums.into_iter().find(|(_, (sum, count))| sum + 2 * count < 0);
    let Some((person, (sum, _))) = owing else { return Ok(()) };
    let amount = i64::try_from(-sum).map_err(|_| Refusal::TooLarge {})?;
    Err(Refusal::TakesBack { person: person.clone(), amount: Money::new(amount, currency) })
}

/// The ladder of questions before anything is shared.
fn in_force(rule: &Rule, before: &Lifetime, date: Date) -> Result<(), Refusal> {
    same((&before.agreement, before.currency), (&rule.agreement, rule.currency))?;
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

/// Refuses two that are not of one agreement in one currency.
pub(super) fn same(one: (&str, Currency), other: (&str, Currency)) -> Result<(), Refusal> {
    if one == other {
        return Ok(());
    }
    let text = |(agreement, currency): (&str, Currency)| format!("{agreement} ({currency})");
    Err(Refusal::OtherAgreement { one: text(one), other: text(other) })
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
pub(super) fn begin_year(life: &mut Lifetime) {
    let zero = Money::zero(life.currency);
    for step in life.steps.values_mut() {
        step.year_began = step.input;
        step.given.values_mut().for_each(|given| given.year = zero);
    }
}

/// A charge that has changed counts from here on, as does one that is now on another part.
pub(super) fn begin_version(rule: &Rule, life: &mut Lifetime) -> Result<(), Refusal> {
    for step in &rule.steps {
        if let Action::Recoup { from: Some(from), .. } = &step.action {
            let input = life.earlier(rule, step, from, Period::Lifetime, &[])?;
            life.steps.entry(step.id.clone()).or_insert_with(|| StepLife::new(rule.currency)).input = input;
        }
    }
    for step in life.steps.values_mut() {
        (step.input_then, step.taken_then) = (step.input, step.taken);
    }
    Ok(())
}
