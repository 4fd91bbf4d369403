//! What must be refused, by name: rules that do not hold by themselves, and receipts that do not go with them.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use jiff::civil::date;
use ledger::{AccountName, Key};
use measure::{Currency, Fraction, Money};
use serde_json::Value;
use sharing::Class;
use sharing::floor::{Answer, Floor, Force};
use sharing::waterfall::{Accounts, Allocation, Lifetime, PartyId, PoolId, Receipt, Refusal, Rule, Versions, allocate};

const HEAD: &str = r#"format = 1
agreement = "a"
version = 1
agreed = "2026-01-01"
from = "2026-01-01"
currency = "CNY"
base = "gross"
parties = [{ id = "a" }, { id = "b", left = "2027-01-01" }, { id = "g", members = [{ id = "m", share = "1/2" }, { id = "n", share = "0.5" }] }]
"#;
const REST: &str = "[[steps]]\nid = \"rest\"\naction = { split = { shares = { a = \"1\" } } }\n";

fn step(id: &str, action: &str) -> String {
    format!("[[steps]]\nid = \"{id}\"\naction = {{ {action} }}\n")
}

fn rule(steps: &[&str]) -> Result<Rule, Refusal> {
    let steps: Vec<String> = steps.iter().enumerate().map(|(at, action)| step(&format!("s{at}"), action)).collect();
    Rule::from_toml(&format!("{HEAD}{}{REST}", steps.concat()))
}

fn tiers(bands: &[(&str, &str)]) -> String {
    let band = |(from, to): &(&str, &str)| {
        let to = if to.is_empty() { String::new() } else { format!(", to = \"CNY {to}\"") };
        format!("{{ from = \"CNY {from}\"{to}, shares = {{ a = \"1\" }} }}")
    };
    let bands: Vec<String> = bands.iter().map(band).collect();
    format!("{HEAD}{}", step("tiers", &format!("tiers = {{ bands = [{}] }}", bands.join(", "))))
}

fn key<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> &'static str {
    answer.unwrap_err().key().trim_start_matches("sharing-")
}

#[test]
fn rules_that_do_not_hold_are_refused_by_name() {
    let table: [(&[&str], &str); 24] = [
        (&["split = { shares = { a = \"0.999\" } }"], "shares-not-one"),
        (&["split = { shares = { a = \"0.5\", b = \"0.501\" } }"], "shares-not-one"),
        (&["percent-of-remaining = { shares = { a = \"0.5\", b = \"0.501\" } }"], "shares-not-one"),
        (&["percent-of-remaining = { shares = { a = \"-0.1\" } }"], "share-out-of-range"),
        (&["percent-of-remaining = { shares = { a = \"1.1\" } }"], "share-out-of-range"),
        (&["percent-of-remaining = { shares = { a = 0.5 } }"], "unreadable"),
        (&["percent-of-remaining = { shares = { a = \"0.5\", a = \"0.1\" } }"], "unreadable"),
        (&["percent-of-remaining = { shares = { a = \"0.5\" }, extra = 1 }"], "unreadable"),
        (&["percent-of-remaining = { shares = { x = \"0.5\" } }"], "unknown-party"),
        (&["percent-of-remaining = { shares = { \"a b\" = \"0.5\" } }"], "unreadable"),
        (
            &["split = { shares = { a = \"1\" } }", "first = { amount = \"CNY 1\", shares = { a = \"1\" } }"],
            "never-reached",
        ),
        (&["first = { amount = \"CNY 0\", shares = { a = \"1\" } }"], "amount-not-positive"),
        (&["first = { amount = \"USD 1\", shares = { a = \"1\" } }"], "amount-currency"),
        (&["recoup = { pool = \"p\", to = \"a\", from = \"a\" }"], "circular-recoupment"),
        (
            &[
                "recoup = { pool = \"p\", to = \"a\", from = \"b\" }",
                "recoup = { pool = \"q\", to = \"b\", from = \"a\" }",
            ],
            "circular-recoupment",
        ),
        (&["recoup = { pool = \"p\", to = \"a\" }", "recoup = { pool = \"p\", to = \"b\" }"], "same-pool"),
        (&["recoup = { pool = \"p\", to = \"a\", from = \"g\" }"], "from-group"),
        (&["preferred = { pool = \"p\", to = \"a\", rate = \"8%\" }"], "unknown-pool"),
        (&["catch-up = { to = \"a\", target = \"20%\", over = \"s9\" }"], "unknown-step"),
        (
            &[
                "recoup = { pool = \"p\", to = \"a\" }",
                "preferred = { pool = \"p\", to = \"a\", rate = \"8%\" }",
                "catch-up = { to = \"b\", target = \"20%\", over = \"s1\", speed = \"20%\", beside = \"a\" }",
            ],
            "catch-up-too-slow",
        ),
        (&["cap = { party = \"a\", each = \"CNY 9\", steps = [\"s7\"] }"], "unknown-step"),
        (&["cap = { party = \"g\", each = \"CNY 9\", excess-to = \"m\" }"], "same-share"),
        (&["guarantee = { party = \"a\", amount = \"CNY 9\", from = \"a\" }"], "same-share"),
        (
            &[
                "guarantee = { party = \"a\", amount = \"CNY 9\", from = \"b\" }",
                "cap = { party = \"a\", each = \"CNY 8\", excess-to = \"b\" }",
            ],
            "cap-below-guarantee",
        ),
    ];
    for (steps, expected) in table {
        assert_eq!(key(rule(steps)), expected, "{steps:?}");
    }
}

#[test]
fn tiers_are_without_gap_or_overlap_and_open_at_the_end() {
    let table: [(&[(&str, &str)], &str); 8] = [
        (&[("0", "10"), ("20", "")], "tier-gap"),
        (&[("5", "")], "tier-gap"),
        (&[("0", "10"), ("5", "")], "tier-overlap"),
        (&[("0", ""), ("5", "")], "tier-overlap"),
        (&[("0", "10"), ("10", "10"), ("10", "")], "tier-not-ascending"),
        (&[("0", "10"), ("10", "5"), ("5", "")], "tier-not-ascending"),
        (&[("0", "10")], "tier-not-open"),
        (&[], "tier-not-open"),
    ];
    for (bands, expected) in table {
        assert_eq!(key(Rule::from_toml(&tiers(bands))), expected, "{bands:?}");
    }
}

#[test]
fn the_text_around_the_steps_is_checked_too() {
    let whole = format!("{HEAD}{REST}");
    let table = [
        ("format = 1", "format = 2", "unknown-format"),
        ("from = \"2026-01-01\"", "from = \"2025-12-31\"", "backdated"),
        ("from = \"2026-01-01\"", "from = \"2026-01-01\"\nuntil = \"2025-06-01\"", "ends-before-it-begins"),
        ("share = \"0.5\"", "share = \"0.4\"", "members-not-one"),
        ("id = \"m\"", "id = \"a\"", "same-party"),
        ("base = \"gross\"", "base = \"grosss\"", "unreadable"),
    ];
    for (from, to, expected) in table {
        assert_eq!(key(Rule::from_toml(&whole.replace(from, to))), expected, "{to}");
    }
    assert_eq!(key(Rule::from_toml(&format!("{HEAD}steps = []"))), "no-steps");
    assert_eq!(key(Rule::from_toml(&format!("{whole}{REST}"))), "same-step");
    assert_eq!(
        key(rule(&[]).and_then(|rule| Rule::from_json(&serde_json::to_string(&rule).unwrap().replace("\"1\"", "1")))),
        "unreadable"
    );
    let twice = r#"{"a": "1/2", "a": "1/2"}"#;
    let json = serde_json::to_string(&rule(&[]).unwrap()).unwrap().replace(r#"{"a":"1"}"#, twice);
    assert_eq!(key(Rule::from_json(&json)), "same-share");
    let half = step("half", "percent-of-remaining = { shares = { a = \"1/2\" } }");
    assert_eq!(key(Rule::from_toml(&format!("{HEAD}{half}"))), "nothing-takes-the-rest");
    let net = format!(
        "{}{}{REST}",
        HEAD.replace("\"gross\"", "\"net-income\""),
        step("s", "percent-of-gross = { shares = { a = \"1/2\" } }")
    );
    assert_eq!(key(Rule::from_toml(&net)), "gross-unknown");
    // Where it is, in words.
    let Refusal::Unreadable { line, .. } = Rule::from_toml(&whole.replace("base = \"gross\"", "base = 7")).unwrap_err()
    else {
        panic!("another refusal")
    };
    assert_eq!(line, 7);
}

fn receipt(day: jiff::civil::Date, fen: i64) -> Receipt {
    Receipt::new("r", day, Money::fen(fen))
}

#[test]
fn receipts_that_do_not_go_with_the_rule_are_refused_by_name() {
    let (plain, start) = (rule(&[]).unwrap(), Lifetime::new("a", Currency::Cny));
    let day = date(2026, 3, 1);
    let share = |rule: &Rule, receipt: &Receipt| key(allocate(rule, &start, receipt));
    assert_eq!(share(&plain, &receipt(day, -1)), "negative-net");
    assert_eq!(share(&plain, &receipt(date(2025, 12, 31), 1)), "not-in-force");
    assert_eq!(share(&Rule { until: Some(date(2026, 2, 1)), ..plain.clone() }, &receipt(day, 1)), "ended");
    assert_eq!(share(&plain, &Receipt { costs: Some(Money::fen(1)), ..receipt(day, 1) }), "costs-not-deducted");
    let pool = PoolId::parse("p").unwrap();
    assert_eq!(share(&plain, &receipt(day, 1).claiming(pool.clone(), Money::fen(1))), "unknown-pool");
    let recouping = rule(&["recoup = { pool = \"p\", to = \"a\" }"]).unwrap();
    assert_eq!(share(&recouping, &receipt(day, 1).claiming(pool.clone(), Money::fen(-1))), "negative-costs");
    let net = Rule { base: sharing::waterfall::Base::NetIncome, ..plain.clone() };
    assert_eq!(share(&net, &Receipt { costs: Some(Money::fen(2)), ..receipt(day, 1) }), "negative-net");

    let dollars = Receipt { amount: Money::new(100, Currency::Usd), ..receipt(day, 0) };
    assert_eq!(share(&plain, &dollars), "no-rate");
    assert_eq!(share(&plain, &Receipt { rate: Some(Fraction::ZERO), ..dollars.clone() }), "rate-not-positive");
    let rate = Some(Fraction::parse("7.123456").unwrap());
    assert_eq!(allocate(&plain, &start, &Receipt { rate, ..dollars }).unwrap().shared, Money::fen(712));
    // Yen have no minor unit; a rate is for the receipt's currency and no other.
    let yen = Receipt {
        amount: Money::new(100, Currency::Jpy),
        rate: Some(Fraction::parse("0.05").unwrap()),
        ..receipt(day, 0)
    };
    assert_eq!(allocate(&plain, &start, &yen).unwrap().shared, Money::fen(500));
    assert_eq!(share(&recouping, &yen.claiming(pool.clone(), Money::new(1, Currency::Usd))), "no-rate");

    let late =
        rule(&["recoup = { pool = \"p\", to = \"a\" }", "percent-of-gross = { shares = { b = \"1/2\" } }"]).unwrap();
    assert_eq!(share(&late, &receipt(day, 100).claiming(pool, Money::fen(100))), "over-distribution");
    let to_b = rule(&["percent-of-remaining = { shares = { b = \"1/2\" } }"]).unwrap();
    assert_eq!(share(&to_b, &receipt(date(2027, 1, 1), 10)), "party-left");
    assert!(allocate(&to_b, &start, &receipt(date(2026, 12, 31), 10)).is_ok());

    let after = allocate(&plain, &start, &receipt(day, i64::MAX)).unwrap().after;
    assert_eq!(key(allocate(&plain, &after, &receipt(day, 1))), "too-large");
    assert_eq!(key(allocate(&plain, &after, &receipt(date(2026, 2, 28), 1))), "receipt-out-of-order");
    let other = Rule { agreement: "other".to_owned(), ..plain };
    assert_eq!(share(&other, &receipt(day, 1)), "other-agreement");
}

#[test]
fn the_version_in_force_on_the_day_of_the_income_counts() {
    let plain = rule(&[]).unwrap();
    let second = Rule {
        version: 2,
        agreed: date(2026, 5, 20),
        from: date(2026, 6, 1),
        ..rule(&["percent-of-remaining = { shares = { b = \"1/2\" } }"]).unwrap()
    };
    let versions = Versions::new(vec![plain.clone(), second.clone()]).unwrap();
    let start = Lifetime::new("a", Currency::Cny);
    // Paid out later, but received before the formula changed.
    let may = versions.allocate(&start, &receipt(date(2026, 5, 31), 10)).unwrap();
    let june = versions.allocate(&may.after, &receipt(date(2026, 6, 1), 10)).unwrap();
    assert_eq!((may.version, june.version), (1, 2));
    let b = PartyId::parse("b").unwrap();
    assert_eq!((may.amount(&b), june.amount(&b)), (Ok(Money::fen(0)), Ok(Money::fen(5))));
    assert_eq!(key(versions.on(date(2025, 12, 31))), "no-version");
    assert_eq!(key(Versions::new(vec![second.clone(), plain.clone()])), "versions-out-of-order");
    assert_eq!(
        key(Versions::new(vec![plain, Rule { agreement: "x".to_owned(), ..second.clone() }])),
        "other-agreement"
    );
    assert_eq!(key(Versions::new(vec![Rule { from: date(2026, 5, 1), ..second }])), "backdated");
}

#[test]
fn a_step_that_goes_on_is_of_its_kind_and_pool() {
    let version = |version: u32, action: &str| Rule {
        version,
        from: date(2026, i8::try_from(version).unwrap(), 1),
        ..rule(&[action]).unwrap()
    };
    let recoup = "recoup = { pool = \"p\", to = \"a\" }";
    let table = [
        ("recoup = { pool = \"p\", to = \"b\", charge = \"80%\", from = \"a\" }", None),
        ("recoup = { pool = \"q\", to = \"a\" }", Some("step-changed")),
        ("percent-of-remaining = { shares = { b = \"1/2\" } }", Some("step-changed")),
    ];
    for (action, expected) in table {
        let answer = Versions::new(vec![version(1, recoup), version(2, action)]);
        assert_eq!(answer.as_ref().err().map(|refusal| refusal.key().trim_start_matches("sharing-")), expected);
        // A version between them that does not have the step changes nothing.
        let without = Rule { version: 2, from: date(2026, 2, 1), ..rule(&[]).unwrap() };
        let later = Versions::new(vec![version(1, recoup), without, version(3, action)]);
        assert_eq!(later.is_err(), expected.is_some(), "{action}");
    }
}

#[test]
fn the_rule_in_the_documents_holds() {
    let text = include_str!("../../../docs/reference/sharing-rule.md");
    let example = text.split("```toml").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(Rule::from_toml(example).unwrap().steps.len(), 2);
}

#[test]
fn a_new_version_takes_nothing_back() {
    let plain = rule(&[]).unwrap();
    let capped = rule(&[
        "percent-of-remaining = { shares = { a = \"1/2\" } }",
        "cap = { party = \"a\", each = \"CNY 1\", excess-to = \"b\" }",
    ]);
    let capped = Rule { version: 2, ..capped.unwrap() };
    let first = rule(&["percent-of-remaining = { shares = { a = \"1/2\" } }"]).unwrap();
    let start = Lifetime::new("a", Currency::Cny);
    let after = |rule: &Rule| allocate(rule, &start, &receipt(date(2026, 3, 1), 100_000)).unwrap().after;
    assert_eq!(key(allocate(&capped, &after(&first), &receipt(date(2026, 3, 2), 10))), "takes-back");
    // What came by other steps is not counted.
    assert!(allocate(&capped, &after(&plain), &receipt(date(2026, 3, 2), 10)).is_ok());
}

#[test]
fn the_list_of_what_must_be_refused_is_kept() {
    // Each code that is about rules, with the refusals that its examples meet.
    let (plain, start) = (rule(&[]).unwrap(), Lifetime::new("a", Currency::Cny));
    let day = date(2026, 3, 1);
    let shared = |rule: &Rule, receipt: &Receipt| key(allocate(rule, &start, receipt));
    let guarantee = "guarantee = { party = \"a\", amount = \"CNY 9\", from = \"b\" }";
    let gross =
        rule(&["recoup = { pool = \"p\", to = \"a\" }", "percent-of-gross = { shares = { b = \"1/2\" } }"]).unwrap();
    let costly = receipt(day, 100).claiming(PoolId::parse("p").unwrap(), Money::fen(100));
    let mutual =
        ["recoup = { pool = \"p\", to = \"a\", from = \"b\" }", "recoup = { pool = \"q\", to = \"b\", from = \"a\" }"];
    let backdated = Rule::from_toml(&format!("{HEAD}{REST}").replace("from = \"2026-01-01\"", "from = \"2025-12-31\""));
    let article = || "第四十五条".to_owned();
    let (given, least) = (Money::fen(1), Money::fen(2));
    let below = Answer::Refused { floor: "share".to_owned(), given, least, article: article() };
    let above = Floor {
        id: "share".to_owned(),
        least: Fraction::parse("101%").unwrap(),
        years: None,
        force: Force::Binding,
        article: article(),
    };
    let kept = [
        (
            "shares_not_one",
            vec![
                key(rule(&["split = { shares = { a = \"0.999\" } }"])),
                key(rule(&["percent-of-remaining = { shares = { a = \"-0.1\" } }"])),
            ],
        ),
        (
            "tier_gap_overlap",
            [vec![("0", "10"), ("20", "")], vec![("0", "10"), ("5", "")], vec![("0", "10")]]
                .map(|bands| key(Rule::from_toml(&tiers(&bands))))
                .to_vec(),
        ),
        ("negative_net", vec![shared(&plain, &receipt(day, -1))]),
        (
            "over_distribution",
            vec![
                shared(&gross, &costly),
                key(rule(&[guarantee, "cap = { party = \"a\", each = \"CNY 8\", excess-to = \"b\" }"])),
                key(above.check()),
            ],
        ),
        ("floor_violation", vec![key(below.accepted())]),
        ("circular_recoup", vec![key(rule(&mutual))]),
        ("backdated_formula", vec![key(backdated), shared(&plain, &receipt(date(2025, 12, 31), 1))]),
    ];
    let file: Value = serde_json::from_str(include_str!("../../ledger/tests/vectors/ledger.json")).unwrap();
    let list = file["cases"].as_array().unwrap().iter().find(|case| case["kind"] == "refuse_list").unwrap();
    let codes: Vec<&str> = list["expect"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
    let said = |(code, keys): &(&str, Vec<&str>)| {
        assert!(codes.contains(code), "{code}");
        format!("{code}: {}", keys.join(" "))
    };
    let expected = [
        "shares_not_one: shares-not-one share-out-of-range",
        "tier_gap_overlap: tier-gap tier-overlap tier-not-open",
        "negative_net: negative-net",
        "over_distribution: over-distribution cap-below-guarantee floor-out-of-range",
        "floor_violation: floor-violation",
        "circular_recoup: circular-recoupment",
        "backdated_formula: backdated not-in-force",
    ];
    assert_eq!(kept.iter().map(said).collect::<Vec<_>>(), expected);
}

#[test]
fn an_allocation_becomes_an_entry_of_the_ledger() {
    let rule = rule(&["percent-of-remaining = { shares = { b = \"15%\", g = \"70%\" } }"]).unwrap();
    let start = Lifetime::new("a", Currency::Cny);
    let allocation = allocate(&rule, &start, &receipt(date(2026, 3, 1), 2_000_001)).unwrap();
    let account = |text: &str| AccountName::parse(text).unwrap();
    let party = |id: &str| PartyId::parse(id).unwrap();
    let mut accounts = Accounts {
        income: account("income:licence"),
        persons: [("a", "a"), ("b", "b"), ("m", "people")]
            .into_iter()
            .map(|(id, name)| (party(id), account(&format!("liabilities:payable:{name}"))))
            .collect(),
    };
    let key = || Key::parse("batch-1").unwrap();
    let day = date(2026, 4, 1);
    let refusal = allocation.draft(&accounts, key(), day, "分配", vec![]).unwrap_err();
    assert_eq!((refusal.key(), refusal.class()), ("sharing-no-account", Class::NotFound));
    accounts.persons.insert(party("n"), account("liabilities:payable:people"));
    let draft = allocation.draft(&accounts, key(), day, "分配", vec![]).unwrap();
    let postings: Vec<(&str, i64)> =
        draft.postings.iter().map(|posting| (posting.account.as_str(), posting.amount.minor_units())).collect();
    // The two members are paid on one account; what remains of a fen went to the largest remainder.
    let expected = [
        ("income:licence", 2_000_001),
        ("liabilities:payable:b", -300_000),
        ("liabilities:payable:people", -1_400_001),
        ("liabilities:payable:a", -300_000),
    ];
    assert_eq!(postings, expected);
    // What was read from elsewhere may not be what was shared.
    let uneven = Allocation { shared: Money::fen(2_000_000), ..allocation };
    assert_eq!(uneven.draft(&accounts, key(), day, "分配", vec![]).unwrap_err().key(), "sharing-lines-differ");
    let nothing = allocate(&rule, &start, &receipt(date(2026, 3, 1), 0)).unwrap();
    assert_eq!(nothing.draft(&accounts, key(), day, "无", vec![]).unwrap_err().key(), "sharing-nothing-to-post");
}
