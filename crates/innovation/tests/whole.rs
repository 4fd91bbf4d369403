//! A call from its charter to its end, on both databases, with who sees what and who is told what.
#![allow(clippy::unwrap_used, reason = "tests")]

mod stage;

use base::journal::seen_before;
use base::people::{Role, Viewer};
use base::record::kinds::{BidStage, CallStage, Recommendation, ReviewStage};
use base::record::verb::{Hanging, attach, change, history, listing, show};
use base::record::{Given, Kind, RecordId};
use base::store::{Filter, JournalFilter, Sort};
use innovation::bid::{retract, submit};
use innovation::call::{
    Amending, Ending, MarkState, Proposing, Step, accept, amend, answer, ask, award, contract, end, open_bids, posted,
    propose, timeline,
};
use innovation::review::{self, Answering, Inviting, Minutes, Scored};
use stage::{Base, CALL, Stage, at, both, on, refusal};

fn sees(base: &Base, viewer: &Viewer, id: RecordId) -> bool {
    base.store.reading(|shelf| show(shelf, viewer, id)).is_ok()
}

/// How many bids a list shows, and how many it counts.
fn listed(base: &Base, viewer: &Viewer) -> (usize, usize) {
    let filter = Filter { kinds: vec![Kind::Bid], ..Filter::default() };
    let query = listing(viewer, filter.clone(), Sort::Updated, None, 100).unwrap();
    let found = base.store.reading(|shelf| shelf.find(&query)).unwrap().records.len();
    (found, base.store.reading(|shelf| shelf.count(&viewer.reach(), &filter, 100)).unwrap())
}

#[test]
fn a_charter_is_frozen_when_it_goes_out() {
    for base in both() {
        let stage = Stage::set(base);
        let (base, call) = (&stage.base, stage.call);
        let record = base.of(call);
        assert_eq!(record.content.text("frozen"), "2026-03-01 12:00", "{}", base.name);
        assert_eq!(record.content.text("stage"), "questions", "{}", base.name);
        let occasion = on(&stage.leads, "2026-03-02");
        let given = [("budget".to_owned(), Given::Text("900万元".to_owned()))];
        let changed = base.write(move |shelf| change(shelf, &occasion, call, None, &given));
        assert_eq!(refusal(changed), "budget slip-frozen", "{}", base.name);
        let occasion = on(&stage.leads, "2026-03-02");
        let given = [("summary_zh".to_owned(), Given::Text("简介可改".to_owned()))];
        base.write(move |shelf| change(shelf, &occasion, call, None, &given)).unwrap();
        let mut late: Vec<_> = CALL.to_vec();
        late.retain(|(name, _)| *name != "bids_until");
        late.push(("bids_until", "2026-03-10 09:00"));
        let late = base.draft(&stage.leads, Kind::Call, &late).id;
        let published = base.publish(&stage.leads, late, "2026-03-11");
        assert_eq!(
            refusal(published),
            "bids_until slip-not-ahead, questions_until slip-after-deadline",
            "{}",
            base.name
        );
    }
}

#[test]
fn amendments_are_numbered_and_told() {
    for base in both() {
        let stage = Stage::set(base);
        let (base, call) = (&stage.base, stage.call);
        stage.bid(&stage.first, "甲方案", stage.lead_one, &[]);
        let amending = |clause: &str, after: &str, reason: &str| Amending {
            clause: clause.to_owned(),
            after: Given::Text(after.to_owned()),
            reason: reason.to_owned(),
        };
        let tried = |viewer: &Viewer, when: &str, amending: Amending| {
            let occasion = on(viewer, when);
            base.write(move |shelf| amend(shelf, &occasion, call, None, &amending))
        };
        let table = [
            (&stage.first, "2026-03-05", amending("budget", "1500万元", "追加"), "base-refusal-not-allowed"),
            (&stage.leads, "2026-03-05", amending("title_zh", "新名", "改名"), "base-refusal-not-in-charter"),
            (&stage.leads, "2026-03-05", amending("budget", "1200万元", "没变"), "base-refusal-nothing-amended"),
            (&stage.leads, "2026-03-05", amending("budget", "1500万元", " "), "base-refusal-reason-needed"),
            (&stage.leads, "2026-03-05", amending("budget", "很多", "追加"), "budget slip-not-money"),
            (&stage.leads, "2026-03-05", amending("goal", "", "删去"), "goal slip-missing"),
            (&stage.leads, "2026-03-05", amending("bids_until", "2026-03-30 17:00", "提前"), "base-refusal-only-later"),
            (&stage.leads, "2026-04-01", amending("budget", "1500万元", "过期"), "base-refusal-bids-closed"),
        ];
        for (viewer, when, amending, expected) in table {
            let said = format!("{amending:?}");
            assert_eq!(refusal(tried(viewer, when, amending)), expected, "{} {said}", base.name);
        }
        tried(&stage.leads, "2026-03-06", amending("budget", "1500万元", "追加厚件验证")).unwrap();
        let record = tried(&stage.leads, "2026-03-07", amending("bids_until", "2026-04-10 17:00", "延期")).unwrap();
        let posted: base::record::kinds::Call = record.content.body();
        let told: Vec<_> =
            posted.amendments.iter().map(|one| (one.number.unwrap().0, one.before.clone().unwrap().0)).collect();
        assert_eq!(told, [(1, "1200万元".to_owned()), (2, "2026-03-31 17:00".to_owned())], "{}", base.name);
        assert_eq!(base.told(&stage.first), ["call-amended", "call-amended"], "{}", base.name);
        assert!(base.told(&stage.second).is_empty(), "{}: who does not bid is not told", base.name);
    }
}

#[test]
fn questions_are_shown_without_who_asked() {
    for base in both() {
        let stage = Stage::set(base);
        let (base, call) = (&stage.base, stage.call);
        let asked = |viewer: &Viewer, when: &str, text: &'static str| {
            let occasion = on(viewer, when);
            base.write(move |shelf| ask(shelf, &occasion, call, text))
        };
        assert_eq!(refusal(asked(&Viewer::Visitor, "2026-03-05", "厚度？")), "base-refusal-sign-in-needed");
        assert_eq!(refusal(asked(&stage.first, "2026-03-05", " ")), "question slip-missing");
        assert_eq!(refusal(asked(&stage.first, "2026-03-20 17:00:01", "晚了？")), "base-refusal-questions-closed");
        let record = asked(&stage.first, "2026-03-20 17:00:00", "厚度按哪个方向计？").unwrap();
        assert!(!record.content.canonical().contains("first"), "{}", base.name);
        let answered = |viewer: &Viewer, place: usize| {
            let occasion = on(viewer, "2026-03-21");
            base.write(move |shelf| answer(shelf, &occasion, call, None, (place, "充磁方向")))
        };
        let told = |viewer: &Viewer| {
            let history = base.store.reading(|shelf| history(shelf, viewer, call)).unwrap();
            history.iter().find(|one| one.version.verb == "call.ask").unwrap().version.by
        };
        assert_eq!(told(&stage.first), stage.first.account(), "{}", base.name);
        for viewer in [&stage.leads, &stage.second, &stage.auditor, &Viewer::Visitor] {
            assert_eq!(told(viewer), None, "{} {viewer:?}: nor does its history tell who asked", base.name);
        }
        assert_eq!(refusal(answered(&stage.first, 0)), "base-refusal-not-allowed");
        assert_eq!(refusal(answered(&stage.leads, 1)), "base-refusal-not-found");
        answered(&stage.leads, 0).unwrap();
        assert_eq!(base.told(&stage.leads), ["call-asked"], "{}", base.name);
    }
}

#[test]
fn bids_are_taken_to_the_second_and_sealed_until_then() {
    for base in both() {
        let stage = Stage::set(base);
        let base = &stage.base;
        let bid = stage.bid(&stage.first, "甲方案", stage.lead_one, &[]);
        let late = stage.bid(&stage.second, "乙方案", stage.lead_two, &[]);
        let handed_in = |viewer: &Viewer, id: RecordId, when: &str| {
            let occasion = on(viewer, when);
            base.write(move |shelf| submit(shelf, &occasion, id, None))
        };
        assert_eq!(refusal(base.publish(&stage.first, bid, "2026-03-05")), "base-refusal-hand-in-bid", "{}", base.name);
        assert_eq!(refusal(handed_in(&stage.second, bid, "2026-03-05")), "base-refusal-not-found", "{}", base.name);
        let record = handed_in(&stage.first, bid, "2026-03-31 17:00:00").unwrap();
        assert_eq!(record.content.text("submitted"), "2026-03-31 17:00", "{}", base.name);
        assert_eq!(refusal(handed_in(&stage.second, late, "2026-03-31 17:00:00.001")), "base-refusal-bids-closed");
        let again = stage.bid(&stage.first, "甲方案二", stage.lead_one, &[]);
        assert_eq!(refusal(handed_in(&stage.first, again, "2026-03-31 16:00:00")), "base-refusal-bids-twice");
        // Not even who reads everything sees that there is one.
        let (outsider, own) = (base.member("outside", &[], None, None), &stage.first);
        for (viewer, may, count) in [
            (own, true, (2, 2)),
            (&stage.leads, false, (0, 0)),
            (&stage.administrator, false, (0, 0)),
            (&stage.auditor, false, (0, 0)),
            (&outsider, false, (0, 0)),
            (&Viewer::Operator, false, (0, 0)),
        ] {
            assert_eq!((sees(base, viewer, bid), listed(base, viewer)), (may, count), "{} {viewer:?}", base.name);
        }
        // Neither does a journal that is asked for what a bidder did: not by an entry, nor by a page to follow.
        let filter = JournalFilter { by: own.account(), ..JournalFilter::default() };
        let done = |viewer: &Viewer| {
            let seen = base.store.reading(|shelf| seen_before(shelf, viewer, u64::MAX >> 1, &filter, 1)).unwrap();
            (seen.0.len(), seen.1.is_some())
        };
        assert_eq!((done(&stage.auditor), done(own)), ((0, false), (1, true)), "{}", base.name);
        let call = stage.call;
        let opened = |when: &str| {
            let occasion = on(&stage.leads, when);
            base.write(move |shelf| open_bids(shelf, &occasion, call, None))
        };
        assert_eq!(refusal(opened("2026-03-31 17:00:00")), "base-refusal-bids-sealed", "{}", base.name);
        opened("2026-03-31 17:00:01").unwrap();
        for (viewer, may) in
            [(own, true), (&stage.leads, true), (&stage.auditor, true), (&stage.second, false), (&outsider, false)]
        {
            assert_eq!(sees(base, viewer, bid), may, "{} {viewer:?}", base.name);
        }
        assert_eq!(refusal(opened("2026-04-01")), "base-refusal-call-at", "{}", base.name);
        let occasion = on(own, "2026-04-01");
        let back = base.write(move |shelf| retract(shelf, &occasion, bid, None));
        assert_eq!(refusal(back), "base-refusal-bid-at", "{}", base.name);
    }
}

#[test]
fn a_bid_taken_back_is_a_draft_again() {
    for base in both() {
        let stage = Stage::set(base);
        let base = &stage.base;
        let bid = stage.bid(&stage.first, "甲方案", stage.lead_one, &[]);
        let edit = |when: &str| {
            let text = format!("{when} 的方案");
            let (occasion, given) = (on(&stage.first, when), [("plan".to_owned(), Given::Text(text))]);
            base.write(move |shelf| change(shelf, &occasion, bid, None, &given))
        };
        edit("2026-03-05").unwrap();
        let occasion = on(&stage.first, "2026-03-06");
        base.write(move |shelf| submit(shelf, &occasion, bid, None)).unwrap();
        assert_eq!(refusal(edit("2026-03-07")), "plan slip-by-workflow", "{}", base.name);
        for (name, after) in [("title_zh", "乙方案"), ("summary_zh", "另加承诺")] {
            let (occasion, given) =
                (on(&stage.first, "2026-03-07"), [(name.to_owned(), Given::Text(after.to_owned()))]);
            let changed = base.write(move |shelf| change(shelf, &occasion, bid, None, &given));
            assert_eq!(refusal(changed), format!("{name} slip-by-workflow"), "{}", base.name);
        }
        let hung = || {
            let file = Hanging { name: "补充.pdf".to_owned(), digest: "00".repeat(32), size: 1 };
            let occasion = on(&stage.first, "2026-03-07");
            base.write(move |shelf| attach(shelf, &occasion, bid, file))
        };
        assert_eq!(refusal(hung()), "base-refusal-bid-at", "{}: a bid stands with its files", base.name);
        let occasion = on(&stage.first, "2026-03-08");
        base.write(move |shelf| retract(shelf, &occasion, bid, None)).unwrap();
        edit("2026-03-09").unwrap();
        hung().unwrap();
        assert_eq!(base.of(bid).content.text("plan"), "2026-03-09 的方案", "{}", base.name);
        assert!(!sees(base, &stage.administrator, bid), "{}: still nobody else's", base.name);
    }
}

/// Who bids, led by whom, with what else, when, and the refusal; empty where there is none.
type Row<'a> = (&'a Viewer, RecordId, &'a [(&'a str, &'a str)], &'a str, &'a str);

#[test]
fn who_may_not_bid() {
    for base in both() {
        let stage = Stage::set(base);
        let base = &stage.base;
        let subsidiary = base.organisation("集团子公司", "private-company", &[("parent", &stage.leader.to_string())]);
        let foreign = base.organisation("外资磁材", "foreign-controlled", &[]);
        let leads_subsidiary = base.member("subsidiary", &[], Some(subsidiary), None);
        let leads_foreign = base.member("foreign", &[], Some(foreign), None);
        let insider = base.person("集团员工", &[("owner", &stage.leader.to_string())]);
        let insider_row = format!("| {insider} | 顾问 | 10");
        let mover = base.person(
            "调出人员",
            &[
                ("owner", &stage.university.to_string()),
                ("affiliations", &format!("| {} | 人事关系单位 | 工程师 | 2020-01-01 | 2026-03-05", stage.leader)),
            ],
        );
        let (free, foreign_row) = (stage.lead_one, format!("| {foreign} | 试制"));
        let table: [Row; 9] = [
            (&stage.first, free, &[], "2026-03-06", ""),
            (&leads_foreign, free, &[], "2026-03-06", "base-refusal-not-eligible"),
            (&stage.first, free, &[("partners", &foreign_row)], "2026-03-06", "base-refusal-not-eligible"),
            (&stage.first, free, &[("partners", "某不知名单位 | | 试制")], "2026-03-06", "base-refusal-not-eligible"),
            (&leads_subsidiary, free, &[], "2026-03-06", "base-refusal-bidder-conflicted"),
            (&stage.first, insider, &[], "2026-03-06", "base-refusal-bidder-conflicted"),
            (&stage.first, free, &[("members", &insider_row)], "2026-03-06", "base-refusal-bidder-conflicted"),
            (&stage.first, mover, &[], "2026-03-05", "base-refusal-bidder-conflicted"),
            (&stage.first, mover, &[], "2026-03-06", ""),
        ];
        for (at, (viewer, lead, more, when, expected)) in table.into_iter().enumerate() {
            let bid = stage.bid(viewer, &format!("方案 {at}"), lead, more);
            let (occasion, dry) = (on(viewer, when), expected.is_empty());
            let done = base.write(move |shelf| submit(shelf, &occasion, bid, None));
            if dry {
                assert!(done.is_ok(), "{} row {at}: {done:?}", base.name);
                let occasion = on(viewer, when);
                base.write(move |shelf| retract(shelf, &occasion, bid, None)).unwrap();
            } else {
                assert_eq!(refusal(done), expected, "{} row {at}", base.name);
            }
        }
        let bid = stage.bid(&stage.first, "缺承诺", free, &[("promises", "")]);
        let occasion = on(&stage.first, "2026-03-06");
        let done = base.write(move |shelf| submit(shelf, &occasion, bid, None));
        assert_eq!(refusal(done), "promises slip-promise-missing", "{}", base.name);
    }
}

/// Two bids opened, and two reviewers without a tie.
fn under_review(stage: &Stage) -> ([RecordId; 2], Vec<(RecordId, Viewer)>) {
    let base = &stage.base;
    let paid = format!("设备费 | 100万元 | 90万元 | {} | 示例大学自筹", stage.university);
    let reached =
        ("milestones", "示例大学中试线投产 | 2026-12-31 | 甲教授签字的报告 | 100万元 | 2026-03-01 |  |  | 2026-03-01");
    let institute = base.organisation("第三方研究院", "state-institute", &[]);
    let reviewers = ["丙专家", "丁专家"].map(|name| {
        let person = base.person(name, &[("owner", &institute.to_string())]);
        (person, base.member(name, &[Role::Reviewer], None, Some(person)))
    });
    // Their institute writes a bid and never hands it in: nobody learns of it, by a tie or by a number.
    stage.bid(&base.member("institute", &[], Some(institute), None), "丙方案", reviewers[0].0, &[]);
    let one = stage.bid(&stage.first, "甲方案", stage.lead_one, &[("budget_lines", &paid), reached]);
    let two = stage.bid(&stage.second, "乙方案", stage.lead_two, &[]);
    for (viewer, bid) in [(&stage.first, one), (&stage.second, two)] {
        let occasion = on(viewer, "2026-03-10");
        base.write(move |shelf| submit(shelf, &occasion, bid, None)).unwrap();
    }
    let (occasion, call) = (on(&stage.leads, "2026-04-01"), stage.call);
    base.write(move |shelf| open_bids(shelf, &occasion, call, None)).unwrap();
    ([one, two], reviewers.to_vec())
}

#[test]
#[expect(clippy::too_many_lines, reason = "one walk")]
fn from_review_to_the_end() {
    for base in both() {
        let stage = Stage::set(base);
        let ([one, two], reviewers) = under_review(&stage);
        let (base, call) = (&stage.base, stage.call);
        let proposing = |winners: Vec<RecordId>| Proposing {
            winners,
            content: "拟由甲方承担".to_owned(),
            begins: "2026-04-10".parse().unwrap(),
            days: None,
            day_count: None,
            how_to_object: String::new(),
        };
        let proposed = |winners: Vec<RecordId>| {
            let (occasion, proposing) = (on(&stage.leads, "2026-04-10"), proposing(winners));
            base.ruled(move |shelf, book| propose(shelf, book, &occasion, call, None, &proposing))
        };
        assert_eq!(refusal(proposed(vec![one])), "base-refusal-minutes-missing", "{}", base.name);
        let mut reviews = Vec::new();
        for bid in [one, two] {
            for (person, viewer) in &reviewers {
                let (occasion, inviting) =
                    (on(&stage.leads, "2026-04-02"), Inviting { bid, person: *person, due: None });
                let asked = base.write(move |shelf| review::invite(shelf, &occasion, &inviting)).unwrap();
                reviews.push((asked.id, viewer.clone(), bid));
            }
        }
        let (person, _) = reviewers[0];
        let (occasion, inviting) = (on(&stage.leads, "2026-04-02"), Inviting { bid: one, person, due: None });
        let twice = base.write(move |shelf| review::invite(shelf, &occasion, &inviting));
        assert_eq!(refusal(twice), "base-refusal-reviewer-asked", "{}", base.name);
        let scored = |points: [&str; 2], advice| Scored {
            points: points.map(|points| (points.to_owned(), String::new())).to_vec(),
            recommendation: advice,
            comment: "路线清楚".to_owned(),
            confidential: "只给专家组".to_owned(),
        };
        let handed_in = |viewer: &Viewer, id: RecordId, scored: Scored| {
            let occasion = on(viewer, "2026-04-05");
            base.write(move |shelf| review::submit(shelf, &occasion, id, None, &scored))
        };
        let support = Some(Recommendation::Support);
        let (first, reviewer, _) = reviews[0].clone();
        assert_eq!(refusal(handed_in(&reviewer, first, scored(["50", "30"], support))), "base-refusal-review-at");
        for (id, viewer, _) in reviews.clone() {
            let occasion = on(&viewer, "2026-04-03");
            let record =
                base.write(move |shelf| review::answer(shelf, &occasion, id, None, &Answering::Accept)).unwrap();
            assert_eq!(record.content.body::<base::record::kinds::Review>().stage, Some(ReviewStage::Accepted));
        }
        for (points, advice, expected) in [
            (["61", "30"], support, "scores.1.points slip-out-of-bounds"),
            (["", "x"], support, "scores.1.points slip-missing, scores.2.points slip-not-decimal"),
            (["50", "30"], None, "recommendation slip-missing"),
        ] {
            assert_eq!(refusal(handed_in(&reviewer, first, scored(points, advice))), expected, "{}", base.name);
        }
        assert_eq!(refusal(handed_in(&stage.leads, first, scored(["50", "30"], support))), "base-refusal-not-reviewer");
        assert_eq!(refusal(handed_in(&stage.first, first, scored(["50", "30"], support))), "base-refusal-not-found");
        // Double-blind: the reviewer reads no name.
        let occasion = on(&reviewer, "2026-04-05");
        let sheet = base.store.reading(|shelf| review::sheet(shelf, &occasion, first)).unwrap();
        assert_eq!((sheet.title, sheet.bid.lead, sheet.number), (None, None, 1), "{}", base.name);
        let told = serde_json::to_string(&sheet.bid).unwrap();
        for name in ["示例大学", "甲教授", &stage.university.to_string(), &stage.lead_one.to_string()] {
            assert!(!told.contains(name), "{}: {name} in {told}", base.name);
        }
        assert!(told.contains("▇▇中试线投产") && told.contains("▇▇自筹"), "{}: {told}", base.name);
        assert_eq!(sheet.bid.stage, Some(BidStage::InReview), "{}", base.name);
        assert_eq!(sheet.bid.plan.unwrap().0, "▇▇团队：低熔点扩散源加两段时效", "{}", base.name);
        assert!(!sees(base, &reviewer, one), "{}: the bid itself is not theirs to read", base.name);
        for (id, viewer, bid) in reviews.clone() {
            let points = if bid == one { ["54", "36.5"] } else { ["40", "20"] };
            handed_in(&viewer, id, scored(points, support)).unwrap();
        }
        let minutes =
            Minutes {
                chair: Some(person), conclusion: "推荐甲方".to_owned(), proceedings: "讨论三小时".to_owned()
            };
        let (occasion, tied) =
            (on(&stage.leads, "2026-04-06"), Minutes { chair: Some(stage.lead_one), ..minutes.clone() });
        let chaired = base.write(move |shelf| review::minutes(shelf, &occasion, call, &tied));
        assert_eq!(refusal(chaired), "base-refusal-reviewer-conflicted", "{}: nor does a bidder chair", base.name);
        let occasion = on(&stage.leads, "2026-04-06");
        let protocol = base.write(move |shelf| review::minutes(shelf, &occasion, call, &minutes)).unwrap();
        let occasion = on(&stage.leads, "2026-04-06");
        let ranked = base.store.reading(|shelf| review::ranking(shelf, &occasion, call)).unwrap();
        let ranked: Vec<_> = ranked.iter().map(|one| (one.bid.id, one.mean.unwrap(), one.handed_in)).collect();
        assert_eq!(ranked, [(one, 90.5, 2), (two, 60.0, 2)], "{}", base.name);
        assert_eq!(refusal(proposed(vec![one, two])), "base-refusal-one-winner", "{}", base.name);
        assert_eq!(refusal(proposed(vec![])), "awarded slip-missing", "{}", base.name);
        proposed(vec![one]).unwrap();
        let awarded = |when: &str| {
            let occasion = on(&stage.leads, when);
            base.write(move |shelf| award(shelf, &occasion, call, None))
        };
        assert_eq!(refusal(awarded("2026-04-12")), "base-refusal-award-unpublished", "{}", base.name);
        let shown = base.store.reading(|shelf| shelf.naming(call, &stage.leads.reach(), 100)).unwrap();
        let publicity = shown.iter().find(|(_, titled)| titled.kind == Kind::Publicity).unwrap().1.id;
        assert!(sees(base, &Viewer::Visitor, publicity), "{}: a public call has a public award", base.name);
        let occasion = on(&stage.leads, "2026-05-20");
        base.write(move |shelf| transfer::publicity::close(shelf, &occasion, publicity, None)).unwrap();
        awarded("2026-05-21").unwrap();
        let outcome = |id: RecordId| base.of(id).content.body::<base::record::kinds::Bid>();
        assert_eq!(outcome(one).stage, Some(BidStage::Awarded), "{}", base.name);
        assert_eq!(outcome(two).stage, Some(BidStage::NotAwarded), "{}", base.name);
        assert_eq!(outcome(two).panel_comments.unwrap().0, "路线清楚\n\n路线清楚", "{}", base.name);
        assert!(base.told(&stage.second).contains(&"bid-decided"), "{}", base.name);
        // Neither the bidders nor anybody else learns who reviewed.
        for viewer in [&stage.first, &stage.second, &Viewer::Visitor] {
            for id in reviews.iter().map(|(id, _, _)| *id).chain([protocol.id]) {
                assert!(!sees(base, viewer, id), "{} {viewer:?}", base.name);
            }
        }
        assert!(!base.of(call).content.canonical().contains("丙专家"), "{}", base.name);
        let signed = |day: &str| {
            let (occasion, day) = (on(&stage.leads, "2026-06-01"), day.parse().unwrap());
            base.write(move |shelf| contract(shelf, &occasion, call, None, day))
        };
        assert_eq!(refusal(signed("2026-06-02")), "base-refusal-day-to-come", "{}", base.name);
        signed("2026-06-01").unwrap();
        let opened = base.store.reading(|shelf| shelf.naming(one, &stage.leads.reach(), 100)).unwrap();
        let project = opened.iter().find(|(field, titled)| field == "bid" && titled.kind == Kind::Project);
        let project: base::record::kinds::Project = base.of(project.unwrap().1.id).content.body();
        let begun = (&project.milestones[0].reached, &project.milestones[0].paid, &project.budget_lines[0].spent);
        assert_eq!(begun, (&None, &None, &None), "{}: a bid promises, and has done nothing yet", base.name);
        let accepted = || {
            let occasion = on(&stage.leads, "2027-06-01");
            base.write(move |shelf| accept(shelf, &occasion, call, None))
        };
        accepted().unwrap();
        assert_eq!(refusal(accepted()), "base-refusal-work-open", "{}: its project goes on", base.name);
        let posted = base.store.reading(|shelf| posted(shelf, &stage.leads, call)).unwrap();
        let marks = base.store.reading(|shelf| timeline(shelf, &posted, at("2027-06-01"))).unwrap();
        assert!(marks.iter().any(|mark| mark.step == Step::Award && mark.state == MarkState::Done), "{}", base.name);
    }
}

#[test]
fn a_call_without_bids_ends_without_award() {
    for base in both() {
        let stage = Stage::set(base);
        let (base, call) = (&stage.base, stage.call);
        let bid = stage.bid(&stage.first, "未提交", stage.lead_one, &[]);
        let ended = |when: &str, ending, why: &'static str| {
            let occasion = on(&stage.leads, when);
            base.write(move |shelf| end(shelf, &occasion, call, None, (ending, why)))
        };
        assert_eq!(refusal(ended("2026-03-10", Ending::NoAward, "无人揭榜")), "base-refusal-call-at", "{}", base.name);
        assert_eq!(refusal(ended("2026-04-01", Ending::NoAward, "")), "base-refusal-reason-needed", "{}", base.name);
        let record = ended("2026-04-01", Ending::NoAward, "无人揭榜").unwrap();
        assert_eq!(record.content.body::<base::record::kinds::Call>().stage, Some(CallStage::NoAward), "{}", base.name);
        assert!(!sees(base, &stage.leads, bid), "{}: a draft stays its author's", base.name);
    }
}
