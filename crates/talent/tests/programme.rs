//! A cohort from the application to the certificate, and what became of it a year later.
#![allow(clippy::unwrap_used, reason = "tests")]

mod house;

use std::collections::BTreeMap;

use base::Trouble;
use base::people::Viewer;
use base::record::kinds::{Enrolment, EnrolmentStage, Person, Presence, Programme, ProgrammeStage};
use base::record::verb::{Occasion, change};
use base::record::{Day, Decimal, Given, Kind, RecordId};
use base::store::Shelf;
use house::{House, both, said};
use talent::programme::{
    Decision, Practice, Sheet, advance, apply, ask_outcomes, call_off, certificate, certify, credit, decide, decline,
    guide, guided, next, note_attendance, note_outcome, practise, sum,
};

const NOW: &str = "2026-03-01";

struct Base {
    house: House,
    lead: Viewer,
    unit_lead: Viewer,
    one: (RecordId, Viewer),
    two: RecordId,
    three: RecordId,
    programme: RecordId,
}

fn bases() -> Vec<Base> {
    let made = |house: House| {
        let (host, unit) = (house.organisation("示例集团"), house.organisation("示例工厂"));
        let person = |name: &str| house.person(name, unit, &[]);
        // Two people of one name are two people.
        let (one, two, three) = (person("王示例"), person("王示例"), person("李示例"));
        let lead = house.member("lead", Some((host, true)), None);
        let unit_lead = house.member("unit", Some((unit, true)), None);
        let worker = house.member("worker", Some((unit, false)), Some(one));
        let owner = host.to_string();
        let fields = [
            ("title_zh", "示例培训班"),
            ("owner", owner.as_str()),
            ("programme_type", "course"),
            ("aims", "示例"),
            ("places", "2"),
            ("applications_until", "2026-03-10 17:00"),
            ("courses", "理论 | | | | 10 | 2\n实操 | | | | 10 | 1"),
            ("credits_needed", "2"),
            ("attendance_percent", "80"),
            ("visibility", "public"),
        ];
        let programme = house.write(Kind::Programme, &Viewer::Operator, &fields).id;
        Base { house, lead, unit_lead, one: (one, worker), two, three, programme }
    };
    both().into_iter().map(made).collect()
}

impl Base {
    fn apply(&self, viewer: &Viewer, day: &str, person: Option<RecordId>) -> Result<RecordId, Trouble> {
        let programme = self.programme;
        let applied =
            self.house.act((viewer, day), move |shelf, occasion| apply(shelf, occasion, programme, person, "想学"));
        applied.map(|record| record.id)
    }

    /// Moves it on to the stage that follows.
    fn advance(&self) -> String {
        let programme = self.programme;
        let now = self.house.body::<Programme>(programme).stage.unwrap_or(ProgrammeStage::Planned);
        let to = next(now).unwrap();
        said(self.house.act((&self.lead, NOW), move |shelf, occasion| advance(shelf, occasion, programme, None, to)))
    }

    fn decide(&self, viewer: &Viewer, id: RecordId, decision: Decision, reason: &'static str) -> String {
        said(
            self.house.act((viewer, NOW), move |shelf, occasion| decide(shelf, occasion, id, None, (decision, reason))),
        )
    }

    fn credit(&self, id: RecordId, course: &'static str, credits: &'static str) -> String {
        said(self.house.act((&self.lead, NOW), move |shelf, occasion| {
            credit(shelf, occasion, id, None, (course, "90", &Decimal(credits.to_owned())))
        }))
    }

    fn came(&self, course: &str, day: &str, came: &[(RecordId, Presence)]) -> String {
        let sheet = Sheet {
            course: course.to_owned(),
            day: Day(day.to_owned()),
            hours: Some(Decimal("10".to_owned())),
            came: came.iter().copied().collect::<BTreeMap<_, _>>(),
        };
        let programme = self.programme;
        said(
            self.house
                .act((&self.lead, NOW), move |shelf, occasion| note_attendance(shelf, occasion, programme, &sheet)),
        )
    }
}

#[test]
fn who_may_apply_for_whom_and_until_when() {
    for base in bases() {
        let worker = &base.one.1;
        assert_eq!(said(base.apply(worker, NOW, None)), "programme-at");
        let programme = base.programme;
        let skipped = base.house.act((&base.lead, NOW), move |shelf, occasion| {
            advance(shelf, occasion, programme, None, ProgrammeStage::Running)
        });
        assert_eq!(said(skipped), "programme-at", "no stage is left out");
        assert_eq!(base.advance(), "done");
        assert_eq!(said(base.apply(worker, "2026-03-11", None)), "applications-closed");
        assert_eq!(said(base.apply(worker, NOW, Some(base.two))), "not-your-person");
        assert_eq!(said(base.apply(&base.unit_lead, NOW, None)), "no-person-behind");
        assert_eq!(said(base.apply(worker, NOW, None)), "done");
        assert_eq!(said(base.apply(&base.unit_lead, NOW, Some(base.one.0))), "applied-before");
        assert_eq!(said(base.apply(&base.unit_lead, NOW, Some(base.two))), "done", "another of the same name");
        assert_eq!(said(base.apply(&Viewer::Visitor, NOW, None)), "sign-in-needed");
    }
}

#[test]
fn a_cohort_goes_from_the_application_to_the_certificate_and_a_year_on() {
    for base in bases() {
        assert_eq!(base.advance(), "done");
        let [one, two, three] =
            [base.one.0, base.two, base.three].map(|person| base.apply(&base.unit_lead, NOW, Some(person)).unwrap());
        assert_eq!(base.advance(), "done");
        assert_eq!(base.decide(&base.unit_lead, one, Decision::Admit, ""), "not-allowed");
        assert_eq!(base.decide(&base.lead, one, Decision::Admit, ""), "done");
        assert_eq!(base.decide(&base.lead, two, Decision::Admit, ""), "done");
        assert_eq!(base.decide(&base.lead, three, Decision::Admit, ""), "places-full");
        assert_eq!(base.decide(&base.lead, three, Decision::Refuse, " "), "reason-needed");
        assert_eq!(base.decide(&base.lead, three, Decision::Wait, "名额已满"), "done");
        assert_eq!(base.house.body::<Enrolment>(three).waiting_place.unwrap().0, 1);
        let off = base.house.act((&base.unit_lead, NOW), move |shelf, occasion| call_off(shelf, occasion, two, None));
        assert_eq!(said(off), "done");
        assert_eq!(base.house.body::<Enrolment>(three).stage, Some(EnrolmentStage::Admitted), "who waits moves up");
        assert_eq!(base.advance(), "done");
        assert_eq!(base.house.body::<Enrolment>(one).stage, Some(EnrolmentStage::Attending));

        assert_eq!(base.came("理论", "2026-03-02", &[(two, Presence::Present)]), "not-in-class");
        assert_eq!(base.came("音乐", "2026-03-02", &[(one, Presence::Present)]), "no-such-course");
        assert_eq!(base.came("理论", "2026-03-02", &[(one, Presence::Present), (three, Presence::Present)]), "done");
        // The same sheet once more is written over.
        assert_eq!(base.came("理论", "2026-03-02", &[(one, Presence::Late), (three, Presence::Absent)]), "done");
        assert_eq!(base.came("实操", "2026-03-03", &[(one, Presence::Present), (three, Presence::Present)]), "done");
        assert_eq!(base.credit(one, "理论", "2.5"), "credits-over");
        assert_eq!(base.credit(one, "理论", "2"), "done");
        assert_eq!(base.credit(three, "理论", "2"), "done");
        let programme = base.house.store.reading(|shelf| shelf.record(base.programme)).unwrap().unwrap();
        let sums = [one, three].map(|id| sum(&programme.content.body(), &base.house.body::<Enrolment>(id)));
        assert_eq!(sums.map(|sum| (sum.attendance(), sum.is_enough())), [(Some(100.0), true), (Some(50.0), false)]);

        assert_eq!(base.advance(), "enrolments-open");
        let given = move |id: RecordId| base_certify(id);
        assert_eq!(said(base.house.act((&base.unit_lead, NOW), given(one))), "not-allowed");
        assert_eq!(said(base.house.act((&base.lead, NOW), given(one))), "done");
        assert_eq!(said(base.house.act((&base.lead, NOW), given(one))), "enrolment-at");
        assert_eq!(said(base.house.act((&base.lead, NOW), given(three))), "not-enough");
        let left =
            base.house.act((&base.lead, NOW), move |shelf, occasion| decline(shelf, occasion, three, None, "缺勤"));
        assert_eq!(said(left), "done");
        assert_eq!(base.advance(), "done");

        let code = base.house.body::<Enrolment>(one).certificate_code.unwrap().as_str().to_owned();
        let shown = |code: &str| base.house.store.reading(|shelf| certificate(shelf, code)).unwrap();
        let told = shown(&code.to_lowercase().replace('-', " ")).unwrap();
        assert_eq!((told.person[0].as_str(), told.programme[0].as_str()), ("王示例", "示例培训班"));
        assert_eq!((told.organisation[0].as_str(), told.day.as_str()), ("示例集团", NOW));
        let last = if code.ends_with('A') { 'B' } else { 'A' };
        let wrong = format!("{}{last}", &code[..code.len() - 1]);
        for guess in [wrong.as_str(), "2345-6789-ABCD-EFGH-JKMX", "", "SAMPLE-2026-0011", "'; drop table"] {
            assert_eq!(shown(guess), None, "{guess}");
        }

        let noted = |day: &'static str| {
            let worker = &base.one.1;
            said(
                base.house
                    .act((worker, day), move |shelf, occasion| note_outcome(shelf, occasion, one, None, "已任班长")),
            )
        };
        assert_eq!(noted("2027-02-28"), "outcome-early");
        let asks = |day: &str| base.house.act((&Viewer::Operator, day), ask_outcomes).unwrap();
        assert_eq!([asks("2027-02-28"), asks("2027-03-01"), asks("2027-03-02")], [0, 1, 0], "asked once");
        assert_eq!(noted("2027-03-01"), "done");
    }
}

#[test]
fn a_pupil_learns_from_a_mentor_on_a_real_project() {
    for base in bases() {
        let host = base.house.organisation("示例研究院");
        let mentor = base.house.person("周示例", host, &[]);
        let guides = base.house.member("mentor", Some((host, false)), Some(mentor));
        let owner = host.to_string();
        let project = |title: &str| {
            let fields = [
                ("title_zh", title),
                ("owner", owner.as_str()),
                ("stage", "running"),
                ("goal", "减镝"),
                ("visibility", "members"),
            ];
            base.house.write(Kind::Project, &Viewer::Operator, &fields).id
        };
        let (project, other) = (project("示例中试"), project("别的项目"));
        let programme = base.programme;
        let named = vec![
            ("mentors".to_owned(), Given::Text(mentor.to_string())),
            ("projects".to_owned(), Given::Text(project.to_string())),
            ("skills".to_owned(), Given::Text("晶界扩散".to_owned())),
        ];
        base.house.act((&base.lead, NOW), move |shelf, on| change(shelf, on, programme, None, &named)).unwrap();
        base.advance();
        let id = base.apply(&base.unit_lead, NOW, Some(base.one.0)).unwrap();
        let practises = |viewer: &Viewer, mentor: Option<RecordId>, project: Option<RecordId>| {
            let practice = Practice { mentor, project, task: "厚件扩散".to_owned() };
            said(base.house.act((viewer, NOW), move |shelf, on| practise(shelf, on, id, None, &practice)))
        };
        let guides_with = |viewer: &Viewer, note: &'static str| {
            said(base.house.act((viewer, NOW), move |shelf, on| guide(shelf, on, id, None, note)))
        };
        assert_eq!(practises(&base.lead, Some(mentor), None), "enrolment-at", "not admitted yet");
        base.decide(&base.lead, id, Decision::Admit, "");
        assert_eq!(guides_with(&base.lead, "看样品"), "enrolment-at", "there is no mentor");
        assert_eq!(guides_with(&guides, "看样品"), "not-found", "nobody knows of it yet");
        for (who, mentor, project, wanted) in [
            (&base.unit_lead, Some(mentor), Some(project), "not-allowed"),
            (&base.lead, Some(base.one.0), None, "own-mentor"),
            (&base.lead, Some(base.two), None, "not-of-programme"),
            (&base.lead, None, Some(other), "not-of-programme"),
            (&base.lead, Some(project), None, "not-found"),
            (&base.lead, Some(mentor), Some(project), "done"),
        ] {
            assert_eq!(practises(who, mentor, project), wanted, "{}", base.house.name);
        }
        let pupils = |viewer: &Viewer| {
            let found = base.house.store.reading(|shelf| guided(shelf, &house::on(viewer, NOW))).unwrap();
            found.into_iter().map(|(record, _)| record.id).collect::<Vec<_>>()
        };
        assert_eq!((pupils(&guides), pupils(&base.one.1)), (vec![id], vec![]));
        assert_eq!(guides_with(&guides, " "), "note");
        assert_eq!(guides_with(&base.one.1, "自学"), "not-its-mentor");
        assert_eq!(guides_with(&guides, "看断口，调扩散温度"), "done");
        let rows = base.house.body::<Enrolment>(id).guidance;
        assert_eq!((rows.len(), rows[0].by, rows[0].day.as_ref().unwrap().0.as_str()), (1, Some(mentor), NOW));

        // With the certificate the pool learns what they can do now.
        base.advance();
        base.advance();
        base.came("理论", "2026-03-02", &[(id, Presence::Present)]);
        base.came("实操", "2026-03-03", &[(id, Presence::Present)]);
        base.credit(id, "理论", "2");
        assert_eq!(said(base.house.act((&base.lead, NOW), base_certify(id))), "done");
        let person: Person = base.house.body(base.one.0);
        assert_eq!(person.skills.iter().map(|skill| skill.0.as_str()).collect::<Vec<_>>(), ["晶界扩散"]);
        assert_eq!(guides_with(&guides, "再见"), "enrolment-at", "who is through is guided no more");
    }
}

fn base_certify(
    id: RecordId,
) -> impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<base::record::Record, Trouble> + Send {
    move |shelf, occasion| certify(shelf, occasion, id, None)
}
