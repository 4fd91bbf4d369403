//! Bundles worked out by hand, and small random ones against all subsets.

use super::*;
use crate::draw::Draw;

fn offer(id: &str, covers: &[u32], cost: i64, score: f64, clashes: &[&str]) -> Offer<u32> {
    Offer {
        id: id.to_owned(),
        kind: Factor::Technology,
        covers: covers.iter().copied().collect(),
        cost,
        score,
        clashes: clashes.iter().map(|id| (*id).to_owned()).collect(),
    }
}

fn ids<R>(cover: &Cover<R>) -> String {
    cover.chosen.iter().map(|chosen| chosen.id.as_str()).collect::<Vec<_>>().join(" ")
}

type Case<'a> = (&'a str, Vec<Offer<u32>>, &'a str, i128, &'a [u32], Option<&'a str>);

#[test]
fn what_covers_most_at_least_cost() {
    let o = offer;
    let table: Vec<Case> = vec![
        ("nothing offered", vec![], "", 0, &[1, 2, 3], None),
        ("nothing fits", vec![o("a", &[9], 0, 1.0, &[])], "", 0, &[1, 2, 3], None),
        (
            "one for all is cheaper than one for each",
            vec![
                o("a", &[1], 4, 0.0, &[]),
                o("b", &[2], 4, 0.0, &[]),
                o("c", &[3], 4, 0.0, &[]),
                o("d", &[1, 2, 3], 11, 0.0, &[]),
            ],
            "d",
            11,
            &[],
            Some("a b c"),
        ),
        (
            "the greedy choice is not the best",
            vec![
                o("a", &[1, 2], 3, 0.0, &[]),
                o("b", &[1], 2, 0.0, &[]),
                o("c", &[2, 3], 4, 0.0, &[]),
                o("d", &[3], 4, 0.0, &[]),
            ],
            "b c",
            6,
            &[],
            Some("a c"),
        ),
        (
            "a clash that either side declares parts them",
            vec![o("a", &[1, 2], 1, 0.0, &[]), o("b", &[3], 1, 0.0, &["a"]), o("c", &[1, 2], 7, 0.0, &[])],
            "b c",
            8,
            &[],
            Some("a"),
        ),
        (
            "of the same cost the fewer, then the better",
            vec![
                o("a", &[1, 2, 3], 0, 0.2, &[]),
                o("b", &[1, 2, 3], 0, 0.9, &[]),
                o("c", &[1], 0, 9.0, &[]),
                o("d", &[2, 3], 0, 9.0, &[]),
            ],
            "b",
            0,
            &[],
            Some("a"),
        ),
        ("what nobody covers", vec![o("a", &[1], 5, 0.0, &[]), o("b", &[3], 2, 0.0, &[])], "a b", 7, &[2], Some("b")),
    ];
    for (name, mut offers, chosen, cost, uncovered, runner_up) in table {
        for _ in 0..offers.len().max(1) {
            offers.reverse();
            let bundle = cover(&[3, 1, 2, 2], &offers, 1_000).unwrap();
            let told = (ids(&bundle.best), bundle.best.cost, &bundle.best.uncovered[..], bundle.best.proof);
            assert_eq!(told, (chosen.to_owned(), cost, uncovered, Proof::Proven), "{name}");
            assert_eq!(bundle.runner_up.as_ref().map(ids).as_deref(), runner_up, "{name}");
            let turn = offers.len().min(1);
            offers.rotate_left(turn);
        }
    }
}

/// The value of the best of all subsets that lack one of `lacking`, if there are any.
fn brute(offers: &[Offer<u32>], required: &[u32], lacking: Option<&str>) -> (usize, i128, usize, i64) {
    let clash = |a: &Offer<u32>, b: &Offer<u32>| a.clashes.contains(&b.id) || b.clashes.contains(&a.id);
    let subsets = (0_u32..1 << offers.len()).map(|bits| {
        offers
            .iter()
            .enumerate()
            .filter(|(place, _)| bits >> place & 1 == 1)
            .map(|(_, offer)| offer)
            .collect::<Vec<_>>()
    });
    let lacks = |set: &Vec<&Offer<u32>>| {
        lacking.is_none_or(|ids| ids.split(' ').any(|id| !set.iter().any(|offer| offer.id == id)))
    };
    let values = subsets.filter(lacks).filter(|set| !set.iter().any(|a| set.iter().any(|b| clash(a, b)))).map(|set| {
        let uncovered = required.iter().filter(|one| !set.iter().any(|offer| offer.covers.contains(one))).count();
        let cost = set.iter().map(|offer| i128::from(offer.cost)).sum();
        (uncovered, cost, set.len(), -set.iter().map(|offer| parts(offer.score)).sum::<i64>())
    });
    values.min().unwrap()
}

fn value(cover: &Cover<u32>, offers: &[Offer<u32>]) -> (usize, i128, usize, i64) {
    let score =
        |chosen: &Chosen<u32>| offers.iter().find(|offer| offer.id == chosen.id).map_or(0, |offer| parts(offer.score));
    (cover.uncovered.len(), cover.cost, cover.chosen.len(), -cover.chosen.iter().map(score).sum::<i64>())
}

fn random(draw: &mut Draw, count: u32, required: u32) -> Vec<Offer<u32>> {
    let one = |draw: &mut Draw, place: u32| {
        let covers: Vec<u32> = (0..required).filter(|_| draw.below(3) == 0).collect();
        let clashes: Vec<String> = (0..count).filter(|_| draw.below(5) == 0).map(|id| format!("o{id:02}")).collect();
        let clashes: Vec<&str> =
            clashes.iter().map(String::as_str).filter(|id| **id != format!("o{place:02}")).collect();
        offer(&format!("o{place:02}"), &covers, i64::from(draw.below(7)), f64::from(draw.below(10)) / 10.0, &clashes)
    };
    (0..count).map(|place| one(draw, place)).collect()
}

#[test]
fn small_bundles_are_the_best_of_all_subsets() {
    for seed in 0..300 {
        let mut draw = Draw::new(seed);
        let (count, wanted) = (draw.below(9) + 1, draw.below(6) + 1);
        let offers = random(&mut draw, count, wanted);
        let required: Vec<u32> = (0..wanted).collect();
        let bundle = cover(&required, &offers, 1_000_000).unwrap();
        assert_eq!(bundle.best.proof, Proof::Proven, "seed {seed}");
        assert_eq!(value(&bundle.best, &offers), brute(&offers, &required, None), "seed {seed}");
        if let Some(other) = &bundle.runner_up {
            let lacking = ids(&bundle.best);
            assert_eq!(value(other, &offers), brute(&offers, &required, Some(&lacking)), "seed {seed}");
        }
    }
}

#[test]
fn a_search_that_is_stopped_says_what_it_does_not_know() {
    for seed in 0..40 {
        let mut draw = Draw::new(seed);
        let offers = random(&mut draw, 12, 8);
        let required: Vec<u32> = (0..8).collect();
        let (uncovered, cost, ..) = brute(&offers, &required, None);
        for nodes in [0, 1, 3, 10] {
            let best = cover(&required, &offers, nodes).unwrap().best;
            match best.proof {
                Proof::Proven => assert_eq!((best.uncovered.len(), best.cost), (uncovered, cost), "seed {seed}"),
                Proof::Stopped { uncovered_at_least, cost_at_least } => {
                    assert!((uncovered_at_least as usize, cost_at_least) <= (uncovered, cost), "seed {seed}");
                }
            }
        }
    }
    let offers = random(&mut Draw::new(1), 12, 8);
    assert!(matches!(cover(&[0, 1, 2], &offers, 0).unwrap().best.proof, Proof::Stopped { .. }));
}

#[test]
fn two_hundred_offers_for_each_of_five_factors_are_soon_weighed() {
    let mut draw = Draw::new(7);
    let one = |draw: &mut Draw, place: usize| {
        let kind = Factor::ALL[place % Factor::ALL.len()];
        let id = format!("{place:04}");
        let cost = if place.is_multiple_of(2) { 0 } else { i64::from(draw.below(1_000)) };
        let score = f64::from(draw.below(1_000)) / 1e3;
        Offer { id, kind, covers: BTreeSet::from([kind]), cost, score, clashes: BTreeSet::new() }
    };
    let offers: Vec<_> = (0..1_000).map(|place| one(&mut draw, place)).collect();
    let bundle = cover(&Factor::ALL, &offers, 20_000).unwrap();
    assert_eq!((bundle.best.chosen.len(), bundle.best.cost, bundle.best.proof), (5, 0, Proof::Proven));
    assert_eq!(bundle.runner_up.map(|other| (other.chosen.len(), other.proof)), Some((5, Proof::Proven)));
}

#[test]
fn what_cannot_be_weighed_is_refused() {
    let many: Vec<u32> = (0..65).collect();
    let table = [
        (cover(&many, &[], 1), "65 requirements, 64 are the most"),
        (cover(&[1], &[offer("a", &[1], -1, 0.0, &[])], 1), "offer a costs -1"),
        (cover(&[1], &[offer("a", &[1], 1, 0.0, &[]), offer("a", &[], 1, 0.0, &[])], 1), "offer a is given twice"),
    ];
    for (told, expected) in table {
        assert_eq!(told.unwrap_err().to_string(), expected);
    }
    assert!(cover(&many[..64], &[offer("a", &many, 3, 0.0, &[])], 9).is_ok_and(|bundle| bundle.best.cost == 3));
}
