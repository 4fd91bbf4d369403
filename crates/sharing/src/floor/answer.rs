//! A share held against the floor: met, lifted, refused or not covered, with the article.

use jiff::civil::Date;
use measure::{Fraction, Money};

use super::row::{Floors, Force, Standing, Subject};
use crate::waterfall::Refusal;
use crate::waterfall::cut::ceiling;

/// What is asked. Amounts are over the lifetime of the achievement, so that dividing a receipt changes no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What the share is of.
    pub subject: Subject,
    /// The type of the unit that gives it.
    pub party_type: String,
    /// The day of the income.
    pub date: Date,
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
        /// The row.
        floor: String,
        /// The least share.
        least: Fraction,
        /// The article.
        article: String,
    },
    /// The share is below the floor and has to be lifted to it.
    Lifted {
        /// The row.
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
        /// The row.
        floor: String,
        /// What was given.
        given: Money,
        /// The floor, rounded up.
        least: Money,
        /// The article.
        article: String,
    },
    /// No floor decides.
    NotCovered {
        /// Why.
        why: NotCovered,
    },
}

/// Why no floor decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotCovered {
    /// No floor was made for such a party.
    NoFloor {
        /// The type of party.
        party_type: String,
    },
    /// The floor takes effect later.
    NotYet {
        /// The article.
        article: String,
        /// The first day of effect.
        from: Date,
    },
    /// Counsel reads the floor as not concerning such a party.
    Counsel {
        /// The article.
        article: String,
        /// Whose reading it is.
        by: String,
    },
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

impl Floors {
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
        let (row, force) = match self.on(question.subject, &question.party_type, question.date) {
            Standing::Holds(row, force) => (row, force),
            other @ (Standing::NotConcerned(..) | Standing::NotYet(_) | Standing::None) => {
                return Ok(Answer::NotCovered { why: other.reason(&question.party_type) });
            }
        };
        let (floor, article) = (row.id.clone(), row.article.clone());
        let (exact, least) = floor_of(base, row.least)?;
        if question.exact >= exact && given.minor_units() >= least.minor_units() {
            return Ok(Answer::Met { floor, least: row.least, article });
        }
        if let (Force::Default, Some(clause)) = (force, question.clause.clone()) {
            return Ok(Answer::NotCovered { why: NotCovered::AgreedOtherwise { article, clause } });
        }
        Ok(match on_shortfall {
            OnShortfall::Lift => Answer::Lifted { floor, from: given, to: larger(given, least), article },
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
            Self::NoFloor { .. } => "sharing-floor-none",
            Self::NotYet { .. } => "sharing-floor-not-yet",
            Self::Counsel { .. } => "sharing-floor-counsel",
            Self::AgreedOtherwise { .. } => "sharing-floor-agreed-otherwise",
            Self::LossYear { .. } => "sharing-floor-loss-year",
            Self::YearsOver { .. } => "sharing-floor-years-over",
        }
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoFloor { party_type } => vec![("party", party_type.clone())],
            Self::NotYet { article, from } => vec![("article", article.clone()), ("from", from.to_string())],
            Self::Counsel { article, by } => vec![("article", article.clone()), ("by", by.clone())],
            Self::AgreedOtherwise { article, clause } => {
                vec![("article", article.clone()), ("clause", clause.clone())]
            }
            Self::LossYear { article } => vec![("article", article.clone())],
            Self::YearsOver { article, years } => vec![("article", article.clone()), ("years", years.to_string())],
        }
    }
}

impl Standing<'_> {
    /// Why no floor holds; where one does, it is asked elsewhere.
    pub(super) fn reason(&self, party_type: &str) -> NotCovered {
        match self {
            Self::Holds(..) | Self::None => NotCovered::NoFloor { party_type: party_type.to_owned() },
            Self::NotConcerned(row, reading) => {
                NotCovered::Counsel { article: row.article.clone(), by: reading.by.clone() }
            }
            Self::NotYet(row) => NotCovered::NotYet { article: row.article.clone(), from: row.from },
        }
    }
}

/// `least · base` in minor units, exact and rounded up in favour of the protected.
pub(super) fn floor_of(base: Money, least: Fraction) -> Result<(Fraction, Money), Refusal> {
    let exact = Fraction::new(i128::from(base.minor_units()), 1)?.checked_mul(least)?;
    Ok((exact, ceiling(exact, base.currency())?))
}

fn larger(one: Money, other: Money) -> Money {
    if other.minor_units() > one.minor_units() { other } else { one }
}
