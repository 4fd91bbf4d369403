//! What changes for a person, written as a line of the statement and into the lifetime.

use measure::{Fraction, Money};

use super::allocation::{Line, Part, Rounding};
use super::cut::floor;
use super::lifetime::Lifetime;
use super::name::{PartyId, StepId};
use super::refusal::Refusal;

/// A place in a statement: who gets something, from where.
pub(crate) struct Place<'r> {
    pub step: &'r StepId,
    pub clause: Option<&'r String>,
    pub part: Part,
    pub party: &'r PartyId,
    pub person: PartyId,
    pub share: Fraction,
    pub of: Money,
}

/// An amount before and after a receipt, exact and rounded.
pub(crate) struct Change {
    pub exact: (Fraction, Fraction),
    pub amount: (Money, Money),
}

impl Change {
    /// An amount where there was nothing.
    pub fn new(exact: Fraction, amount: Money) -> Self {
        Self { exact: (Fraction::ZERO, exact), amount: (Money::zero(amount.currency()), amount) }
    }

    pub fn is_nothing(&self) -> bool {
        self.exact.0 == self.exact.1 && self.amount.0 == self.amount.1
    }

    /// Writes a line, unless it is of nothing.
    pub fn write(&self, place: Place<'_>, life: &mut Lifetime, lines: &mut Vec<Line>) -> Result<(), Refusal> {
        if self.is_nothing() {
            return Ok(());
        }
        let exact = self.exact.1.checked_sub(self.exact.0)?;
        let amount = self.amount.1.checked_sub(self.amount.0)?;
        let above = |amount: Money, exact: Fraction| {
            Ok::<_, Refusal>(amount.checked_sub(floor(exact, amount.currency())?)?.minor_units())
        };
        let rounding =
            Rounding { before: above(self.amount.0, self.exact.0)?, after: above(self.amount.1, self.exact.1)? };
        let lifetime = life.give(place.step, &place.person, amount, exact)?;
        let Place { step, clause, part, party, person, share, of } = place;
        let (step, clause, party) = (step.clone(), clause.cloned(), party.clone());
        lines.push(Line { person, party, step, clause, part, of, share, exact, amount, rounding, lifetime });
        Ok(())
    }
}
