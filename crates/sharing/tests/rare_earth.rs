//! The shipped pack: five parties, one of them with a technology, and the rest of the chain around them.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::sync::LazyLock;

use chain::{Model, Pack};
use sharing::chain_game::{Answer, ChainGame, Effort, Holding, Party, Proposal, Refusal, Rest};
use sharing::game::Game;
use support::pack::shipped;

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::read(&shipped()).unwrap_or_else(|refusals| panic!("{refusals}")));
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(PACK.chain.clone(), 1).unwrap());

fn party(name: &str, holdings: &[&str]) -> Party {
    let read = |text: &&str| match text.split_once(':').unwrap() {
        ("owner", id) => Holding::Owner(id.to_owned()),
        ("capacity", id) => Holding::Capacity(id.to_owned()),
        ("market", id) => Holding::Market(id.to_owned()),
        ("patch", id) => Holding::Patch(id.to_owned()),
        other => panic!("{other:?}"),
    };
    Party { name: name.to_owned(), holdings: holdings.iter().map(read).collect() }
}

fn parties() -> Vec<Party> {
    vec![
        party("miners", &["owner:northern", "owner:creg"]),
        party("metal", &["owner:cn_metal"]),
        party("magnets", &["owner:cn_magnet"]),
        party("motors", &["owner:cn_device", "owner:buyers_cn"]),
        party("institute", &["patch:gbd_range"]),
    ]
}

fn propose(rest: Rest) -> (ChainGame, Proposal) {
    let game = ChainGame::new(&MODEL, &PACK.patches, parties(), rest).unwrap();
    let proposal = game.propose(Effort::default()).unwrap();
    (game, proposal)
}

fn near(found: f64, wanted: f64, whole: f64) -> bool {
    (found - wanted).abs() <= 1e-7 * whole.abs()
}

#[test]
fn five_parties_and_the_rest_make_the_whole() {
    for rest in [Rest::AtChainPrices, Rest::Free, Rest::Absent] {
        let (game, proposal) = propose(rest);
        let whole = proposal.whole;
        let answers = [Some(&proposal.owen), Some(&proposal.shapley), proposal.nucleolus.as_ref()];
        for answer in answers.into_iter().flatten() {
            let sum: f64 = answer.shares.iter().sum();
            assert!(near(sum + answer.nobody, whole, whole), "{rest:?}: {answer:?}");
        }
        for (interval, paid) in proposal.owen_intervals.iter().zip(&proposal.owen.shares) {
            let (low, high) = (interval.low - 1e-7 * whole, interval.high + 1e-7 * whole);
            assert!((low..=high).contains(paid), "{rest:?}: {interval:?} {paid}");
        }
        assert!(proposal.kohlberg.as_ref().unwrap().holds(), "{rest:?}");
        let technology = proposal.technologies[0];
        assert!(technology.range.high > 0.0 && technology.party == 4, "{rest:?}: {technology:?}");
        // The same coalitions from nothing.
        let table = game.game().unwrap();
        assert_eq!(proposal.values.as_deref(), Some(table.values()));
        assert!(proposal.owen.shares[4].abs() <= 1e-9 * whole, "prices of capacities pay a technology nothing");
    }
}

/// Owen 1975: where everybody has the same technologies, what optimal prices pay lies in the core.
#[test]
fn what_prices_pay_is_in_the_core_where_technologies_are_shared() {
    let shared = MODEL.rebased(&[PACK.patch("gbd_range").unwrap().clone()]).unwrap();
    for rest in [Rest::AtChainPrices, Rest::Absent] {
        let game = ChainGame::new(&shared, &PACK.patches, parties()[..4].to_vec(), rest).unwrap();
        let proposal = game.propose(Effort::default()).unwrap();
        let core = |answer: &Answer| answer.core.as_ref().unwrap().in_core;
        assert!(core(&proposal.owen), "{rest:?}: {:?}", proposal.owen);
        assert!(core(proposal.nucleolus.as_ref().unwrap()), "{rest:?}");
        assert!(proposal.least_core.unwrap() <= 1e-9 * proposal.whole, "{rest:?}");
    }
}

#[test]
fn an_absent_rest_is_the_chain_with_the_others_at_zero() {
    let (game, proposal) = propose(Rest::Absent);
    let chain = game.whole().chain();
    let mp = chain.capacity("cap_mountain_pass").unwrap();
    assert_eq!(chain.capacities[mp].amount.value, 0.0);
    assert!(proposal.whole > 0.0 && proposal.whole < MODEL.plan().value);
}

#[test]
fn one_party_with_everything_has_everything() {
    let all: Vec<String> = PACK.chain.owners.iter().map(|owner| format!("owner:{}", owner.id)).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let game = ChainGame::new(&MODEL, &PACK.patches, vec![party("all", &all)], Rest::AtChainPrices).unwrap();
    let proposal = game.propose(Effort::default()).unwrap();
    assert!(near(proposal.shapley.shares[0], MODEL.plan().value, proposal.whole), "{proposal:?}");
    assert!(near(proposal.owen.nobody, 0.0, proposal.whole));
}

#[test]
fn what_makes_no_game_is_refused() {
    let refusal = |parties: Vec<Party>| ChainGame::new(&MODEL, &PACK.patches, parties, Rest::Free).err().unwrap();
    let unknown = |what, id: &str| Refusal::Unknown { party: "a".into(), what, id: id.into() };
    let many = (0..33).map(|at| party(&at.to_string(), &["owner:mp"])).collect();
    let technologies = PACK.patches.iter().take(9).map(|patch| party(&patch.id, &[&format!("patch:{}", patch.id)]));
    for (parties, wanted) in [
        (vec![party("a", &["owner:nobody_here"])], unknown("owner", "nobody_here")),
        (vec![party("a", &["capacity:none"])], unknown("capacity", "none")),
        (vec![party("a", &["market:none"])], unknown("market", "none")),
        (vec![party("a", &["patch:none"])], unknown("patch", "none")),
        (vec![party("a", &[])], Refusal::HoldsNothing { party: "a".into() }),
        (
            vec![party("a", &["owner:mp"]), party("b", &["owner:mp"])],
            Refusal::HeldTwice { what: "owner", id: "mp".into(), first: "a".into(), second: "b".into() },
        ),
        (many, Refusal::TooManyParties { parties: 33, most: 32 }),
        (technologies.collect(), Refusal::TooManyTechnologies { parties: 9, most: 8 }),
    ] {
        assert_eq!(refusal(parties), wanted);
    }
    let periods = Model::new(PACK.chain.clone(), 2).unwrap();
    let refused = ChainGame::new(&periods, &PACK.patches, parties(), Rest::Free).err().unwrap();
    assert_eq!(refused, Refusal::Periods { periods: 2 });
    let seventeen: Vec<Party> =
        (0..17).map(|at| party(&at.to_string(), &[&format!("owner:{}", PACK.chain.owners[at].id)])).collect();
    let game = ChainGame::new(&MODEL, &PACK.patches, seventeen, Rest::AtChainPrices).unwrap();
    assert_eq!(game.game().unwrap_err(), Refusal::TooManyParties { parties: 17, most: Game::MOST_PLAYERS });
    let drawn = game.propose(Effort { pairs: 4, ..Effort::default() }).unwrap();
    assert!(drawn.values.is_none() && drawn.nucleolus.is_none() && drawn.shapley.core.is_none());
    assert_eq!(drawn.half_widths.map(|widths| widths.len()), Some(17));
}

#[test]
fn a_proposal_is_data() {
    let (_, proposal) = propose(Rest::AtChainPrices);
    let data = serde_json::to_value(&proposal).unwrap();
    assert_eq!(data["parties"][4]["patches"][0], "gbd_range");
    assert_eq!(data["rest"], "at-chain-prices");
    assert_eq!(data["values"].as_array().unwrap().len(), 32);
}
