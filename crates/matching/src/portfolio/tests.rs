//! Portfolios worked out by hand, small random ones against every assignment, a large one for its time.

use super::*;
use crate::draw::Draw;

fn key(need: &str, resource: &str) -> (String, String) {
    (need.to_owned(), resource.to_owned())
}

fn problem(resources: &[(&str, u32)], scores: &[(&str, &str, f64)], forbidden: &[(&str, &str)]) -> Problem {
    Problem {
        needs: scores.iter().map(|(need, ..)| (*need).to_owned()).collect(),
        resources: resources.iter().map(|(id, capacity)| ((*id).to_owned(), *capacity)).collect(),
        scores: scores.iter().map(|(need, resource, score)| (key(need, resource), *score)).collect(),
        forbidden: forbidden.iter().map(|(need, resource)| key(need, resource)).collect(),
    }
}

/// Two needs want the expert most; one of them has another who is nearly as good.
fn expert() -> Problem {
    problem(
        &[("expert", 1), ("other", 1), ("closed", 0)],
        &[
            ("a", "expert", 0.9),
            ("a", "other", 0.8),
            ("b", "expert", 0.7),
            ("b", "other", 0.1),
            ("c", "expert", 0.2),
            ("c", "other", -0.1),
            ("c", "closed", 0.5),
        ],
        &[("b", "other")],
    )
}

#[test]
fn the_sum_counts_and_every_other_pair_is_told_why_not() {
    let problem = expert();
    let portfolio = assign(&problem).unwrap();
    let pairs: Vec<_> =
        portfolio.pairs.iter().map(|pair| (&*pair.need, &*pair.resource, pair.score, pair.regret)).collect();
    assert_eq!(pairs, [("a", "other", 800_000, 100_000), ("b", "expert", 700_000, 0)]);
    assert_eq!(portfolio.certify(&problem), Ok(Certificate { total: 1_500_000, bound: 1_500_000 }));
    let table = [
        ("a", "other", "assigned"),
        ("a", "expert", "full by b"),
        ("b", "other", "forbidden"),
        ("c", "expert", "full by b"),
        ("c", "other", "no gain"),
        ("c", "closed", "full by "),
        ("a", "closed", "not scored"),
        ("nobody", "expert", "not scored"),
    ];
    for (need, resource, expected) in table {
        let told = match portfolio.why_not(&problem, need, resource) {
            WhyNot::Assigned => "assigned".to_owned(),
            WhyNot::NotScored => "not scored".to_owned(),
            WhyNot::Forbidden => "forbidden".to_owned(),
            WhyNot::NoGain => "no gain".to_owned(),
            WhyNot::Full { by, price, .. } => {
                assert!(price > 0, "{need} {resource}");
                format!("full by {}", by.join(" "))
            }
            WhyNot::Worse { by, .. } => format!("worse by {by}"),
        };
        assert_eq!(told, expected, "{need} {resource}");
    }
}

#[test]
fn a_need_that_has_better_is_told_by_how_much() {
    let problem = problem(&[("x", 5), ("y", 5)], &[("a", "x", 0.9), ("a", "y", 0.6)], &[]);
    let portfolio = assign(&problem).unwrap();
    assert_eq!(portfolio.why_not(&problem, "a", "y"), WhyNot::Worse { by: 300_000, loses: 300_000 });
    assert_eq!(portfolio.why_not(&problem, "a", "x"), WhyNot::Assigned);
}

type Tamper = fn(&mut Portfolio);

#[test]
fn a_proof_that_was_tampered_with_does_not_hold() {
    let problem = expert();
    let good = assign(&problem).unwrap();
    let table: [(Tamper, &str); 9] = [
        (|p| p.pairs[0].score += 1, "a and other may not be assigned with this score"),
        (|p| p.pairs[1].resource = "other".to_owned(), "b and other may not be assigned with this score"),
        (|p| p.pairs.push(p.pairs[0].clone()), "a has two resources"),
        (
            |p| (p.pairs[0].resource, p.pairs[0].score) = ("expert".to_owned(), 900_000),
            "expert serves 2, and can serve 1",
        ),
        (
            |p| {
                p.need_prices.remove("c");
            },
            "the price of c is not there, below zero, or of nothing that was asked about",
        ),
        (
            |p| {
                p.need_prices.insert("c".to_owned(), -1);
            },
            "the price of c is not there, below zero, or of nothing that was asked about",
        ),
        (
            |p| {
                p.resource_prices.insert("z".to_owned(), 0);
            },
            "the price of z is not there, below zero, or of nothing that was asked about",
        ),
        (
            |p| {
                *p.need_prices.get_mut("b").unwrap() -= 1;
            },
            "the prices of b and expert are 1 millionths below their score",
        ),
        (
            |p| {
                *p.need_prices.get_mut("b").unwrap() += 1;
            },
            "the scores add up to 1500000 millionths, the prices to 1500001",
        ),
    ];
    for (tamper, expected) in table {
        let mut portfolio = good.clone();
        tamper(&mut portfolio);
        assert_eq!(portfolio.certify(&problem).unwrap_err().to_string(), expected);
    }
    let mut worse = good;
    worse.pairs.remove(0);
    assert_eq!(worse.certify(&problem), Err(Broken::Gap { total: 700_000, bound: 1_500_000 }));
}

fn random(draw: &mut Draw, needs: u32, resources: u32, edges: u32) -> Problem {
    let mut problem = Problem {
        needs: (0..needs).map(|id| format!("n{id:04}")).collect(),
        resources: (0..resources).map(|id| (format!("r{id:04}"), draw.below(4))).collect(),
        ..Problem::default()
    };
    for need in problem.needs.clone() {
        for _ in 0..edges {
            let pair = (need.clone(), format!("r{:04}", draw.below(resources)));
            if draw.below(8) == 0 {
                problem.forbidden.insert(pair.clone());
            }
            problem.scores.insert(pair, (f64::from(draw.below(12)) - 2.0) / 10.0);
        }
    }
    problem
}

/// The largest sum over every assignment, need by need.
fn brute(problem: &Problem, needs: &[String], left: &mut BTreeMap<String, u32>) -> i64 {
    let Some((need, rest)) = needs.split_first() else { return 0 };
    let mut best = brute(problem, rest, left);
    for (resource, gain) in problem.gains(need) {
        if left[resource] > 0 {
            *left.get_mut(resource).unwrap() -= 1;
            best = best.max(gain + brute(problem, rest, left));
            *left.get_mut(resource).unwrap() += 1;
        }
    }
    best
}

#[test]
fn small_portfolios_are_the_best_of_all_assignments() {
    for seed in 0..300 {
        let mut draw = Draw::new(seed);
        let (needs, resources, edges) = (draw.below(6) + 1, draw.below(5) + 1, draw.below(4));
        let problem = random(&mut draw, needs, resources, edges);
        let portfolio = assign(&problem).unwrap();
        let certificate = portfolio.certify(&problem).unwrap();
        let all: Vec<_> = problem.needs.iter().cloned().collect();
        let best = brute(&problem, &all, &mut problem.resources.clone());
        assert_eq!(certificate.total, i128::from(best), "seed {seed}");
        for (need, resource) in problem.scores.keys() {
            check_why_not(&problem, &portfolio, (need, resource), best);
        }
    }
}

/// Insisting on a pair loses at least what is said.
fn check_why_not(problem: &Problem, portfolio: &Portfolio, (need, resource): (&str, &str), best: i64) {
    let (WhyNot::Full { loses, .. } | WhyNot::Worse { loses, .. }) = portfolio.why_not(problem, need, resource) else {
        return;
    };
    let mut left = problem.resources.clone();
    let Some(capacity) = left[resource].checked_sub(1) else { return };
    left.insert(resource.to_owned(), capacity);
    let others: Vec<_> = problem.needs.iter().filter(|other| *other != need).cloned().collect();
    let insisted = problem.gain(need, resource).unwrap() + brute(problem, &others, &mut left);
    assert!(best - insisted >= loses, "{need} {resource}: {best} {insisted} {loses}");
}

#[test]
fn two_thousand_needs_and_resources_are_assigned_and_proven() {
    let problem = random(&mut Draw::new(3), 2_000, 2_000, 20);
    let start = std::time::Instant::now();
    let portfolio = assign(&problem).unwrap();
    assert!(start.elapsed().as_secs() < 30, "seconds, not minutes, even on a busy machine");
    assert!(portfolio.certify(&problem).unwrap().total > 0);
    assert!(portfolio.pairs.len() > 1_900, "{}", portfolio.pairs.len());
}

#[test]
fn what_cannot_be_assigned_is_refused() {
    let mut unknown_need = problem(&[("x", 1)], &[("a", "x", 0.5)], &[]);
    unknown_need.needs.clear();
    let table = [
        (unknown_need, "there is no need a"),
        (problem(&[], &[("a", "x", 0.5)], &[]), "there is no resource x"),
        (
            problem(&[("x", 1)], &[("a", "x", f64::NAN)], &[]),
            "the score of a and x is NaN, from −1000000 to 1000000 are allowed",
        ),
        (
            problem(&[("x", 1)], &[("a", "x", 2e6)], &[]),
            "the score of a and x is 2000000, from −1000000 to 1000000 are allowed",
        ),
    ];
    for (problem, expected) in table {
        assert_eq!(assign(&problem).unwrap_err().to_string(), expected);
    }
    assert_eq!(assign(&Problem::default()).map(|portfolio| portfolio.pairs), Ok(Vec::new()));
}
