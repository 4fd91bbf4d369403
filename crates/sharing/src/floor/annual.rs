//! Own or joint exploitation: a share of each year's operating profit, for some consecutive years.

use measure::Money;

use super::answer::{Answer, NotCovered, OnShortfall, Question, floor_of};
use super::statute::{Floor, Force};
use crate::waterfall::Refusal;
use crate::waterfall::cut::units;

/// An achievement that its owner exploits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exploitation {
    /// For how many years the agreement shares; the fewest of the floor where it says nothing.
    pub agreed_years: Option<u32>,
    /// The clause by which the agreement departs from the floor, where it has one.
    pub clause: Option<String>,
}

/// A year's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearAnswer {
    /// Which year, from 1.
    pub year: u32,
    /// The least that is to be paid for it.
    pub least: Money,
    /// How what was given for it stands.
    pub answer: Answer,
}

impl Floor {
    /// Holds each year's payment against the floor, the year of the first successful production first. Nothing is to be
    /// paid for a year of loss, and the loss is not carried into the next.
    ///
    /// `leastₜ = ⌈rate · max(profitₜ, 0)⌉` for `t ≤ years`.
    ///
    /// # Errors
    /// [`Refusal::TooFewYears`], what [`Floor::ask`] refuses.
    pub fn years(
        &self,
        exploitation: &Exploitation,
        profits_and_given: &[(Money, Money)],
        on_shortfall: OnShortfall,
    ) -> Result<Vec<YearAnswer>, Refusal> {
        self.agreed(exploitation)?;
        let years = (1..).zip(profits_and_given);
        years.map(|(year, one)| self.year(exploitation, year, *one, on_shortfall)).collect()
    }

    /// Holds one year's payment against the floor; the first year is 1. See [`Floor::years`].
    ///
    /// # Errors
    /// [`Refusal::TooFewYears`], what [`Floor::ask`] refuses.
    pub fn year(
        &self,
        exploitation: &Exploitation,
        year: u32,
        (profit, given): (Money, Money),
        on_shortfall: OnShortfall,
    ) -> Result<YearAnswer, Refusal> {
        let (years, article) = (self.agreed(exploitation)?, self.article.clone());
        let nothing = Money::zero(profit.currency());
        let not_covered = |why| YearAnswer { year, least: nothing, answer: Answer::NotCovered { why } };
        if year > years {
            return Ok(not_covered(NotCovered::YearsOver { article, years }));
        }
        if profit.minor_units() <= 0 {
            return Ok(not_covered(NotCovered::LossYear { article }));
        }
        let question = Question { base: profit, exact: units(given)?, given, clause: exploitation.clause.clone() };
        let (_, least) = floor_of(profit, self.least)?;
        Ok(YearAnswer { year, least, answer: self.ask(&question, on_shortfall)? })
    }

    /// For how many years it is shared.
    fn agreed(&self, exploitation: &Exploitation) -> Result<u32, Refusal> {
        self.check()?;
        let (fewest, most) = self.years.unwrap_or((1, u32::MAX));
        let agreed = exploitation.agreed_years.unwrap_or(fewest);
        if agreed < fewest && (self.force == Force::Binding || exploitation.clause.is_none()) {
            return Err(Refusal::TooFewYears { article: self.article.clone(), least: fewest, agreed });
        }
        Ok(agreed.min(most))
    }
}
