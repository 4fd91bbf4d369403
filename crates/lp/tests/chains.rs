//! Chains worked by hand, with exact answers.
#![allow(clippy::unwrap_used, reason = "a test may panic, and so may what it calls")]

use didymium_lp::{Base, Edit, Limit, Outcome, Problem, Slope};
use serde_json::Value;
use std::collections::BTreeMap;

/// A chain as a programme, with the names of its rows and columns.
#[derive(Default)]
struct Chain {
    problem: Problem,
    rows: BTreeMap<String, usize>,
    columns: BTreeMap<String, usize>,
}

fn number(text: &Value) -> f64 {
    let text = text.as_str().unwrap();
    match text.split_once('/') {
        Some((over, under)) => over.parse::<f64>().unwrap() / under.parse::<f64>().unwrap(),
        None => text.parse().unwrap(),
    }
}

fn list<'a>(chain: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    chain[key].as_array().into_iter().flatten()
}

fn name(item: &Value) -> String {
    item["id"].as_str().unwrap().to_owned()
}

fn read(chain: &Value) -> Chain {
    let mut made = Chain::default();
    for commodity in list(chain, "commodities") {
        let withdraw = commodity.get("withdraw").map_or(0.0, number);
        let upper = if commodity["disposal"] == "none" { withdraw } else { f64::INFINITY };
        made.rows.insert(name(commodity), made.problem.add_row(withdraw, upper));
    }
    for capacity in list(chain, "capacities") {
        made.rows.insert(name(capacity), made.problem.add_row(f64::NEG_INFINITY, number(&capacity["cap"])));
    }
    for activity in list(chain, "activities") {
        let mut entries: Vec<(usize, f64)> = activity["io"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(commodity, amount)| (made.rows[commodity], number(amount)))
            .collect();
        for capacity in list(chain, "capacities") {
            if let Some(uses) = capacity["uses"].get(name(activity)) {
                entries.push((made.rows[&name(capacity)], number(uses)));
            }
        }
        let column = made.problem.add_column(-number(&activity["cost"]), 0.0, f64::INFINITY, &entries);
        made.columns.insert(name(activity), column);
    }
    for market in list(chain, "markets") {
        let sign = if market["side"] == "sell" { 1.0 } else { -1.0 };
        let lower = market.get("min").map_or(0.0, number);
        let upper = market.get("max").filter(|max| !max.is_null()).map_or(f64::INFINITY, number);
        let row = made.rows[market["commodity"].as_str().unwrap()];
        let column = made.problem.add_column(sign * number(&market["price"]), lower, upper, &[(row, -sign)]);
        made.columns.insert(name(market), column);
    }
    made
}

fn cases() -> Vec<Value> {
    let text = include_str!("data/lp_chains.json");
    serde_json::from_str::<Value>(text).unwrap()["cases"].as_array().unwrap().clone()
}

fn case(id: &str) -> Value {
    cases().into_iter().find(|case| case["id"] == id).unwrap()
}

/// The edits that the file describes in words.
fn edits(id: &str, chain: &mut Chain) -> Vec<Edit> {
    let row = |name: &str| chain.rows[name];
    let column = |name: &str| chain.columns[name];
    match id {
        "innovation_recovery" => vec![
            Edit::Coefficient { row: row("NdPr"), column: column("separate"), value: 0.33 },
            Edit::Objective { column: column("separate"), value: -2.1 },
        ],
        "shock_separation_halved" => {
            vec![Edit::RowBounds { row: row("sep_cap"), lower: f64::NEG_INFINITY, upper: 40.0 }]
        }
        "price_shock" => vec![Edit::Objective { column: column("sell_NdPr"), value: 8.0 }],
        "export_ban" => {
            let ship = column("ship");
            chain.rows.insert("quota_export".to_owned(), chain.problem.rows());
            vec![Edit::AddRow { lower: f64::NEG_INFINITY, upper: 0.0, entries: vec![(ship, 1.0)] }]
        }
        unknown => panic!("no edits for {unknown}"),
    }
}

fn same(what: &str, found: Option<f64>, expected: &Value) {
    if expected.is_null() {
        assert_eq!(found, None, "{what}");
        return;
    }
    let (found, expected) = (found.unwrap_or_else(|| panic!("{what} is unsuppliable")), number(expected));
    assert!((found - expected).abs() <= 1e-12 * (1.0 + expected.abs()), "{what}: {found} is not {expected}");
}

fn expect(id: &str, base: &Base, chain: &Chain, expected: &Value) {
    let Outcome::Optimal(solution) = base.outcome() else { panic!("{id}: {:?}", base.outcome()) };
    same(&format!("{id} V"), Some(solution.objective), &expected["objective"]);
    assert!(solution.certificate.holds(), "{id}: {:?}", solution.certificate);
    let all = base.slopes().unwrap();
    let entries = |key: &str| expected[key].as_object().cloned().unwrap_or_default();
    for (commodity, price) in entries("prices") {
        let row = chain.rows[&commodity];
        let Slope { up, down } = base.row_slope(row).unwrap();
        assert_eq!(all.rows[row], Slope { up, down }, "{id} {commodity}");
        // One more unit available is a withdrawal of one unit less.
        same(&format!("{id} {commodity} extra"), down.map(|slope| -slope), &price["extra_unit"]);
        same(&format!("{id} {commodity} less"), up.map(|slope| -slope), &price["one_less"]);
    }
    for (capacity, rent) in entries("rents") {
        let Slope { up, down } = base.row_slope(chain.rows[&capacity]).unwrap();
        same(&format!("{id} {capacity} right"), up, &rent["right"]);
        same(&format!("{id} {capacity} left"), down, &rent["left"]);
    }
    for (market, rent) in entries("market_rents") {
        let column = chain.columns[&market];
        let Slope { up, down } = base.upper_slope(column).unwrap();
        assert_eq!(all.uppers[column], Slope { up, down }, "{id} {market}");
        same(&format!("{id} {market} right"), up, &rent["right"]);
        same(&format!("{id} {market} left"), down, &rent["left"]);
    }
}

#[test]
fn values_prices_and_rents_are_exact() {
    let mut checked = 0;
    for case in cases().iter().filter(|case| case["expect"]["status"] == "optimal") {
        let chain = read(&case["chain"]);
        let base = Base::solve(chain.problem.clone()).unwrap();
        expect(case["id"].as_str().unwrap(), &base, &chain, &case["expect"]);
        for patch in list(case, "patches") {
            let id = patch["id"].as_str().unwrap();
            let mut patched = read(&case["chain"]);
            let edits = edits(id, &mut patched);
            let warm = base.rebase(&edits).unwrap();
            expect(&format!("{id} warm"), &warm, &patched, &patch["expect"]);
            let cold = Base::solve(warm.problem().clone()).unwrap();
            expect(&format!("{id} cold"), &cold, &patched, &patch["expect"]);
            let resolved = base.resolve(&edits).unwrap();
            same(id, resolved.solution().map(|solution| solution.objective), &patch["expect"]["objective"]);
            checked += 1;
        }
        checked += 1;
    }
    assert_eq!(checked, 7 + 4);
}

#[test]
fn a_contract_beyond_capacity_names_the_limits_in_conflict() {
    let case = case("lp06_infeasible_contract");
    let chain = read(&case["chain"]);
    let base = Base::solve(chain.problem.clone()).unwrap();
    let Outcome::Infeasible(found) = base.outcome() else { panic!("{:?}", base.outcome()) };
    let expected = [
        Limit::RowLower(chain.rows["NdPr"]),
        Limit::RowUpper(chain.rows["sep_cap"]),
        Limit::ColumnLower(chain.columns["sell_NdPr"]),
    ];
    assert_eq!(found.conflict, expected);
    let mended =
        base.resolve(&[Edit::ColumnBounds { column: chain.columns["sell_NdPr"], lower: 24.0, upper: 24.0 }]).unwrap();
    assert!(mended.solution().is_some(), "{mended:?}");
}

#[test]
fn a_loop_that_gains_is_named() {
    let case = case("lp07_unbounded_loop");
    let chain = read(&case["chain"]);
    let base = Base::solve(chain.problem.clone()).unwrap();
    let Outcome::Unbounded(ray) = base.outcome() else { panic!("{:?}", base.outcome()) };
    let mut named = [chain.columns["xy"], chain.columns["yx"], chain.columns["sx"]];
    named.sort_unstable();
    assert_eq!(ray.columns, named);
    assert!(ray.gain > 0.0);
    let stopped = base.resolve(&[Edit::ColumnBounds { column: chain.columns["xy"], lower: 0.0, upper: 10.0 }]).unwrap();
    same("ten turns", stopped.solution().map(|solution| solution.objective), &Value::from("1"));
}
