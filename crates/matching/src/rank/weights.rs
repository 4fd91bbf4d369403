//! Weights: what each feature is worth, and the score that follows.

use super::feature::{Direction, Feature};
use super::features::Features;
use super::level::Level;

/// The name under which the base is stored.
const BASE: &str = "base";
/// The largest weight there may be, either way.
const WEIGHT_MOST: f64 = 10.0;

/// What each feature is worth: a score is `base + Σ weight · feature`.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    base: f64,
    each: [f64; Feature::COUNT],
}

/// Why weights were refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum WeightsRefusal {
    /// No feature has this name.
    #[error("no feature is called “{0}”")]
    UnknownFeature(String),
    /// The same name twice.
    #[error("“{0}” is given twice")]
    Twice(String),
    /// A weight that is no number, or too large.
    #[error("the weight of “{name}” is {value}, from −{most} to {most} are allowed")]
    OutOfRange {
        /// Which.
        name: String,
        /// What was given.
        value: f64,
        /// The most, either way.
        most: f64,
    },
    /// A weight of the wrong sign.
    #[error("the weight of “{name}” is {value}: more of it would count the wrong way")]
    WrongSign {
        /// Which.
        name: String,
        /// What was given.
        value: f64,
    },
}

/// A score with all that it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The base and the contributions added up one by one, in their order, to the last bit.
    pub score: f64,
    /// Where the sum begins.
    pub base: f64,
    /// What each known feature adds, in the order of [`Feature::ALL`].
    pub contributions: Vec<(Feature, f64)>,
}

impl Scored {
    /// The level of the score.
    pub fn level(&self) -> Level {
        Level::of(self.score)
    }
}

impl Weights {
    /// The weights to start from. Those of texts were fitted on half of the questions of public sets in Chinese, in
    /// English and across (`docs/performance.md`); of what a text could have at most, a good one has a third. A fact that
    /// excludes (conflict) counts more than the step between two levels.
    pub fn sensible() -> Self {
        Self { base: 0.0, each: Feature::ALL.map(sensible) }
    }

    /// Weights that worked examples are easily added up with.
    #[cfg(test)]
    pub(super) fn worked() -> Self {
        let texts = [
            ("fused", 0.10),
            ("title-in-body", 0.12),
            ("body-in-body", 0.10),
            ("title-in-title", 0.08),
            ("coverage", 0.05),
            ("weighted-coverage", 0.15),
            ("indicators-met", 0.10),
        ];
        Self::from_pairs(texts).unwrap_or_else(|_| Self::sensible())
    }

    /// What a score begins with.
    pub fn base(&self) -> f64 {
        self.base
    }

    /// The weight of a feature.
    pub fn get(&self, feature: Feature) -> f64 {
        self.each.get(feature as usize).copied().unwrap_or_default()
    }

    /// Sets a weight within −10 to 10; within learning only, where signs and numbers are sure.
    pub(super) fn set(&mut self, feature: Feature, weight: f64) {
        if let Some(slot) = self.each.get_mut(feature as usize) {
            *slot = weight.clamp(-WEIGHT_MOST, WEIGHT_MOST);
        }
    }

    /// The score of a pair.
    ///
    /// ```
    /// use matching::rank::{Feature, Features, Weights};
    /// let features = Features::default().with(Feature::Fused, 0.9).with(Feature::ReadinessGap, 0.25);
    /// let scored = Weights::sensible().score(&features);
    /// assert_eq!(scored.contributions.iter().fold(scored.base, |sum, (_, part)| sum + part), scored.score);
    /// ```
    pub fn score(&self, features: &Features) -> Scored {
        let contributions: Vec<_> =
            features.known().map(|(feature, value)| (feature, self.get(feature) * value + 0.0)).collect();
        let score = contributions.iter().fold(self.base, |sum, (_, part)| sum + part);
        Scored { score, base: self.base, contributions }
    }

    /// Names and weights, the base first, to be stored.
    pub fn to_pairs(&self) -> Vec<(&'static str, f64)> {
        let each = Feature::ALL.into_iter().map(|feature| (feature.key(), self.get(feature)));
        std::iter::once((BASE, self.base)).chain(each).collect()
    }

    /// Weights from names; what is not named is as in [`Weights::sensible`].
    ///
    /// # Errors
    /// [`WeightsRefusal`] names what is wrong.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, f64)>) -> Result<Self, WeightsRefusal> {
        let mut weights = Self::sensible();
        let mut seen = std::collections::BTreeSet::new();
        for (name, value) in pairs {
            if !seen.insert(name) {
                return Err(WeightsRefusal::Twice(name.to_owned()));
            }
            if !(-WEIGHT_MOST..=WEIGHT_MOST).contains(&value) {
                return Err(WeightsRefusal::OutOfRange { name: name.to_owned(), value, most: WEIGHT_MOST });
            }
            if name == BASE {
                weights.base = value + 0.0;
                continue;
            }
            let feature = Feature::named(name).ok_or_else(|| WeightsRefusal::UnknownFeature(name.to_owned()))?;
            let wrong = match feature.direction() {
                Direction::Raises => value < 0.0,
                Direction::Lowers => value > 0.0,
                Direction::Either => false,
            };
            if wrong {
                return Err(WeightsRefusal::WrongSign { name: name.to_owned(), value });
            }
            weights.set(feature, value + 0.0);
        }
        Ok(weights)
    }
}

fn sensible(feature: Feature) -> f64 {
    match feature {
        Feature::ExpertByLinked | Feature::LinkedMean => 1.0,
        Feature::BodyInBody => 0.71,
        Feature::TitleInBody => 0.16,
        Feature::VectorNearness => 0.3,
        Feature::IndicatorsMet => 0.2,
        Feature::SameLink => 0.10,
        Feature::TitleInTitle | Feature::FactorsCovered | Feature::Availability => 0.08,
        Feature::NearestSentence | Feature::PastAccepts => 0.06,
        Feature::Fused | Feature::SameTags => 0.05,
        Feature::PairsUsed => 0.04,
        Feature::WeightedCoverage => 0.01,
        Feature::Upstream | Feature::Downstream | Feature::Freshness => 0.03,
        Feature::Coverage | Feature::AcrossLanguages => 0.0,
        Feature::SameOrganisation => -0.05,
        Feature::ChainDistance => -0.06,
        Feature::PastDeclines => -0.12,
        Feature::IndicatorsMissed => -0.2,
        Feature::MoneyGap => -0.3,
        Feature::ReadinessGap => -0.4,
        Feature::Conflict => -0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_as_they_were_stored() {
        let mut weights = Weights::sensible();
        weights.set(Feature::Fused, 0.123);
        let pairs = weights.to_pairs();
        assert_eq!(pairs.len(), Feature::COUNT + 1);
        assert_eq!(Weights::from_pairs(pairs), Ok(weights));
        assert_eq!(Weights::from_pairs([]), Ok(Weights::sensible()));
    }

    #[test]
    fn weights_that_cannot_be_are_refused_by_name() {
        let table: [(&[(&str, f64)], &str); 7] = [
            (&[("fuse", 0.1)], "no feature is called “fuse”"),
            (&[("fused", 0.1), ("fused", 0.1)], "“fused” is given twice"),
            (&[("fused", f64::NAN)], "the weight of “fused” is NaN, from −10 to 10 are allowed"),
            (&[("base", 11.0)], "the weight of “base” is 11, from −10 to 10 are allowed"),
            (&[("fused", -0.1)], "the weight of “fused” is -0.1: more of it would count the wrong way"),
            (&[("conflict", 0.1)], "the weight of “conflict” is 0.1: more of it would count the wrong way"),
            (&[("across-languages", -0.1), ("base", -0.1)], ""),
        ];
        for (pairs, expected) in table {
            let said = Weights::from_pairs(pairs.iter().copied()).err().map(|refusal| refusal.to_string());
            assert_eq!(said.unwrap_or_default(), expected);
        }
    }

    #[test]
    fn sensible_weights_point_where_their_features_do() {
        assert_eq!(Weights::from_pairs(Weights::sensible().to_pairs()), Ok(Weights::sensible()));
    }

    #[test]
    fn contributions_add_up_to_the_last_bit() {
        let mut features = Features::default();
        for (place, feature) in Feature::ALL.into_iter().enumerate() {
            features.set(feature, 1.0 / (place as f64 + 3.0));
        }
        let scored = Weights::from_pairs([("base", 0.1)]).unwrap().score(&features);
        assert_eq!(scored.contributions.len(), Feature::COUNT);
        let sum = scored.contributions.iter().fold(scored.base, |sum, (_, part)| sum + part);
        assert_eq!(sum.to_bits(), scored.score.to_bits());
    }
}
