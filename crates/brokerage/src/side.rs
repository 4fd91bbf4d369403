//! Which kinds of record want something, and which have something to offer.

use base::record::{Kind, Record, RecordId};
use matching::rank::Factor;

/// The two sides of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It wants something.
    Need,
    /// It has something to offer.
    Offer,
}

impl Side {
    /// The side that records of a kind are on; `None` for those that are matched with nothing.
    pub fn of(kind: Kind) -> Option<Self> {
        if wanting_kinds().contains(&kind) { Some(Self::Need) } else { factor_of(kind).map(|_| Self::Offer) }
    }
}

/// The kinds that want something.
pub fn wanting_kinds() -> &'static [Kind] {
    &[Kind::Need, Kind::Problem]
}

/// The kinds that have something to offer, in the order of a page.
pub fn offering_kinds() -> &'static [Kind] {
    &[Kind::Achievement, Kind::Person, Kind::Team, Kind::Platform, Kind::Fund, Kind::Organisation]
}

/// What records of a kind bring to a need.
pub fn factor_of(kind: Kind) -> Option<Factor> {
    let table = [
        (Kind::Achievement, Factor::Technology),
        (Kind::Person, Factor::People),
        (Kind::Team, Factor::People),
        (Kind::Platform, Factor::Platform),
        (Kind::Fund, Factor::Money),
        (Kind::Organisation, Factor::Partner),
    ];
    table.into_iter().find(|(known, _)| *known == kind).map(|(_, factor)| factor)
}

/// The organisation that a record speaks for.
pub fn organisation_of(record: &Record) -> Option<RecordId> {
    if record.kind == Kind::Organisation { Some(record.id) } else { record.content.owner() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_offers_brings_a_factor_and_no_kind_is_on_both_sides() {
        for kind in Kind::ALL {
            let side = Side::of(*kind);
            assert_eq!(side == Some(Side::Need), wanting_kinds().contains(kind), "{kind}");
            assert_eq!(side == Some(Side::Offer), offering_kinds().contains(kind), "{kind}");
        }
    }
}
