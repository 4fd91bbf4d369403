//! What would lift a pair, checked by changing the pair so and scoring it again.

use super::super::facts::tests::{Line, day, set};
use super::*;
use crate::rank::Feature;
use crate::text::quantities;
use std::collections::BTreeSet;

/// A pair that is strong as it is: 0.47 from its texts, 0.36 from its facts.
fn strong() -> (Wanted, Offered, Features) {
    let factors = BTreeSet::from([Factor::Technology]);
    let wanted = Wanted {
        places: set(&["magnet"]),
        indicators: quantities("剩磁≥1.4 T"),
        readiness: Some(6),
        budget: Some(Money::fen(300_000_000)),
        from: day("2027-01-01"),
        until: day("2027-12-31"),
        factors: factors.clone(),
        ..Wanted::default()
    };
    let offered = Offered {
        places: set(&["magnet"]),
        figures: quantities("剩磁1.42 T"),
        readiness: Some(7),
        price: Some(Money::fen(300_000_000)),
        from: day("2026-01-01"),
        factors,
        ..Offered::default()
    };
    let mut texts = Features::default();
    for feature in [Feature::Fused, Feature::TitleInBody, Feature::WeightedCoverage, Feature::BodyInBody] {
        texts.set(feature, 1.0);
    }
    (wanted, offered, texts)
}

fn misses(set: impl FnOnce(&mut Wanted, &mut Offered, &mut Features)) -> Vec<(Change, Level, Level)> {
    let (mut wanted, mut offered, mut texts) = strong();
    set(&mut wanted, &mut offered, &mut texts);
    let misses = near_misses(&wanted, &offered, &Line, &texts, &Weights::worked());
    misses.into_iter().map(|miss| (miss.change, miss.level, miss.reaches)).collect()
}

#[test]
fn a_strong_match_misses_nothing() {
    assert_eq!(misses(|_, _, _| ()), []);
}

#[test]
fn the_lowest_readiness_that_lifts_is_named() {
    // 0.83 − 0.4·(9 − 1)/8 = 0.43; 0.6 needs a gap of at most 4.6 levels.
    let told = misses(|wanted, offered, _| (wanted.readiness, offered.readiness) = (Some(9), Some(1)));
    assert_eq!(told, [(Change::Readiness { has: 1, needs: 5 }, Level::Fair, Level::Strong)]);
}

#[test]
fn money_that_is_short_is_named_with_what_would_do() {
    // 0.83 − 0.3·gap < 0.6 where the gap is more than 0.76667 of the price: the budget has to be 0.23333 of it.
    let told = misses(|wanted, offered, _| {
        wanted.budget = Some(Money::fen(30_000_000));
        offered.price = Some(Money::fen(230_000_000));
    });
    let (short_by, enough) = (Money::fen(200_000_000), Money::fen(23_666_667));
    assert_eq!(told, [(Change::Budget { short_by, enough }, Level::Fair, Level::Strong)]);
}

#[test]
fn an_indicator_that_is_missed_and_a_factor_that_is_not_there() {
    // 0.83 − 0.10 − 0.20 for the indicator.
    let told = misses(|_, offered, _| offered.figures = quantities("剩磁1.3 T"));
    let [(Change::Indicator { indicator: 0, short_by }, Level::Fair, Level::Strong)] = told[..] else {
        panic!("{told:?}")
    };
    assert!((short_by - 0.1).abs() < 1e-9);
    // 0.83 − 0.18 for two text features − 0.08 for the factor.
    let told = misses(|_, offered, texts| {
        texts.set(Feature::Fused, 0.2);
        texts.set(Feature::BodyInBody, 0.0);
        offered.factors.clear();
    });
    assert_eq!(told, [(Change::Factor(Factor::Technology), Level::Fair, Level::Strong)]);
}

#[test]
fn the_latest_day_from_which_it_would_have_to_be_available() {
    // 0.83 − 0.18 − 0.08·(1 − share) reaches 0.6 with 0.375 of the 365 days: 137 of them.
    let told = misses(|_, offered, texts| {
        texts.set(Feature::Fused, 0.2);
        texts.set(Feature::BodyInBody, 0.0);
        offered.from = day("2028-02-01");
    });
    let (is, needs) = (day("2028-02-01").unwrap(), day("2027-08-17").unwrap());
    assert_eq!(told, [(Change::AvailableFrom { is, needs }, Level::Fair, Level::Strong)]);
    let told = misses(|_, offered, texts| {
        texts.set(Feature::Fused, 0.2);
        texts.set(Feature::BodyInBody, 0.0);
        offered.until = day("2026-12-01");
    });
    let (is, needs) = (day("2026-12-01").unwrap(), day("2027-05-17").unwrap());
    assert_eq!(told, [(Change::AvailableUntil { is, needs }, Level::Fair, Level::Strong)]);
}

#[test]
fn where_one_change_is_not_enough_none_is_named() {
    let told = misses(|wanted, offered, texts| {
        *texts = Features::default();
        (wanted.readiness, offered.readiness) = (Some(6), Some(5));
    });
    assert_eq!(told, [], "0.36 − 0.05 is weak, and 0.36 too");
}

#[test]
fn every_change_keeps_what_it_says() {
    let (mut wanted, mut offered, texts) = strong();
    wanted.readiness = Some(9);
    offered.readiness = Some(3);
    offered.figures = quantities("剩磁1.2 T");
    let weights = Weights::worked();
    let now = weights.score(&texts.overlaid(&features(&wanted, &offered, &Line)));
    let misses = near_misses(&wanted, &offered, &Line, &texts, &weights);
    assert!(misses.len() == 2, "{misses:?}");
    for miss in misses {
        let mut after = offered.clone();
        match miss.change {
            Change::Readiness { needs, .. } => after.readiness = Some(needs),
            Change::Indicator { short_by, .. } => after.figures = quantities(&format!("剩磁{} T", 1.2 + short_by)),
            Change::Budget { .. }
            | Change::AvailableFrom { .. }
            | Change::AvailableUntil { .. }
            | Change::Factor(_) => panic!("{miss:?}"),
        }
        let then = weights.score(&texts.overlaid(&features(&wanted, &after, &Line)));
        assert_eq!((now.level(), then.level(), then.score), (miss.level, miss.reaches, miss.score));
    }
}
