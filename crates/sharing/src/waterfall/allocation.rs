//! What became of a receipt, line by line: who, from which step, by which exact share, how rounded.

use jiff::civil::Date;
use measure::{Fraction, Money};
use serde::{Deserialize, Serialize};

use super::lifetime::Lifetime;
use super::name::{PartyId, PoolId, StepId};
use super::refusal::Refusal;

/// A receipt as it was shared. The lines sum to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// The agreement.
    pub agreement: String,
    /// The version of its rule that was in force.
    pub version: u32,
    /// The receipt.
    pub receipt: String,
    /// Its day.
    pub date: Date,
    /// What was shared: the base of the rule.
    pub shared: Money,
    /// Who got what, in the order of the steps.
    pub lines: Vec<Line>,
    /// What came to each step and what went on: the picture of the waterfall.
    pub flows: Vec<Flow>,
    /// What is carried forward to be recouped.
    pub outstanding: Vec<(PoolId, Money)>,
    /// What the next receipt is shared after.
    pub after: Lifetime,
}

/// A line of a statement. Lines of nothing are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Who gets it: a member, or a party without members.
    pub person: PartyId,
    /// The party as the step names it.
    pub party: PartyId,
    /// The step.
    pub step: StepId,
    /// The clause of the agreement.
    pub clause: Option<String>,
    /// Which part of the step.
    pub part: Part,
    /// What of this receipt it is a share of.
    pub of: Money,
    /// The exact share.
    pub share: Fraction,
    /// `share × of`, in minor units.
    pub exact: Fraction,
    /// What it is after rounding; below zero where something is taken from the person, or where, over the lifetime, a
    /// minor unit now falls to another.
    pub amount: Money,
    /// How it was rounded.
    pub rounding: Rounding,
    /// What the person has in all, from the first receipt to this line.
    pub lifetime: Money,
}

/// The minor units by which a person's part of one place is above its exact share cut down, over the lifetime. The
/// amount of a line is the growth of the part cut down, plus `after − before`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Before the receipt.
    pub before: i64,
    /// After it.
    pub after: i64,
}

/// Which part of a step a line is from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Part {
    /// A share of what reached the step.
    Remaining,
    /// A share of what was received.
    Gross,
    /// A tier.
    Band {
        /// Above which amount.
        from: Money,
        /// Up to which.
        to: Option<Money>,
    },
    /// A first amount.
    First,
    /// Something recouped.
    Recouped {
        /// What.
        pool: PoolId,
    },
    /// What is taken from a person to be recouped.
    Charged {
        /// For what.
        pool: PoolId,
    },
    /// A preferred return.
    Preferred,
    /// A catch-up.
    CatchUp,
    /// What is taken from a person above a cap.
    Capped,
    /// What was above a cap.
    Excess,
    /// What lifts a person to a guarantee.
    ToppedUp,
    /// What another's guarantee takes from a person.
    ToppingUp,
    /// What a statute's floor moves.
    Floor {
        /// The article.
        article: String,
    },
}

/// What came to a step and what went on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// The step.
    pub step: StepId,
    /// What reached it.
    pub reached: Money,
    /// What it gave to whom; below zero where it took.
    pub gave: Vec<(PartyId, Money)>,
    /// What goes on to the next step.
    pub goes_on: Money,
}

impl Allocation {
    /// What a person gets of this receipt.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`].
    pub fn amount(&self, person: &PartyId) -> Result<Money, Refusal> {
        let lines = self.lines.iter().filter(|line| line.person == *person);
        Ok(Money::sum(self.shared.currency(), lines.map(|line| line.amount))?)
    }

    /// What each person gets, in the order of the first line of each.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`].
    pub fn totals(&self) -> Result<Vec<(PartyId, Money)>, Refusal> {
        let mut totals: Vec<(PartyId, Money)> = Vec::new();
        for line in &self.lines {
            match totals.iter_mut().find(|(person, _)| *person == line.person) {
                Some((_, total)) => *total = total.checked_add(line.amount)?,
                None => totals.push((line.person.clone(), line.amount)),
            }
        }
        Ok(totals)
    }
}
