//! A project from its opening to what comes out of it, on both databases.
#![allow(clippy::unwrap_used, reason = "tests")]

mod project_stage;

use base::Trouble;
use base::people::Viewer;
use base::record::kinds::{AchievementType, BudgetItem, GateDecision, Project, ProjectStage};
use base::record::verb::{Occasion, change};
use base::record::{Given, Kind, Record, RecordId};
use base::store::Shelf;
use innovation::project::{self, Decision, Evidence, Halt, Moving, Opening, Outcome, Payment, Planned, Spent, payment};
use measure::Money;

use project_stage::{Base, both, date, on, refusal};

/// A unit with a project of two gates; who leads the project, who leads the unit, and a record that can be evidence.
struct Stage {
    base: Base,
    id: RecordId,
    /// Leads the project, and nothing else.
    lead: Viewer,
    /// Leads the unit.
    unit: Viewer,
    stranger: Viewer,
    person: RecordId,
    own: RecordId,
    evidence: RecordId,
}

impl Stage {
    fn set(base: Base, track: &str) -> Self {
        let own = base.organisation("示例研究院");
        let person = base.person("负责人");
        let unit = base.member("unit", Some(own), None);
        let lead = base.member("lead", None, Some(person));
        let stranger = base.member("stranger", None, None);
        let (who, owner) = (person.to_string(), own.to_string());
        let levels = if track == "前沿探索" { ["", ""] } else { ["4", "5"] };
        let gates =
            format!("小试 | {} | 三批数据 | | 2026-03-31\n中试 | {} | 检测报告 | | 2026-09-30", levels[0], levels[1]);
        let members = format!(" | {who} | 负责人 | 60 | 2026-01-01 | 2026-12-31");
        let fields = [
            ("title_zh", "扩散工艺放大"),
            ("owner", owner.as_str()),
            ("track", track),
            ("stage", "执行中"),
            ("goal", "放大到百公斤级"),
            ("lead", who.as_str()),
            ("members", members.as_str()),
            ("begins", "2026-01-01"),
            ("ends", "2026-12-31"),
            ("readiness_now", "3"),
            ("gates", gates.as_str()),
            ("milestones", "小试完成 | 2026-03-31 | 三批数据 | 100万元"),
            ("budget_lines", "材料费 | 10万元\n设备费 | 20万元 | 5万元"),
            ("visibility", "members"),
        ];
        let id = base.record(&unit, Kind::Project, &fields).id;
        let report = [
            ("title_zh", "检测报告"),
            ("owner", owner.as_str()),
            ("achievement_type", "know-how"),
            ("transfer_forms", "许可"),
            ("visibility", "members"),
        ];
        let evidence = base.record(&unit, Kind::Achievement, &report).id;
        Self { base, id, lead, unit, stranger, person, own, evidence }
    }

    fn act<T: Send + 'static>(
        &self,
        viewer: &Viewer,
        day: &str,
        work: impl FnOnce(&mut dyn Shelf, &Occasion, RecordId) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let (occasion, id) = (on(viewer, day), self.id);
        self.base.write(move |shelf| work(shelf, &occasion, id))
    }

    fn show(&self, viewer: &Viewer, gate: usize, record: Option<RecordId>) -> Result<Record, Trouble> {
        let evidence = Evidence { text: "数据".to_owned(), file: String::new(), record };
        self.act(viewer, "2026-04-01", move |shelf, occasion, id| {
            project::show_evidence(shelf, occasion, id, None, (gate, &evidence))
        })
    }

    fn decide(&self, viewer: &Viewer, gate: usize, decision: GateDecision, note: &str) -> Result<Record, Trouble> {
        let decision = Decision { gate, decision, note: note.to_owned() };
        self.act(viewer, "2026-04-02", move |shelf, occasion, id| project::decide(shelf, occasion, id, None, &decision))
    }

    fn halt(&self, viewer: &Viewer, to: Halt, reason: &'static str) -> Result<Record, Trouble> {
        self.act(viewer, "2026-04-03", move |shelf, occasion, id| {
            project::halt(shelf, occasion, id, None, (to, reason))
        })
    }

    fn now(&self) -> Project {
        self.base.of(self.id).content.body()
    }
}

#[test]
fn a_gate_opens_only_with_its_evidence_in_order_and_by_somebody_else() {
    use GateDecision::{Passed, PassedWithConditions, SentBack};
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "问题导向"));
        assert_eq!(refusal(stage.decide(&stage.unit, 0, Passed, "")), "gate-without-evidence", "{name}");
        assert_eq!(refusal(stage.show(&stage.lead, 0, None)), "gate-without-evidence", "{name}");
        assert_eq!(refusal(stage.show(&stage.stranger, 0, Some(stage.evidence))), "not-allowed", "{name}");
        stage.show(&stage.lead, 1, Some(stage.evidence)).unwrap();
        assert_eq!(refusal(stage.decide(&stage.unit, 1, Passed, "")), "gate-out-of-order", "{name}");
        stage.show(&stage.lead, 0, Some(stage.evidence)).unwrap();
        assert_eq!(refusal(stage.decide(&stage.lead, 0, Passed, "")), "own-gate", "{name}");
        assert_eq!(refusal(stage.decide(&stage.stranger, 0, Passed, "")), "not-allowed", "{name}");
        assert_eq!(refusal(stage.decide(&stage.unit, 0, SentBack, " ")), "reason-needed", "{name}");
        stage.decide(&stage.unit, 0, SentBack, "补一批").unwrap();
        stage.show(&stage.lead, 0, Some(stage.evidence)).unwrap();
        stage.decide(&stage.unit, 0, PassedWithConditions, "每季复测").unwrap();
        assert_eq!(refusal(stage.decide(&stage.unit, 0, Passed, "")), "gate-decided", "{name}");
        stage.decide(&stage.unit, 1, Passed, "").unwrap();
        let now = stage.now();
        assert_eq!(now.readiness_now.map(|level| level.0), Some(5), "{name}");
        assert_eq!(now.gates[0].decided.as_ref().unwrap().0, "2026-04-02", "{name}");
        // What verbs write is not edited.
        let given = vec![("gates".to_owned(), Given::Text(String::new()))];
        let edited =
            stage.act(&stage.unit, "2026-04-03", move |shelf, occasion, id| change(shelf, occasion, id, None, &given));
        assert_eq!(refusal(edited), "gates slip-by-workflow", "{name}");
    }
}

#[test]
fn the_questions_of_a_frontier_project_have_no_order_and_no_level() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "前沿探索"));
        stage.show(&stage.lead, 1, Some(stage.evidence)).unwrap();
        stage.decide(&stage.unit, 1, GateDecision::Passed, "").unwrap();
        assert_eq!(stage.now().readiness_now.map(|level| level.0), Some(3), "{name}");
    }
}

#[test]
fn a_standing_project_is_planned_further_and_what_stands_is_not_touched() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "问题导向"));
        let plan = |viewer: &Viewer, part: Planned, rows: &str| {
            let given = Given::Text(rows.to_owned());
            stage.act(viewer, "2026-04-01", move |shelf, occasion, id| {
                project::plan(shelf, occasion, id, None, (part, &given))
            })
        };
        let before = stage.now();
        plan(&stage.lead, Planned::Gates, "量产 | 7 | 三个月产量 | | 2026-12-01").unwrap();
        plan(&stage.lead, Planned::Milestones, "交付样品 | 2026-11-30 | 送样单 | 50万元").unwrap();
        plan(&stage.unit, Planned::BudgetLines, "差旅费 | 3万元").unwrap();
        let now = stage.now();
        assert_eq!((now.gates.len(), now.milestones.len(), now.budget_lines.len()), (3, 2, 3), "{name}");
        assert_eq!(now.gates[..2], before.gates[..], "{name}");
        let refused = [
            (Planned::Gates, "", "gates slip-missing"),
            (Planned::Gates, "定型 | 8 | 证书 | 已有证书", "gates.1.evidence slip-by-workflow"),
            (Planned::Milestones, " | 2026-12-31", "milestones.1.milestone slip-missing"),
            (Planned::BudgetLines, "材料费 | 1万元", "budget_lines slip-named-twice"),
            (Planned::BudgetLines, "差旅费 | 3万元 | 1万元", "budget_lines.1.spent slip-by-workflow"),
        ];
        for (part, rows, wanted) in refused {
            assert_eq!(refusal(plan(&stage.lead, part, rows)), wanted, "{name} {rows}");
        }
        assert_eq!(refusal(plan(&stage.stranger, Planned::Gates, "定型 | 8 | 证书")), "not-allowed", "{name}");
        stage.halt(&stage.unit, Halt::Pause, "等设备").unwrap();
        assert!(plan(&stage.lead, Planned::Gates, "定型 | 8 | 证书").is_err(), "{name}");
        assert_eq!(stage.now().gates.len(), 3, "{name}");
    }
}

#[test]
fn a_gate_that_stops_ends_the_project_with_its_reason() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "问题导向"));
        stage.decide(&stage.unit, 0, GateDecision::Stopped, "两次未达标").unwrap();
        let now = stage.now();
        assert_eq!(now.stage, Some(ProjectStage::Stopped), "{name}");
        assert_eq!(now.ended_because.unwrap().0, "两次未达标", "{name}");
        assert_eq!(refusal(stage.show(&stage.lead, 0, Some(stage.evidence))), "project-at", "{name}");
    }
}

#[test]
fn a_milestone_is_reached_with_evidence_and_then_its_payment_is_due() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "问题导向"));
        let reach = |record: Option<RecordId>| {
            let evidence = Evidence { text: String::new(), file: String::new(), record };
            stage.act(&stage.lead, "2026-04-01", move |shelf, occasion, id| {
                project::reach(shelf, occasion, id, None, (0, &evidence))
            })
        };
        assert_eq!(payment(&stage.now().milestones[0]), Payment::NotYet, "{name}");
        assert_eq!(refusal(reach(None)), "gate-without-evidence", "{name}");
        reach(Some(stage.evidence)).unwrap();
        assert_eq!(payment(&stage.now().milestones[0]), Payment::Due, "{name}");
        let pay = |viewer: &Viewer, day: &str| {
            let day = date(day);
            stage
                .act(viewer, "2026-05-01", move |shelf, occasion, id| project::pay(shelf, occasion, id, None, (0, day)))
        };
        assert_eq!(refusal(pay(&stage.lead, "2026-04-30")), "not-allowed", "{name}");
        assert_eq!(refusal(pay(&stage.unit, "2026-05-02")), "day-to-come", "{name}");
        pay(&stage.unit, "2026-04-30").unwrap();
        assert_eq!(payment(&stage.now().milestones[0]), Payment::Paid, "{name}");
    }
}

#[test]
fn a_line_is_overspent_only_as_far_as_is_allowed_unless_money_is_moved_to_it() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "问题导向"));
        let spend = |yuan: i64, day: &str| {
            let spent = Spent {
                item: BudgetItem::Materials,
                amount: Money::fen(yuan * 100),
                day: date(day),
                note: "原料".to_owned(),
            };
            stage.act(&stage.lead, "2026-05-01", move |shelf, occasion, id| {
                project::spend(shelf, occasion, id, None, &spent)
            })
        };
        assert_eq!(refusal(spend(1, "2026-05-02")), "day-to-come", "{name}");
        assert_eq!(refusal(spend(0, "2026-05-01")), "not-an-amount", "{name}");
        assert_eq!(refusal(spend(110_001, "2026-05-01")), "overspent", "{name}");
        spend(110_000, "2026-05-01").unwrap();
        assert!(project::lines(&stage.now())[0].over, "{name}");
        assert_eq!(refusal(spend(1, "2026-05-01")), "overspent", "{name}");
        let moved = |yuan: i64, note: &str| {
            let moving = Moving {
                from: BudgetItem::Equipment,
                to: BudgetItem::Materials,
                amount: Money::fen(yuan * 100),
                note: note.to_owned(),
            };
            stage.act(&stage.lead, "2026-05-02", move |shelf, occasion, id| {
                project::move_money(shelf, occasion, id, None, &moving)
            })
        };
        assert_eq!(refusal(moved(150_001, "设备降价")), "not-so-much-left", "{name}");
        assert_eq!(refusal(moved(50_000, "")), "reason slip-missing", "{name}");
        moved(50_000, "设备降价").unwrap();
        spend(40_000, "2026-05-01").unwrap();
        let lines = project::lines(&stage.now());
        let planned: Vec<_> = lines.iter().map(|line| line.planned.unwrap().minor_units()).collect();
        assert_eq!(planned, [15_000_000, 15_000_000], "{name}");
        assert_eq!(stage.now().spending.len(), 2, "{name}");
    }
}

#[test]
fn who_is_given_more_than_full_time_is_told_with_where_as_far_as_one_may_know() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "问题导向"));
        let members = format!(" | {} | 顾问 | 50 | 2026-06-01 | 2026-12-31", stage.person);
        let own = stage.own.to_string();
        let other = |visibility: &str| {
            let fields = [
                ("title_zh", "另一个项目"),
                ("owner", own.as_str()),
                ("stage", "执行中"),
                ("goal", "目标"),
                ("members", members.as_str()),
                ("visibility", visibility),
            ];
            stage.base.record(&stage.unit, Kind::Project, &fields)
        };
        let loads = |viewer: &Viewer| {
            let found = stage.base.store.reading(|shelf| {
                let case = project::case(shelf, viewer, stage.id)?;
                Ok::<_, Trouble>(project::overloads(shelf, viewer, &case, "2026-03-01")?)
            });
            found.unwrap()
        };
        assert_eq!(loads(&stage.unit), [], "{name}");
        other("owner");
        let load = &loads(&stage.unit)[0];
        assert_eq!((load.person, load.from.as_str(), load.percent), (stage.person, "2026-06-01", 110.0), "{name}");
        assert_eq!(load.projects.len(), 2, "{name}");
        // Whoever may not see the other project learns nothing of it.
        assert_eq!(loads(&stage.stranger), [], "{name}");
    }
}

#[test]
fn a_project_is_paused_stopped_and_completed_by_who_may_and_with_a_reason() {
    for base in both() {
        let (name, stage) = (base.name, Stage::set(base, "问题导向"));
        assert_eq!(refusal(stage.halt(&stage.stranger, Halt::Pause, "x")), "not-allowed", "{name}");
        assert_eq!(refusal(stage.halt(&stage.lead, Halt::Pause, " ")), "reason-needed", "{name}");
        stage.halt(&stage.lead, Halt::Pause, "等样品").unwrap();
        assert_eq!(refusal(stage.halt(&stage.lead, Halt::Accept, "")), "project-at", "{name}");
        stage.halt(&stage.lead, Halt::Run, "").unwrap();
        stage.halt(&stage.lead, Halt::Accept, "").unwrap();
        assert_eq!(refusal(stage.halt(&stage.lead, Halt::Complete, "")), "own-gate", "{name}");
        assert_eq!(refusal(stage.halt(&stage.unit, Halt::Complete, "")), "gates-open", "{name}");
        for gate in [0, 1] {
            stage.show(&stage.lead, gate, Some(stage.evidence)).unwrap();
            stage.decide(&stage.unit, gate, GateDecision::Passed, "").unwrap();
        }
        stage.halt(&stage.unit, Halt::Complete, "").unwrap();
        let outcome = Outcome {
            title_zh: "扩散工艺包".to_owned(),
            title_en: String::new(),
            achievement_type: AchievementType::KnowHow,
        };
        let made = stage.act(&stage.lead, "2026-05-01", move |shelf, occasion, id| {
            project::create_achievement(shelf, occasion, id, &outcome)
        });
        let made = made.unwrap();
        assert_eq!(made.content.links("cause"), [stage.id], "{name}");
        let body: base::record::kinds::Achievement = made.content.body();
        assert_eq!(body.inventors[0].person, Some(stage.person), "{name}");
        assert_eq!(body.readiness.map(|level| level.0), Some(5), "{name}");
    }
}

#[test]
fn a_project_opens_from_its_cause_and_a_bid_has_one() {
    for base in both() {
        let name = base.name;
        let own = base.organisation("示例研究院");
        let unit = base.member("unit", Some(own), None);
        let other = base.member("other", None, None);
        let person = base.person("负责人");
        let (owner, lead) = (own.to_string(), person.to_string());
        let call = [
            ("title_zh", "扩散榜单"),
            ("owner", owner.as_str()),
            ("number", "JB-2026-01"),
            ("track", "问题导向"),
            ("goal", "把镝铽用量降两成"),
            ("indicators", "降幅 | ≥20 %"),
            ("budget", "300万元"),
            ("payment_terms", "分三期"),
            ("ownership", "归揭榜方"),
            ("eligibility", "基地成员"),
            ("bids_until", "2026-03-01 17:00"),
            ("visibility", "members"),
        ];
        let call = base.record(&Viewer::Operator, Kind::Call, &call).id.to_string();
        let bid = [
            ("title_zh", "示例研究院的方案"),
            ("owner", owner.as_str()),
            ("call", call.as_str()),
            ("stage", "中榜"),
            ("lead", lead.as_str()),
            ("plan", "两段时效"),
            ("budget", "280万元"),
            ("milestones", "小试 | 2026-12-31 | 报告 | 100万元"),
            ("visibility", "members"),
        ];
        let bid = base.record(&Viewer::Operator, Kind::Bid, &bid).id;
        let open = |viewer: &Viewer| {
            let occasion = on(viewer, "2026-04-01");
            base.write(move |shelf| project::open_of_bid(shelf, &occasion, bid))
        };
        assert_eq!(refusal(open(&other)), "not-allowed", "{name}");
        let opened = open(&unit).unwrap();
        let body: Project = opened.content.body();
        assert_eq!(body.goal.unwrap().0, "把镝铽用量降两成", "{name}");
        assert_eq!(
            (body.lead, body.milestones.len(), body.stage),
            (Some(person), 1, Some(ProjectStage::Approved)),
            "{name}"
        );
        assert_eq!(open(&unit).unwrap().id, opened.id, "{name}");
        let occasion = on(&unit, "2026-04-01");
        let nothing = base.write(move |shelf| project::open(shelf, &occasion, &Opening::default()));
        assert_eq!(refusal(nothing), "cause slip-missing", "{name}");
    }
}
