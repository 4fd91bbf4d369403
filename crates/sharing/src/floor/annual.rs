//! Own or joint exploitation: a share of each year's operating profit, for some consecutive years.

use jiff::civil::Date;
use measure::Money;

use super::answer::{Answer, NotCovered, OnShortfall, Question, floor_of};
use super::row::{Floors, Standing, Subject};
use crate::waterfall::Refusal;

/// An achievement that its owner exploits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exploitation {
    /// The type of the unit.
    pub party_type: String,
    /// The day of the first successful production, from which the years run.
    pub began: Date,
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

impl Floors {
    /// Holds each year's payment against the floor, the first year first. Nothing is to be paid for a year of loss, and
    /// the loss is not carried into the next.
    ///
    /// `leastₜ = ⌈rate · max(profitₜ, 0)⌉` for `t ≤ years`.
    ///
    /// # Errors
    /// [`Refusal::TooFewYears`], what [`Floors::ask`] refuses.
    pub fn years(
        &self,
        exploitation: &Exploitation,
        profits_and_given: &[(Money, Money)],
        on_shortfall: OnShortfall,
    ) -> Result<Vec<YearAnswer>, Refusal> {
        let party_type = &exploitation.party_type;
        let standing = self.on(Subject::YearsFloor, party_type, exploitation.began);
        let (row, fewest, most) = match &standing {
            Standing::Holds(row, _) => {
                let (fewest, most) = row.years.unwrap_or((1, u32::MAX));
                (*row, fewest, most)
            }
            other @ (Standing::NotConcerned(..) | Standing::NotYet(_) | Standing::None) => {
                let answer = Answer::NotCovered { why: other.reason(party_type) };
                let year = |(year, (profit, _)): (u32, &(Money, Money))| {
                    let least = Money::zero(profit.currency());
                    YearAnswer { year, least, answer: answer.clone() }
                };
                return Ok((1..).zip(profits_and_given).map(year).collect());
            }
        };
        let article = row.article.clone();
        let binding = matches!(standing, Standing::Holds(_, super::row::Force::Binding));
        let agreed = exploitation.agreed_years.unwrap_or(fewest);
        if agreed < fewest && (binding || exploitation.clause.is_none()) {
            return Err(Refusal::TooFewYears { article, least: fewest, agreed });
        }
        let years = agreed.min(most);
        let mut answers = Vec::new();
        for (year, (profit, given)) in (1..).zip(profits_and_given) {
            let nothing = Money::zero(profit.currency());
            let mut not_covered =
                |why| answers.push(YearAnswer { year, least: nothing, answer: Answer::NotCovered { why } });
            if year > years {
                not_covered(NotCovered::YearsOver { article: article.clone(), years });
                continue;
            }
            if profit.minor_units() <= 0 {
                not_covered(NotCovered::LossYear { article: article.clone() });
                continue;
            }
            let question = Question {
                subject: Subject::YearsFloor,
                party_type: party_type.clone(),
                date: exploitation.began,
                base: *profit,
                exact: measure::Fraction::new(i128::from(given.minor_units()), 1)?,
                given: *given,
                clause: exploitation.clause.clone(),
            };
            let (_, least) = floor_of(*profit, row.least)?;
            answers.push(YearAnswer { year, least, answer: self.ask(&question, on_shortfall)? });
        }
        Ok(answers)
    }
}
