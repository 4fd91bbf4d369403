//! From a match to money in everybody's hands, on both databases.
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod stage;

use std::sync::Barrier;

use base::accounting::{balances, verify};
use base::people::{Role, Viewer};
use base::record::kinds::{AccessDecision, DealStage, FloorAnswer, PayoutStage, PublicityMatter, TaxTreatment};
use base::record::{Audience, RecordId};
use ledger::AccountName;
use measure::Money;
use stage::{Stage, batch, both, date, on, refusal, rule, shares, starting, upfront_came};
use transfer::Trouble;
use transfer::deal::{self, Asking};
use transfer::money::{self, Report, Standing};
use transfer::publicity;
use transfer::terms::Proposal;

#[test]
fn a_match_becomes_money_in_everybodys_hands() {
    for base in both() {
        let stage = Stage::set(base, "university");
        let deal = stage.open();
        assert_eq!(stage.open(), deal, "a match has one deal");
        assert_eq!(stage.base.of(stage.matched).content.text("stage"), "dealt");
        confidentially(&stage, deal);
        negotiated(&stage, deal);
        made_public(&stage, deal);
        let (receipt, first) = shared_out(&stage, deal);
        paid(&stage, deal, receipt, first);
        booked(&stage);
        told(&stage, first);
        taken_back(&stage, deal, receipt, first);
    }
}

/// Nothing confidential is shown before a non-disclosure agreement, and what was opened is closed again.
fn confidentially(stage: &Stage, deal: RecordId) {
    // Nothing confidential before a non-disclosure agreement.
    assert_eq!(
        refusal(stage.advance(&stage.broker, "2026-03-02", deal, DealStage::Evaluation)),
        "base-refusal-stage-wants"
    );
    let ask =
        Asking { organisation: Some(stage.taker), person: None, what: "配方".to_owned(), why: "评估".to_owned() };
    let occasion = on(&stage.takes, "2026-03-04");
    stage.base.write(move |shelf, _| deal::ask_access(shelf, &occasion, deal, None, &ask)).unwrap();
    assert_eq!(
        refusal(stage.answer_access(&stage.gives, deal, 0, AccessDecision::Granted)),
        "base-refusal-stage-wants"
    );
    stage.sign_nda(deal);
    assert_eq!(
        refusal(stage.answer_access(&stage.takes, deal, 0, AccessDecision::Granted)),
        "base-refusal-not-allowed"
    );
    assert!(!Audience::of(&stage.base.of(stage.achievement)).admits(&stage.takes));
    stage.answer_access(&stage.gives, deal, 0, AccessDecision::Granted).unwrap();
    assert!(Audience::of(&stage.base.of(stage.achievement)).admits(&stage.takes));
    stage.answer_access(&stage.gives, deal, 0, AccessDecision::Ended).unwrap();
    assert!(!Audience::of(&stage.base.of(stage.achievement)).admits(&stage.takes));
    assert_eq!(
        refusal(stage.answer_access(&stage.gives, deal, 0, AccessDecision::Granted)),
        "base-refusal-access-answered"
    );
}

/// Terms are put on the table twice, and accepted by both sides as they stand.
fn negotiated(stage: &Stage, deal: RecordId) {
    // Terms, twice, and both sides.
    stage.advance(&stage.broker, "2026-03-06", deal, DealStage::Negotiation).unwrap();
    stage.propose(&stage.takes, "2026-03-09", deal, stage.proposal(&rule(1, "2026-03-10", "60%", "40%"))).unwrap();
    stage.accept(&stage.takes, "2026-03-09", deal, 1).unwrap();
    let better = Proposal { rule: Some(rule(1, "2026-03-10", "70%", "30%")), ..Proposal::default() };
    stage.propose(&stage.gives, "2026-03-10", deal, better).unwrap();
    assert_eq!(refusal(stage.accept(&stage.gives, "2026-03-10", deal, 1)), "base-refusal-terms-moved");
    assert_eq!(refusal(stage.accept(&stage.broker, "2026-03-10", deal, 2)), "base-refusal-not-party");
    stage.accept(&stage.gives, "2026-03-10", deal, 2).unwrap();
    assert_eq!(
        refusal(stage.advance(&stage.broker, "2026-03-10", deal, DealStage::Publicity)),
        "base-refusal-stage-wants"
    );
    stage.accept(&stage.takes, "2026-03-11", deal, 2).unwrap();
}

/// What a university negotiated is shown for fifteen days, and an objection holds it up.
fn made_public(stage: &Stage, deal: RecordId) {
    // A university's negotiated price is made public for fifteen days; an objection holds it up.
    stage.advance(&stage.broker, "2026-03-12", deal, DealStage::Publicity).unwrap();
    assert_eq!(
        refusal(stage.advance(&stage.broker, "2026-03-12", deal, DealStage::Contract)),
        "base-refusal-stage-wants"
    );
    let (occasion, show) =
        (on(&stage.gives, "2026-03-12"), starting(deal, PublicityMatter::NegotiatedPrice, "2026-03-12"));
    let shown = stage.base.write(move |shelf, book| publicity::start(shelf, book, &occasion, &show)).unwrap().id;
    assert_eq!(stage.base.of(shown).content.text("ends"), "2026-03-27");
    let close = |day: &str| {
        let occasion = on(&stage.gives, day);
        stage.base.write(move |shelf, _| publicity::close(shelf, &occasion, shown, None))
    };
    let occasion = on(&stage.inventor, "2026-03-20");
    stage.base.write(move |shelf, _| publicity::object(shelf, &occasion, shown, "漏列完成人")).unwrap();
    assert_eq!(refusal(close("2026-03-27")), "base-refusal-publicity-runs");
    assert_eq!(refusal(close("2026-03-28")), "base-refusal-objections-open");
    let occasion = on(&stage.gives, "2026-03-28");
    let rejected = base::record::kinds::ObjectionOutcome::Rejected;
    stage
        .base
        .write(move |shelf, _| publicity::answer_objection(shelf, &occasion, shown, None, (0, rejected, "已核实")))
        .unwrap();
    close("2026-03-28").unwrap();
    stage.advance(&stage.broker, "2026-03-29", deal, DealStage::Contract).unwrap();
    assert_eq!(
        refusal(stage.propose(
            &stage.gives,
            "2026-03-30",
            deal,
            Proposal { value: None, departure_clause: Some("x".to_owned()), ..Proposal::default() }
        )),
        "base-refusal-terms-signed"
    );
    stage.sign(deal);
    stage.advance(&stage.broker, "2026-04-01", deal, DealStage::Performance).unwrap();
}

/// Money comes in, and is shared out.
fn shared_out(stage: &Stage, deal: RecordId) -> (RecordId, RecordId) {
    // Money comes in, and is shared out.
    assert_eq!(
        refusal(stage.receive(&stage.gives, deal, upfront_came("2026-04-20", 3_000_000, ""))),
        "base-refusal-not-allowed"
    );
    let receipt = stage.receive(&stage.finance, deal, upfront_came("2026-04-20", 3_000_000, "169811.32元")).unwrap();
    assert_eq!(
        refusal(stage.receive(&stage.finance, deal, upfront_came("2026-04-20", 3_000_000, ""))),
        "base-refusal-received-before"
    );
    let first = stage.calculate(&stage.finance, "2026-04-21", deal).unwrap().id;
    let told = batch(&stage.base, first);
    let expected = [("jia", "1188679.25元"), ("yi", "792452.83元"), ("unit", "849056.6元")];
    assert_eq!(
        shares(&told),
        expected.map(|(name, amount)| (name.to_owned(), amount.to_owned())),
        "{}",
        stage.base.name
    );
    assert_eq!(told.floors[0].answer, Some(FloorAnswer::Met));
    assert!(told.floors[0].article.as_ref().unwrap().0.contains("第四十五条第二款"));
    assert_eq!(told.shares[0].treatment, Some(TaxTreatment::Half));
    assert_eq!(told.shares[2].treatment, Some(TaxTreatment::NotAward));
    (receipt.id, first)
}

/// The awards are made public, two people approve, and it is paid.
fn paid(stage: &Stage, deal: RecordId, receipt: RecordId, first: RecordId) {
    // Awards of a university are made public for fifteen working days; then two others approve.
    assert_eq!(refusal(stage.approve(&stage.second, "2026-04-22", first)), "base-refusal-batch-unpublished");
    stage.publish(first, PublicityMatter::CashAward, "2026-04-22", "2026-05-18");
    assert_eq!(refusal(stage.approve(&stage.finance, "2026-05-18", first)), "base-refusal-own-batch");
    assert_eq!(refusal(stage.approve(&stage.inventor, "2026-05-18", first)), "base-refusal-own-share");
    assert_eq!(refusal(stage.approve(&stage.takes, "2026-05-18", first)), "base-refusal-not-found");
    stage.approve(&stage.second, "2026-05-18", first).unwrap();
    assert_eq!(refusal(stage.approve(&stage.second, "2026-05-18", first)), "base-refusal-approved-before");
    stage.approve(&stage.third, "2026-05-19", first).unwrap();
    assert_eq!(batch(&stage.base, first).stage, Some(PayoutStage::Approved));
    assert_eq!(stage.base.of(receipt).content.text("stage"), "allocated");
    assert_eq!(refusal(stage.calculate(&stage.finance, "2026-05-19", deal)), "base-refusal-nothing-to-share");
    let bank = AccountName::parse("assets:bank:operating").unwrap();
    let occasion = on(&stage.finance, "2026-05-20");
    let withheld = vec![("jia".to_owned(), Money::fen(1_000_000))];
    stage
        .base
        .write(move |shelf, _| money::pay(shelf, &occasion, first, None, (date("2026-05-20"), &bank), &withheld))
        .unwrap();
}

/// The ledger agrees to the fen.
fn booked(stage: &Stage) {
    // The ledger agrees to the fen.
    let (standing, checked) = stage
        .base
        .store
        .reading(|shelf| {
            let standing = balances(shelf, &stage.finance).unwrap();
            verify(shelf).map(|checked| (standing, checked))
        })
        .unwrap();
    assert_eq!(checked.flaws, []);
    assert_eq!(checked.entries, 3);
    let stands = |account: &str| {
        let found = standing[0].standings.iter().find(|one| one.account.name.as_str() == account).unwrap();
        found.balance.minor_units()
    };
    assert_eq!(stands("assets:bank:operating"), 300_000_000 - 198_113_208 + 1_000_000, "{}", stage.base.name);
    assert_eq!(stands("liabilities:payable:contributors"), 0);
    assert_eq!(stands("liabilities:tax:income"), -1_000_000);
    assert_eq!(stands("income:transfer:deals"), 0);
    assert_eq!(stands("income:transfer:retained"), -84_905_660);
}

/// Statements and the annual report say it.
fn told(stage: &Stage, first: RecordId) {
    // An inventor reads their own statement, and no other.
    let own = stage.base.member("reader", &[], None, Some(stage.inventor_person));
    let seen = |viewer: &Viewer| stage.base.store.reading(|shelf| money::statements(shelf, viewer, first));
    let seen_by_own = seen(&own).unwrap().3;
    assert_eq!(seen_by_own.len(), 1);
    assert_eq!(seen_by_own[0].share.rule_name.as_ref().unwrap().0, "jia");
    let elsewhere = stage.base.organisation("别家单位", "sme");
    let colleague = stage.base.member("colleague", &[], None, None);
    let other_till = stage.base.member("other-till", &[Role::Finance], Some(elsewhere), None);
    for viewer in [&colleague, &other_till] {
        assert_eq!(refusal(seen(viewer).map(|seen| seen.3.len())), "base-refusal-not-found");
    }
    for viewer in [&own, &colleague, &other_till] {
        let record =
            stage.base.store.reading(|shelf| Ok::<_, Trouble>(base::record::verb::show(shelf, viewer, first)?));
        assert_eq!(refusal(record), "base-refusal-not-found", "the record names what everybody has");
    }
    let clerk = |viewer: &Viewer| stage.base.store.reading(|shelf| money::statements(shelf, viewer, first)).unwrap().3;
    let statement = clerk(&stage.finance);
    assert_eq!(statement.len(), 3);
    assert_eq!(statement[0].lines[0].clause.as_ref().unwrap().0, "第八条");

    // What is theirs they find, and what is others' they do not.
    let mine = |viewer: &Viewer| stage.base.store.reading(|shelf| money::mine(shelf, viewer)).unwrap();
    let found = mine(&own);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].share.recipient, Some(stage.inventor_person));
    assert_eq!(found[0].payout.paid.as_ref().unwrap().0, "2026-05-20");
    assert_eq!(mine(&stage.finance), []);

    // From the receipt to the shares nothing is left out.
    let (_, body, case, _) = stage.base.store.reading(|shelf| money::statements(shelf, &stage.finance, first)).unwrap();
    let bridges = stage.base.store.reading(|shelf| money::bridges(shelf, &body, &case)).unwrap();
    assert_eq!(bridges.len(), body.receipts.len());
    for bridge in &bridges {
        let sum = |amounts: Vec<Money>| Money::sum(bridge.shared.currency(), amounts).unwrap();
        let off = sum(bridge.off.iter().map(|(_, amount)| *amount).collect());
        assert_eq!(bridge.came.checked_sub(off).unwrap(), bridge.shared);
        assert_eq!(sum(bridge.steps.iter().map(|(_, taken)| *taken).collect()), bridge.shared);
        assert_eq!(bridge.before(&bridge.steps[0].0).unwrap(), bridge.shared);
        assert_eq!(bridge.before("none of them").unwrap().minor_units(), 0);
    }

    // The annual report counts it.
    let report = stage.base.store.reading(|shelf| money::conversions(shelf, &stage.finance, 2026)).unwrap();
    let (_, line) = &report[0];
    assert_eq!((line.signed, line.people), (1, 2));
    assert_eq!(line.awarded["CNY"], Money::fen(198_113_208));
}

/// Taken back, it can be shared anew, and the ledger still verifies.
fn taken_back(stage: &Stage, deal: RecordId, receipt: RecordId, first: RecordId) {
    // Taken back, it can be shared anew; the ledger still verifies.
    let occasion = on(&stage.finance, "2026-06-01");
    stage.base.write(move |shelf, _| money::take_back(shelf, &occasion, first, None, "算错")).unwrap();
    assert_eq!(stage.base.of(receipt).content.text("stage"), "received");
    let anew = stage.calculate(&stage.finance, "2026-06-01", deal).unwrap().id;
    assert_ne!(anew, first);
    assert_eq!(shares(&batch(&stage.base, anew)), shares(&batch(&stage.base, first)));
    assert_eq!(stage.base.store.reading(|shelf| verify(shelf)).unwrap().flaws, []);
}

#[test]
fn of_approvers_who_race_one_is_the_second_and_pays_once() {
    for base in both() {
        let stage = Stage::set(base, "central-soe");
        let deal = stage.performing(&rule(1, "2026-03-10", "50%", "50%"));
        stage.receive(&stage.finance, deal, upfront_came("2026-04-20", 1_000_001, "")).unwrap();
        let id = stage.calculate(&stage.finance, "2026-04-21", deal).unwrap().id;
        stage.approve(&stage.gives, "2026-04-22", id).unwrap();
        let start = Barrier::new(2);
        let results = std::thread::scope(|scope| {
            let racers = [&stage.second, &stage.third].map(|viewer| {
                scope.spawn(|| {
                    start.wait();
                    stage.approve(viewer, "2026-04-22", id)
                })
            });
            racers.map(|racer| racer.join().unwrap())
        });
        let won = results.iter().filter(|result| result.is_ok()).count();
        assert_eq!(won, 1, "{}: {results:?}", stage.base.name);
        for lost in results.into_iter().filter(Result::is_err) {
            let name = refusal(lost);
            assert!(name == "base-refusal-batch-at" || name == "base-refusal-stale", "{}", stage.base.name);
        }
        let checked = stage.base.store.reading(|shelf| verify(shelf)).unwrap();
        assert_eq!((checked.entries, checked.flaws.len()), (2, 0), "a receipt and its allocation, once");
        assert_eq!(batch(&stage.base, id).approvals.len(), 2);
    }
}

#[test]
fn royalties_are_reported_and_the_late_ones_are_said() {
    let [base, _] = both();
    let stage = Stage::set(base, "central-soe");
    let deal = stage.performing(&rule(1, "2026-03-10", "50%", "50%"));
    let standing = |day: &str| {
        let day = date(day);
        stage
            .base
            .store
            .reading(|shelf| {
                let case = deal::case(shelf, &stage.broker, deal)?;
                money::receivables_of(shelf, &case, day)
            })
            .unwrap()
    };
    let on_day = standing("2026-05-02");
    assert_eq!(on_day[0].standing, Standing::Late { days: 2 });
    assert_eq!(on_day[1].due.due, Some(date("2026-10-29")));
    assert_eq!(on_day[1].standing, Standing::Expected);
    let said = |viewer: &Viewer, day: &str, ends: &str, yuan: i64| {
        let occasion = on(viewer, day);
        let told = Report { term: "T2".to_owned(), period_ends: date(ends), base: Money::fen(yuan * 100) };
        stage.base.write(move |shelf, _| money::report(shelf, &occasion, deal, &told))
    };
    let report = |ends: &str, yuan: i64| said(&stage.takes, "2027-04-10", ends, yuan);
    assert_eq!(refusal(report("2026-09-30", 1)), "base-refusal-not-receivable");
    assert_eq!(refusal(said(&stage.takes, "2026-09-29", "2026-09-29", 1)), "base-refusal-period-runs");
    report("2026-09-29", 39_000_000).unwrap();
    // Who pays may report more, and only who receives may lower it.
    report("2026-09-29", 41_000_000).unwrap();
    assert_eq!(refusal(report("2026-09-29", 40_000_000)), "base-refusal-reported-more");
    let lowered = said(&stage.gives, "2027-04-10", "2026-09-29", 40_000_000).unwrap();
    assert_eq!(lowered.content.text("payer"), stage.taker.to_string());
    let reported = standing("2026-10-10");
    assert_eq!(
        (reported[1].owed, reported[1].standing.clone()),
        (Some(Money::fen(120_000_000)), Standing::Reported { late: None })
    );
    // Tiers are climbed over the lifetime: 10 million at 3 %, 10 million at 2 %.
    let second = report("2027-03-29", 20_000_000).unwrap();
    assert_eq!(second.content.text("expected"), "500000元");
    let overdue = standing("2026-11-10");
    assert_eq!(overdue[1].standing, Standing::Reported { late: Some(12) });
    assert!(overdue[1].is_late());
}

#[test]
fn each_receipt_is_shared_by_the_rule_of_its_own_day() {
    for base in both() {
        let stage = Stage::set(base, "central-soe");
        let deal = stage.open();
        stage.sign_nda(deal);
        let mut proposal = stage.proposal(&rule(1, "2026-03-10", "50%", "50%"));
        proposal.terms = Some(vec![stage::upfront("100万元", "2026-04-30"), stage::upfront("100万元", "2026-06-30")]);
        stage.propose(&stage.broker, "2026-03-10", deal, proposal).unwrap();
        let later = Proposal { rule: Some(rule(2, "2026-06-01", "80%", "20%")), ..Proposal::default() };
        stage.propose(&stage.broker, "2026-03-10", deal, later).unwrap();
        for side in [&stage.gives, &stage.takes] {
            stage.accept(side, "2026-03-11", deal, 2).unwrap();
        }
        stage.sign(deal);
        stage.advance(&stage.broker, "2026-04-01", deal, DealStage::Performance).unwrap();
        stage.receive(&stage.finance, deal, upfront_came("2026-04-20", 1_000_000, "")).unwrap();
        let mut second = upfront_came("2026-06-20", 1_000_000, "");
        (second.term, second.due) = ("T2".to_owned(), Some(date("2026-06-30")));
        stage.receive(&stage.finance, deal, second).unwrap();
        // Both are paid after the rule changed; the first still goes by the first version.
        let payout = batch(&stage.base, stage.calculate(&stage.finance, "2026-06-21", deal).unwrap().id);
        let versions: Vec<i64> = payout.lines.iter().map(|line| line.rule_version.unwrap().0).collect();
        assert_eq!(versions, [1, 1, 1, 2, 2, 2]);
        assert_eq!(shares(&payout)[2], ("unit".to_owned(), "700000元".to_owned()), "{}", stage.base.name);
    }
}

#[test]
fn what_cannot_be_shared_is_refused_by_name_and_changes_nothing() {
    let dollars = |rate: Option<&str>| {
        let mut given = upfront_came("2026-04-20", 0, "");
        given.amount = Money::parse("USD 1000.00").unwrap();
        given.exchange_rate = rate.map(str::to_owned);
        given
    };
    let left =
        |name: &str| rule(1, "2026-03-10", "50%", "50%").replace(name, &format!("{name}, left = \"2026-04-01\""));
    let table = [
        // A currency without a rate.
        (rule(1, "2026-03-10", "50%", "50%"), dollars(None), Err("sharing-no-rate")),
        (rule(1, "2026-03-10", "50%", "50%"), dollars(Some("7.1")), Ok("3550元")),
        // A party that left before the income.
        (left("share = \"40%\""), upfront_came("2026-04-20", 100, ""), Err("sharing-party-left")),
        // Income of a day on which no version was in force.
        (rule(1, "2026-05-01", "50%", "50%"), upfront_came("2026-04-20", 100, ""), Err("sharing-no-version")),
        (rule(1, "2026-03-10", "50%", "50%"), upfront_came("2026-04-20", 100, ""), Ok("50元")),
    ];
    for (text, given, expected) in table {
        let [base, _] = both();
        let stage = Stage::set(base, "central-soe");
        let deal = stage.performing(&text);
        stage.receive(&stage.finance, deal, given).unwrap();
        let head = || stage.base.store.reading(|shelf| shelf.head()).unwrap().number;
        let before = head();
        let worked = stage.calculate(&stage.finance, "2026-04-21", deal);
        match expected {
            Err(name) => {
                assert_eq!(refusal(worked), name);
                assert_eq!(head(), before, "{name} changed something");
            }
            Ok(unit) => assert_eq!(shares(&batch(&stage.base, worked.unwrap().id))[2].1, unit),
        }
    }
}

#[test]
fn a_batch_that_would_come_out_otherwise_is_not_approved() {
    let [base, _] = both();
    let stage = Stage::set(base, "central-soe");
    let deal = stage.performing(&rule(1, "2026-03-10", "50%", "50%"));
    stage.receive(&stage.finance, deal, upfront_came("2026-04-20", 1_000, "")).unwrap();
    let id = stage.calculate(&stage.finance, "2026-04-21", deal).unwrap().id;
    stage.approve(&stage.second, "2026-04-22", id).unwrap();
    for side in [&stage.gives, &stage.takes] {
        stage.advance(side, "2026-04-22", deal, DealStage::Negotiation).unwrap();
    }
    let other = Proposal { rule: Some(rule(1, "2026-03-10", "60%", "40%")), ..Proposal::default() };
    stage.propose(&stage.broker, "2026-04-22", deal, other).unwrap();
    assert_eq!(refusal(stage.approve(&stage.third, "2026-04-22", id)), "base-refusal-batch-outdated");
    // One approval is given: it is taken back and worked out anew.
    assert_eq!(refusal(stage.calculate(&stage.finance, "2026-04-22", deal)), "base-refusal-batch-open");
    let occasion = on(&stage.finance, "2026-04-22");
    stage.base.write(move |shelf, _| money::take_back(shelf, &occasion, id, None, "规则改了")).unwrap();
    let anew = stage.calculate(&stage.finance, "2026-04-22", deal).unwrap().id;
    assert_eq!(shares(&batch(&stage.base, anew))[2].1, "400元");
}
