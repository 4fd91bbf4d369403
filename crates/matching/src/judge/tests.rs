//! Worked examples, each with where it was worked out.

use super::*;

fn near(found: f64, expected: f64, name: &str) {
    assert!((found - expected).abs() < 5e-4, "{name}: {found}, not {expected}");
}

/// The answers 1, 2, … in this order, with these grades.
fn ranked(grades: &[u32]) -> (Vec<u32>, Vec<(u32, u32)>) {
    let ids: Vec<u32> = (1..).take(grades.len()).collect();
    (ids.clone(), ids.into_iter().zip(grades.iter().copied()).collect())
}

/// Name, grades in the order of the ranking, grades of what it missed, cut, nDCG.
type Case<'a> = (&'a str, &'a [u32], &'a [u32], usize, f64);

#[test]
fn gain_is_discounted_and_normalised() {
    // The first two by hand in Wikipedia, “Discounted cumulative gain”: six answers of grades 3, 2, 3, 0, 1, 2, which
    // have a DCG of 6.861; the ideal of these six 7.141; the ideal if answers of grades 3 and 2 were missed 8.740.
    let table: [Case; 7] = [
        ("six answers", &[3, 2, 3, 0, 1, 2], &[], 6, 0.961),
        ("six answers, two missed", &[3, 2, 3, 0, 1, 2], &[3, 2], 6, 0.785),
        ("cut at one: 1 ÷ 2", &[1, 2], &[], 1, 0.5),
        ("second of two: log2(2) ÷ log2(3)", &[0, 1], &[], 10, 0.6309),
        ("ideal", &[3, 3, 2, 1, 0, 0], &[], 10, 1.0),
        ("nothing relevant", &[0, 0], &[], 10, 0.0),
        ("nothing asked for", &[1, 2], &[], 0, 0.0),
    ];
    for (name, grades, missed, cut, expected) in table {
        let (ranking, mut judged) = ranked(grades);
        judged.extend((100..).zip(missed.iter().copied()));
        near(Judged::new(judged, 1).ndcg(&ranking, cut), expected, name);
    }
}

#[test]
fn what_is_not_judged_counts_as_wrong_or_is_passed_over() {
    let judged = Judged::new([(1, 1), (2, 0)], 1);
    let table: [(&[u32], f64, f64); 4] =
        [(&[9, 1, 2], 0.6309, 1.0), (&[9, 8, 2, 1], 0.4307, 0.6309), (&[9, 9, 1], 0.6309, 1.0), (&[9, 8], 0.0, 0.0)];
    for (ranking, full, pool) in table {
        near(judged.ndcg(ranking, 10), full, "full");
        near(judged.ndcg_of_pool(ranking, 10), pool, "pool");
    }
    near(judged.ndcg(&[9, 8, 7, 1], 3), 0.0, "cut before it");
    near(judged.ndcg_of_pool(&[9, 8, 7, 1], 3), 1.0, "cut of the pool");
}

#[test]
fn precision_is_averaged_over_what_is_relevant() {
    // Croft, Metzler and Strohman, Search Engines (2010), section 8.4.2: two questions with relevant answers at ranks
    // 1, 3, 6, 9, 10 and 2, 5, 7 have average precisions 0.62 and 0.44, in the mean 0.53.
    let first = Judged::new([1, 3, 6, 9, 10].map(|id| (id, 1)), 1);
    let second = Judged::new([2, 5, 7].map(|id| (id, 1)), 1);
    let ranking: Vec<u32> = (1..=10).collect();
    let both = [first.average_precision(&ranking), second.average_precision(&ranking)];
    near(both[0], (1.0 + 2.0 / 3.0 + 0.5 + 4.0 / 9.0 + 0.5) / 5.0, "first, 0.62");
    near(both[1], (0.5 + 0.4 + 3.0 / 7.0) / 3.0, "second, 0.44");
    near(mean(both).unwrap(), 0.5325, "mean, 0.53");
    near(first.average_precision(&[1]), 0.2, "what is not found counts 0");
    near(Judged::new([(1, 0)], 1).average_precision(&[1]), 0.0, "nothing relevant");
}

#[test]
fn the_first_relevant_answer_and_the_share_of_them() {
    // Wikipedia, “Mean reciprocal rank”: the right plural third, second, first gives 11 ÷ 18.
    let judged = Judged::new([("right", 1)], 1);
    let rankings = [["catten", "cati", "right"], ["torii", "right", "toruses"], ["right", "virii", "viri"]];
    near(mean(rankings.map(|ranking| judged.reciprocal_rank(&ranking))).unwrap(), 11.0 / 18.0, "plurals");
    assert_eq!(judged.reciprocal_rank(&["wrong"]), 0.0);
    assert_eq!(mean([]), None);
    let graded = Judged::new([(1, 3), (2, 2), (3, 1), (4, 0), (5, 2)], 2);
    for (ranking, cut, expected) in [
        (&[1, 3, 4, 2, 5][..], 3, 1.0 / 3.0),
        (&[1, 3, 4, 2, 5], 100, 1.0),
        (&[1, 1, 1], 100, 1.0 / 3.0),
        (&[3, 4, 9], 100, 0.0),
    ] {
        near(graded.recall(ranking, cut), expected, "recall of grade 2 and more");
    }
}
