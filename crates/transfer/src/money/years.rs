//! The years of own or joint exploitation: what was shared and given since the year of the last receipt began.

use jiff::civil::Date;
use measure::Money;
use serde::{Deserialize, Serialize};
use sharing::floor::{Answer, Exploitation, Floor, OnShortfall, Question};
use sharing::waterfall::{Allocation, Lifetime, PartyId, Refusal};

/// Where an agreement stands in its years.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Years {
    /// The year of the first receipt.
    first: Option<i16>,
    /// The lifetime when the year of the last receipt began; nothing before the first receipt.
    began: Option<Lifetime>,
}

impl Years {
    /// Goes on to a receipt of a day: where its year is a new one, that year began with the lifetime so far.
    pub fn go_on(&mut self, day: Date, life: &Lifetime) {
        self.first.get_or_insert(day.year());
        if life.last.is_none_or(|last| last.year() != day.year()) || self.began.is_none() {
            self.began = Some(life.clone());
        }
    }

    /// Asks a floor on years of the year of an allocation.
    ///
    /// `base = Σ shared − Σ shared when the year began`, and what was given likewise.
    ///
    /// # Errors
    /// [`Refusal::TooFewYears`]; what [`Floor::ask`] refuses.
    pub(super) fn ask(
        &self,
        floor: &Floor,
        allocation: &Allocation,
        lifetime: Question,
        persons: &[PartyId],
    ) -> Result<(Question, Answer), Refusal> {
        let nothing = Money::zero(allocation.after.currency);
        let (shared, before) = match &self.began {
            Some(began) => {
                let before: Result<Vec<Money>, Refusal> = persons.iter().map(|person| began.given(person)).collect();
                (began.shared, Money::sum(began.currency, before?)?)
            }
            None => (nothing, nothing),
        };
        let (profit, given) = (allocation.after.shared.checked_sub(shared)?, lifetime.given.checked_sub(before)?);
        let date = allocation.date.year();
        let year = u32::try_from(date - self.first.unwrap_or(date)).unwrap_or_default() + 1;
        let exploitation = Exploitation { agreed_years: None, clause: lifetime.clause.clone() };
        let answer = floor.year(&exploitation, year, (profit, given), OnShortfall::Lift)?.answer;
        Ok((Question { base: profit, given, ..lifetime }, answer))
    }
}
