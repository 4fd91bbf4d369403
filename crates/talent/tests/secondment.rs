//! Somebody lent from one organisation to another, with the word of both; and whose an invention of that time is.
#![allow(clippy::unwrap_used, reason = "tests")]

mod house;

use base::notice::{Topic, notices};
use base::people::Viewer;
use base::record::kinds::{Achievement, ApprovalDecision, InventionClause, Secondment, SecondmentStage};
use base::record::{Day, Decimal, Kind, RecordId};
use base::store::JournalFilter;
use house::{House, both, on, said};
use talent::secondment::{
    Revision, Saying, Whose, decide, employer_on, end_early, pass, revise, settle_owners, stage_on, trace, whose,
};

const NOW: &str = "2026-03-01";

struct Base {
    house: House,
    home: RecordId,
    host: RecordId,
    person: RecordId,
    home_lead: Viewer,
    host_lead: Viewer,
    worker: Viewer,
}

fn bases() -> Vec<Base> {
    let made = |house: House| {
        let (home, host) = (house.organisation("示例研究院"), house.organisation("示例集团"));
        let person = house.person("孙示例", home, &[("affiliations", "| 示例研究院 | 人事关系单位 | | 2015-01-01")]);
        let home_lead = house.member("home", Some((home, true)), None);
        let host_lead = house.member("host", Some((host, true)), None);
        let worker = house.member("worker", Some((home, false)), Some(person));
        Base { house, home, host, person, home_lead, host_lead, worker }
    };
    both().into_iter().map(made).collect()
}

impl Base {
    fn lent(&self, more: &[(&str, &str)]) -> RecordId {
        let ids = [self.person, self.home, self.host].map(|id| id.to_string());
        let mut fields = vec![
            ("title_zh", "借调"),
            ("owner", ids[1].as_str()),
            ("person", ids[0].as_str()),
            ("home", ids[1].as_str()),
            ("host", ids[2].as_str()),
            ("secondment_type", "secondment"),
            ("begins", "2026-04-01"),
            ("ends", "2026-12-31"),
            ("time_percent", "60"),
            ("inventions", "joint"),
            ("visibility", "owner"),
        ];
        for (name, text) in more {
            fields.retain(|(known, _)| known != name);
            fields.push((name, text));
        }
        self.house.write(Kind::Secondment, &Viewer::Operator, &fields).id
    }

    fn say(&self, viewer: &Viewer, id: RecordId, decision: ApprovalDecision, note: &str) -> String {
        let rules = base::rules::Rules::shipped().unwrap();
        let saying = Saying { decision, note: note.to_owned(), side: None };
        said(self.house.act((viewer, NOW), move |shelf, occasion| decide(shelf, occasion, &rules, id, None, &saying)))
    }

    fn approve(&self, viewer: &Viewer, id: RecordId) -> String {
        self.say(viewer, id, ApprovalDecision::Approved, "")
    }
}

#[test]
fn both_sides_approve_in_either_order_and_time_does_the_rest() {
    for base in bases() {
        for order in [[&base.home_lead, &base.host_lead], [&base.host_lead, &base.home_lead]] {
            let id = base.lent(&[("time_percent", "20")]);
            assert_eq!(base.approve(&base.worker, id), "not-its-side");
            assert_eq!(base.approve(order[0], id), "done");
            assert_eq!(base.approve(order[0], id), "side-approved");
            assert_eq!(base.say(order[1], id, ApprovalDecision::SentBack, " "), "reason-needed");
            assert_eq!(base.approve(order[1], id), "done");
            assert_eq!(base.approve(order[1], id), "secondment-at");
            let body = base.house.body::<Secondment>(id);
            assert_eq!((body.stage, body.approvals.len()), (Some(SecondmentStage::Approved), 2));
            let days = [
                ("2026-03-31", SecondmentStage::Approved),
                ("2026-04-01", SecondmentStage::Active),
                ("2026-12-31", SecondmentStage::Active),
                ("2027-01-01", SecondmentStage::Ended),
            ];
            for (day, stage) in days {
                assert_eq!(stage_on(&body, day), stage, "{day}");
            }
            let ended = base
                .house
                .act((order[1], NOW), move |shelf, occasion| end_early(shelf, occasion, id, None, "任务完成"));
            assert_eq!(said(ended), "done");
            assert_eq!(base.house.body::<Secondment>(id).ends, Some(Day(NOW.to_owned())));
        }
    }
}

#[test]
fn what_is_not_sound_is_not_approved() {
    for base in bases() {
        let first = base.lent(&[]);
        assert_eq!(base.approve(&base.home_lead, first), "done");
        assert_eq!(base.approve(&base.host_lead, first), "done");
        let table: [(&[(&str, &str)], &str); 8] = [
            (&[("time_percent", "41"), ("begins", "2026-12-31"), ("ends", "2027-06-30")], "over-full-time"),
            (&[("time_percent", "40")], "done"),
            (&[("time_percent", "1"), ("begins", "2026-06-01")], "over-full-time"),
            (&[("time_percent", "100"), ("begins", "2027-01-01"), ("ends", "2027-06-30")], "done"),
            (
                &[
                    ("home_cost_percent", "40"),
                    ("host_cost_percent", "50"),
                    ("begins", "2028-01-01"),
                    ("ends", "2028-02-01"),
                ],
                "split-not-whole",
            ),
            (&[("home_cost_percent", "40"), ("begins", "2028-01-01"), ("ends", "2028-02-01")], "split-not-whole"),
            (&[("host_cost_percent", "100"), ("begins", "2028-01-01"), ("ends", "2028-02-01")], "done"),
            (&[("host", &base.home.to_string()), ("begins", "2028-01-01"), ("ends", "2028-02-01")], "same-sides"),
        ];
        for (more, wanted) in table {
            let id = base.lent(more);
            assert_eq!(base.approve(&base.home_lead, id), wanted, "{} {more:?}", base.house.name);
            if wanted == "done" {
                assert_eq!(base.approve(&base.host_lead, id), "done", "{more:?}");
            }
        }
        let gone = "| 示例研究院 | 人事关系单位 | | 2015-01-01 | 2026-06-30";
        let left = base.house.person("走示例", base.home, &[("affiliations", gone)]).to_string();
        let id = base.lent(&[("person", &left)]);
        assert_eq!(base.approve(&base.home_lead, id), "person-left");
        let stranger = base.house.person("外示例", base.host, &[]).to_string();
        let id = base.lent(&[("person", &stranger)]);
        assert_eq!(base.approve(&base.home_lead, id), "not-employed-there");
        let revision = Revision {
            begins: Some(Day("2029-01-01".to_owned())),
            ends: Some(Day("2028-01-01".to_owned())),
            time_percent: Some(Decimal("10".to_owned())),
            inventions: Some(InventionClause::Host),
            ..Revision::default()
        };
        let id = base.lent(&[("begins", "2030-01-01"), ("ends", "2030-06-30")]);
        let turned = revision.clone();
        let revised =
            base.house.act((&base.host_lead, NOW), move |shelf, occasion| revise(shelf, occasion, id, None, &turned));
        assert_eq!(said(revised), "ends");
        let right = Revision { ends: Some(Day("2029-06-30".to_owned())), ..revision };
        assert_eq!(base.approve(&base.home_lead, id), "done");
        let revised =
            base.house.act((&base.host_lead, NOW), move |shelf, occasion| revise(shelf, occasion, id, None, &right));
        assert_eq!(said(revised), "done");
        assert_eq!(
            base.house.body::<Secondment>(id).stage,
            Some(SecondmentStage::Proposed),
            "home has to approve what is new"
        );
    }
}

#[test]
fn the_employer_of_the_day_of_conception_decides_whose_it_is() {
    for base in bases() {
        let id = base.lent(&[]);
        assert_eq!(base.approve(&base.home_lead, id), "done");
        assert_eq!(base.approve(&base.host_lead, id), "done");
        let host = base.lent(&[("begins", "2027-02-01"), ("ends", "2027-03-31"), ("inventions", "host")]);
        assert_eq!(base.approve(&base.home_lead, host), "done");
        assert_eq!(base.approve(&base.host_lead, host), "done");
        let open = base.lent(&[("begins", "2028-02-01"), ("ends", "2028-03-31"), ("inventions", "by-task")]);
        assert_eq!(base.approve(&base.home_lead, open), "done");
        // Approved by one side alone it binds nobody, and decides nothing.
        let half = base.lent(&[("begins", "2029-02-01"), ("ends", "2029-03-31"), ("inventions", "host")]);
        assert_eq!(base.approve(&base.home_lead, half), "done");
        assert_eq!(base.approve(&base.host_lead, open), "done");
        let table = [
            ("2026-03-31", Whose::Of(vec![base.home])),
            ("2026-04-01", Whose::Of(vec![base.home, base.host])),
            ("2026-12-31", Whose::Of(vec![base.home, base.host])),
            ("2027-01-01", Whose::Of(vec![base.home])),
            ("2027-02-15", Whose::Of(vec![base.host])),
            ("2028-02-15", Whose::Open(InventionClause::ByTask)),
            ("2029-02-15", Whose::Of(vec![base.home])),
        ];
        for (day, wanted) in table {
            let employment = base.house.store.reading(|shelf| employer_on(shelf, base.person, day)).unwrap();
            assert_eq!(whose(&employment), wanted, "{} {day}", base.house.name);
        }
        let owner = base.home.to_string();
        let inventors = format!("孙示例 | {} | | 2026-05-01 | 60\n他人 | | | | 40", base.person);
        let fields = [
            ("title_zh", "示例工艺"),
            ("owner", owner.as_str()),
            ("achievement_type", "process"),
            ("inventors", inventors.as_str()),
            ("visibility", "members"),
        ];
        let made = base.house.write(Kind::Achievement, &Viewer::Operator, &fields).id;
        let occasion = on(&base.worker, NOW);
        let (_, traced) = base.house.store.reading(|shelf| trace(shelf, &occasion, made)).unwrap();
        let of: Vec<&Whose> = traced.iter().map(|one| &one.whose).collect();
        assert_eq!(of, [&Whose::Of(vec![base.home, base.host]), &Whose::Unknown]);
        // Who may not see the secondment is not told what follows from it.
        let stranger = base.house.member("stranger", None, None);
        let (_, traced) = base.house.store.reading(|shelf| trace(shelf, &on(&stranger, NOW), made)).unwrap();
        assert!(traced.iter().all(|one| one.employment.is_none() && one.whose == Whose::Unknown), "{traced:?}");
        let settled =
            base.house.act((&base.host_lead, NOW), move |shelf, occasion| settle_owners(shelf, occasion, made, None));
        assert_eq!(said(settled), "not-allowed");
        let settled =
            base.house.act((&base.home_lead, NOW), move |shelf, occasion| settle_owners(shelf, occasion, made, None));
        let body: Achievement = settled.unwrap().content.body();
        let mut owners: Vec<_> = body.owners.iter().filter_map(|row| row.organisation).collect();
        owners.sort();
        let mut wanted = vec![base.home, base.host];
        wanted.sort();
        assert_eq!(owners, wanted);
        assert_eq!(body.inventors[0].employer, Some(base.home));
    }
}

#[test]
fn the_export_gate_holds_a_foreign_person_on_something_controlled_until_the_office_passes_it() {
    for base in bases() {
        let owner = base.home.to_string();
        let project = [
            ("title_zh", "管制项目"),
            ("owner", owner.as_str()),
            ("stage", "running"),
            ("goal", "示例"),
            ("control", "item-2025-18"),
            ("visibility", "members"),
        ];
        let project = base.house.write(Kind::Project, &Viewer::Operator, &project).id.to_string();
        let foreigner = base.house.person("F. Example", base.home, &[("citizenship", "DE")]).to_string();
        let at_home = base.lent(&[("project", &project)]);
        assert_eq!(base.approve(&base.home_lead, at_home), "done", "a domestic one never meets the gate");
        let held = base.lent(&[("project", &project), ("person", &foreigner)]);
        let told = |viewer: &Viewer| {
            let occasion = on(viewer, NOW);
            let notices = base.house.store.reading(move |shelf| notices(shelf, &occasion)).unwrap();
            notices.iter().filter(|one| one.topic == Topic::SecondmentHeld && one.about == held).count()
        };
        let office = base.house.administrator("office");
        for attempt in 1..=2 {
            // What is refused leaves the secondment as it was, and is noted all the same; the office hears of it once.
            assert_eq!(base.approve(&base.home_lead, held), "control-holds");
            let of_it = JournalFilter { object: Some(format!("control:{held}")), ..JournalFilter::default() };
            let noted = base.house.store.reading(move |shelf| shelf.entries_before(u64::MAX, &of_it, 10)).unwrap();
            let verbs: Vec<&str> = noted.iter().map(|entry| entry.verb.as_str()).collect();
            assert_eq!(verbs, vec!["control.hold"; attempt]);
            assert_eq!(base.house.body::<Secondment>(held).approvals.len(), 0);
            assert_eq!((told(&office), told(&base.home_lead)), (1, 0));
        }
        let passed = |viewer: &Viewer, id: RecordId, reason: &'static str| {
            let rules = base::rules::Rules::shipped().unwrap();
            said(base.house.act((viewer, NOW), move |shelf, occasion| pass(shelf, occasion, &rules, id, None, reason)))
        };
        assert_eq!(passed(&base.home_lead, held, "理由"), "not-allowed");
        assert_eq!(passed(&Viewer::Operator, held, " "), "reason-needed");
        assert_eq!(passed(&Viewer::Operator, at_home, "理由"), "control-free");
        assert_eq!(passed(&Viewer::Operator, held, "许可证已取得"), "done");
        assert_eq!(base.approve(&base.home_lead, held), "done");
    }
}
