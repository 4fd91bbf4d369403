//! Random games of six kinds, a thousand with a nucleolus, beside the crate `coopgame`.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use lp::generate::Splitmix;
use sharing::game::{Game, Refusal};
use support::{differs, game, table};

/// Games of one kind, from random figures.
type Family = (&'static str, fn(&mut Splitmix, usize) -> Vec<f64>);

const FAMILIES: [Family; 6] = [
    ("random", |random, players| {
        let worth: Vec<f64> = (0..1 << players).map(|_| random.between(-20.0, 100.0)).collect();
        table(players, |set| worth[set.index()])
    }),
    ("superadditive", |random, players| {
        let draws: Vec<f64> = (0..1 << players).map(|_| random.between(0.0, 10.0)).collect();
        let mut values = vec![0.0; 1 << players];
        for whole in 1..values.len() {
            let mut best = 0.0_f64;
            let mut part = (whole - 1) & whole;
            while part > 0 {
                best = best.max(values[part] + values[whole & !part]);
                part = (part - 1) & whole;
            }
            values[whole] = best + draws[whole];
        }
        values
    }),
    ("glove", |random, players| {
        let left: Vec<bool> = (0..players).map(|_| random.below(2) == 0).collect();
        table(players, |set| {
            let lefts = set.members().filter(|player| left[*player]).count();
            lefts.min(set.size() - lefts) as f64
        })
    }),
    ("bankruptcy", |random, players| {
        let claims: Vec<f64> = (0..players).map(|_| random.between(1.0, 100.0)).collect();
        let estate = claims.iter().sum::<f64>() * random.unit();
        table(players, |set| {
            let others: f64 = (0..players).filter(|p| !set.contains(*p)).map(|p| claims[p]).sum();
            (estate - others).max(0.0)
        })
    }),
    ("weighted majority", |random, players| {
        let weights: Vec<usize> = (0..players).map(|_| 1 + random.below(9)).collect();
        let quota = weights.iter().sum::<usize>() / 2 + 1;
        table(players, |set| f64::from(u8::from(set.members().map(|p| weights[p]).sum::<usize>() >= quota)))
    }),
    ("whole numbers", |random, players| {
        let worth: Vec<f64> = (0..1 << players).map(|_| random.below(7) as f64).collect();
        table(players, |set| worth[set.index()])
    }),
];

/// The complaints in falling order; the smaller list in the order of dictionaries is the better share.
fn complaints(game: &Game, shares: &[f64]) -> Vec<f64> {
    let mut complaints = game.excesses(shares);
    complaints.sort_by(|a, b| b.total_cmp(a));
    complaints
}

/// Equal shares, or a list of complaints that is no worse than theirs.
fn stands(game: &Game, ours: &[f64], theirs: &[f64]) -> Option<String> {
    let said = differs(ours, theirs, 1e-8)?;
    let (ours, theirs) = (complaints(game, ours), complaints(game, theirs));
    let first = ours.iter().zip(&theirs).find(|(a, b)| (*a - *b).abs() > 1e-8 * (1.0 + b.abs()))?;
    Some(format!("{said}; complaints {first:?}"))
}

#[test]
fn a_thousand_games_agree() {
    let mut random = Splitmix::new(1953);
    let (mut tried, mut refused, mut differing) = (0, 0, Vec::new());
    for round in 0..250 {
        for (family, draw) in FAMILIES {
            let players = 2 + round % 7;
            let game = game(&draw(&mut random, players));
            let other = coopgame::ExplicitGame::from_binary(&game.values()[1..]).unwrap();
            let name = format!("{family} {round}: {:?}", game.values());
            assert_eq!(differs(&game.shapley(), &coopgame::values::shapley(&other), 1e-12), None, "{name}");
            assert_eq!(differs(&game.banzhaf(), &coopgame::values::banzhaf(&other), 1e-12), None, "{name}");
            let ours = game.prenucleolus().unwrap();
            assert!(ours.kohlberg.holds(), "{name}: {ours:?}");
            let theirs = coopgame::nucleolus::prenucleolus(&other).unwrap();
            differing
                .extend(stands(&game, &ours.shares, theirs.allocation()).map(|said| format!("pre {name}: {said}")));
            match (game.nucleolus(), coopgame::nucleolus::nucleolus(&other)) {
                (Ok(ours), Ok(theirs)) => {
                    assert!(ours.kohlberg.holds(), "{name}: {ours:?}");
                    differing
                        .extend(stands(&game, &ours.shares, theirs.allocation()).map(|said| format!("{name}: {said}")));
                }
                (Err(Refusal::NoImputation { .. }), Err(coopgame::Error::EmptyImputationSet)) => refused += 1,
                (ours, theirs) => panic!("{name}: {ours:?} {theirs:?}"),
            }
            let (ours, theirs) = (
                game.least_core().unwrap(),
                coopgame::nucleolus::least_core(&other, coopgame::Domain::Preimputation).unwrap(),
            );
            assert_eq!(differs(&[ours.epsilon], &[theirs.epsilon()], 1e-9), None, "{name}");
            tried += 1;
        }
    }
    assert!(differing.is_empty(), "{} of {tried} differ:\n{}", differing.len(), differing.join("\n"));
    assert!(
        tried == 1_500 && tried - refused >= 1_000,
        "{refused} of {tried} have no share that gives each what it has alone"
    );
}
