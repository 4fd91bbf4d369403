//! What binds once it was written, shown, signed or booked: nobody's hand changes it, and it goes back only as agreed.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod stage;

use base::accounting::verify;
use base::people::Viewer;
use base::record::kinds::{DealStage, PublicityMatter};
use base::record::{Given, Move, verb};
use base::store::JournalFilter;
use measure::Money;
use serde_json::json;
use stage::{Stage, batch, both, date, on, refusal, rule, shares, starting, upfront_came};
use transfer::Trouble;
use transfer::deal;
use transfer::money::{self, Report, Standing};
use transfer::publicity;

#[test]
fn what_a_workflow_wrote_is_changed_by_nobodys_hand() {
    for base in both() {
        let stage = Stage::set(base, "central-soe");
        let deal = stage.performing(&rule(1, "2026-03-10", "50%", "50%"));
        let receipt = stage.receive(&stage.finance, deal, upfront_came("2026-04-20", 1_000, "")).unwrap().id;
        let payout = stage.calculate(&stage.finance, "2026-04-21", deal).unwrap().id;
        stage.approve(&stage.second, "2026-04-22", payout).unwrap();
        let table = [
            (&stage.broker, deal, "value", json!("1元")),
            (&stage.gives, deal, "acceptances", json!([])),
            (&stage.broker, deal, "stage", json!("closing")),
            (&stage.finance, receipt, "amount", json!("250000元")),
            (&stage.finance, receipt, "received", json!("2026-04-19")),
            (&stage.finance, payout, "stage", json!("approved")),
            (&stage.gives, payout, "approvals", json!([])),
            (&stage.gives, payout, "lines", json!([])),
        ];
        for (viewer, id, field, value) in table {
            let before = stage.base.of(id);
            let occasion = on(viewer, "2026-04-23");
            let given = vec![(field.to_owned(), Given::Json(value))];
            let written = stage.base.write(move |shelf, _| Ok(verb::change(shelf, &occasion, id, None, &given)?));
            match written {
                Err(Trouble::Base(base::Trouble::Refused(base::Refusal::Slips(slips)))) => {
                    assert!(slips.iter().any(|slip| slip.field == field && slip.reason.key() == "slip-by-workflow"));
                }
                Err(Trouble::Base(base::Trouble::Refused(refusal))) => {
                    assert_eq!(refusal.key(), "base-refusal-not-allowed", "{field}");
                }
                other => panic!("{field}: {other:?}"),
            }
            assert_eq!(stage.base.of(id), before, "{field}");
        }
        for (viewer, id) in [(&stage.gives, receipt), (&stage.gives, payout), (&stage.broker, deal)] {
            let occasion = on(viewer, "2026-04-23");
            let withdrawal = Move::Withdraw { reason: "录错".to_owned() };
            let moved = stage.base.write(move |shelf, _| Ok(verb::step(shelf, &occasion, id, None, &withdrawal)?));
            let name = refusal(moved);
            assert!(["base-refusal-settled", "base-refusal-not-allowed"].contains(&name.as_str()), "{name}");
        }
    }
}

/// Whether it is opened or led to its contract, what the export rules hold is in the journal although it was refused.
#[test]
fn what_the_export_rules_hold_is_noted_although_it_is_refused() {
    for begun in [false, true] {
        for base in both() {
            let stage = Stage::set(base, "university");
            let opened = begun.then(|| stage.open());
            for (id, field, value) in [(stage.achievement, "control", "item-2025-18"), (stage.taker, "country", "DE")] {
                let given = vec![(field.to_owned(), Given::Text(value.to_owned()))];
                let occasion = on(&Viewer::Operator, "2026-03-02");
                stage.base.write(move |shelf, _| Ok(verb::change(shelf, &occasion, id, None, &given)?)).unwrap();
            }
            let (occasion, matched) = (on(&stage.broker, "2026-03-04"), stage.matched);
            let opens = || {
                stage
                    .base
                    .write(move |shelf, book| deal::open(shelf, book, &occasion, matched, &deal::Opening::default()))
            };
            let leads = |deal| stage.advance(&stage.broker, "2026-03-04", deal, DealStage::Contract);
            let (object, refused) = opened.map_or_else(|| (matched, opens()), |deal| (deal, leads(deal)));
            let name = if begun { "base-refusal-stage-wants" } else { "base-refusal-control-holds" };
            assert_eq!(refusal(refused), name);
            let of_it = JournalFilter { object: Some(format!("control:{object}")), ..JournalFilter::default() };
            let noted =
                stage.base.store.reading(|shelf| shelf.entries_before(u64::from(u32::MAX), &of_it, 10)).unwrap();
            let verbs: Vec<&str> = noted.iter().map(|entry| entry.verb.as_str()).collect();
            assert_eq!(verbs.first(), Some(&"control.hold"), "{verbs:?}");
        }
    }
}

#[test]
fn what_is_shown_counts_for_what_it_showed() {
    let [base, _] = both();
    let stage = Stage::set(base, "university");
    let deal = stage.open();
    stage.sign_nda(deal);
    let start = |day: &str, begins: &str, matter, object| {
        let (occasion, show) = (on(&stage.gives, day), starting(object, matter, begins));
        stage.base.write(move |shelf, book| publicity::start(shelf, book, &occasion, &show))
    };
    let price = PublicityMatter::NegotiatedPrice;
    assert_eq!(refusal(start("2026-03-10", "2026-03-10", price, deal)), "base-refusal-stage-wants");
    stage.propose(&stage.broker, "2026-03-10", deal, stage.proposal(&rule(1, "2026-03-10", "70%", "30%"))).unwrap();
    assert_eq!(refusal(start("2026-03-10", "2026-02-01", price, deal)), "base-refusal-publicity-backdated");
    let accept = |version| {
        for side in [&stage.gives, &stage.takes] {
            stage.accept(side, "2026-03-11", deal, version).unwrap();
        }
    };
    accept(1);
    stage.publish(deal, price, "2026-03-12", "2026-03-28");
    let to_contract = || stage.advance(&stage.broker, "2026-03-28", deal, DealStage::Contract);
    // Numbers and days of the signature are no terms; a value is, and another value is another version of them.
    stage.contract(&stage.broker, "2026-03-28", deal, &[("contract_number", "X-1"), ("begins", "2026-04-01")]).unwrap();
    let cheaper = stage.contract(&stage.broker, "2026-03-28", deal, &[("value", "30万元")]).unwrap();
    assert_eq!(cheaper.content.get("terms_version"), 2);
    assert_eq!(refusal(to_contract()), "base-refusal-stage-wants");
    accept(2);
    // Both accepted, but what was shown is not what they agreed on.
    assert_eq!(refusal(to_contract()), "base-refusal-stage-wants");
    stage.publish(deal, price, "2026-03-28", "2026-04-13");
    stage.advance(&stage.broker, "2026-04-13", deal, DealStage::Contract).unwrap();
    let signed = stage.contract(&stage.broker, "2026-04-13", deal, &[("value", "900万元")]);
    assert_eq!(refusal(signed), "base-refusal-terms-signed");
}

#[test]
fn a_batch_that_was_shown_is_approved_with_the_amounts_it_showed() {
    let [base, _] = both();
    let stage = Stage::set(base, "university");
    let deal = stage.performing(&rule(1, "2026-03-10", "70%", "30%"));
    stage.receive(&stage.finance, deal, upfront_came("2026-04-20", 1_000_000, "")).unwrap();
    let id = stage.calculate(&stage.finance, "2026-04-21", deal).unwrap().id;
    stage.publish(id, PublicityMatter::CashAward, "2026-04-21", "2026-05-18");
    stage.receive(&stage.finance, deal, upfront_came("2026-05-18", 2_000_000, "")).unwrap();
    assert_eq!(stage.calculate(&stage.finance, "2026-05-18", deal).unwrap().id, id);
    assert_eq!(refusal(stage.approve(&stage.second, "2026-05-18", id)), "base-refusal-batch-unpublished");
}

#[test]
fn what_is_signed_goes_back_when_each_side_says_so() {
    let [base, _] = both();
    let stage = Stage::set(base, "central-soe");
    let deal = stage.performing(&rule(1, "2026-03-10", "50%", "50%"));
    let back = |viewer: &Viewer, to| stage.advance(viewer, "2026-04-02", deal, to);
    let stands = || stage.base.of(deal).content.text("stage").to_owned();
    assert_eq!(refusal(back(&stage.broker, DealStage::Negotiation)), "base-refusal-sides-go-back");
    back(&stage.takes, DealStage::Negotiation).unwrap();
    back(&stage.takes, DealStage::Negotiation).unwrap();
    back(&stage.gives, DealStage::Approval).unwrap();
    assert_eq!(stands(), "performance");
    back(&stage.takes, DealStage::Performance).unwrap();
    back(&stage.gives, DealStage::Negotiation).unwrap();
    assert_eq!(stands(), "performance", "the taker took its wish back");
    back(&stage.takes, DealStage::Negotiation).unwrap();
    assert_eq!(stands(), "negotiation");
    assert!(stage.base.of(deal).content.get("back_wishes").is_null());
}

#[test]
fn what_is_due_comes_in_parts_and_no_more_than_that() {
    let [base, _] = both();
    let stage = Stage::set(base, "central-soe");
    let deal = stage.performing(&rule(1, "2026-03-10", "50%", "50%"));
    let first = |day: &str| {
        let day = date(day);
        let read = stage.base.store.reading(|shelf| {
            let case = deal::case(shelf, &stage.broker, deal)?;
            money::receivables_of(shelf, &case, day)
        });
        read.unwrap().swap_remove(0)
    };
    let came = |day: &str, yuan| stage.receive(&stage.finance, deal, upfront_came(day, yuan, ""));
    assert_eq!(refusal(came("2026-04-20", 9_999_999)), "base-refusal-more-than-due");
    let one = came("2026-04-20", 1).unwrap();
    let rest = Money::fen(299_999_900);
    let partly = |late| Standing::Partly { on: Some(date("2026-04-20")), amount: Money::fen(100), rest, late };
    assert_eq!(first("2026-04-21").standing, partly(None));
    assert_eq!(first("2026-05-02").standing, partly(Some(2)));
    assert!(first("2026-05-02").is_waiting() && first("2026-05-02").is_late());
    assert_eq!(refusal(came("2026-05-02", 3_000_000)), "base-refusal-more-than-due");
    let two = came("2026-05-02", 2_999_999).unwrap();
    assert_ne!((one.id, one.content.get("entry")), (two.id, two.content.get("entry")));
    let whole = Standing::Received { on: Some(date("2026-05-02")), amount: Money::fen(300_000_000) };
    assert_eq!((first("2026-05-03").standing, first("2026-05-03").receipts.len()), (whole, 2));
    assert_eq!(refusal(came("2026-05-03", 1)), "base-refusal-received-before");
    let more = transfer::money::Receiving { more_than_due: true, ..upfront_came("2026-05-03", 1, "") };
    stage.receive(&stage.finance, deal, more).unwrap();
    let worked = batch(&stage.base, stage.calculate(&stage.finance, "2026-05-04", deal).unwrap().id);
    assert_eq!((worked.receipts.len(), shares(&worked)[2].1.as_str()), (3, "1500000.5元"));
}

#[test]
fn a_receipt_is_taken_back_with_its_entry() {
    let [base, _] = both();
    let stage = Stage::set(base, "central-soe");
    let deal = stage.performing(&rule(1, "2026-03-10", "50%", "50%"));
    let back = |viewer: &Viewer, receipt, reason: &'static str| {
        let occasion = on(viewer, "2026-04-22");
        stage.base.write(move |shelf, _| money::take_receipt_back(shelf, &occasion, receipt, None, reason))
    };
    let receipt = stage.receive(&stage.finance, deal, upfront_came("2026-04-20", 1_000, "")).unwrap().id;
    assert_eq!(refusal(back(&stage.gives, receipt, "错")), "base-refusal-not-allowed");
    assert_eq!(refusal(back(&stage.finance, receipt, " ")), "base-refusal-reason-needed");
    // Reversed in the ledger behind its back, it is not shared out.
    let occasion = on(&stage.finance, "2026-04-21");
    let reversal = |key: &str, of| ledger::Reversal {
        key: ledger::Key::parse(key).unwrap(),
        date: date("2026-04-21"),
        memo: "误记".to_owned(),
        links: Vec::new(),
        of,
    };
    let wrong = reversal("wrong-1", 1);
    stage.base.write(move |shelf, _| Ok(base::accounting::reverse(shelf, &occasion, &wrong)?)).unwrap();
    assert_eq!(refusal(stage.calculate(&stage.finance, "2026-04-21", deal)), "base-refusal-entry-reversed");
    assert_eq!(back(&stage.finance, receipt, "误记").unwrap().content.text("stage"), "reversed");
    assert_eq!(refusal(back(&stage.finance, receipt, "误记")), "base-refusal-receipt-at");
    assert_eq!(refusal(stage.calculate(&stage.finance, "2026-04-22", deal)), "base-refusal-nothing-to-share");
    let anew = stage.receive(&stage.finance, deal, upfront_came("2026-04-22", 2_000, "")).unwrap().id;
    back(&stage.finance, anew, "重复").unwrap();
    // What was reported stays reported.
    let occasion = on(&stage.takes, "2026-10-10");
    let told = Report { term: "T2".to_owned(), period_ends: date("2026-09-29"), base: Money::fen(100_000_000) };
    stage.base.write(move |shelf, _| money::report(shelf, &occasion, deal, &told)).unwrap();
    let mut royalty = upfront_came("2026-10-20", 30_000, "");
    (royalty.term, royalty.due) = ("T2".to_owned(), Some(date("2026-10-29")));
    let royalty = stage.receive(&stage.finance, deal, royalty).unwrap().id;
    let occasion = on(&stage.finance, "2026-10-21");
    stage.base.write(move |shelf, _| money::take_receipt_back(shelf, &occasion, royalty, None, "错")).unwrap();
    let standing = stage.base.store.reading(|shelf| {
        let case = deal::case(shelf, &stage.broker, deal)?;
        money::receivables_of(shelf, &case, date("2026-10-21"))
    });
    let standing = standing.unwrap().swap_remove(1);
    assert_eq!((standing.owed, standing.standing), (Some(Money::fen(3_000_000)), Standing::Reported { late: None }));
    let shared = stage.receive(&stage.finance, deal, upfront_came("2026-10-22", 3_000_000, "")).unwrap().id;
    let id = stage.calculate(&stage.finance, "2026-10-22", deal).unwrap().id;
    stage.approve(&stage.gives, "2026-10-22", id).unwrap();
    stage.approve(&stage.second, "2026-10-22", id).unwrap();
    assert_eq!(refusal(back(&stage.finance, shared, "错")), "base-refusal-receipt-at");
    assert_eq!(stage.base.store.reading(|shelf| verify(shelf)).unwrap().flaws, []);
}

#[test]
fn a_cost_that_the_rule_does_not_take_is_refused_with_its_receipt() {
    let [base, _] = both();
    let stage = Stage::set(base, "central-soe");
    let gross = rule(1, "2026-03-10", "50%", "50%").replace("net-income", "gross");
    let deal = stage.performing(&gross);
    let mut given = upfront_came("2026-04-20", 1_000_000, "5万元");
    stage.receive(&stage.finance, deal, given.clone()).unwrap();
    given.costs[0].item = Some(base::record::kinds::CostItem::Broker);
    assert_eq!(refusal(stage.receive(&stage.finance, deal, given)), "sharing-costs-not-deducted");
    stage.calculate(&stage.finance, "2026-04-21", deal).unwrap();
}

#[test]
fn a_non_disclosure_agreement_holds_between_its_days() {
    let [base, _] = both();
    let stage = Stage::set(base, "central-soe");
    let deal = stage.open();
    let occasion = on(&stage.broker, "2026-03-03");
    let nda = deal::Nda::Signed { on: date("2026-03-25"), until: Some(date("2026-06-25")) };
    stage.base.write(move |shelf, _| deal::sign_nda(shelf, &occasion, deal, None, &nda)).unwrap();
    for (day, holds) in [("2026-03-24", false), ("2026-06-26", false), ("2026-06-25", true), ("2026-03-25", true)] {
        let moved = stage.advance(&stage.broker, day, deal, DealStage::Evaluation);
        assert_eq!(moved.is_ok(), holds, "{day}");
        if holds {
            stage.advance(&stage.broker, day, deal, DealStage::Contact).unwrap();
        }
    }
}

#[test]
fn what_was_accepted_is_no_draft_again() {
    let [base, _] = both();
    let stage = Stage::set(base, "central-soe");
    let deal = stage.open();
    stage.sign_nda(deal);
    stage.propose(&stage.broker, "2026-03-10", deal, stage.proposal(&rule(1, "2026-03-10", "50%", "50%"))).unwrap();
    for side in [&stage.gives, &stage.takes] {
        stage.accept(side, "2026-03-11", deal, 1).unwrap();
    }
    // Withdrawn and brought back it is a draft, but one that both sides have accepted.
    for step in [Move::Withdraw { reason: "重来".to_owned() }, Move::Restore] {
        let occasion = on(&stage.gives, "2026-03-12");
        stage.base.write(move |shelf, _| Ok(verb::step(shelf, &occasion, deal, None, &step)?)).unwrap();
    }
    let before = stage.base.of(deal);
    assert_eq!(before.state.code(), "draft");
    let occasion = on(&stage.gives, "2026-03-12");
    let given = vec![("value".to_owned(), Given::Json(json!("1元")))];
    let written = stage.base.write(move |shelf, _| Ok(verb::change(shelf, &occasion, deal, None, &given)?));
    let Err(Trouble::Base(base::Trouble::Refused(base::Refusal::Slips(slips)))) = written else {
        panic!("{written:?}");
    };
    assert_eq!((slips[0].field.as_str(), slips[0].reason.key()), ("value", "slip-by-workflow"));
    assert_eq!(stage.base.of(deal), before);
}
