//! The facts of a need and of an offer, and the features that follow from them.

mod indicator;
mod span;

pub use indicator::{Found, found};
pub(super) use span::Span;

use super::factor::Factor;
use super::feature::Feature;
use super::features::Features;
use crate::text::Figure;
use jiff::civil::Date;
use measure::Money;
use std::collections::{BTreeMap, BTreeSet};

/// Links beyond which a distance on the chain counts as the same.
const LINKS_MOST: u32 = 6;
/// Days after which a confirmation counts half: three years.
const HALF_LIFE_DAYS: f64 = 1096.0;
/// Levels between the least and the most ready.
const READINESS_STEPS: f64 = 8.0;

/// The value chain, as far as matching asks about it.
pub trait Chain {
    /// How many links lead down the chain from one place to another: 0 from a place to itself, `None` where none do.
    fn links(&self, from: &str, to: &str) -> Option<u32>;
}

/// What a need asks for. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Its places on the chain: ids of commodities and activities.
    pub places: BTreeSet<String>,
    /// Figures to be reached, as [`crate::text::quantities`] reads them.
    pub indicators: Vec<Figure>,
    /// The readiness level it wants at least, 1 to 9.
    pub readiness: Option<u8>,
    /// The most that may be paid.
    pub budget: Option<Money>,
    /// The first day on which the offer is wanted.
    pub from: Option<Date>,
    /// The last day on which it is wanted.
    pub until: Option<Date>,
    /// What it calls for.
    pub factors: BTreeSet<Factor>,
    /// Its tags.
    pub tags: BTreeSet<String>,
    /// The organisation that asks.
    pub organisation: Option<String>,
    /// Organisations with which it declared a conflict of interest.
    pub conflicts: BTreeSet<String>,
    /// What it decided before, by the organisation of the offer.
    pub past: BTreeMap<String, Past>,
    /// The day on which it is asked; ages are counted from it.
    pub asked: Option<Date>,
}

/// What an offer has. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offered {
    /// Its places on the chain.
    pub places: BTreeSet<String>,
    /// The figures it states.
    pub figures: Vec<Figure>,
    /// The readiness level it has, 1 to 9.
    pub readiness: Option<u8>,
    /// What it costs.
    pub price: Option<Money>,
    /// The first day on which it is available.
    pub from: Option<Date>,
    /// The last day on which it is available.
    pub until: Option<Date>,
    /// What it brings.
    pub factors: BTreeSet<Factor>,
    /// Its tags.
    pub tags: BTreeSet<String>,
    /// The organisation that offers.
    pub organisation: Option<String>,
    /// Organisations with which it declared a conflict of interest.
    pub conflicts: BTreeSet<String>,
    /// The day on which it was last confirmed.
    pub confirmed: Option<Date>,
}

/// How often one side decided about offers of an organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// How often it accepted.
    pub accepts: u32,
    /// How often it declined.
    pub declines: u32,
}

/// The features that follow from the facts of both; those of texts stay unknown.
pub fn features(wanted: &Wanted, offered: &Offered, chain: &impl Chain) -> Features {
    let mut features = Features::default();
    places(&mut features, wanted, offered, chain);
    indicators(&mut features, wanted, offered);
    let gap = wanted.readiness.zip(offered.readiness);
    features.set(Feature::ReadinessGap, gap.map(|(least, has)| f64::from(least.saturating_sub(has)) / READINESS_STEPS));
    features.set(Feature::MoneyGap, money_gap(wanted, offered));
    features.set(Feature::Availability, Span::of_offer(offered).share_of(Span::of_need(wanted)));
    features.set(Feature::Freshness, wanted.asked.zip(offered.confirmed).map(|(now, then)| freshness(now, then)));
    if !wanted.factors.is_empty() {
        let covered = wanted.factors.intersection(&offered.factors).count();
        features.set(Feature::FactorsCovered, covered as f64 / wanted.factors.len() as f64);
    }
    if !wanted.tags.is_empty() && !offered.tags.is_empty() {
        let both = wanted.tags.intersection(&offered.tags).count();
        features.set(Feature::SameTags, both as f64 / wanted.tags.union(&offered.tags).count() as f64);
    }
    parties(&mut features, wanted, offered);
    features
}

fn places(features: &mut Features, wanted: &Wanted, offered: &Offered, chain: &impl Chain) {
    if wanted.places.is_empty() || offered.places.is_empty() {
        return;
    }
    let pairs = || wanted.places.iter().flat_map(|want| offered.places.iter().map(move |have| (want, have)));
    let before = pairs().filter_map(|(want, have)| chain.links(have, want)).filter(|links| *links > 0).min();
    let behind = pairs().filter_map(|(want, have)| chain.links(want, have)).filter(|links| *links > 0).min();
    let same = !wanted.places.is_disjoint(&offered.places);
    let nearness = |links: Option<u32>| links.map_or(0.0, |links| 1.0 / f64::from(links));
    let nearest = if same { Some(0) } else { [before, behind].into_iter().flatten().min() };
    let distance = nearest.unwrap_or(LINKS_MOST).min(LINKS_MOST);
    features.set(Feature::SameLink, f64::from(u8::from(same)));
    features.set(Feature::Upstream, nearness(before));
    features.set(Feature::Downstream, nearness(behind));
    features.set(Feature::ChainDistance, f64::from(distance) / f64::from(LINKS_MOST));
}

fn indicators(features: &mut Features, wanted: &Wanted, offered: &Offered) {
    let count = wanted.indicators.len() as f64;
    let found: Vec<_> = wanted.indicators.iter().map(|indicator| found(indicator, &offered.figures)).collect();
    if found.iter().all(|found| *found == Found::NotStated) {
        return;
    }
    let met = found.iter().filter(|found| **found == Found::Met).count();
    let missed = found.iter().filter(|found| matches!(found, Found::Missed { .. })).count();
    features.set(Feature::IndicatorsMet, met as f64 / count);
    features.set(Feature::IndicatorsMissed, missed as f64 / count);
}

fn money_gap(wanted: &Wanted, offered: &Offered) -> Option<f64> {
    let (budget, price) = wanted.budget.zip(offered.price)?;
    let short = price.checked_sub(budget).ok()?.minor_units();
    if short <= 0 { Some(0.0) } else { Some(short as f64 / price.minor_units() as f64) }
}

fn freshness(now: Date, then: Date) -> f64 {
    let days = now.duration_since(then).as_hours() / 24;
    (-(days.max(0) as f64) / HALF_LIFE_DAYS).exp2()
}

fn parties(features: &mut Features, wanted: &Wanted, offered: &Offered) {
    let Some((asks, offers)) = wanted.organisation.as_ref().zip(offered.organisation.as_ref()) else { return };
    let past = wanted.past.get(offers).copied().unwrap_or_default();
    let share = |count: u32| f64::from(count) / (f64::from(count) + 1.0);
    let conflict = wanted.conflicts.contains(offers) || offered.conflicts.contains(asks);
    features.set(Feature::SameOrganisation, f64::from(u8::from(asks == offers)));
    features.set(Feature::Conflict, f64::from(u8::from(conflict)));
    features.set(Feature::PastAccepts, share(past.accepts));
    features.set(Feature::PastDeclines, share(past.declines));
}

#[cfg(test)]
pub(in crate::rank) mod tests;
