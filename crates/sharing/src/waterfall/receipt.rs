//! Income to be shared: how much, of which day, with which costs.

use std::collections::BTreeMap;

use jiff::civil::Date;
use measure::{Fraction, Money};
use serde::{Deserialize, Serialize};

use super::cut::{nearest, units};
use super::name::PoolId;
use super::refusal::Refusal;
use super::rule::{Base, Rule};

/// A receipt, with what became due for recoupment since the one before. It may be of nothing, to state costs alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// What it is called elsewhere.
    pub id: String,
    /// The day of the income.
    pub date: Date,
    /// What was received.
    pub amount: Money,
    /// Costs to be deducted from it, under a rule on net income.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub costs: Option<Money>,
    /// What is added to pools before the income is shared: costs, advances, capital.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub claims: BTreeMap<PoolId, Money>,
    /// Units of the rule's currency for one of the receipt's, where they differ. A receipt is changed as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Fraction>,
}

impl Receipt {
    /// A receipt without costs.
    pub fn new(id: &str, date: Date, amount: Money) -> Self {
        Self { id: id.to_owned(), date, amount, costs: None, claims: BTreeMap::new(), rate: None }
    }

    /// The receipt with something added to a pool.
    #[must_use]
    pub fn claiming(mut self, pool: PoolId, amount: Money) -> Self {
        self.claims.insert(pool, amount);
        self
    }

    /// What is to be shared, in the rule's currency: the base of the rule.
    ///
    /// # Errors
    /// [`Refusal::NegativeNet`], [`Refusal::NegativeCosts`], [`Refusal::CostsNotDeducted`], [`Refusal::NoRate`],
    /// [`Refusal::RateNotPositive`], [`Refusal::TooLarge`].
    pub fn base(&self, rule: &Rule) -> Result<Money, Refusal> {
        let net = match self.costs {
            None => self.amount,
            Some(costs) if rule.base != Base::NetIncome => return Err(Refusal::CostsNotDeducted { costs }),
            Some(amount) if amount.is_negative() => return Err(Refusal::NegativeCosts { amount }),
            Some(costs) => self.converted(self.amount, rule)?.checked_sub(self.converted(costs, rule)?)?,
        };
        if net.is_negative() {
            return Err(Refusal::NegativeNet { net });
        }
        self.converted(net, rule)
    }

    /// What is added to a pool, in the rule's currency.
    pub(super) fn claim(&self, amount: Money, rule: &Rule) -> Result<Money, Refusal> {
        if amount.is_negative() {
            return Err(Refusal::NegativeCosts { amount });
        }
        self.converted(amount, rule)
    }

    /// `round(amount × rate × 10^(digits wanted − digits given))`, halves up (largest remainder between two).
    fn converted(&self, amount: Money, rule: &Rule) -> Result<Money, Refusal> {
        let (given, wanted) = (amount.currency(), rule.currency);
        if given == wanted {
            return Ok(amount);
        }
        // The rate is for the currency of the receipt, no other.
        let rate = self.rate.filter(|_| given == self.amount.currency()).ok_or(Refusal::NoRate { given, wanted })?;
        if rate <= Fraction::ZERO {
            return Err(Refusal::RateNotPositive { rate });
        }
        let scale = Fraction::new(10_i128.pow(wanted.minor_digits()), 10_i128.pow(given.minor_digits()))?;
        let exact = rate.checked_mul(scale)?.checked_mul(units(amount)?)?;
        nearest(exact, wanted)
    }
}
