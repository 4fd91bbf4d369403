//! Statutory floors: the worked examples of the transfer law, and what an agreement may depart from.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use jiff::civil::date;
use measure::{Currency, Fraction, Money};
use serde_json::Value;
use sharing::floor::{Answer, Exploitation, Floor, Force, NotCovered, OnShortfall, Protected, Question};
use sharing::waterfall::{Lifetime, Part, PartyId, PoolId, Receipt, Refusal, Rule, allocate};
use support::worked;

const ARTICLE: &str = "促进科技成果转化法第四十五条第二款";

fn floor(id: &str, force: Force, least: &str) -> Floor {
    let article = match force {
        Force::Binding => ARTICLE,
        Force::Default => "促进科技成果转化法第四十五条第一款",
    };
    let (least, article) = (Fraction::parse(least).unwrap(), article.to_owned());
    Floor { id: id.to_owned(), least, years: None, force, article }
}

/// Half of the net income, as it binds a university.
fn half() -> Floor {
    floor("transfer-law-45-2-share", Force::Binding, "50%")
}

/// A twentieth of each year's profit, for three to five years.
fn twentieth(force: Force) -> Floor {
    Floor { years: Some((3, 5)), ..floor("transfer-law-45-years", force, "5%") }
}

/// Half of the award for the main contributors, 国发〔2016〕16号.
fn main_contributors() -> Floor {
    let article = "国发〔2016〕16号第（六）条".to_owned();
    Floor { article, ..floor("state-council-2016-16-contributors", Force::Binding, "50%") }
}

fn cny(text: &str) -> Money {
    Money::parse(&format!("CNY {text}")).unwrap()
}

fn party(id: &str) -> PartyId {
    PartyId::parse(id).unwrap()
}

fn transfer(share: &str) -> Rule {
    let unit = Fraction::ONE.checked_sub(Fraction::parse(share).unwrap()).unwrap().to_string();
    let text = include_str!("rules/transfer.toml").replace("0.60", &unit).replace("0.40", share);
    Rule::from_toml(&text).unwrap()
}

fn protected(costs: &[&str]) -> Protected {
    Protected {
        parties: vec![party("contributors")],
        costs: costs.iter().map(|pool| PoolId::parse(pool).unwrap()).collect(),
        clause: Some("5.2".to_owned()),
    }
}

#[test]
fn recouped_costs_are_no_net_income() {
    let text = include_str!("rules/transfer.toml").replace("net-income", "gross").replace("0.40", "0.50");
    let costs = "[[steps]]\nid = \"costs\"\naction = { recoup = { pool = \"costs\", to = \"unit\" } }\n";
    let text = text.replace("0.60", "0.50").replacen("[[steps]]", &format!("{costs}\n[[steps]]"), 1);
    let rule = Rule::from_toml(&text).unwrap();
    let receipt =
        Receipt::new("r", date(2026, 3, 1), cny("100.00")).claiming(PoolId::parse("costs").unwrap(), cny("20.00"));
    let allocation = allocate(&rule, &Lifetime::new("transfer", Currency::Cny), &receipt).unwrap();
    // Half of 80 meets the floor; were the 20 an advance and no costs, half of 100 would be asked for.
    for (pools, base, expected) in [(&["costs"][..], "80.00", "met"), (&[], "100.00", "lifted")] {
        let question = Question::of(&allocation, &rule, &protected(pools)).unwrap();
        assert_eq!(question.base, cny(base));
        assert_eq!(word(&half().ask(&question, OnShortfall::Lift).unwrap()), expected);
    }
}

#[test]
fn the_transfer_law_lifts_what_is_below_half_of_net_income() {
    for (input, expect) in worked("cn_transfer_law_art45_licence") {
        let rule = transfer(input["agreed_share"].as_str().unwrap());
        let receipt = Receipt::new("r", date(2026, 3, 1), cny(input["net"].as_str().unwrap()));
        let allocation = allocate(&rule, &Lifetime::new("transfer", Currency::Cny), &receipt).unwrap();
        let question = Question::of(&allocation, &rule, &protected(&[])).unwrap();
        let answer = half().ask(&question, OnShortfall::Lift).unwrap();
        assert_eq!(matches!(answer, Answer::Lifted { .. }), expect["floor_applied"] == true, "{answer:?}");
        let lifted = allocation.lifted(&rule, &answer, &party("unit"), &party("contributors")).unwrap();
        for who in ["contributors", "unit"] {
            assert_eq!(lifted.amount(&party(who)).unwrap().amount_text(), expect[who], "{input}");
        }
        // The line that moves it cites the article.
        let cited = lifted.lines.iter().any(|line| matches!(&line.part, Part::Floor { article } if article == ARTICLE));
        assert_eq!(cited, expect["floor_applied"] == true);
        // Of the award, half is for the main contributors.
        let award = lifted.amount(&party("contributors")).unwrap();
        let main = Question { base: award, exact: Fraction::ZERO, given: Money::fen(0), ..question };
        let answer = main_contributors().ask(&main, OnShortfall::Lift).unwrap();
        let least = cny(expect["main_contributors_min"].as_str().unwrap());
        assert!(matches!(answer, Answer::Lifted { to, .. } if to == least), "{answer:?}");
    }
}

#[test]
fn a_lifted_share_stays_lifted_however_receipts_are_divided() {
    let rule = transfer("0.40");
    let mut life = Lifetime::new("transfer", Currency::Cny);
    for fen in [1, 1, 3, 7, 100, 0, 1] {
        let allocation = allocate(&rule, &life, &Receipt::new("r", date(2026, 3, 1), Money::fen(fen))).unwrap();
        let question = Question::of(&allocation, &rule, &protected(&[])).unwrap();
        let answer = half().ask(&question, OnShortfall::Lift).unwrap();
        life = allocation.lifted(&rule, &answer, &party("unit"), &party("contributors")).unwrap().after;
    }
    assert_eq!(life.shared, Money::fen(113));
    assert_eq!(life.given(&party("contributors")), Ok(Money::fen(57)));
    assert_eq!(life.given(&party("unit")), Ok(Money::fen(56)));
}

#[test]
fn own_use_pays_for_each_year_of_profit() {
    for (input, expect) in worked("cn_transfer_law_art45_own_use") {
        let amounts = |value: &Value| -> Vec<Money> {
            value.as_array().unwrap().iter().map(|text| cny(text.as_str().unwrap())).collect()
        };
        let years: Vec<_> =
            amounts(&input["operating_profit"]).into_iter().map(|profit| (profit, Money::fen(0))).collect();
        let answers = twentieth(Force::Binding).years(&Exploitation::default(), &years, OnShortfall::Lift).unwrap();
        let least: Vec<Money> = answers.iter().map(|year| year.least).collect();
        assert_eq!(least, amounts(&expect["payments"]));
        assert!(matches!(answers[1].answer, Answer::NotCovered { why: NotCovered::LossYear { .. } }));
    }
}

#[test]
fn own_use_runs_three_to_five_years() {
    let profit = (cny("100.00"), cny("5.00"));
    let clause = Some("5.2".to_owned());
    let table = [
        (Force::Binding, Some(2), clause.clone(), None),
        (Force::Default, Some(2), None, None),
        (Force::Default, Some(2), clause, Some(2)),
        (Force::Binding, None, None, Some(3)),
        (Force::Binding, Some(4), None, Some(4)),
        (Force::Default, Some(9), None, Some(5)),
    ];
    for (force, agreed_years, clause, most) in table {
        let exploitation = Exploitation { agreed_years, clause };
        let answers = twentieth(force).years(&exploitation, &[profit; 6], OnShortfall::Refuse);
        let Some(most) = most else {
            let refusal = answers.unwrap_err();
            assert!(matches!(refusal, Refusal::TooFewYears { least: 3, agreed: 2, .. }), "{refusal}");
            continue;
        };
        for year in answers.unwrap() {
            assert_eq!(matches!(year.answer, Answer::Met { .. }), year.year <= most, "{year:?}");
        }
    }
}

/// A share of `given` of 1,000.00, with or without a clause.
fn asked(given: &str, clause: Option<&str>) -> Question {
    let given = cny(given);
    let exact = Fraction::new(i128::from(given.minor_units()), 1).unwrap();
    Question { base: cny("1000.00"), exact, given, clause: clause.map(str::to_owned) }
}

fn word(answer: &Answer) -> &'static str {
    answer.key().trim_start_matches("sharing-floor-")
}

#[test]
fn an_agreement_departs_from_a_default_floor_by_a_clause_and_from_a_binding_one_by_none() {
    let table = [
        (Force::Binding, "500.00", None, "met"),
        (Force::Binding, "499.99", None, "refused"),
        (Force::Binding, "499.99", Some("5.2"), "refused"),
        (Force::Default, "499.99", None, "refused"),
        (Force::Default, "499.99", Some("5.2"), "agreed-otherwise"),
        (Force::Default, "500.00", Some("5.2"), "met"),
    ];
    for (force, given, clause, expected) in table {
        let answer = floor("share", force, "50%").ask(&asked(given, clause), OnShortfall::Refuse).unwrap();
        assert_eq!(word(&answer), expected, "{force:?} {given} {clause:?}");
        assert_eq!(answer.clone().accepted().is_err(), expected == "refused");
        // Whatever is answered can be said.
        assert!(!answer.facts().is_empty());
    }
}

#[test]
fn a_floor_is_lifted_out_of_one_persons_part() {
    let text = include_str!("rules/transfer.toml");
    let group = "members = [{ id = \"m\", share = \"1\" }]";
    let rule = Rule::from_toml(text).unwrap();
    let grouped = Rule::from_toml(&text.replace("id = \"unit\"", &format!("id = \"unit\", {group}"))).unwrap();
    let table = [
        (&rule, "unit", None),
        (&grouped, "m", None),
        (&grouped, "unit", Some("sharing-from-group")),
        (&rule, "contributors", Some("sharing-same-share")),
        (&rule, "nobody", Some("sharing-unknown-party")),
    ];
    for (rule, from, expected) in table {
        let receipt = Receipt::new("r", date(2026, 3, 1), cny("100.00"));
        let allocation = allocate(rule, &Lifetime::new("transfer", Currency::Cny), &receipt).unwrap();
        let answer = half().ask(&Question::of(&allocation, rule, &protected(&[])).unwrap(), OnShortfall::Lift).unwrap();
        let lifted = allocation.lifted(rule, &answer, &party(from), &party("contributors"));
        assert_eq!(lifted.as_ref().err().map(Refusal::key), expected, "{from}");
        if let Ok(lifted) = lifted {
            assert_eq!(lifted.after.given(&party(from)), Ok(cny("50.00")));
        }
    }
}

#[test]
fn a_floor_that_only_rounding_meets_is_not_met() {
    // One fen to share: 40 % is nothing or one fen, never half of it.
    let rounded = Question {
        base: Money::fen(1),
        exact: Fraction::parse("0.40").unwrap(),
        given: Money::fen(1),
        ..asked("0.00", None)
    };
    assert_eq!(word(&half().ask(&rounded, OnShortfall::Lift).unwrap()), "lifted");
    assert_eq!(word(&half().ask(&rounded, OnShortfall::Refuse).unwrap()), "refused");
    // Half by agreement, but the fen went to the other: it is lifted to it.
    let fen = Question { exact: Fraction::parse("0.5").unwrap(), given: Money::fen(0), ..rounded };
    let answer = half().ask(&fen, OnShortfall::Lift).unwrap();
    assert!(matches!(answer, Answer::Lifted { to, .. } if to == Money::fen(1)), "{answer:?}");
}

#[test]
fn a_floor_above_the_whole_is_refused() {
    let above = floor("too-much", Force::Binding, "101%");
    assert_eq!(above.ask(&asked("0.00", None), OnShortfall::Lift).unwrap_err().key(), "sharing-floor-out-of-range");
    let years = above.years(&Exploitation::default(), &[], OnShortfall::Lift);
    assert_eq!(years.unwrap_err().key(), "sharing-floor-out-of-range");
}
