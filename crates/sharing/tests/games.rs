//! Published games: what their papers say comes out, and every answer proves itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use serde_json::Value;
use sharing::game::{Coalition, Game, Refusal, sampled_shapley};
use support::{close, differs, game, numbers, table};

const CASES: &str = include_str!("vectors/games.json");

fn cases() -> Vec<Value> {
    let file: Value = serde_json::from_str(CASES).unwrap();
    file["cases"].as_array().unwrap().clone()
}

/// The table of a case; voting and cost games are written as rules.
fn read(case: &Value) -> Game {
    if case["values_binary"].is_array() {
        return game(&numbers(&case["values_binary"]));
    }
    let rule = &case["game"];
    let whole = |value: &Value| value.as_f64().unwrap();
    let list = |name: &str| rule[name].as_array().unwrap().iter().map(whole).collect::<Vec<_>>();
    match rule["kind"].as_str().unwrap() {
        "weighted_voting" => {
            let weights = list("weights");
            let wins = |set: Coalition| set.members().map(|p| weights[p]).sum::<f64>() >= whole(&rule["quota"]);
            game(&table(weights.len(), |set| f64::from(u8::from(wins(set)))))
        }
        "airport" => {
            let costs = list("costs");
            game(&table(costs.len(), |set| -set.members().map(|p| costs[p]).fold(0.0, f64::max)))
        }
        other => panic!("{other}"),
    }
}

#[test]
fn every_published_answer_comes_out() {
    let mut compared = 0;
    for case in cases() {
        let (id, game, expect) = (case["id"].as_str().unwrap(), read(&case), &case["expect"]);
        let shapley = game.shapley();
        let nucleolus = game.nucleolus();
        if let Ok(nucleolus) = &nucleolus {
            assert!(nucleolus.kohlberg.holds(), "{id}: {nucleolus:?}");
        }
        let found = |name: &str| match name {
            "shapley" => shapley.clone(),
            "shapley_cost" => shapley.iter().map(|share| -share).collect(),
            "banzhaf" => game.banzhaf(),
            "nucleolus" => nucleolus.clone().unwrap().shares,
            "nucleolus_cost" => nucleolus.clone().unwrap().shares.iter().map(|share| -share).collect(),
            "prenucleolus" => {
                let prenucleolus = game.prenucleolus().unwrap();
                assert!(prenucleolus.kohlberg.holds(), "{id}: {prenucleolus:?}");
                prenucleolus.shares
            }
            other => panic!("{id}: {other}"),
        };
        for (name, wanted) in expect.as_object().unwrap() {
            compared += 1;
            match name.strip_suffix("_in_core") {
                Some(of) => {
                    let verdict = game.core_test(&found(of)).unwrap();
                    assert_eq!(verdict.in_core, wanted.as_bool().unwrap(), "{id}: {name}: {verdict:?}");
                }
                None => assert_eq!(differs(&found(name), &numbers(wanted), 1e-12), None, "{id}: {name}"),
            }
        }
    }
    assert_eq!(compared, 48);
}

#[test]
fn three_with_one_vote_each_have_no_core() {
    let game = game(&[0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0]);
    let least = game.least_core().unwrap();
    assert!(close(least.epsilon, 1.0 / 3.0, 1e-12), "{least:?}");
    assert_eq!(game.core_range(0, &least).unwrap(), None);
    let verdict = game.core_test(&[1.0 / 3.0; 3]).unwrap();
    let said: Vec<_> = verdict.objections.iter().map(|o| (o.coalition.named(game.players()), o.amount)).collect();
    assert_eq!(said.iter().map(|(names, _)| names.as_str()).collect::<Vec<_>>(), ["a + b", "a + c", "b + c"]);
    assert!(said.iter().all(|(_, amount)| close(*amount, 1.0 / 3.0, 1e-12)));
}

#[test]
fn only_the_nucleolus_is_proved_to_be_it() {
    let glove = game(&[0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]);
    let talmud = game(&[0.0, 0.0, 0.0, 0.0, 0.0, 100.0, 200.0, 300.0]);
    for (game, shares, holds) in [
        (&glove, [1.0, 0.0, 0.0], true),
        (&glove, [2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0], false),
        (&glove, [0.99, 0.005, 0.005], false),
        (&talmud, [50.0, 100.0, 150.0], true),
        (&talmud, [100.0, 100.0, 100.0], false),
        (&talmud, [50.0, 100.001, 149.999], false),
    ] {
        assert_eq!(game.kohlberg(&shares).unwrap().holds(), holds, "{shares:?}");
    }
}

/// Adding up a proof by hand: every level's weights cancel, player by player.
#[test]
fn a_proof_adds_up() {
    let game = game(&[0.0, 0.0, 0.0, 5.0, 0.0, 5.0, 9.0, 13.0, 0.0, 8.0, 10.0, 15.0, 8.0, 16.0, 17.0, 21.0]);
    let nucleolus = game.nucleolus().unwrap();
    for level in &nucleolus.kohlberg.levels {
        let mut sum = level.alone.clone();
        for (coalition, weight) in level.weights.iter().chain(&level.louder) {
            coalition.members().for_each(|player| sum[player] += weight);
        }
        assert!(sum.iter().all(|entry| entry.abs() < 1e-12), "{level:?}");
        assert!(level.weights.iter().all(|(_, weight)| *weight > 0.0), "{level:?}");
    }
    assert!(nucleolus.complaints.windows(2).all(|pair| pair[0] > pair[1]), "{nucleolus:?}");
}

#[test]
fn shapes() {
    let claims = [100.0, 200.0, 300.0];
    let bankruptcy = |estate: f64| {
        table(3, |set| {
            let others: f64 = (0..3).filter(|p| !set.contains(*p)).map(|p| claims[p]).sum();
            (estate - others).max(0.0)
        })
    };
    for (values, superadditive, convex) in [
        (bankruptcy(300.0), true, true),
        (vec![0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0], true, false),
        (vec![0.0, 0.0, 0.0, 10.0, 0.0, 0.0, 0.0, 2.0], false, false),
        (vec![0.0, -3.0], true, true),
    ] {
        let game = game(&values);
        assert_eq!((game.is_superadditive(), game.is_convex()), (superadditive, convex), "{values:?}");
    }
}

#[test]
fn what_is_no_game_is_refused() {
    let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    let many: Vec<String> = (0..17).map(|player| player.to_string()).collect();
    for (players, values, refusal) in [
        (names(&[]), vec![0.0], Refusal::NoPlayers {}),
        (many, vec![0.0], Refusal::TooManyPlayers { players: 17, most: 16 }),
        (names(&["a", "a"]), vec![0.0; 4], Refusal::DuplicatePlayer { name: "a".into() }),
        (names(&["a", " a"]), vec![0.0; 4], Refusal::DuplicatePlayer { name: "a".into() }),
        (names(&["a", " "]), vec![0.0; 4], Refusal::NamelessPlayer { place: 2 }),
        (names(&["a", "b"]), vec![0.0; 3], Refusal::TableSize { given: 3, wanted: 4, players: 2 }),
        (names(&["a"]), vec![1.0, 1.0], Refusal::EmptyCoalition { value: 1.0 }),
        (names(&["a"]), vec![0.0, f64::INFINITY], Refusal::NotFinite { coalition: "a".into(), value: f64::INFINITY }),
    ] {
        assert_eq!(Game::new(players, values).unwrap_err(), refusal);
    }
    let apart = game(&[0.0, 2.0, 2.0, 3.0]);
    assert_eq!(apart.nucleolus().unwrap_err(), Refusal::NoImputation { alone: 4.0, whole: 3.0 });
    assert_eq!(differs(&apart.prenucleolus().unwrap().shares, &[1.5, 1.5], 1e-12), None);
    assert_eq!(apart.core_test(&[3.0]).unwrap_err(), Refusal::Shares { given: 1, players: 2 });
    let least = apart.least_core().unwrap();
    assert_eq!(apart.core_range(2, &least).unwrap_err(), Refusal::UnknownPlayer { place: 3, players: 2 });
    let glove = game(&[0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]);
    for (shares, refusal) in [
        ([2.0, 0.0, 0.0], Refusal::NotTheWhole { given: 2.0, whole: 1.0 }),
        ([0.0, 0.0, 0.0], Refusal::NotTheWhole { given: 0.0, whole: 1.0 }),
        ([1.5, 0.0, -0.5], Refusal::LessThanAlone { player: "c".into(), share: -0.5, alone: 0.0 }),
    ] {
        assert_eq!(glove.kohlberg(&shares).unwrap_err(), refusal);
    }
}

/// 20 players who are worth the square of their joint weight: `φ_i = w_i · Σ w`, by hand.
#[test]
fn many_players_are_sampled_with_a_half_width_that_holds() {
    let weight = |player: usize| (player + 1) as f64;
    let total: f64 = (0..20).map(weight).sum();
    let worth = |set: Coalition| Ok::<_, Refusal>(set.members().map(weight).sum::<f64>().powi(2));
    let sampled = sampled_shapley(20, 500, 7, worth).unwrap();
    assert_eq!(sampled, sampled_shapley(20, 500, 7, worth).unwrap());
    assert!(close(sampled.shares.iter().sum(), total * total, 1e-12));
    // What a player adds before and after its middle cancels exactly in an order and its reverse.
    for (player, share) in sampled.shares.iter().enumerate() {
        assert!(close(*share, weight(player) * total, 1e-9), "{player}: {share}");
    }
    let majority = |set: Coalition| Ok::<_, Refusal>(f64::from(u8::from(set.size() > 10)));
    let sampled = sampled_shapley(20, 2_000, 7, majority).unwrap();
    let held = sampled.shares.iter().zip(&sampled.half_widths).filter(|(s, w)| (*s - 0.05).abs() <= **w).count();
    assert!(held >= 17, "{held} of 20 intervals hold 1/20: {sampled:?}");
}
