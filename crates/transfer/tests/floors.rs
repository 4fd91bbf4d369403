//! What the statutes ask for at least: of all contributors, of the main ones among them, of each year.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod stage;

use base::record::kinds::{FloorAnswer, Payout};
use measure::Money;
use transfer::money;
use transfer::terms::Proposal;

use stage::{Stage, batch, both, date, refusal, rule, upfront, upfront_came};

fn fen(payout: &Payout, name: &str) -> i64 {
    let share = payout.shares.iter().find(|share| share.rule_name.as_ref().unwrap().0 == name).unwrap();
    money::exact(&share.amount.unwrap()).unwrap().minor_units()
}

#[test]
fn a_binding_floor_lifts_and_a_default_one_gives_way_to_a_clause() {
    let table = [
        ("university", None, FloorAnswer::Lifted, "500000元"),
        ("central-soe", None, FloorAnswer::Lifted, "500000元"),
        ("central-soe", Some("第九条"), FloorAnswer::NotCovered, "300000元"),
        ("university", Some("第九条"), FloorAnswer::Lifted, "500000元"),
    ];
    for (party, clause, expected, inventors) in table {
        let [base, _] = both();
        let stage = Stage::set(base, party);
        let proposal = Proposal {
            departure_clause: clause.map(str::to_owned),
            ..stage.proposal(&rule(1, "2026-03-10", "30%", "70%"))
        };
        let deal = stage.performing_by(proposal);
        stage.receive(&stage.finance, deal, upfront_came("2026-04-20", 1_000_000, "")).unwrap();
        let payout = batch(&stage.base, stage.calculate(&stage.finance, "2026-04-21", deal).unwrap().id);
        assert_eq!(payout.floors[0].answer, Some(expected), "{party} {clause:?}");
        let fen = |name: &str| fen(&payout, name);
        let sum = Money::fen(fen("jia") + fen("yi"));
        assert_eq!(format!("{}元", sum.amount_text().trim_end_matches('0').trim_end_matches('.')), inventors);
        assert_eq!(fen("jia") + fen("yi") + fen("unit"), 100_000_000);
        if expected == FloorAnswer::Lifted {
            assert!(
                payout.lines.iter().any(|line| line.rule.as_ref().is_some_and(|rule| rule.0.contains("第四十五条")))
            );
        }
    }
}

/// Shares, who is a main contributor, and what becomes of the batch.
type Row<'a> = (&'a str, &'a [&'a str], Result<Option<FloorAnswer>, &'a str>);

#[test]
fn the_main_contributors_have_half_of_the_awards_or_nothing_is_paid() {
    // Of what both inventors have, jia has three fifths.
    let table: [Row; 5] = [
        ("university", &["jia"], Ok(Some(FloorAnswer::Met))),
        ("university", &["yi"], Err("sharing-floor-violation")),
        ("university", &["jia", "yi"], Ok(Some(FloorAnswer::Met))),
        ("university", &[], Ok(Some(FloorAnswer::NotCovered))),
        ("central-soe", &["yi"], Ok(None)),
    ];
    for (party, main, expected) in table {
        for base in both() {
            let stage = Stage::set(base, party);
            let mut proposal = stage.proposal(&rule(1, "2026-03-10", "50%", "50%"));
            for one in proposal.beneficiaries.iter_mut().flatten() {
                one.main = Some(main.contains(&one.name.as_ref().unwrap().0.as_str()));
            }
            let deal = stage.performing_by(proposal);
            stage.receive(&stage.finance, deal, upfront_came("2026-04-20", 1_000_000, "")).unwrap();
            let worked = stage.calculate(&stage.finance, "2026-04-21", deal);
            match expected {
                Err(name) => assert_eq!(refusal(worked), name, "{party} {main:?}"),
                Ok(answer) => {
                    let floors = batch(&stage.base, worked.unwrap().id).floors;
                    let main_floor = floors
                        .iter()
                        .find(|one| one.floor.as_ref().is_some_and(|id| id.0 == "state-council-2016-16-contributors"));
                    assert_eq!(main_floor.map(|one| one.answer.unwrap()), answer, "{party} {main:?}");
                }
            }
        }
    }
}

#[test]
fn own_exploitation_is_held_against_its_floor_year_by_year() {
    let [base, _] = both();
    let stage = Stage::set(base, "central-soe");
    let mut proposal = stage.proposal(&rule(1, "2026-03-10", "3%", "97%").replace("net-income", "operating-profit"));
    let days = ["2026-06-30", "2026-12-20", "2027-06-30", "2028-06-30", "2029-06-30"];
    proposal.terms = Some(days.iter().map(|day| upfront("100万元", day)).collect());
    let deal = stage.performing_by(proposal);
    // What the inventors have of each year: 3 % as agreed, 5 % by the statute, of three years.
    let table = [
        (0, 1_000_000, 5_000_000, FloorAnswer::Lifted, "2026"),
        // More profit in the same year: the floor is of the year, and what was lifted before counts.
        (1, 1_000_000, 5_000_000, FloorAnswer::Lifted, "2026"),
        (2, 2_000_000, 10_000_000, FloorAnswer::Lifted, "2027"),
        (3, 1_000_000, 5_000_000, FloorAnswer::Lifted, "2028"),
        (4, 1_000_000, 3_000_000, FloorAnswer::NotCovered, "2029"),
    ];
    for (at, yuan, expected, answer, year) in table {
        let mut came = upfront_came(days[at], yuan, "");
        (came.term, came.due) = (format!("T{}", at + 1), Some(date(days[at])));
        came.more_than_due = true;
        stage.receive(&stage.finance, deal, came).unwrap();
        let id = stage.calculate(&stage.finance, days[at], deal).unwrap().id;
        let payout = batch(&stage.base, id);
        assert_eq!(fen(&payout, "jia") + fen(&payout, "yi"), expected, "{year}");
        assert_eq!(payout.floors[0].answer, Some(answer), "{year}");
        let note = payout.floors[0].note.as_ref().unwrap().0.clone();
        let said = if answer == FloorAnswer::Lifted { format!("year: {year}") } else { "years-over: 3".to_owned() };
        assert_eq!(note, said);
        for approver in [&stage.second, &stage.third] {
            stage.approve(approver, days[at], id).unwrap();
        }
    }
}
