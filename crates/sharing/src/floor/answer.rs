//! A share held against the floor: met, lifted, refused or not covered, with the article.

use measure::{Fraction, Money};

use super::statute::{Floor, Force};
use crate::waterfall::Refusal;
use crate::waterfall::cut::{ceiling, most, units};

/// What is asked. Amounts are over the lifetime of the achievement, so that dividing a receipt changes no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The net income, the equity, the award.
    pub base: Money,
    /// What the protected have of it, before rounding, in minor units of money.
    pub exact: Fraction,
    /// What they have of it.
    pub given: Money,
    /// The clause by which the agreement departs from the floor, where it has one.
    pub clause: Option<String>,
}

/// What is done with a share below the floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnShortfall {
    /// It is lifted to the floor.
    Lift,
    /// The payout is refused.
    Refuse,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The share is not below the floor.
    Met {
        /// The floor's name.
        floor: String,
        /// The least share.
        least: Fraction,
        /// The article.
        article: String,
    },
    /// The share is below the floor and has to be lifted to it.
    Lifted {
        /// The floor's name.
        floor: String,
        /// What was given.
        from: Money,
        /// The floor, rounded up.
        to: Money,
        /// The article.
        article: String,
    },
    /// The share is below the floor and nothing is paid.
    Refused {
        /// The floor's name.
        floor: String,
        /// What was given.
        given: Money,
        /// The floor, rounded up.
        least: Money,
        /// The article.
        article: String,
    },
    /// The floor does not decide.
    NotCovered {
        /// Why.
        why: NotCovered,
    },
}

/// Why a floor does not decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotCovered {
    /// The floor holds where nothing else is agreed, and something else is.
    AgreedOtherwise {
        /// The article.
        article: String,
        /// The clause.
        clause: String,
    },
    /// The year made no profit; a loss is not carried.
    LossYear {
        /// The article.
        article: String,
    },
    /// The years of the floor are over.
    YearsOver {
        /// The article.
        article: String,
        /// How many they are.
        years: u32,
    },
}

impl Floor {
    /// Holds a share against the floor.
    ///
    /// A share that reaches the floor only because it was rounded does not meet it: the exact fraction is compared,
    /// and besides no minor unit may be missing to the floor rounded up.
    ///
    /// # Errors
    /// [`Refusal::NegativeNet`], [`Refusal::OtherAgreement`] for two currencies, [`Refusal::FloorOutOfRange`],
    /// [`Refusal::TooLarge`].
    pub fn ask(&self, question: &Question, on_shortfall: OnShortfall) -> Result<Answer, Refusal> {
        self.check()?;
        let (base, given) = (question.base, question.given);
        if base.is_negative() {
            return Err(Refusal::NegativeNet { net: base });
        }
        if base.currency() != given.currency() {
            return Err(Refusal::OtherAgreement { one: base.to_string(), other: given.to_string() });
        }
        let (floor, article) = (self.id.clone(), self.article.clone());
        let (exact, least) = floor_of(base, self.least)?;
        if question.exact >= exact && given.minor_units() >= least.minor_units() {
            return Ok(Answer::Met { floor, least: self.least, article });
        }
        if let (Force::Default, Some(clause)) = (self.force, question.clause.clone()) {
            return Ok(Answer::NotCovered { why: NotCovered::AgreedOtherwise { article, clause } });
        }
        Ok(match on_shortfall {
            OnShortfall::Lift => Answer::Lifted { floor, from: given, to: most(given, least), article },
            OnShortfall::Refuse => Answer::Refused { floor, given, least, article },
        })
    }
}

impl Answer {
    /// The answer, unless it is that the payout is refused.
    ///
    /// # Errors
    /// [`Refusal::FloorViolation`].
    pub fn accepted(self) -> Result<Self, Refusal> {
        match self {
            Self::Refused { floor, given, least, article } => {
                Err(Refusal::FloorViolation { floor, article, least, given })
            }
            answer @ (Self::Met { .. } | Self::Lifted { .. } | Self::NotCovered { .. }) => Ok(answer),
        }
    }

    /// The message id.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Met { .. } => "sharing-floor-met",
            Self::Lifted { .. } => "sharing-floor-lifted",
            Self::Refused { .. } => "sharing-floor-refused",
            Self::NotCovered { why } => why.key(),
        }
    }

    /// The facts as text, by the names the message uses.
    pub fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Met { least, article, .. } => vec![("least", least.to_string()), ("article", article.clone())],
            Self::Lifted { from, to, article, .. } => {
                vec![("from", from.to_string()), ("to", to.to_string()), ("article", article.clone())]
            }
            Self::Refused { given, least, article, .. } => {
                vec![("given", given.to_string()), ("least", least.to_string()), ("article", article.clone())]
            }
            Self::NotCovered { why } => why.facts(),
        }
    }
}

impl NotCovered {
    fn key(&self) -> &'static str {
        match self {
            Self::AgreedOtherwise { .. } => "sharing-floor-agreed-otherwise",
            Self::LossYear { .. } => "sharing-floor-loss-year",
            Self::YearsOver { .. } => "sharing-floor-years-over",
        }
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::AgreedOtherwise { article, clause } => {
                vec![("article", article.clone()), ("clause", clause.clone())]
            }
            Self::LossYear { article } => vec![("article", article.clone())],
            Self::YearsOver { article, years } => vec![("article", article.clone()), ("years", years.to_string())],
        }
    }
}

/// `least · base` in minor units, exact and rounded up in favour of the protected.
pub(super) fn floor_of(base: Money, least: Fraction) -> Result<(Fraction, Money), Refusal> {
    let exact = units(base)?.checked_mul(least)?;
    Ok((exact, ceiling(exact, base.currency())?))
}
