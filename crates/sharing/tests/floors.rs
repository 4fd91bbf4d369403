//! Statutory floors: the worked examples of the transfer law, and whom the floor binds, by type of party and day.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod support;

use jiff::civil::{Date, date};
use measure::{Currency, Fraction, Money};
use serde_json::Value;
use sharing::floor::{
    Answer, Exploitation, Floors, Force, NotCovered, OnShortfall, Parties, Protected, Question, Reading, ReadingForce,
    Row, Subject,
};
use sharing::waterfall::{Lifetime, Part, PartyId, PoolId, Receipt, Refusal, Rule, allocate};
use support::worked;

const ARTICLE: &str = "促进科技成果转化法第四十五条第二款";

fn row(id: &str, subject: Subject, binding: bool, least: &str) -> Row {
    let parties = ["state-institute", "university"].map(str::to_owned).to_vec();
    Row {
        id: id.to_owned(),
        subject,
        least: Fraction::parse(least).unwrap(),
        years: (subject == Subject::YearsFloor).then_some((3, 5)),
        parties: if binding { Parties::Only(parties) } else { Parties::All },
        force: if binding { Force::Binding } else { Force::Default },
        from: date(2015, 10, 1),
        to: None,
        article: if binding {
            ARTICLE.to_owned()
        } else {
            "促进科技成果转化法第四十五条第一款".to_owned()
        },
    }
}

/// The rows of the transfer law and of 国发〔2016〕16号.
fn floors() -> Floors {
    let subjects = [
        ("share", Subject::ShareFloor, "50%"),
        ("equity", Subject::EquityFloor, "50%"),
        ("years", Subject::YearsFloor, "5%"),
    ];
    let mut rows = Vec::new();
    for (name, subject, least) in subjects {
        rows.push(row(&format!("transfer-law-45-1-{name}"), subject, false, least));
        rows.push(row(&format!("transfer-law-45-2-{name}"), subject, true, least));
    }
    let main = row("state-council-2016-16-contributors", Subject::MainContributorFloor, true, "50%");
    rows.push(Row { from: date(2016, 2, 26), article: "国发〔2016〕16号第（六）条".to_owned(), ..main });
    Floors::new(rows, vec![]).unwrap()
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
        subject: Subject::ShareFloor,
        party_type: "university".to_owned(),
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
        assert_eq!(word(&floors().ask(&question, OnShortfall::Lift).unwrap()), expected);
    }
}

#[test]
fn the_transfer_law_lifts_what_is_below_half_of_net_income() {
    let floors = floors();
    for (input, expect) in worked("cn_transfer_law_art45_licence") {
        let rule = transfer(input["agreed_share"].as_str().unwrap());
        let receipt = Receipt::new("r", date(2026, 3, 1), cny(input["net"].as_str().unwrap()));
        let allocation = allocate(&rule, &Lifetime::new("transfer", Currency::Cny), &receipt).unwrap();
        let question = Question::of(&allocation, &rule, &protected(&[])).unwrap();
        let answer = floors.ask(&question, OnShortfall::Lift).unwrap();
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
        let main = Question {
            subject: Subject::MainContributorFloor,
            base: award,
            exact: Fraction::ZERO,
            given: Money::fen(0),
            ..question
        };
        let answer = floors.ask(&main, OnShortfall::Lift).unwrap();
        let least = cny(expect["main_contributors_min"].as_str().unwrap());
        assert!(matches!(answer, Answer::Lifted { to, .. } if to == least), "{answer:?}");
    }
}

#[test]
fn a_lifted_share_stays_lifted_however_receipts_are_divided() {
    let (floors, rule) = (floors(), transfer("0.40"));
    let mut life = Lifetime::new("transfer", Currency::Cny);
    for fen in [1, 1, 3, 7, 100, 0, 1] {
        let allocation = allocate(&rule, &life, &Receipt::new("r", date(2026, 3, 1), Money::fen(fen))).unwrap();
        let question = Question::of(&allocation, &rule, &protected(&[])).unwrap();
        let answer = floors.ask(&question, OnShortfall::Lift).unwrap();
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
        let answers = floors().years(&exploitation("university", None), &years, OnShortfall::Lift).unwrap();
        let least: Vec<Money> = answers.iter().map(|year| year.least).collect();
        assert_eq!(least, amounts(&expect["payments"]));
        assert!(matches!(answers[1].answer, Answer::NotCovered { why: NotCovered::LossYear { .. } }));
    }
}

fn exploitation(party_type: &str, agreed_years: Option<u32>) -> Exploitation {
    Exploitation { party_type: party_type.to_owned(), began: date(2026, 1, 1), agreed_years, clause: None }
}

#[test]
fn own_use_runs_three_to_five_years() {
    let profit = (cny("100.00"), cny("5.00"));
    let table = [("university", Some(2), None), ("university", Some(4), Some(4)), ("sme", Some(9), Some(5))];
    for (party_type, agreed, most) in table {
        let answers = floors().years(&exploitation(party_type, agreed), &[profit; 6], OnShortfall::Refuse);
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

/// A share of `given` of 1,000.00, by type of party, day and clause.
fn asked(party_type: &str, day: Date, given: &str, clause: Option<&str>) -> Question {
    let given = cny(given);
    Question {
        subject: Subject::ShareFloor,
        party_type: party_type.to_owned(),
        date: day,
        base: cny("1000.00"),
        exact: Fraction::new(i128::from(given.minor_units()), 1).unwrap(),
        given,
        clause: clause.map(str::to_owned),
    }
}

fn word(answer: &Answer) -> &'static str {
    answer.key().trim_start_matches("sharing-floor-")
}

#[test]
fn the_floor_binds_by_type_of_party_and_day() {
    let day = date(2026, 3, 1);
    let table = [
        ("university", day, "500.00", None, "met"),
        ("university", day, "499.99", None, "refused"),
        ("university", day, "499.99", Some("5.2"), "refused"),
        ("state-institute", day, "499.99", Some("5.2"), "refused"),
        ("central-soe", day, "499.99", None, "refused"),
        ("central-soe", day, "499.99", Some("5.2"), "agreed-otherwise"),
        ("central-soe", day, "500.00", Some("5.2"), "met"),
        ("university", date(2015, 9, 30), "0.00", None, "not-yet"),
    ];
    for (party_type, day, given, clause, expected) in table {
        let answer = floors().ask(&asked(party_type, day, given, clause), OnShortfall::Refuse).unwrap();
        assert_eq!(word(&answer), expected, "{party_type} {day} {given} {clause:?}");
        assert_eq!(answer.clone().accepted().is_err(), expected == "refused");
        // Whatever is answered can be said.
        assert!(!answer.facts().is_empty());
    }
    let main = Question { subject: Subject::MainContributorFloor, ..asked("sme", day, "0.00", None) };
    assert_eq!(word(&floors().ask(&main, OnShortfall::Lift).unwrap()), "none");
}

#[test]
fn counsel_may_read_the_floor_otherwise_from_a_day_on() {
    let reading = |party_type: &str, row: &str, force| Reading {
        row: row.to_owned(),
        party_type: party_type.to_owned(),
        force,
        from: date(2026, 2, 1),
        by: "法务部".to_owned(),
    };
    let ours = vec![
        reading("central-soe", "transfer-law-45-1-share", ReadingForce::Binding),
        reading("state-institute", "transfer-law-45-2-share", ReadingForce::Default),
        reading("university", "transfer-law-45-1-share", ReadingForce::NotConcerned),
        reading("university", "transfer-law-45-2-share", ReadingForce::NotConcerned),
    ];
    let floors = Floors::new(floors().rows, ours).unwrap();
    let table = [
        ("central-soe", date(2026, 3, 1), "refused"),
        ("central-soe", date(2026, 1, 31), "agreed-otherwise"),
        ("state-institute", date(2026, 3, 1), "agreed-otherwise"),
        ("state-institute", date(2026, 1, 31), "refused"),
        ("university", date(2026, 3, 1), "counsel"),
    ];
    for (party_type, day, expected) in table {
        let answer = floors.ask(&asked(party_type, day, "400.00", Some("5.2")), OnShortfall::Refuse).unwrap();
        assert_eq!(word(&answer), expected, "{party_type} {day}");
    }
}

#[test]
fn a_floor_that_only_rounding_meets_is_not_met() {
    // One fen to share: 40 % is nothing or one fen, never half of it.
    let rounded = Question {
        base: Money::fen(1),
        exact: Fraction::parse("0.40").unwrap(),
        given: Money::fen(1),
        ..asked("university", date(2026, 3, 1), "0.00", None)
    };
    assert_eq!(word(&floors().ask(&rounded, OnShortfall::Lift).unwrap()), "lifted");
    assert_eq!(word(&floors().ask(&rounded, OnShortfall::Refuse).unwrap()), "refused");
    // Half by agreement, but the fen went to the other: it is lifted to it.
    let half = Question { exact: Fraction::parse("0.5").unwrap(), given: Money::fen(0), ..rounded };
    let answer = floors().ask(&half, OnShortfall::Lift).unwrap();
    assert!(matches!(answer, Answer::Lifted { to, .. } if to == Money::fen(1)), "{answer:?}");
}

#[test]
fn a_floor_above_the_whole_is_refused() {
    let rows = vec![row("too-much", Subject::ShareFloor, true, "101%")];
    let refusal = Floors::new(rows, vec![]).unwrap_err();
    assert_eq!(refusal.key(), "sharing-floor-out-of-range");
}
