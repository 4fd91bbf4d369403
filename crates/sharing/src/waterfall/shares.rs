//! Who gets which part, as written; every party once.

use std::fmt;

use measure::Fraction;
use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;

use super::name::{PartyId, StepId};
use super::refusal::Refusal;

/// Parties with their exact shares, in the order they are written. As text: `{ inventors = "0.90", unit = "1/10" }`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares(pub Vec<(PartyId, Fraction)>);

impl Shares {
    /// The sum.
    ///
    /// # Errors
    /// [`Refusal::TooLarge`].
    pub fn sum(&self) -> Result<Fraction, Refusal> {
        Ok(Fraction::sum(self.0.iter().map(|(_, share)| *share))?)
    }

    /// Checks that every share lies in 0 to 1, names a party once, and that all sum to at most one; gives the sum.
    pub(super) fn check(&self, step: &StepId) -> Result<Fraction, Refusal> {
        for (at, (party, share)) in self.0.iter().enumerate() {
            if share.is_negative() || *share > Fraction::ONE {
                return Err(Refusal::ShareOutOfRange { step: step.clone(), share: *share });
            }
            if self.0[..at].iter().any(|(other, _)| other == party) {
                return Err(Refusal::SameShare { step: step.clone(), party: party.clone() });
            }
        }
        let sum = self.sum()?;
        if sum > Fraction::ONE {
            return Err(Refusal::SharesNotOne { step: step.clone(), sum });
        }
        Ok(sum)
    }

    /// Checks besides that they sum to one.
    pub(super) fn check_one(&self, step: &StepId) -> Result<(), Refusal> {
        match self.check(step)? {
            Fraction::ONE => Ok(()),
            sum => Err(Refusal::SharesNotOne { step: step.clone(), sum }),
        }
    }
}

impl fmt::Display for Shares {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (party, share)) in self.0.iter().enumerate() {
            write!(f, "{}{party} {share}", if at == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl serde::Serialize for Shares {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (party, share) in &self.0 {
            map.serialize_entry(party, share)?;
        }
        map.end()
    }
}

impl<'de> serde::Deserialize<'de> for Shares {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Shares;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("parties with their shares as text, such as { inventors = \"0.70\" }")
            }

            // Not a map type: that would keep the last of two entries and say nothing.
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shares, A::Error> {
                let mut shares = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    shares.push(entry);
                }
                Ok(Shares(shares))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}
