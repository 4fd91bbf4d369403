//! Plans over several periods: stocks, building, ramps and delayed edits, each small enough to check by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod support;

use didymium_chain::{Files, Model, Pack, Patch, parse};
use support::{TAIL, files};

/// One maker (cost 3, capacity 40) and one market (price 5, 100 a period), no discounting.
fn chain(manifest: &str) -> Files {
    let mut files = files(&serde_json::json!({
        "commodities": [{ "id": "ox" }],
        "activities": [{ "id": "make", "io": { "ox": "1" }, "cost": "3" }],
        "capacities": [{ "id": "cap", "uses": { "make": "1" }, "cap": "40" }],
        "markets": [{ "id": "demand", "commodity": "ox", "side": "sell", "price": "5", "max": "100" }],
    }));
    let text = String::from_utf8(files["pack.toml"].clone()).unwrap();
    files.insert("pack.toml".to_owned(), text.replace("discount = 0.0", manifest).into_bytes());
    files
}

fn with_table(mut files: Files, name: &str, header: &str, row: &str) -> Files {
    files.insert(name.to_owned(), format!("{header}\n{row}{TAIL}\n").into_bytes());
    files
}

fn plan(files: &Files, periods: usize, patches: &[Patch]) -> Model {
    Model::new(Pack::read(files).unwrap().chain, periods).unwrap().rebased(patches).unwrap()
}

fn patch(edits: &str) -> Patch {
    let head = "format = 1\nid = \"p\"\nkind = \"shock\"\nname = { zh = \"x\", en = \"x\" }\n\
        summary = { zh = \"\", en = \"\" }\nyear = 2024\nsource = \"paper\"\nconfidence = \"C\"\n";
    parse("p.toml", format!("{head}{edits}").as_bytes()).unwrap()
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 1e-9 * (1.0 + wanted.abs()), "{found} instead of {wanted}");
}

#[test]
fn a_stock_carries_from_a_cheap_period_to_a_dear_one() {
    let header = "id,commodity,region,owner,opening,room,unit,low,high,cost,cost_unit,year,source,confidence,note";
    let files = with_table(chain("discount = 0.0"), "stocks.csv", header, "store,ox,R,nobody,0,10,t,,,0.5,USD/t,");
    // In the second period the market pays 9: 30 sold at 5, 10 held at 0.5, 50 sold at 9, 80 made at 3.
    let dear = patch(
        "[[edit]]\ndo = \"set\"\nwhat = \"price\"\nwhere = { id = \"demand\" }\nto = 9\nunit = \"USD/t\"\nfrom = 1\n",
    );
    let model = plan(&files, 2, &[dear]);
    near(model.plan().value, 30.0 * 5.0 + 50.0 * 9.0 - 80.0 * 3.0 - 10.0 * 0.5);
    near(model.plan().periods[0].held[0], 10.0);
    let prices = model.prices().unwrap();
    near(prices.nodes[0][0].extra_unit.unwrap(), 5.0);
    near(prices.nodes[1][0].one_less.unwrap(), 9.0);
}

#[test]
fn an_opening_stock_is_given_back_at_the_end() {
    let header = "id,commodity,region,owner,opening,room,unit,low,high,cost,cost_unit,year,source,confidence,note";
    let files = with_table(chain("discount = 0.0"), "stocks.csv", header, "store,ox,R,nobody,6,10,t,,,0,USD/t,");
    let model = plan(&files, 3, &[]);
    near(model.plan().value, 3.0 * 40.0 * 2.0);
    near(model.plan().periods[2].held[0], 6.0);
    // One period is a steady state: the stock is left alone.
    near(plan(&files, 1, &[]).plan().value, 80.0);
}

#[test]
fn capacity_is_built_where_it_pays_and_serves_after_its_lead_time() {
    let header = "capacity,cost,cost_unit,most,unit,lead_periods,year,source,confidence,note";
    // Ten more from the third period on earn 2 a unit in periods 2 and 3: worth 4, cost 3.
    let files = with_table(chain("discount = 0.0"), "builds.csv", header, "cap,3,USD/t,10,t,2,");
    let model = plan(&files, 4, &[]);
    near(model.plan().value, 4.0 * 80.0 + 10.0 * (2.0 * 2.0 - 3.0));
    let built: Vec<f64> = model.plan().periods.iter().map(|period| period.built[0]).collect();
    near(built[0], 10.0);
    near(built[1..].iter().sum(), 0.0);
    let runs: Vec<f64> = model.plan().periods.iter().map(|period| period.runs[0]).collect();
    assert_eq!(runs, [40.0, 40.0, 50.0, 50.0]);
    // One period earlier the end of the plan comes too soon for it to pay.
    near(plan(&files, 3, &[]).plan().value, 3.0 * 80.0);
}

#[test]
fn ramps_hold_back_growth_and_decline() {
    let table: &[(&str, &[f64])] = &[
        // Capacity doubles in the second period, runs may grow by a quarter a period.
        ("up = 0.25", &[40.0, 50.0, 62.5, 78.125]),
        ("down = 0.5", &[40.0, 80.0, 80.0, 80.0]),
    ];
    for (ramp, expected) in table {
        let edits = format!(
            "[[edit]]\ndo = \"scale\"\nwhat = \"capacity\"\nwhere = {{ id = \"cap\" }}\nby = 2\nfrom = 1\n\
             [[edit]]\ndo = \"ramp\"\nwhat = \"run\"\nwhere = {{ id = \"make\" }}\n{ramp}\n"
        );
        let model = plan(&chain("discount = 0.0"), 4, &[patch(&edits)]);
        let runs: Vec<f64> = model.plan().periods.iter().map(|period| period.runs[0]).collect();
        assert_eq!(&runs, expected, "{ramp}");
    }
}

#[test]
fn later_money_counts_for_less_and_prices_are_in_money_of_their_period() {
    let model = plan(&chain("discount = 0.25"), 3, &[]);
    near(model.plan().value, 80.0 * (1.0 + 0.8 + 0.64));
    let prices = model.prices().unwrap();
    for period in 0..3 {
        near(prices.nodes[period][0].single().unwrap(), 5.0);
        near(prices.capacities[period][0].single().unwrap(), 2.0);
    }
}

#[test]
fn what_comes_later_stands_still_until_then() {
    let edits = "[[edit]]\ndo = \"add\"\nfrom = 2\n[edit.activity]\nid = \"new\"\nkind = \"process\"\nstage = \"all\"\n\
        country = \"C\"\nowner = \"nobody\"\nunit = \"t\"\ncost = 1\ncost_unit = \"USD/t\"\nname_zh = \"x\"\n\
        name_en = \"x\"\nflows = [{ commodity = \"ox\", region = \"R\", amount = 1, unit = \"t/t\" }]\n";
    let model = plan(&chain("discount = 0.0"), 3, &[patch(edits)]);
    let new = model.chain().activity("new").unwrap();
    let runs: Vec<f64> = model.plan().periods.iter().map(|period| period.runs[new]).collect();
    assert_eq!(runs, [0.0, 0.0, 100.0]);
    // In the steady state it is in place.
    near(plan(&chain("discount = 0.0"), 1, &[patch(edits)]).plan().value, 100.0 * 4.0);
}

#[test]
fn what_a_period_finds_in_stock_is_no_negative_surplus() {
    let header = "id,commodity,region,owner,opening,room,unit,low,high,cost,cost_unit,year,source,confidence,note";
    let files = with_table(chain("discount = 0.0"), "stocks.csv", header, "store,ox,R,nobody,6,10,t,,,0,USD/t,");
    let model = plan(&files, 3, &[]);
    for period in &model.plan().periods {
        assert!(period.surplus[0].abs() < 1e-9, "{:?}", period.surplus);
    }
}

#[test]
fn the_split_is_whole_when_what_is_owed_or_stored_changes_later() {
    let header = "id,commodity,region,owner,opening,room,unit,low,high,cost,cost_unit,year,source,confidence,note";
    let files = with_table(chain("discount = 0.1"), "stocks.csv", header, "store,ox,R,nobody,6,30,t,,,0.1,USD/t,");
    let header = "commodity,region,amount,unit,year,source,confidence,note";
    let files = with_table(files, "withdrawals.csv", header, "ox,R,5,t,");
    for (what, by) in [("withdraw", 5), ("stock", 3)] {
        let later = patch(&format!(
            "[[edit]]\ndo = \"scale\"\nwhat = \"{what}\"\nwhere = {{ commodity = \"ox\" }}\nby = {by}\nfrom = 2\n"
        ));
        let model = plan(&files, 4, &[later]);
        let split = model.split().unwrap();
        near(split.shares.iter().map(|share| share.amount).sum(), model.plan().value);
        near(split.sellers + split.buyers + split.nobody, model.plan().value);
        // What is left at the end is what was found at the start.
        near(model.plan().periods[3].held[0], 6.0);
    }
}

#[test]
fn what_is_added_later_may_start_under_a_ramp() {
    let edits = "[[edit]]\ndo = \"add\"\nfrom = 1\n[edit.activity]\nid = \"new\"\nkind = \"process\"\nstage = \"all\"\n\
        country = \"C\"\nowner = \"nobody\"\nunit = \"t\"\ncost = 1\ncost_unit = \"USD/t\"\nname_zh = \"x\"\n\
        name_en = \"x\"\nflows = [{ commodity = \"ox\", region = \"R\", amount = 1, unit = \"t/t\" }]\n\
        [[edit]]\ndo = \"ramp\"\nwhat = \"run\"\nwhere = { id = \"new\" }\nup = 0.5\n";
    let model = plan(&chain("discount = 0.0"), 3, &[patch(edits)]);
    let new = model.chain().activity("new").unwrap();
    assert!(model.plan().periods[1].runs[new] > 0.0, "{:?}", model.plan().periods[1].runs);
}
