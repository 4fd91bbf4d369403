//! Linear production games with published answers, straight from a programme and through packs.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use chain::{Model, Pack, parse};
use serde_json::{Value, json};
use sharing::chain_game::{ChainGame, Effort, Holding, Interval, LinearProduction, Party, Rest};
use support::pack::{files, number};
use support::{differs, game, numbers};

const CASES: &str = include_str!("vectors/lp_games.json");
const TOLERANCE: f64 = 1e-12;

fn cases() -> Vec<Value> {
    let file: Value = serde_json::from_str(CASES).unwrap();
    file["cases"].as_array().unwrap().clone()
}

fn case(id: &str) -> Value {
    cases().into_iter().find(|case| case["id"] == id).unwrap()
}

fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

fn ends(intervals: &[Interval]) -> Vec<f64> {
    intervals.iter().flat_map(|interval| [interval.low, interval.high]).collect()
}

#[test]
fn every_case_comes_out_of_its_programme() {
    let mut compared = 0;
    for case in cases().iter().filter(|case| case["technology"].is_array()) {
        let (id, expect) = (case["id"].as_str().unwrap(), &case["expect"]);
        let resources = rows(&case["resources_by_player"]);
        let production =
            LinearProduction::new(&rows(&case["technology"]), &numbers(&case["product_prices"]), &resources);
        let production = production.unwrap();
        let values = production.production().values().unwrap();
        assert_eq!(differs(&values, &numbers(&expect["values_binary"]), TOLERANCE), None, "{id}");
        let prices = rows(&expect["price_intervals"]).concat();
        assert_eq!(differs(&ends(&production.price_intervals().unwrap()), &prices, TOLERANCE), None, "{id}");
        let owen = production.production().owen_intervals().unwrap();
        assert_eq!(differs(&ends(&owen), &rows(&expect["owen_intervals"]).concat(), TOLERANCE), None, "{id}");
        let unique = owen.iter().all(|interval| interval.high - interval.low <= 1e-9);
        assert_eq!(unique, expect["owen_unique"].as_bool().unwrap(), "{id}");
        let game = game(&values);
        let shapley = game.shapley();
        assert_eq!(differs(&shapley, &numbers(&expect["shapley"]), TOLERANCE), None, "{id}");
        assert_eq!(game.core_test(&shapley).unwrap().in_core, expect["shapley_in_core"].as_bool().unwrap(), "{id}");
        let nucleolus = game.nucleolus().unwrap();
        assert_eq!(differs(&nucleolus.shares, &numbers(&expect["nucleolus"]), TOLERANCE), None, "{id}");
        assert!(nucleolus.kohlberg.holds(), "{id}");
        compared += 1;
    }
    assert_eq!(compared, 3);
}

/// The pack of a case: a supply of every resource by every player, a way of making every product, endless demand.
fn pooled(case: &Value) -> Model {
    let (technology, resources) = (rows(&case["technology"]), rows(&case["resources_by_player"]));
    let prices = numbers(&case["product_prices"]);
    let (mut commodities, mut activities, mut capacities, mut markets) = (vec![], vec![], vec![], vec![]);
    for resource in 0..technology.len() {
        commodities.push(json!({ "id": format!("r{resource}") }));
        for (player, owned) in resources.iter().enumerate() {
            let (id, amount) = (format!("supply{player}{resource}"), owned[resource].to_string());
            activities.push(json!({ "id": id, "io": { format!("r{resource}"): "1" }, "cost": "0" }));
            let owner = format!("p{player}");
            capacities.push(
                json!({ "id": format!("cap{player}{resource}"), "uses": { id: "1" }, "cap": amount, "owner": owner }),
            );
        }
    }
    for (product, price) in prices.iter().enumerate() {
        let id = format!("z{product}");
        let mut io = json!({ id.clone(): "1" });
        for (resource, rates) in technology.iter().enumerate() {
            io[format!("r{resource}")] = json!((-rates[product]).to_string());
        }
        commodities.push(json!({ "id": id }));
        activities.push(json!({ "id": format!("make{product}"), "io": io, "cost": "0" }));
        markets.push(
            json!({ "id": format!("sell{product}"), "commodity": id, "side": "sell", "price": price.to_string() }),
        );
    }
    let chain =
        json!({ "commodities": commodities, "activities": activities, "capacities": capacities, "markets": markets });
    Model::new(Pack::read(&files(&chain)).unwrap().chain, 1).unwrap()
}

fn party(name: &str, holdings: &[Holding]) -> Party {
    Party { name: name.to_owned(), holdings: holdings.to_vec() }
}

fn owner(id: &str) -> Holding {
    Holding::Owner(id.to_owned())
}

#[test]
fn every_case_comes_out_of_a_pack() {
    let mut compared = 0;
    for case in cases().iter().filter(|case| case["technology"].is_array()) {
        let (id, expect) = (case["id"].as_str().unwrap(), &case["expect"]);
        let model = pooled(case);
        let players = rows(&case["resources_by_player"]).len();
        let parties = (0..players).map(|at| party(&format!("p{at}"), &[owner(&format!("p{at}"))])).collect();
        let game = ChainGame::new(&model, &[], parties, Rest::AtChainPrices).unwrap();
        let proposal = game.propose(Effort::default()).unwrap();
        let said =
            |found: &[f64], name: &str| assert_eq!(differs(found, &numbers(&expect[name]), 1e-9), None, "{id}: {name}");
        said(proposal.values.as_ref().unwrap(), "values_binary");
        said(&proposal.shapley.shares, "shapley");
        said(&proposal.nucleolus.as_ref().unwrap().shares, "nucleolus");
        assert_eq!(
            differs(&ends(&proposal.owen_intervals), &rows(&expect["owen_intervals"]).concat(), 1e-9),
            None,
            "{id}"
        );
        assert_eq!(differs(&[proposal.whole], &[number(&expect["V_N"])], 1e-9), None, "{id}");
        if expect["owen"].is_array() {
            said(&proposal.owen.shares, "owen");
        } else {
            // By the note of the case, or by symmetry: everybody the same.
            let even = proposal.whole / players as f64;
            assert_eq!(differs(&proposal.owen.shares, &vec![even; players], 1e-9), None, "{id}");
        }
        assert!(proposal.owen.core.as_ref().unwrap().in_core, "{id}");
        assert!(proposal.owen.nobody.abs() < 1e-9, "{id}");
        assert_eq!(proposal.shapley.core.unwrap().in_core, expect["shapley_in_core"].as_bool().unwrap(), "{id}");
        compared += 1;
    }
    assert_eq!(compared, 3);
}

/// Two plants that earn 1 each, and a technology that doubles what both make.
fn plants() -> (Model, chain::Patch) {
    let plant = |name: &str| json!({ "id": name, "io": { "part": "1" }, "cost": "0" });
    let line = |name: &str, of: &str| json!({ "id": name, "uses": { of: "1" }, "cap": "1", "owner": of });
    let chain = json!({
        "commodities": [{ "id": "part" }],
        "activities": [plant("A"), plant("B")],
        "capacities": [line("line_a", "A"), line("line_b", "B")],
        "markets": [{ "id": "demand", "commodity": "part", "side": "sell", "price": "1" }],
    });
    let patch = "format = 1\nid = \"double\"\nkind = \"innovation\"\nname = { zh = \"x\", en = \"x\" }\n\
        summary = { zh = \"\", en = \"\" }\nyear = 2024\nsource = \"paper\"\nconfidence = \"C\"\n\
        [[edit]]\ndo = \"scale\"\nwhat = \"flow\"\nwhere = { activity = [\"A\", \"B\"], commodity = \"part\" }\nby = 2\n";
    let model = Model::new(Pack::read(&files(&chain)).unwrap().chain, 1).unwrap();
    (model, parse("patches/double.toml", patch.as_bytes()).unwrap())
}

#[test]
fn a_technology_that_is_not_used_up_earns_nothing_at_capacity_prices() {
    let case = case("nonrival_technology");
    let (expect, (model, patch)) = (&case["expect"], plants());
    let technology = Holding::Patch("double".to_owned());
    let parties = vec![party("A", &[owner("A")]), party("B", &[owner("B")]), party("T", &[technology])];
    let game = ChainGame::new(&model, &[patch], parties, Rest::AtChainPrices).unwrap();
    let proposal = game.propose(Effort::default()).unwrap();
    let said = |found: &[f64], wanted: &Value| assert_eq!(differs(found, &numbers(wanted), 1e-12), None, "{wanted}");
    said(proposal.values.as_ref().unwrap(), &case["values_binary"]);
    said(&proposal.owen.shares, &expect["owen_from_capacity_duals"]);
    said(&proposal.shapley.shares, &expect["shapley"]);
    said(&proposal.nucleolus.unwrap().shares, &expect["nucleolus"]);
    let range = proposal.technologies[0];
    let core = range.core.unwrap();
    said(&[core.low, core.high], &expect["core_interval_T"]);
    assert_eq!(
        differs(&[range.whole, range.range.low, range.range.high], &[4.0, 0.0, number(&expect["marginal_T"])], 1e-12),
        None
    );
    // Drawn orders say the same within what they claim.
    let drawn = game.propose(Effort { exact_up_to: 0, pairs: 400, seed: 5 }).unwrap();
    for (place, width) in drawn.half_widths.unwrap().iter().enumerate() {
        assert!((drawn.shapley.shares[place] - proposal.shapley.shares[place]).abs() <= width + 1e-9);
    }
}

/// Warm through Gray's code, warm from the whole, and from nothing: the same worth.
#[test]
fn coalitions_are_worth_the_same_however_they_are_solved() {
    use lp::{Base, Edit};
    use sharing::chain_game::{Endowment, Limit, Production};
    use sharing::game::Coalition;
    for seed in 1..=4 {
        let base = Base::solve(lp::generate::chain(seed, 300).problem).unwrap();
        let bounded = |row: &usize| (1e-9..f64::INFINITY).contains(&base.problem().row_bounds(*row).1);
        let rows: Vec<usize> = (0..base.problem().rows()).filter(bounded).collect();
        let endow = |(at, row): (usize, &usize)| {
            let amount = base.problem().row_bounds(*row).1;
            // Every third limit is pooled by two.
            let halves = if at % 3 == 0 {
                vec![(at % 6, amount / 2.0), ((at + 1) % 6, amount / 2.0)]
            } else {
                vec![(at % 6, amount)]
            };
            halves.into_iter().map(|(party, amount)| Endowment { limit: Limit::Row(*row), party, amount }).collect()
        };
        let endowments: Vec<Endowment> = rows.iter().enumerate().flat_map::<Vec<_>, _>(endow).collect();
        assert!(endowments.len() >= 6, "{endowments:?}");
        let production = Production::new(base.clone(), names(6), &endowments).unwrap();
        let mut scratch = lp::Scratch::default();
        for (bits, value) in (0..).zip(production.values().unwrap()) {
            let mut problem = base.problem().clone();
            for (limit, parts) in production.held() {
                let Limit::Row(row) = limit else { panic!("{limit:?}") };
                let held = parts.iter().filter(|(party, _)| Coalition(bits).contains(*party));
                let upper = held.map(|(_, amount)| amount).sum();
                problem.apply(&Edit::RowBounds { row, lower: problem.row_bounds(row).0, upper }).unwrap();
            }
            let cold = Base::solve(problem).unwrap().outcome().solution().unwrap().objective;
            let warm = production.value(Coalition(bits), &mut scratch).unwrap();
            assert_eq!(differs(&[value, warm], &[cold, cold], 1e-9), None, "seed {seed}, coalition {bits}");
        }
    }
}

#[test]
fn endowments_that_fit_nothing_are_refused() {
    use sharing::chain_game::{Endowment, Limit, Production, Refusal};
    let base = || lp::Base::solve(lp::generate::chain(1, 300).problem).unwrap();
    let good = Endowment { limit: Limit::Row(0), party: 0, amount: 1.0 };
    for bad in [
        Endowment { limit: Limit::Row(usize::MAX), ..good },
        Endowment { limit: Limit::Column(usize::MAX), ..good },
        Endowment { party: 2, ..good },
        Endowment { amount: -1.0, ..good },
        Endowment { amount: f64::NAN, ..good },
    ] {
        let refusal = Production::new(base(), names(2), &[good, bad]).unwrap_err();
        assert_eq!(refusal, Refusal::Endowment { place: 2 }, "{bad:?}");
    }
    let too_many = |parties, most| Refusal::TooManyParties { parties, most };
    assert_eq!(Production::new(base(), names(33), &[]).unwrap_err(), too_many(33, 32));
    // Orders can be drawn of so many, but no table is made.
    assert_eq!(Production::new(base(), names(17), &[]).unwrap().values().unwrap_err(), too_many(17, 16));
}

#[test]
fn a_coalition_without_a_plan_is_named() {
    use sharing::chain_game::{Endowment, Limit, Production, Refusal};
    use sharing::game::Coalition;
    // Two must be made, and each party can make one.
    let mut problem = lp::Problem::new();
    problem.add_row(f64::NEG_INFINITY, 2.0);
    problem.add_row(2.0, f64::INFINITY);
    problem.add_column(1.0, 0.0, f64::INFINITY, &[(0, 1.0), (1, 1.0)]);
    let one = |party| Endowment { limit: Limit::Row(0), party, amount: 1.0 };
    let parties = ["mine", "mill"].map(String::from).to_vec();
    let production = Production::new(lp::Base::solve(problem).unwrap(), parties, &[one(0), one(1)]).unwrap();
    let value = |coalition| production.value(coalition, &mut lp::Scratch::default());
    assert_eq!(value(Coalition::all(2)), Ok(2.0));
    assert_eq!(value(Coalition::single(1)), Err(Refusal::NoPlan { coalition: "mill".to_owned() }));
    assert_eq!(value(Coalition::EMPTY), Err(Refusal::NoPlan { coalition: "∅".to_owned() }));
}

fn names(count: usize) -> Vec<String> {
    (1..=count).map(|party| party.to_string()).collect()
}
