//! Public formulas worked through (`vectors/waterfalls.json`), each rule transcribed in `rules/`.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use jiff::civil::{Date, date};
use measure::{Currency, Money};
use serde_json::Value;
use sharing::waterfall::{Allocation, Lifetime, PartyId, PoolId, Receipt, Rule, allocate};
use support::worked;

fn money(value: &Value, currency: Currency) -> Money {
    Money::parse(&format!("{currency} {}", value.as_str().unwrap())).unwrap()
}

fn day() -> Date {
    date(2026, 3, 1)
}

fn first(rule: &Rule, amount: &Value, claim: Option<(&str, &Value)>) -> Allocation {
    let mut receipt = Receipt::new("r", day(), money(amount, rule.currency));
    if let Some((pool, amount)) = claim {
        receipt = receipt.claiming(PoolId::parse(pool).unwrap(), money(amount, rule.currency));
    }
    allocate(rule, &Lifetime::new(&rule.agreement, rule.currency), &receipt).unwrap()
}

fn got(allocation: &Allocation, party: &str) -> String {
    allocation.amount(&PartyId::parse(party).unwrap()).unwrap().amount_text()
}

/// Every party of `expect` has what it says.
fn agrees(allocation: &Allocation, expect: &Value) {
    for (party, amount) in expect.as_object().unwrap() {
        assert_eq!(got(allocation, party), amount.as_str().unwrap(), "{}: {party}", allocation.agreement);
    }
}

#[test]
fn tiers_and_costs_are_those_of_the_universities() {
    let table = [
        ("cambridge_opt_in_2005", include_str!("rules/cambridge.toml"), "net", None),
        ("oxford", include_str!("rules/oxford.toml"), "gross", Some("costs")),
        ("mit", include_str!("rules/mit.toml"), "gross", Some("costs")),
        ("stanford", include_str!("rules/stanford.toml"), "gross", Some("costs")),
    ];
    for (id, text, base, pool) in table {
        let rule = Rule::from_toml(text).unwrap();
        for (input, expect) in worked(id) {
            agrees(&first(&rule, &input[base], pool.map(|pool| (pool, &input[pool]))), &expect);
        }
        // The same rule in JSON.
        let json = serde_json::to_string(&rule).unwrap();
        assert_eq!(Rule::from_json(&json), Ok(rule));
    }
}

#[test]
fn costs_are_a_first_charge_on_a_part_and_are_carried_forward() {
    let rule = Rule::from_toml(include_str!("rules/strathclyde.toml")).unwrap();
    for (input, expect) in worked("strathclyde_recoupment") {
        let allocation = first(&rule, &input["gross"], Some(("costs", &input["costs_outstanding"])));
        assert_eq!(got(&allocation, "recouped"), expect["recouped"]);
        assert_eq!(got(&allocation, "distributable"), expect["distributable"]);
        assert_eq!(allocation.outstanding[0].1.amount_text(), expect["costs_carried_forward"]);
    }
}

#[test]
fn a_cap_holds_for_each_person_and_year() {
    let text = include_str!("rules/us-federal-laboratory.toml");
    for (input, expect) in worked("us_federal_lab_15usc3710c") {
        let alone =
            text.replace("{ id = \"inventor-1\", share = \"1/2\" }, { id = \"inventor-2\", share = \"1/2\" }", "");
        let alone = alone.replace("members = []", "members = [{ id = \"inventor-1\", share = \"1\" }]");
        let rule = Rule::from_toml(if input["inventors"] == 1 { &alone } else { text }).unwrap();
        let allocation = first(&rule, &input["royalties_year"], None);
        assert_eq!(got(&allocation, "laboratory"), expect["laboratory"]);
        for (at, amount) in expect["inventors"].as_array().unwrap().iter().enumerate() {
            assert_eq!(got(&allocation, &format!("inventor-{}", at + 1)), *amount);
        }
    }
}

const CAPPED: &str = r#"format = 1
agreement = "a"
version = 1
agreed = "2026-01-01"
from = "2026-01-01"
currency = "CNY"
base = "gross"
parties = [{ id = "unit" }, { id = "other" }, { id = "inventors", members = [{ id = "a", share = "1/2" }, { id = "b", share = "1/2" }] }]

[[steps]]
id = "half"
action = { percent-of-remaining = { shares = { inventors = "1/2" } } }

[[steps]]
id = "cap"
action = { cap = { party = "inventors", each = "CNY 100" } }

[[steps]]
id = "rest"
action = { split = { shares = { unit = "1" } } }
"#;

/// Shares receipts of 2026 and later, each by its rule; gives what each of some parties has after every one.
fn through(steps: &[(&str, Date, i64)], parties: &[&str]) -> Vec<Vec<i64>> {
    let mut life = Lifetime::new("a", Currency::Cny);
    let mut found = Vec::new();
    for (text, day, fen) in steps {
        let receipt = Receipt::new("r", *day, Money::fen(*fen));
        life = allocate(&Rule::from_toml(text).unwrap(), &life, &receipt).unwrap().after;
        let has = |id: &&str| life.given(&PartyId::parse(id).unwrap()).unwrap().minor_units();
        found.push(parties.iter().map(has).collect());
    }
    found
}

#[test]
fn a_cap_goes_on_with_those_who_are_its_persons_now() {
    // C takes the place of B: A is at the cap, C begins at nothing, B keeps what it has.
    let second = CAPPED.replace("version = 1", "version = 2").replace("\"b\"", "\"c\"");
    let found = through(
        &[(CAPPED, day(), 100_000), (&second, day(), 10_000), (&second, day(), 40_000)],
        &["a", "b", "c", "unit"],
    );
    assert_eq!(found[0], [10_000, 10_000, 0, 80_000]);
    assert_eq!(found[1], [10_000, 10_000, 2_500, 87_500]);
    assert_eq!(found[2], [10_000, 10_000, 10_000, 120_000]);
}

#[test]
fn a_cap_goes_on_over_another_period() {
    // From a lifetime to a year: what was kept this year counts, and next year begins anew; and back.
    let yearly = CAPPED.replace("version = 1", "version = 2").replace("CNY 100\"", "CNY 100\", per = \"year\"");
    let next = date(2027, 3, 1);
    let there = through(&[(CAPPED, day(), 100_000), (&yearly, day(), 10_000), (&yearly, next, 50_000)], &["a", "unit"]);
    assert_eq!(there, [[10_000, 80_000], [10_000, 90_000], [20_000, 120_000]]);
    let back = through(
        &[
            (&yearly, day(), 100_000),
            (&yearly, next, 8_000),
            (&CAPPED.replace("version = 1", "version = 3").replace("CNY 100\"", "CNY 200\""), next, 100_000),
        ],
        &["a", "unit"],
    );
    assert_eq!(back, [[10_000, 80_000], [12_000, 84_000], [20_000, 168_000]]);
}

#[test]
fn a_guarantee_goes_on_with_those_who_are_its_persons_now() {
    let topped = |version: u32, person: &str| {
        let action = "guarantee = { party = \"inventors\", amount = \"CNY 100\", from = \"unit\" }";
        let step = format!(
            "{}\n[[steps]]\nid = \"least\"\naction = {{ {action} }}\n",
            CAPPED.replace("1/2\" } } }", "1/10\" } } }")
        );
        step.replace("version = 1", &format!("version = {version}")).replace("\"b\"", &format!("\"{person}\""))
    };
    // A and B have 10 each by their shares and 40 each by the guarantee. Then C takes the place of B: by the shares A has
    // 15 and C has 5, A has 40 by the guarantee, and the 40 that are missing to 100 come to both alike.
    let (first, second) = (topped(1, "b"), topped(2, "c"));
    let found = through(&[(&first, day(), 20_000), (&second, day(), 10_000)], &["a", "b", "c", "unit"]);
    assert_eq!(found, [[5_000, 5_000, 0, 10_000], [7_500, 5_000, 2_500, 15_000]]);
}

#[test]
fn a_charge_that_comes_from_another_part_counts_from_then_on() {
    let charged = |version: u32, from: &str| {
        let recoup = format!("recoup = {{ pool = \"costs\", to = \"other\", from = \"{from}\", charge = \"1/2\" }}");
        let text = CAPPED.replace("1/2\" } } }", "1/10\" } } }");
        let cap = text.find("[[steps]]\nid = \"cap\"").unwrap();
        let text = format!(
            "{}[[steps]]\nid = \"rest\"\naction = {{ split = {{ shares = {{ unit = \"1\" }} }} }}\n[[steps]]\nid = \"costs\"\naction = {{ {recoup} }}\n",
            &text[..cap]
        );
        Rule::from_toml(&text.replace("version = 1", &format!("version = {version}"))).unwrap()
    };
    let life = Lifetime::new("a", Currency::Cny);
    let costs = PoolId::parse("costs").unwrap();
    let receipt = |fen| Receipt::new("r", day(), Money::fen(fen));
    // A has 500 and pays half of it; then the unit, which had 9,000, pays half of 900 more and nothing of before.
    let first = allocate(&charged(1, "a"), &life, &receipt(10_000).claiming(costs, Money::fen(8_000))).unwrap();
    assert_eq!(got(&first, "other"), "2.50");
    let second = allocate(&charged(2, "unit"), &first.after, &receipt(1_000)).unwrap();
    assert_eq!((got(&second, "other"), got(&second, "unit")), ("4.50".to_owned(), "4.50".to_owned()));
}

#[test]
fn equity_comes_back_before_the_preferred_return_and_the_carry() {
    let rule = Rule::from_toml(include_str!("rules/fund.toml")).unwrap();
    for (input, expect) in worked("equity_waterfall_8pref_20carry") {
        let put_in = Receipt::new("contribution", date(2025, 3, 1), Money::zero(rule.currency))
            .claiming(PoolId::parse("capital").unwrap(), money(&input["contributed"], rule.currency));
        let before = allocate(&rule, &Lifetime::new("fund", rule.currency), &put_in).unwrap();
        assert_eq!(before.lines, []);
        // A year later.
        let receipt = Receipt::new("exit", day(), money(&input["distributable"], rule.currency));
        agrees(&allocate(&rule, &before.after, &receipt).unwrap(), &expect);
    }
}

#[test]
fn a_preferred_return_grows_by_the_day_and_the_catch_up_may_be_shared() {
    let text = include_str!("rules/fund.toml");
    let half = text.replace("over = \"preferred\" }", "over = \"preferred\", speed = \"50%\", beside = \"lp\" }");
    let rule = Rule::from_toml(&half).unwrap();
    let dollars = |cents| Money::new(cents, Currency::Usd);
    let capital = || PoolId::parse("capital").unwrap();
    let mut life = Lifetime::new("fund", Currency::Usd);
    let receipts = [
        Receipt::new("contribution", date(2025, 3, 1), dollars(0)).claiming(capital(), dollars(10_000)),
        // Asking in between changes nothing.
        Receipt::new("nothing", date(2025, 9, 17), dollars(0)),
        Receipt::new("exit", day(), dollars(15_000)),
    ];
    for receipt in &receipts {
        life = allocate(&rule, &life, receipt).unwrap().after;
    }
    // 100 back, 8 preferred, 5.33 shared by halves, 36.67 by 80 to 20: the general partner has a fifth of 50.
    let given = |id| life.given(&PartyId::parse(id).unwrap()).unwrap();
    assert_eq!((given("lp"), given("gp")), (dollars(14_000), dollars(1_000)));
    // What is returned bears no interest any more.
    let later = allocate(&rule, &life, &Receipt::new("late", date(2027, 3, 1), dollars(100))).unwrap();
    assert_eq!((got(&later, "lp"), got(&later, "gp")), ("0.80".to_owned(), "0.20".to_owned()));
}

#[test]
fn the_picture_is_what_came_to_each_step_and_went_on() {
    let rule = Rule::from_toml(include_str!("rules/oxford.toml")).unwrap();
    let amounts = [serde_json::json!("123456.78"), serde_json::json!("23456.79")];
    let allocation = first(&rule, &amounts[0], Some(("costs", &amounts[1])));
    let picture: Vec<String> = allocation
        .flows
        .iter()
        .map(|flow| format!("{}: {} → {}", flow.step, flow.reached.amount_text(), flow.goes_on.amount_text()))
        .collect();
    let expected = ["costs: 123456.78 → 99999.99", "oui: 99999.99 → 69999.99", "tiers: 69999.99 → 0.00"];
    assert_eq!(picture, expected);
    // A line says how it was rounded: 30 % of 99,999.99 is 29,999.997, and the thousandths became a penny.
    let line = allocation.lines.iter().find(|line| line.person.as_str() == "oui").unwrap();
    assert_eq!((line.exact.to_string().as_str(), line.amount.amount_text().as_str()), ("29999997/10", "30000.00"));
    assert_eq!((line.rounding.before, line.rounding.after), (0, 1));
    assert_eq!(line.of.amount_text(), "99999.99");
}
