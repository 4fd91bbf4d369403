//! What decisions teach, and what they do not.

use super::*;
use crate::rank::rank;

fn candidate(fused: f64, readiness_gap: f64) -> Features {
    Features::default()
        .with(Feature::Fused, fused)
        .with(Feature::WeightedCoverage, 0.9)
        .with(Feature::TitleInBody, 0.9)
        .with(Feature::SameLink, 1.0)
        .with(Feature::ReadinessGap, readiness_gap)
}

fn order(weights: &Weights, candidates: &[(&'static str, Features)]) -> Vec<&'static str> {
    rank(candidates.to_vec(), weights).into_iter().map(|ranked| ranked.id).collect()
}

fn moved(learned: &Learned) -> Vec<Feature> {
    learned.moved.iter().map(|moved| moved.feature).collect()
}

#[test]
fn three_matches_declined_as_not_ready_change_the_order() {
    let prior = Weights::worked();
    let shown = [("near but raw", candidate(1.0, 0.125)), ("farther but ready", candidate(0.4, 0.0))];
    assert_eq!(order(&prior, &shown), ["near but raw", "farther but ready"]);
    let declined = Decision::Declined(Reason::NotReady);
    let learned = learn(&[0.25, 0.25, 0.375].map(|gap| (candidate(0.9, gap), declined)), &prior, 1.0);
    assert_eq!(order(&learned.weights, &shown), ["farther but ready", "near but raw"]);
}

#[test]
fn a_reason_teaches_the_features_of_that_reason_only() {
    let features = Feature::ALL.into_iter().fold(Features::default(), |all, feature| all.with(feature, 0.5));
    let features = features.with(Feature::Conflict, 0.0).with(Feature::ReadinessGap, 0.25);
    let table: [(Reason, &[Feature]); 6] = [
        (Reason::TooDear, &[Feature::MoneyGap]),
        (Reason::NotReady, &[Feature::ReadinessGap]),
        (Reason::ShortOfIndicator, &[Feature::IndicatorsMet, Feature::IndicatorsMissed]),
        (Reason::WrongTime, &[Feature::Availability, Feature::Freshness]),
        (Reason::WrongPlace, &[Feature::SameLink, Feature::Upstream, Feature::Downstream, Feature::ChainDistance]),
        (Reason::Known, &[Feature::SameOrganisation, Feature::PastAccepts, Feature::PastDeclines]),
    ];
    for (reason, expected) in table {
        let prior = Weights::from_pairs([("base", 0.5)]).unwrap();
        let learned = learn(&[(features.clone(), Decision::Declined(reason))], &prior, 1.0);
        assert_eq!(moved(&learned), expected, "{reason:?}");
        assert!(learned.moved.iter().all(|moved| moved.after < moved.before), "{reason:?}");
    }
}

#[test]
fn one_decision_moves_the_weights_as_worked_out_by_hand() {
    // One row m = (0.5), lacks r = 0 − (0.10 + 0.5·(−0.4) + 0.6) = −0.5: the step is m·r / (m² + strength).
    let prior = Weights::from_pairs([("base", 0.6), ("fused", 0.10)]).unwrap();
    let features = Features::default().with(Feature::Fused, 1.0).with(Feature::ReadinessGap, 0.5);
    let learned = learn(&[(features, Decision::Declined(Reason::NotReady))], &prior, 0.75);
    let [only] = learned.moved[..] else { panic!("{:?}", learned.moved) };
    assert!((only.after - only.before + 0.25).abs() < 1e-12, "{only:?}");
}

#[test]
fn nothing_is_taught_by_nothing_nor_by_what_was_known_before() {
    let prior = Weights::worked();
    assert_eq!(learn(&[], &prior, 1.0), Learned { weights: prior.clone(), moved: Vec::new() });
    let bad = Features::default().with(Feature::Conflict, 1.0);
    let declined = [(bad, Decision::Declined(Reason::Conflict))];
    assert_eq!(learn(&declined, &prior, 1.0).moved, [], "its score was below 0 already");
    let unknown = [(candidate(1.0, 0.0), Decision::Declined(Reason::NotReady))];
    assert_eq!(learn(&unknown, &prior, 1.0).moved, [], "it was ready");
}

#[test]
fn no_weight_changes_to_a_sign_its_feature_does_not_have() {
    let prior = Weights::worked();
    let far = (candidate(1.0, 0.0), Decision::Declined(Reason::TooFar));
    let ready = (Features::default().with(Feature::ReadinessGap, 1.0), Decision::Accepted);
    let decisions: Vec<_> = std::iter::repeat_n([far, ready], 200).flatten().collect();
    let learned = learn(&decisions, &prior, 0.01);
    assert!(!learned.moved.is_empty());
    for feature in Feature::ALL {
        let weight = learned.weights.get(feature);
        let kept = match feature.direction() {
            Direction::Raises => weight >= 0.0,
            Direction::Lowers => weight <= 0.0,
            Direction::Either => true,
        };
        assert!(kept, "{feature:?} {weight}");
    }
    assert_eq!(learned.weights.get(Feature::ReadinessGap), 0.0, "accepted in spite of it");
}

#[test]
fn the_order_of_decisions_does_not_matter_and_strength_holds_back() {
    let prior = Weights::worked();
    let made = [Decision::Accepted, Decision::Declined(Reason::NotReady), Decision::Declined(Reason::TooFar)];
    let mut decisions: Vec<_> = (0..30_u32)
        .map(|i| {
            (candidate(f64::from(i) / 30.0, f64::from(i % 7) / 8.0), *made.iter().cycle().nth(i as usize).unwrap())
        })
        .collect();
    let once = learn(&decisions, &prior, 1.0);
    decisions.reverse();
    assert_eq!(learn(&decisions, &prior, 1.0), once);
    decisions.rotate_left(11);
    assert_eq!(learn(&decisions, &prior, 1.0), once);
    let length =
        |learned: &Learned| learned.moved.iter().map(|moved| (moved.after - moved.before).powi(2)).sum::<f64>();
    assert!(length(&learn(&decisions, &prior, 100.0)) < length(&once) / 10.0);
}

#[test]
fn what_is_learned_makes_the_sum_least() {
    let prior = Weights::worked();
    let decisions: Vec<_> = (0..12)
        .map(|i| {
            let declined = Decision::Declined(Reason::Other);
            (
                candidate(f64::from(i) / 12.0, f64::from(i % 5) / 8.0),
                if i % 3 == 0 { Decision::Accepted } else { declined },
            )
        })
        .collect();
    let rows: Vec<_> = decisions.iter().map(|(features, made)| row(features, *made, &prior)).collect();
    let sum = |weights: &Row| -> f64 {
        let steps: Vec<f64> = Feature::ALL.iter().zip(weights).map(|(f, weight)| weight - prior.get(*f)).collect();
        let missed = rows.iter().map(|(row, lacks)| lacks - row.iter().zip(&steps).map(|(m, s)| m * s).sum::<f64>());
        missed.map(|missed| missed * missed).sum::<f64>() + 0.5 * steps.iter().map(|step| step * step).sum::<f64>()
    };
    let learned = learn(&decisions, &prior, 0.5).weights;
    let best = Feature::ALL.map(|feature| learned.get(feature));
    for feature in Feature::ALL {
        for step in [-1e-4, 1e-4] {
            let mut other = best;
            other[feature as usize] += step;
            let allowed = match feature.direction() {
                Direction::Raises => other[feature as usize] >= 0.0,
                Direction::Lowers => other[feature as usize] <= 0.0,
                Direction::Either => true,
            };
            assert!(!allowed || sum(&other) > sum(&best), "{feature:?} {step}");
        }
    }
}
