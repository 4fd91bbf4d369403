//! The features of one pair, each known or not.

use super::feature::Feature;

/// What is known of one pair. What is not known contributes nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features([Option<f64>; Feature::COUNT]);

impl Features {
    /// The value of a feature, if it is known.
    pub fn get(&self, feature: Feature) -> Option<f64> {
        self.0.get(feature as usize).copied().flatten()
    }

    /// Sets a feature, brought into its range; a value that is no number makes it unknown.
    pub fn set(&mut self, feature: Feature, value: impl Into<Option<f64>>) {
        let (least, most) = feature.range();
        if let Some(slot) = self.0.get_mut(feature as usize) {
            // Adding 0.0 makes −0.0 zero: both mean the same and must give the same bits.
            *slot = value.into().filter(|value| !value.is_nan()).map(|value| value.clamp(least, most) + 0.0);
        }
    }

    /// These features with one set; see [`Features::set`].
    #[must_use]
    pub fn with(mut self, feature: Feature, value: impl Into<Option<f64>>) -> Self {
        self.set(feature, value);
        self
    }

    /// These features with what `over` knows laid over them.
    #[must_use]
    pub fn overlaid(&self, over: &Self) -> Self {
        let mut both = self.clone();
        over.known().for_each(|(feature, value)| both.set(feature, value));
        both
    }

    /// What is known, in the order of [`Feature::ALL`].
    pub fn known(&self) -> impl Iterator<Item = (Feature, f64)> {
        Feature::ALL.into_iter().zip(self.0).filter_map(|(feature, value)| Some((feature, value?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_brought_into_its_range_or_left_out() {
        let table = [
            (Some(0.5), Some(0.5)),
            (Some(-3.0), Some(0.0)),
            (Some(7.0), Some(1.0)),
            (Some(f64::INFINITY), Some(1.0)),
            (Some(f64::NAN), None),
            (None, None),
        ];
        for (given, expected) in table {
            let features = Features::default().with(Feature::Coverage, given);
            assert_eq!(features.get(Feature::Coverage), expected, "{given:?}");
            assert_eq!(features.known().count(), usize::from(expected.is_some()), "{given:?}");
        }
        let zero = Features::default().with(Feature::Coverage, -0.0).get(Feature::Coverage);
        assert!(zero.is_some_and(f64::is_sign_positive));
    }

    #[test]
    fn what_is_not_known_does_not_hide_what_is() {
        let texts = Features::default().with(Feature::Fused, 0.5).with(Feature::Freshness, 0.1);
        let facts = Features::default().with(Feature::Freshness, 0.9);
        let known: Vec<_> = texts.overlaid(&facts).known().collect();
        assert_eq!(known, [(Feature::Fused, 0.5), (Feature::Freshness, 0.9)]);
    }
}
