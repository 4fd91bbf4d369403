//! Worked examples whose answers are exact fractions: written as packs, read, solved, priced, patched.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use std::fmt::Write as _;

use didymium_chain::{Class, Interval, Model, Pack, Patch, Reason, Refusals, parse};
use serde_json::Value;
use support::{TAIL, files, id, list, number};

const CASES: &str = include_str!("data/lp_chains.json");
const TOLERANCE: f64 = 1e-12;

fn cases() -> Vec<Value> {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    cases["cases"].as_array().unwrap().clone()
}

fn model(case: &Value) -> Result<Model, Refusals> {
    let pack = Pack::read(&files(&case["chain"]))?;
    Ok(Model::new(pack.chain, 1)?)
}

fn close(found: f64, wanted: f64) -> bool {
    (found - wanted).abs() <= TOLERANCE * (1.0 + wanted.abs())
}

fn same_side(found: Option<f64>, wanted: &Value) -> bool {
    match (found, wanted) {
        (None, Value::Null) => true,
        (Some(found), Value::String(_)) => close(found, number(wanted)),
        _ => false,
    }
}

/// Compares a solved model with what the case expects; says everything that differs.
fn differences(model: &Model, expect: &Value) -> String {
    let mut said = String::new();
    let chain = model.chain();
    if !close(model.plan().value, number(&expect["objective"])) {
        let _ = writeln!(said, "V {} instead of {}", model.plan().value, expect["objective"]);
    }
    let prices = model.prices().unwrap();
    let mut compare = |what: &str, found: Interval, wanted: &Value, names: [&str; 2]| {
        if !same_side(found.extra_unit, &wanted[names[0]]) || !same_side(found.one_less, &wanted[names[1]]) {
            let _ = writeln!(said, "{what}: {found:?} instead of {wanted}");
        }
    };
    for (name, wanted) in expect["prices"].as_object().unwrap() {
        let node = model.plan().node(chain.commodity(name).unwrap(), 0).unwrap();
        compare(name, prices.nodes[0][node], wanted, ["extra_unit", "one_less"]);
    }
    for (name, wanted) in expect["rents"].as_object().unwrap() {
        compare(name, prices.capacities[0][chain.capacity(name).unwrap()], wanted, ["right", "left"]);
    }
    for (name, wanted) in expect["market_rents"].as_object().unwrap() {
        compare(name, prices.markets[0][chain.market(name).unwrap()], wanted, ["right", "left"]);
    }
    said
}

#[test]
fn every_chain_is_solved_and_priced_exactly() {
    let mut solved = 0;
    for case in cases() {
        match case["expect"]["status"].as_str().unwrap() {
            "optimal" => {
                let model = model(&case).unwrap();
                assert_eq!(differences(&model, &case["expect"]), "", "{}", id(&case));
                assert!(model.plan().certificate.worst() <= 1e-9, "{}", id(&case));
                let split = model.split().unwrap();
                let whole = split.shares.iter().map(|share| share.amount).sum::<f64>();
                assert!((whole - split.value).abs() <= 1e-6 * (1.0 + split.value), "{}: {split:?}", id(&case));
                solved += 1;
            }
            "infeasible" => {
                let refusal = model(&case).unwrap_err().0.remove(0);
                assert_eq!(refusal.reason.class(), Class::Infeasible);
                assert_eq!(
                    refusal.to_string(),
                    "no plan meets all of these limits: delivery 30 t NdPr@R, capacity sep_cap 80 t"
                );
            }
            "unbounded" => {
                let refusal = model(&case).unwrap_err().0.remove(0);
                let Reason::EndlessGain { loop_names } = &*refusal.reason else { panic!("{refusal}") };
                assert!(loop_names.contains("xy") && loop_names.contains("yx"), "{loop_names}");
            }
            other => panic!("{other}"),
        }
    }
    assert_eq!(solved, 7);
}

fn patch(id: &str, edits: &str) -> Patch {
    let head = format!(
        "format = 1\nid = \"{id}\"\nkind = \"shock\"\nname = {{ zh = \"x\", en = \"x\" }}\n\
         summary = {{ zh = \"\", en = \"\" }}\nyear = 2024\nsource = \"paper\"\nconfidence = \"C\"\n"
    );
    parse("patches/test.toml", (head + edits).as_bytes()).unwrap()
}

/// The patches of the cases, in the words of the patch format.
const PATCHES: &[(&str, &str, &str)] = &[
    (
        "lp01_basket",
        "innovation_recovery",
        "[[edit]]\ndo = \"set\"\nwhat = \"flow\"\nwhere = { activity = \"separate\", commodity = \"NdPr\" }\nto = 0.33\nunit = \"t/t\"\n\
         [[edit]]\ndo = \"set\"\nwhat = \"cost\"\nwhere = { activity = \"separate\" }\nto = 2.1\nunit = \"USD/t\"\n",
    ),
    (
        "lp01_basket",
        "shock_separation_halved",
        "[[edit]]\ndo = \"scale\"\nwhat = \"capacity\"\nwhere = { id = \"sep_cap\" }\nby = 0.5\n",
    ),
    (
        "lp01_basket",
        "price_shock",
        "[[edit]]\ndo = \"bound\"\nwhat = \"price\"\nwhere = { market = \"sell_NdPr\" }\nmax = 8\nunit = \"USD/t\"\n",
    ),
    (
        "lp04_two_regions_export_ban",
        "export_ban",
        "[[edit]]\ndo = \"add\"\n[edit.capacity]\nid = \"quota_export\"\nkind = \"quota\"\nstage = \"all\"\ncountry = \"C\"\nowner = \"nobody\"\n\
         amount = 0\nunit = \"t\"\nname_zh = \"x\"\nname_en = \"x\"\nuses = [{ activity = \"ship\", rate = 1, unit = \"t/t\" }]\n",
    ),
];

#[test]
fn every_patch_is_solved_and_priced_exactly() {
    let mut tried = 0;
    for case in cases() {
        for expected in list(&case, "patches") {
            let (_, _, edits) = PATCHES.iter().find(|(of, name, _)| *of == id(&case) && *name == id(expected)).unwrap();
            let stack = [patch("p", edits)];
            let base = model(&case).unwrap();
            let warm = base.scenario(&stack).unwrap();
            assert!(close(warm.plan.value, number(&expected["expect"]["objective"])), "{}", id(expected));
            let patched = base.rebased(&stack).unwrap();
            assert_eq!(differences(&patched, &expected["expect"]), "", "{}", id(expected));
            tried += 1;
        }
    }
    assert_eq!(tried, PATCHES.len());
}

/// A node with stock 120, other supply 10 a week and demand 40 a week, lost for 6 weeks: it survives 4.
/// Simchi-Levi et al. 2015, Interfaces 45(5):375–390, by hand.
#[test]
fn time_to_survive_of_a_single_node() {
    let weeks = didymium_chain::WEEKS;
    let chain = serde_json::json!({
        "commodities": [{ "id": "part" }],
        "activities": [
            { "id": "lost", "io": { "part": "1" }, "cost": "1" },
            { "id": "other", "io": { "part": "1" }, "cost": "2" },
        ],
        "capacities": [
            { "id": "node", "uses": { "lost": "1" }, "cap": (30.0 * weeks).to_string() },
            { "id": "elsewhere", "uses": { "other": "1" }, "cap": (10.0 * weeks).to_string() },
        ],
        "markets": [{ "id": "demand", "commodity": "part", "side": "sell", "price": "100", "max": (40.0 * weeks).to_string() }],
    });
    let mut files = files(&chain);
    let capacities = String::from_utf8(files["capacities.csv"].clone()).unwrap();
    // Six weeks to recover, in the column before the names of the first capacity.
    files.insert("capacities.csv".to_owned(), capacities.replacen(",,,,x,x", ",,,6,x,x", 1).into_bytes());
    let stocks = format!(
        "id,commodity,region,owner,opening,room,unit,low,high,cost,cost_unit,year,source,confidence,note\n\
         store,part,R,nobody,120,200,t,,,0,USD/t,{TAIL}\n"
    );
    files.insert("stocks.csv".to_owned(), stocks.into_bytes());
    let model = Model::new(Pack::read(&files).unwrap().chain, 1).unwrap();
    let links = model.weak_links(&[], None, 1).unwrap().links;
    let node = links.iter().find(|link| link.link == didymium_chain::Link::Capacity(0)).unwrap();
    let Some(didymium_chain::Survival::Weeks(survives)) = node.survival else { panic!("{node:?}") };
    assert!((survives - 4.0).abs() < 1e-6, "{survives}");
    assert_eq!((node.recover_weeks, node.at_risk()), (Some(6.0), Some(true)));
}

/// Two owners whose capacities bind together: any rents that add up to 1/2 are prices, and the canonical point
/// shares them evenly, 15 of the 30 each, worked out by hand from argmin (60·a)² + (60·b)² with a + b = 1/2.
#[test]
fn matched_owners_share_evenly_at_the_canonical_point() {
    let case = cases().into_iter().find(|case| id(case) == "lp03_matched_capacities").unwrap();
    let model = model(&case).unwrap();
    let split = model.split().unwrap();
    for owner in ["A", "B"] {
        let at = model.chain().owners.iter().position(|o| o.id == owner).unwrap();
        assert!((split.by_owner[at] - 15.0).abs() < 1e-9, "{owner}: {:?}", split.by_owner);
    }
}
