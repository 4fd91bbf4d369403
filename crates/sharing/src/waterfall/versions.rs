//! The versions of an agreement's rule: which one counts is decided by the day of the income, not of the payout.

use jiff::civil::Date;

use super::allocate::same;
use super::allocation::Allocation;
use super::lifetime::Lifetime;
use super::receipt::Receipt;
use super::refusal::Refusal;
use super::rule::{Action, Rule};

/// All versions of one agreement's rule, by the day from which they count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions(Vec<Rule>);

impl Versions {
    /// Takes versions in order; each is checked.
    ///
    /// # Errors
    /// What [`Rule::check`] refuses, [`Refusal::OtherAgreement`], [`Refusal::VersionsOutOfOrder`], [`Refusal::StepChanged`].
    pub fn new(rules: Vec<Rule>) -> Result<Self, Refusal> {
        for (at, rule) in rules.iter().enumerate() {
            rule.check()?;
            let Some(before) = at.checked_sub(1).map(|before| &rules[before]) else { continue };
            same((&rule.agreement, rule.currency), (&before.agreement, before.currency))?;
            if rule.from <= before.from || rule.version <= before.version {
                let (version, from, before) = (rule.version, rule.from, before.from);
                return Err(Refusal::VersionsOutOfOrder { version, from, before });
            }
            goes_on(rule, &rules[..at])?;
        }
        Ok(Self(rules))
    }

    /// The version in force on a day.
    ///
    /// # Errors
    /// [`Refusal::NoVersion`].
    pub fn on(&self, date: Date) -> Result<&Rule, Refusal> {
        self.0.iter().rev().find(|rule| rule.from <= date).ok_or(Refusal::NoVersion { date })
    }

    /// Shares a receipt by the version that was in force on its day.
    ///
    /// # Errors
    /// What [`Versions::on`] and [`super::allocate`] refuse.
    pub fn allocate(&self, before: &Lifetime, receipt: &Receipt) -> Result<Allocation, Refusal> {
        super::allocate(self.on(receipt.date)?, before, receipt)
    }
}

/// A step goes on with the lifetime of the step of its name: it has to be of the same kind, and to recoup the same pool.
fn goes_on(rule: &Rule, earlier: &[Rule]) -> Result<(), Refusal> {
    for step in &rule.steps {
        let before = earlier.iter().flat_map(|rule| &rule.steps).filter(|other| other.id == step.id);
        for other in before {
            let same_kind = match (&step.action, &other.action) {
                (Action::Recoup { pool, .. }, Action::Recoup { pool: other, .. }) => pool == other,
                (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
            };
            if !same_kind {
                return Err(Refusal::StepChanged { step: step.id.clone() });
            }
        }
    }
    Ok(())
}
