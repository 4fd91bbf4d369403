//! What the shipped rules say of days, subjects and parties.

use super::*;
use crate::rules::{Confidence, FigureName, Limit, Reading, Switch, Turned};
use measure::{Money, Timestamp};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn rules() -> Rules {
    Rules::shipped().unwrap()
}

fn holding(date: &str, subject: Subject, party: PartyType, settings: &Settings) -> Vec<String> {
    let rules = rules();
    let found = rules.at(day(date), subject, party, settings);
    found.iter().map(|holds| format!("{:?} {} since {}", holds.force, holds.rule.id, holds.since)).collect()
}

fn switch(turned: Turned, from: &str, at: &str) -> Switch {
    Switch {
        rule: "export-technology-2025-62".to_owned(),
        turned,
        from: day(from),
        by: "运营负责人".to_owned(),
        at: Timestamp::parse(at).unwrap(),
        why: "等待商务部公告".to_owned(),
    }
}

#[test]
fn the_shipped_rules_read_and_every_subject_has_one() {
    let rules = rules();
    assert_eq!(rules.all().len(), 19);
    let subjects = Subject::CHOICES.len();
    let with_rule = (0..subjects).filter(|at| {
        rules.all().iter().any(|rule| serde_json::to_value(rule.subject).unwrap() == Subject::CHOICES[*at].code)
    });
    assert_eq!(with_rule.count(), subjects);
    let unsure: Vec<&str> = rules
        .all()
        .iter()
        .filter(|rule| rule.confidence == Confidence::ToBeConfirmed)
        .map(|rule| rule.id.as_str())
        .collect();
    assert_eq!(unsure, ["cash-award-publicity-2018-103", "use-right-2020-128", "state-assets-order-32"]);
    assert!(rules.get("technology-contracts-2026").unwrap().awaits_counsel());
}

#[test]
fn the_party_decides_whether_a_floor_binds() {
    use PartyType::{CentralSoe, PrivateCompany, StateInstitute, University};
    let default = "Default transfer-law-45-1-share since 2015-10-01";
    let binding = "Binding transfer-law-45-2-share since 2015-10-01";
    let table: [(&str, PartyType, &[&str]); 5] = [
        ("2015-09-30", University, &[]),
        ("2015-10-01", University, &[binding, default]),
        ("2026-11-23", StateInstitute, &[binding, default]),
        ("2026-11-23", CentralSoe, &[default]),
        ("2026-11-23", PrivateCompany, &[default]),
    ];
    for (date, party, expected) in table {
        assert_eq!(holding(date, Subject::ShareFloor, party, &Settings::default()), expected, "{date} {party:?}");
    }
}

#[test]
fn counsel_may_read_a_rule_otherwise() {
    let reading = |force, from: &str, at: &str| Reading {
        rule: "transfer-law-45-2-share".to_owned(),
        party: PartyType::CentralSoe,
        force,
        from: day(from),
        by: "法律顾问".to_owned(),
        at: Timestamp::parse(at).unwrap(),
        why: "转制院所".to_owned(),
    };
    let settings = Settings {
        readings: vec![
            reading(ReadingForce::Binding, "2026-01-01", "2026-01-01T09:00:00+08:00"),
            reading(ReadingForce::NotConcerned, "2026-06-01", "2026-05-20T09:00:00+08:00"),
        ],
        ..Settings::default()
    };
    let default = "Default transfer-law-45-1-share since 2015-10-01";
    let table: [(&str, &[&str]); 3] = [
        ("2025-12-31", &[default]),
        ("2026-05-31", &["Binding transfer-law-45-2-share since 2015-10-01", default]),
        ("2026-06-01", &[default]),
    ];
    for (date, expected) in table {
        assert_eq!(holding(date, Subject::ShareFloor, PartyType::CentralSoe, &settings), expected, "{date}");
    }
}

#[test]
fn announcement_62_is_suspended_and_returns_unless_switched_off() {
    let by = "商务部 海关总署公告2025年第70号".to_owned();
    let suspended = RuleState::Suspended { until: day("2026-11-10"), by };
    let none = Settings::default();
    let off = Settings {
        switches: vec![
            switch(Turned::Off, "2026-11-11", "2026-11-09T10:00:00+08:00"),
            switch(Turned::AsWritten, "2026-12-01", "2026-11-20T10:00:00+08:00"),
        ],
        ..Settings::default()
    };
    let switched = RuleState::SwitchedOff {
        since: day("2026-11-11"),
        by: "运营负责人".to_owned(),
        why: "等待商务部公告".to_owned(),
    };
    let returned = RuleState::InForce { since: day("2026-11-11") };
    let table = [
        ("2025-10-08", &none, RuleState::NotYet { from: day("2025-10-09") }),
        ("2025-10-09", &none, RuleState::InForce { since: day("2025-10-09") }),
        ("2025-11-06", &none, RuleState::InForce { since: day("2025-10-09") }),
        ("2025-11-07", &none, suspended.clone()),
        ("2026-11-10", &none, suspended.clone()),
        ("2026-11-11", &none, returned.clone()),
        ("2026-11-10", &off, suspended),
        ("2026-11-11", &off, switched.clone()),
        ("2026-11-30", &off, switched),
        ("2026-12-01", &off, returned),
    ];
    let rules = rules();
    for (date, settings, expected) in table {
        assert_eq!(rules.state_at(day(date), "export-technology-2025-62", settings), Ok(expected), "{date}");
    }
    let unknown = rules.state_at(day("2026-01-01"), "no-such", &none);
    assert_eq!(unknown, Err(UnknownRule("no-such".to_owned())));
}

#[test]
fn an_export_gate_sees_the_rules_of_a_class() {
    let rules = rules();
    let seen = |class| {
        let found = rules.export_rules_at(day("2026-11-23"), class, &Settings::default());
        found.into_iter().map(|(rule, _)| rule.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(seen(ControlClass::TechnologyB), ["export-technology-2025-62"]);
    assert_eq!(seen(ControlClass::Item), ["export-items-2025-18"]);
    assert!(seen(ControlClass::None).is_empty());
}

#[test]
fn figures_come_out_exact() {
    let rules = rules();
    let figure =
        |id: &str, name| rules.get(id).unwrap().figures.iter().find(|figure| figure.name == name).unwrap().clone();
    let pay = figure("state-technology-dividend-2016-4", FigureName::Pay).share().unwrap();
    assert_eq!((pay.limit, pay.numerator, pay.denominator), (Limit::AtMost, 2, 3));
    let award = figure("state-technology-equity-2016-4", FigureName::PerPerson).money();
    assert_eq!(award, Some((Limit::AtMost, Money::fen(300_000_000))));
    let reward = figure("patent-rules-2023-grant-reward", FigureName::InventionPatent).money();
    assert_eq!(reward, Some((Limit::AtLeast, Money::fen(400_000))));
    let clock = figure("cash-award-publicity-2018-103", FigureName::WorkingDays).whole();
    assert_eq!(clock, Some((Limit::AtLeast, 15)));
    assert_eq!(figure("transfer-law-45-1-years", FigureName::ConsecutiveYears).range(), Some((3, 5)));
}

#[test]
fn a_rule_that_ended_says_when() {
    let mut rules = rules();
    rules.rows[0].to = Some(day("2026-06-30"));
    let id = rules.rows[0].id.clone();
    let at = |date: &str| rules.state_at(day(date), &id, &Settings::default()).unwrap();
    assert_eq!(at("2026-06-30"), RuleState::InForce { since: day("2015-10-01") });
    assert_eq!(at("2026-07-01"), RuleState::Ended { on: day("2026-06-30") });
}
