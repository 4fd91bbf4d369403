//! What became of an agreement's income so far: what the next receipt is shared after.

use std::collections::BTreeMap;

use jiff::civil::Date;
use measure::{Currency, Fraction, Money};
use serde::{Deserialize, Serialize};

use super::name::{PartyId, PoolId, StepId};
use super::refusal::Refusal;
use super::rule::{Action, Period, Rule, Step};

/// All that a receipt has to know of those before it. Replaying the receipts gives it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifetime {
    /// The agreement.
    pub agreement: String,
    /// The currency.
    pub currency: Currency,
    /// The version of the rule by which the last receipt was shared.
    pub version: Option<u32>,
    /// The day of the last receipt.
    pub last: Option<Date>,
    /// What was shared in all.
    pub shared: Money,
    /// What was added to each pool in all.
    pub pools: BTreeMap<PoolId, Money>,
    /// What each step did.
    pub steps: BTreeMap<StepId, StepLife>,
}

/// What a step did so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepLife {
    /// What reached it.
    pub input: Money,
    /// What had reached it when the year began.
    pub year_began: Money,
    /// What it took of what is due, in all; of a cap or a guarantee `given` tells it.
    pub taken: Money,
    /// The most it may take of what is due so far.
    pub due: Money,
    /// What had reached it when that last changed.
    pub input_then: Money,
    /// What it had taken then.
    pub taken_then: Money,
    /// Interest so far, in minor units.
    pub accrued: Fraction,
    /// What it gave to each person, less what it took away.
    pub given: BTreeMap<PartyId, Given>,
}

/// What a person has of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Given {
    /// In all.
    pub lifetime: Money,
    /// In the year of the last receipt.
    pub year: Money,
    /// In all, before rounding, in minor units.
    pub exact: Fraction,
}

impl Lifetime {
    /// Before the first receipt.
    pub fn new(agreement: &str, currency: Currency) -> Self {
        let (shared, pools, steps) = (Money::zero(currency), BTreeMap::new(), BTreeMap::new());
        Self { agreement: agreement.to_owned(), currency, version: None, last: None, shared, pools, steps }
    }

    /// What a person has in all.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`].
    pub fn given(&self, person: &PartyId) -> Result<Money, Refusal> {
        let given = self.steps.values().filter_map(|step| step.given.get(person));
        Ok(Money::sum(self.currency, given.map(|given| given.lifetime))?)
    }

    /// What a person has in all before rounding, in minor units: what floors are compared with.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`].
    pub fn exact(&self, person: &PartyId) -> Result<Fraction, Refusal> {
        let given = self.steps.values().filter_map(|step| step.given.get(person));
        Ok(Fraction::sum(given.map(|given| given.exact))?)
    }

    /// What is still to be recouped of each pool under a rule, carried forward.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`].
    pub fn outstanding(&self, rule: &Rule) -> Result<BTreeMap<PoolId, Money>, Refusal> {
        let mut open = BTreeMap::new();
        for step in &rule.steps {
            let Action::Recoup { pool, .. } = &step.action else { continue };
            let claimed = self.pools.get(pool).copied().unwrap_or(Money::zero(self.currency));
            let taken = self.steps.get(&step.id).map_or(Money::zero(self.currency), |life| life.taken);
            open.insert(pool.clone(), claimed.checked_sub(taken)?);
        }
        Ok(open)
    }
}

impl Lifetime {
    /// Adds to what a person has of a step; gives what it has in all.
    pub(super) fn give(
        &mut self,
        step: &StepId,
        person: &PartyId,
        amount: Money,
        exact: Fraction,
    ) -> Result<Money, Refusal> {
        let life = self.steps.entry(step.clone()).or_insert_with(|| StepLife::new(self.currency));
        let given = life.given.entry(person.clone()).or_insert_with(|| Given::nothing(self.currency));
        given.lifetime = given.lifetime.checked_add(amount)?;
        given.year = given.year.checked_add(amount)?;
        given.exact = given.exact.checked_add(exact)?;
        self.given(person)
    }

    /// What a party has of the steps before one of a rule in a period; of these alone, where some are named.
    pub(super) fn earlier(
        &self,
        rule: &Rule,
        step: &Step,
        party: &PartyId,
        per: Period,
        only: &[StepId],
    ) -> Result<Money, Refusal> {
        let persons = rule.persons(party);
        let counted = rule.steps.iter().take_while(|other| other.id != step.id);
        let counted = counted.filter(|other| only.is_empty() || only.contains(&other.id));
        let lives = counted.filter_map(|other| self.steps.get(&other.id));
        let given = lives.flat_map(|life| persons.iter().filter_map(|(person, _)| life.given.get(person)));
        Ok(Money::sum(self.currency, given.map(|given| given.over(per)))?)
    }
}

impl StepLife {
    pub(super) fn new(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            input: zero,
            year_began: zero,
            taken: zero,
            due: zero,
            input_then: zero,
            taken_then: zero,
            accrued: Fraction::ZERO,
            given: BTreeMap::new(),
        }
    }
}

impl Given {
    fn nothing(currency: Currency) -> Self {
        Self { lifetime: Money::zero(currency), year: Money::zero(currency), exact: Fraction::ZERO }
    }

    pub(super) fn over(&self, per: Period) -> Money {
        match per {
            Period::Lifetime => self.lifetime,
            Period::Year => self.year,
        }
    }
}
