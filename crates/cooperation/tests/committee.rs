//! A committee at work on both databases: who proposes, who votes, what comes out and stands.
#![allow(clippy::unwrap_used, reason = "tests")]

mod stage;

use base::Trouble;
use base::people::Viewer;
use base::record::kinds::{Agreement, DecisionOutcome, PlanItem, PlanOutcome, VoteChoice};
use base::record::verb::change;
use base::record::{Day, Given, Kind, Line, Record, Whole};
use cooperation::committee::{self, Meeting, Proposal};
use cooperation::plan::{self, Ground, ItemGiven, Reported};
use measure::Quantity;

use stage::{Stage, both, date, on, refusal};

fn proposal() -> Proposal {
    Proposal {
        subject: "通过2026年度计划".to_owned(),
        text: "同意年度计划一项。".to_owned(),
        about: None,
        until: Some(date("2026-06-10")),
        plan_year: Some(2026),
    }
}

fn propose(stage: &Stage, viewer: &Viewer, given: Proposal) -> Result<Record, Trouble> {
    let (occasion, id) = (on(viewer, "2026-06-01"), stage.agreement);
    stage.base.write(move |shelf| committee::propose(shelf, &occasion, id, None, &given))
}

fn vote(stage: &Stage, viewer: &Viewer, day: &str, choice: VoteChoice) -> Result<Record, Trouble> {
    let (occasion, id) = (on(viewer, day), stage.agreement);
    stage.base.write(move |shelf| committee::vote(shelf, &occasion, id, "M001", choice))
}

fn close(stage: &Stage, viewer: &Viewer, day: &str) -> Result<Record, Trouble> {
    let (occasion, id) = (on(viewer, day), stage.agreement);
    stage.base.write(move |shelf| committee::close(shelf, &occasion, id, None, "M001"))
}

fn agreement(stage: &Stage) -> Agreement {
    stage.base.of(stage.agreement).content.body()
}

#[test]
fn only_who_sits_on_the_committee_that_day_votes() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "过半数", ""));
        for who in ["former", "stranger"] {
            assert_eq!(refusal(propose(&stage, stage.who(who), proposal())), "not-on-committee", "{name} {who}");
        }
        propose(&stage, stage.who("secretary"), proposal()).unwrap();
        let table = [
            ("chair", "2026-06-02", "voted"),
            ("deputy", "2026-06-02", "voted"),
            ("secretary", "2026-06-02", "not-on-committee"),
            ("former", "2026-06-02", "not-on-committee"),
            ("stranger", "2026-06-02", "not-on-committee"),
            ("member", "2026-06-11", "voting-over"),
            ("member", "2026-06-10", "voted"),
        ];
        for (who, day, expected) in table {
            let came = match vote(&stage, stage.who(who), day, VoteChoice::For) {
                Ok(_) => "voted".to_owned(),
                refused => refusal(refused),
            };
            assert_eq!(came, expected, "{name} {who} {day}");
        }
        // Whoever leads the agreement without a seat does not vote either.
        assert_eq!(refusal(vote(&stage, &stage.lead, "2026-06-02", VoteChoice::For)), "not-on-committee", "{name}");
        assert_eq!(
            refusal(vote(&stage, &Viewer::Operator, "2026-06-02", VoteChoice::For)),
            "not-on-committee",
            "{name}"
        );
    }
}

#[test]
fn a_motion_becomes_a_decision_that_stands() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "过半数", ""));
        propose(&stage, &stage.lead, proposal()).unwrap();
        vote(&stage, stage.who("chair"), "2026-06-02", VoteChoice::Against).unwrap();
        vote(&stage, stage.who("deputy"), "2026-06-02", VoteChoice::For).unwrap();
        assert_eq!(refusal(close(&stage, stage.who("chair"), "2026-06-03")), "voting-runs", "{name}");
        // A vote may be changed until the motion is closed.
        vote(&stage, stage.who("chair"), "2026-06-03", VoteChoice::For).unwrap();
        vote(&stage, stage.who("member"), "2026-06-03", VoteChoice::Abstained).unwrap();
        assert_eq!(refusal(close(&stage, stage.who("member"), "2026-06-03")), "not-on-committee", "{name}");
        close(&stage, stage.who("secretary"), "2026-06-03").unwrap();
        let now = agreement(&stage);
        let decision = &now.decisions[0];
        let counts =
            [decision.votes_for, decision.votes_against, decision.votes_abstained].map(|count| count.unwrap().0);
        assert_eq!((counts, decision.seats), ([2, 0, 1], Some(Whole(3))), "{name}");
        assert_eq!(decision.outcome, Some(DecisionOutcome::Carried), "{name}");
        assert_eq!(now.votes.len(), 3, "{name}");
        let late = vote(&stage, stage.who("chair"), "2026-06-04", VoteChoice::Against);
        assert_eq!(refusal(late), "motion-at", "{name}");
        assert_eq!(refusal(close(&stage, stage.who("chair"), "2026-06-12")), "motion-at", "{name}");
        // What stands is not edited.
        for field in ["decisions", "votes", "motions", "plan"] {
            let (occasion, id) = (on(&stage.lead, "2026-06-04"), stage.agreement);
            let given = vec![(field.to_owned(), Given::Text(String::new()))];
            let edited = stage.base.write(move |shelf| change(shelf, &occasion, id, None, &given));
            assert_eq!(refusal(edited), format!("{field} slip-by-workflow"), "{name}");
        }
        let entries = stage.base.store.reading(|shelf| shelf.versions(stage.agreement)).unwrap();
        let verbs: Vec<&str> = entries.iter().rev().map(|version| version.verb.as_str()).collect();
        let votes = ["agreement.vote"; 4];
        let expected = [&["record.create", "agreement.propose"][..], &votes, &["agreement.decide"]].concat();
        assert_eq!(verbs, expected, "{name}");
    }
}

#[test]
fn too_few_votes_put_a_motion_off_and_the_chair_decides_a_tie_where_the_rule_says_so() {
    use VoteChoice::{Against, For};
    let table = [
        ("过半数", "", &[("chair", For), ("deputy", For)][..], DecisionOutcome::Postponed),
        (
            "过半数",
            "",
            &[("chair", For), ("deputy", Against), ("member", VoteChoice::Abstained)],
            DecisionOutcome::Rejected,
        ),
        (
            "过半数",
            "是",
            &[("chair", For), ("deputy", Against), ("member", VoteChoice::Abstained)],
            DecisionOutcome::Carried,
        ),
        ("各方同意", "是", &[("chair", For), ("deputy", Against), ("member", For)], DecisionOutcome::Rejected),
    ];
    for (rule, chair, votes, expected) in table {
        for base in both() {
            let stage = Stage::set(base, rule, chair);
            propose(&stage, stage.who("chair"), proposal()).unwrap();
            for (who, choice) in votes {
                vote(&stage, stage.who(who), "2026-06-02", *choice).unwrap();
            }
            close(&stage, stage.who("chair"), "2026-06-11").unwrap();
            assert_eq!(agreement(&stage).decisions[0].outcome, Some(expected), "{} {rule} {chair}", stage.base.name);
        }
    }
}

#[test]
fn a_plan_that_was_adopted_changes_by_a_decision_or_with_a_reason() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "过半数", ""));
        let put = |given: ItemGiven, ground: Ground| {
            let (occasion, id) = (on(&stage.lead, "2026-06-20"), stage.agreement);
            stage.base.write(move |shelf| plan::put_item(shelf, &occasion, id, None, &given, &ground))
        };
        let item = |code: &str, target: &str, unit: &str| {
            let item = PlanItem {
                year: Some(Whole(2026)),
                code: Some(Line(code.to_owned())),
                item: Some(Line("举办研修班".to_owned())),
                target: Some(Quantity::parse(target).unwrap()),
                unit: (!unit.is_empty()).then(|| Line(unit.to_owned())),
                due: Some(Day("2026-12-15".to_owned())),
                ..PlanItem::default()
            };
            ItemGiven { before: None, item }
        };
        let nothing = Ground::default;
        assert_eq!(refusal(put(item("2026-P-01", "5", ""), nothing())), "target slip-target-without-unit", "{name}");
        assert_eq!(refusal(put(item("２０２６-i-01", "5", "项"), nothing())), "plan-code-taken", "{name}");
        put(item("2026-P-01", "≥2", "期"), nothing()).unwrap();
        put(item("2026-P-02", "5 h", ""), nothing()).unwrap();
        propose(&stage, &stage.lead, proposal()).unwrap();
        for who in ["chair", "deputy", "member"] {
            vote(&stage, stage.who(who), "2026-06-02", VoteChoice::For).unwrap();
        }
        close(&stage, stage.who("chair"), "2026-06-11").unwrap();
        let changed = || ItemGiven { before: Some("2026-p-01".to_owned()), ..item("2026-P-01", "≥1", "期") };
        assert_eq!(refusal(put(changed(), nothing())), "plan-adopted", "{name}");
        let by = |motion: &str, note: &str| Ground { motion: motion.to_owned(), note: note.to_owned() };
        assert_eq!(refusal(put(changed(), by("M009", ""))), "not-carried", "{name}");
        put(changed(), by("M001", "")).unwrap();
        let mut dropped = changed();
        dropped.item.outcome = Some(PlanOutcome::Dropped);
        put(dropped, by("", "讲师不能到场")).unwrap();
        let now = agreement(&stage);
        assert_eq!(now.revisions.len(), 2, "{name}");
        assert_eq!(
            now.revisions[0].what.as_ref().unwrap().0,
            "举办研修班 ≥2 期 2026-12-15 → 举办研修班 ≥1 期 2026-12-15"
        );
        let occasion = on(&stage.lead, "2026-12-20");
        let (id, value) = (stage.agreement, Quantity::parse("3").unwrap());
        let reported = |evidence: &str| Reported {
            value: Some(value.clone()),
            outcome: PlanOutcome::Reached,
            evidence: evidence.to_owned(),
            note: String::new(),
        };
        for (evidence, expected) in [("", "evidence slip-missing"), ("三份发榜公告", "")] {
            let (occasion, reported) = (occasion.clone(), reported(evidence));
            let came =
                stage.base.write(move |shelf| plan::report(shelf, &occasion, id, None, ("2026-I-01", &reported)));
            let came = if came.is_ok() { String::new() } else { refusal(came) };
            assert_eq!(came, expected, "{name}");
        }
    }
}

#[test]
fn minutes_are_noted_by_who_presides() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "过半数", ""));
        let note = |who: &Viewer, day: &str| {
            let meeting =
                Meeting {
                    day: Some(date(day)), present: "主任、副主任".to_owned(), text: "议定一项。".to_owned()
                };
            let (occasion, id) = (on(who, "2026-06-20"), stage.agreement);
            stage.base.write(move |shelf| committee::note_minutes(shelf, &occasion, id, None, &meeting))
        };
        assert_eq!(refusal(note(stage.who("member"), "2026-06-19")), "not-on-committee", "{name}");
        assert_eq!(refusal(note(stage.who("secretary"), "2026-06-21")), "day-to-come", "{name}");
        note(stage.who("secretary"), "2026-06-19").unwrap();
        assert_eq!(agreement(&stage).minutes.len(), 1, "{name}");
    }
}

#[test]
fn records_name_items_that_there_are_and_count_towards_them_for_who_sees_them() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "过半数", ""));
        let (own, other) = (stage.first.to_string(), stage.base.member("other", Some(stage.second), None));
        let event = |title: &str, code: &str, visibility: &str| {
            let fields = [
                ("title_zh", title),
                ("owner", own.as_str()),
                ("event_type", "学术交流"),
                ("begins", "2026-06-01 09:00"),
                ("ends", "2026-06-01 17:00"),
                ("plan_item", code),
                ("visibility", visibility),
            ];
            stage.base.try_record(&stage.lead, Kind::Event, &fields)
        };
        assert_eq!(refusal(event("无此事项", "2026-I-99", "members")), "plan_item slip-no-such-plan-item", "{name}");
        let written = event("写法不同", "２０２６-i-01", "members").unwrap();
        assert_eq!(written.content.text("plan_item"), "2026-I-01", "{name}");
        event("仅本单位", "2026-I-01", "owner").unwrap();
        let count = |viewer: &Viewer| {
            let found = stage.base.store.reading(|shelf| plan::serving(shelf, viewer)).unwrap();
            found.get("2026-I-01").map_or(0, Vec::len)
        };
        assert_eq!((count(&stage.lead), count(&other)), (2, 1), "{name}");
    }
}
