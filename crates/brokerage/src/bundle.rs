//! What a need needs taken together: technology, people, platform, money and a partner that cover its factors.

use std::collections::BTreeSet;

use base::record::RecordId;
use base::rules::Gate;
use matching::bundle::{Bundle, BundleRefusal, Offer, cover};
use matching::rank::Factor;
use measure::{Currency, Money};

use crate::side::factor_of;
use crate::suit::{Paired, Suits};

/// Nodes of the search; the proof says where they did not suffice.
const NODES_MOST: usize = 200_000;

/// A bundle, and what it was asked to cover.
#[derive(Clone, Debug, PartialEq)]
pub struct Bundled {
    /// What must be covered.
    pub required: Vec<Factor>,
    /// Whether the need names its factors; else every one is required.
    pub named: bool,
    /// The best and the runner-up.
    pub bundle: Bundle<Factor>,
    /// Offers of the best whose price is not known; they count as free.
    pub unpriced: Vec<RecordId>,
}

/// The best bundle for a need out of what suits it. What the export rules hold back or was declined is left out; two
/// offers clash where one side declined the other for a conflict of interest.
///
/// # Errors
/// Prices cannot be added up.
pub fn bundle(suits: &Suits) -> Result<Option<Bundled>, BundleRefusal> {
    let Some(wanted) = &suits.wanted else { return Ok(None) };
    let named = !wanted.factors.is_empty();
    let required: Vec<Factor> = if named { wanted.factors.iter().copied().collect() } else { Factor::ALL.to_vec() };
    let may_join = |pair: &&Paired| {
        let declined = pair.decided.as_ref().is_some_and(|record| record.content.text("stage") == "declined");
        !declined && !matches!(pair.gate, Gate::Holds { .. })
    };
    let pairs: Vec<&Paired> = suits.best().into_iter().filter(may_join).collect();
    if pairs.is_empty() {
        return Ok(None);
    }
    let offers: Vec<Offer<Factor>> = pairs.iter().filter_map(|pair| offer(pair, wanted)).collect();
    let bundle = cover(&required, &offers, NODES_MOST)?;
    let chosen = |pair: &&&Paired| bundle.best.chosen.iter().any(|one| one.id == pair.other.id.to_string());
    let unpriced = pairs.iter().filter(chosen).filter(|pair| price(pair).is_none()).map(|pair| pair.other.id);
    let unpriced = unpriced.collect();
    Ok(Some(Bundled { required, named, bundle, unpriced }))
}

fn offer(pair: &Paired, wanted: &matching::rank::Wanted) -> Option<Offer<Factor>> {
    let kind = factor_of(pair.other.kind)?;
    let owner = pair.other.content.owner().map(|owner| owner.to_string());
    // Who has a conflict with the need's own side joins nothing.
    if owner.as_ref().is_some_and(|owner| wanted.conflicts.contains(owner)) {
        return None;
    }
    Some(Offer {
        id: pair.other.id.to_string(),
        kind,
        covers: BTreeSet::from([kind]),
        cost: price(pair).map_or(0, Money::minor_units).max(0),
        score: pair.scored.score,
        clashes: BTreeSet::new(),
    })
}

/// What an offer costs, in renminbi: other currencies would need a rate of the day.
fn price(pair: &Paired) -> Option<Money> {
    crate::facts::asking_price(&pair.other).filter(|price| price.currency() == Currency::Cny)
}
