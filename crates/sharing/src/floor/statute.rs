//! A floor that holds: what it asks for at least, by which article, and whether an agreement may depart from it.

use measure::{Fraction, Money};

use super::answer::floor_of;
use crate::waterfall::Refusal;

/// Whether an agreement may depart from a floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// It may not.
    Binding,
    /// It may, by a clause that says so.
    Default,
}

/// A floor as it holds for a unit on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    /// Its name in settings and statements.
    pub id: String,
    /// The least share.
    pub least: Fraction,
    /// The fewest and the most consecutive years, of a floor on years.
    pub years: Option<(u32, u32)>,
    /// Whether the agreement may depart from it.
    pub force: Force,
    /// The article, with the statute.
    pub article: String,
}

impl Floor {
    /// The least of a base: `least · base`, rounded up in favour of the protected.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`].
    pub fn least_of(&self, base: Money) -> Result<Money, Refusal> {
        Ok(floor_of(base, self.least)?.1)
    }

    /// Checks that the floor lies in 0 to 1.
    ///
    /// # Errors
    /// [`Refusal::FloorOutOfRange`].
    pub fn check(&self) -> Result<(), Refusal> {
        if self.least.is_negative() || self.least > Fraction::ONE {
            return Err(Refusal::FloorOutOfRange { floor: self.id.clone(), least: self.least });
        }
        Ok(())
    }
}
