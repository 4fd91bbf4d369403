//! What would make a pair a better match: one fact changed, everything scored again.

use super::factor::Factor;
use super::facts::{Chain, Found, Offered, Wanted, features, found};
use super::features::Features;
use super::level::Level;
use super::weights::Weights;
use jiff::civil::Date;
use measure::Money;

/// One fact, and what it would have to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The offer would have to be this ready.
    Readiness {
        /// The level it has.
        has: u8,
        /// The lowest level that lifts the match.
        needs: u8,
    },
    /// The budget would have to be larger, or the price lower.
    Budget {
        /// What the price is above the budget.
        short_by: Money,
        /// The smallest addition to the budget that lifts the match; at most `short_by`.
        enough: Money,
    },
    /// An indicator would have to be reached.
    Indicator {
        /// Which of [`Wanted::indicators`].
        indicator: usize,
        /// By how much it is missed, in its unit.
        short_by: f64,
    },
    /// The offer would have to be available earlier.
    AvailableFrom {
        /// The day from which it is.
        is: Date,
        /// The latest day that lifts the match.
        needs: Date,
    },
    /// The offer would have to stay available.
    AvailableUntil {
        /// The day until which it is.
        is: Date,
        /// The earliest day that lifts the match.
        needs: Date,
    },
    /// A required factor would have to be covered.
    Factor(Factor),
}

/// A change that would lift a match, the smallest of its kind that does.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMiss {
    /// What would have to change.
    pub change: Change,
    /// The level now.
    pub level: Level,
    /// The level it would reach.
    pub reaches: Level,
    /// The score it would reach.
    pub score: f64,
}

/// A pair to be scored again and again.
struct Pair<'a, C> {
    wanted: &'a Wanted,
    offered: &'a Offered,
    chain: &'a C,
    texts: &'a Features,
    weights: &'a Weights,
    level: Level,
}

/// The single changes that would lift a pair to a better level, of each kind the smallest; those that reach the higher
/// score first. `texts` are the features that do not come from facts; facts win over them.
pub fn near_misses(
    wanted: &Wanted,
    offered: &Offered,
    chain: &impl Chain,
    texts: &Features,
    weights: &Weights,
) -> Vec<NearMiss> {
    let mut pair = Pair { wanted, offered, chain, texts, weights, level: Level::None };
    pair.level = Level::of(pair.score(wanted, offered));
    let mut misses: Vec<NearMiss> = [pair.readiness(), pair.budget(), pair.from(), pair.until()]
        .into_iter()
        .flatten()
        .chain(pair.indicators())
        .chain(pair.factors())
        .collect();
    misses.sort_by(|a, b| b.score.total_cmp(&a.score));
    misses
}

impl<C: Chain> Pair<'_, C> {
    fn score(&self, wanted: &Wanted, offered: &Offered) -> f64 {
        let features = self.texts.overlaid(&features(wanted, offered, self.chain));
        self.weights.score(&features).score
    }

    fn offering(&self, change: impl FnOnce(&mut Offered)) -> f64 {
        let mut offered = self.offered.clone();
        change(&mut offered);
        self.score(self.wanted, &offered)
    }

    fn lifts(&self, score: f64) -> bool {
        Level::of(score) > self.level
    }

    fn miss(&self, change: Change, score: f64) -> Option<NearMiss> {
        let reaches = Level::of(score);
        (reaches > self.level).then_some(NearMiss { change, level: self.level, reaches, score })
    }

    fn readiness(&self) -> Option<NearMiss> {
        let (least, has) = self.wanted.readiness.zip(self.offered.readiness)?;
        (has.saturating_add(1)..=least).find_map(|needs| {
            self.miss(Change::Readiness { has, needs }, self.offering(|offered| offered.readiness = Some(needs)))
        })
    }

    fn budget(&self) -> Option<NearMiss> {
        let (budget, price) = self.wanted.budget.zip(self.offered.price)?;
        let short_by = price.checked_sub(budget).ok().filter(|short| short.minor_units() > 0)?;
        let score = |more: i64| {
            let more = Money::new(more, budget.currency());
            let wanted = Wanted { budget: budget.checked_add(more).ok(), ..self.wanted.clone() };
            self.score(&wanted, self.offered)
        };
        let most = short_by.minor_units();
        let enough = least_that(1, most, |more| self.lifts(score(more)))?;
        self.miss(Change::Budget { short_by, enough: Money::new(enough, budget.currency()) }, score(enough))
    }

    fn from(&self) -> Option<NearMiss> {
        let is = self.offered.from?;
        let wanted = self.wanted.from.or(self.wanted.until)?;
        let score = |days: i64| self.offering(|offered| offered.from = moved(is, -days));
        let days = least_that(1, days_between(wanted, is), |days| self.lifts(score(days)))?;
        self.miss(Change::AvailableFrom { is, needs: moved(is, -days)? }, score(days))
    }

    fn until(&self) -> Option<NearMiss> {
        let is = self.offered.until?;
        let wanted = self.wanted.until.or(self.wanted.from)?;
        let score = |days: i64| self.offering(|offered| offered.until = moved(is, days));
        let days = least_that(1, days_between(is, wanted), |days| self.lifts(score(days)))?;
        self.miss(Change::AvailableUntil { is, needs: moved(is, days)? }, score(days))
    }

    fn indicators(&self) -> impl Iterator<Item = NearMiss> {
        self.wanted.indicators.iter().enumerate().filter_map(|(place, indicator)| {
            let Found::Missed { short_by } = found(indicator, &self.offered.figures) else { return None };
            let score = self.offering(|offered| offered.figures.push(indicator.clone()));
            self.miss(Change::Indicator { indicator: place, short_by }, score)
        })
    }

    fn factors(&self) -> impl Iterator<Item = NearMiss> {
        self.wanted.factors.difference(&self.offered.factors).filter_map(|factor| {
            let score = self.offering(|offered| offered.factors.extend([*factor]));
            self.miss(Change::Factor(*factor), score)
        })
    }
}

/// The least number from `least` to `most` that does, when every number above one that does does too.
fn least_that(mut least: i64, mut most: i64, does: impl Fn(i64) -> bool) -> Option<i64> {
    if least > most || !does(most) {
        return None;
    }
    while least < most {
        let middle = least.midpoint(most);
        if does(middle) { most = middle } else { least = middle.saturating_add(1) }
    }
    Some(most)
}

fn days_between(from: Date, until: Date) -> i64 {
    until.duration_since(from).as_hours() / 24
}

fn moved(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests;
