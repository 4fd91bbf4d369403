//! What the pool says of somebody: confirmed once a year, allowed and taken back, erased with everything about them.
#![allow(clippy::unwrap_used, reason = "tests")]

mod house;

use base::journal::Walk;
use base::notice::Topic;
use base::people::Viewer;
use base::people::verb::erase_person;
use base::record::kinds::{ConsentPurpose, Person, Registration};
use base::record::verb::{change, show};
use base::record::{Given, Kind, RecordId};
use house::{House, both, on, said};
use talent::pool::{Into, read, take};
use talent::profile::{allow, ask, confirm, owed, to_confirm, withdraw};

const NOW: &str = "2026-03-01";

struct Base {
    house: House,
    unit: RecordId,
    /// Somebody who signs in, and somebody who never does.
    own: RecordId,
    other: RecordId,
    themself: Viewer,
    lead: Viewer,
    worker: Viewer,
}

fn bases() -> impl Iterator<Item = Base> {
    both().into_iter().map(|house| {
        let unit = house.organisation("示例研究院");
        let reached = [("mail", "qian@example.org"), ("phone", "010-1"), ("visibility", "public")];
        let own = house.person("钱示例", unit, &reached);
        let other = house.person("孙示例", unit, &reached);
        let themself = house.member("themself", Some((unit, false)), Some(own));
        let lead = house.member("lead", Some((unit, true)), None);
        let worker = house.member("worker", Some((unit, false)), None);
        Base { house, unit, own, other, themself, lead, worker }
    })
}

impl Base {
    fn asked(&self, day: &'static str) -> usize {
        self.house
            .act((&Viewer::Operator, day), |shelf, occasion| {
                let owed = owed(shelf, occasion)?;
                ask(shelf, occasion, &owed)
            })
            .unwrap()
    }

    fn told(&self, viewer: &Viewer) -> Vec<(Topic, String)> {
        let account = viewer.account().unwrap();
        let notices = self.house.store.reading(|shelf| shelf.notices(account, 10)).unwrap();
        notices.into_iter().map(|notice| (notice.topic, notice.fact)).collect()
    }

    fn allows(&self, viewer: &Viewer, id: RecordId, purpose: ConsentPurpose, proof: &'static str) -> String {
        said(self.house.act((viewer, NOW), move |shelf, on| allow(shelf, on, id, None, (purpose, proof)).map(drop)))
    }

    fn withdraws(&self, viewer: &Viewer, id: RecordId, purpose: ConsentPurpose) -> String {
        said(self.house.act((viewer, NOW), move |shelf, on| withdraw(shelf, on, id, None, purpose).map(drop)))
    }

    fn sees(&self, viewer: &Viewer, id: RecordId) -> bool {
        self.house.store.reading(|shelf| show(shelf, viewer, id)).is_ok()
    }
}

#[test]
fn what_nobody_confirmed_for_a_year_is_asked_about() {
    for base in bases() {
        let due = |day| {
            let found = base.house.store.reading(|shelf| to_confirm(shelf, &on(&base.lead, day), None)).unwrap();
            found.into_iter().map(|record| record.id).collect::<Vec<_>>()
        };
        assert_eq!((base.asked("2026-12-31"), due("2026-12-31")), (0, vec![]), "{}", base.house.name);
        assert_eq!(due("2027-01-01"), [base.own, base.other]);
        assert_eq!(base.asked("2027-01-01"), 2, "the one who signs in, and who leads the other");
        assert_eq!(base.told(&base.themself), [(Topic::ProfileDue, String::new())]);
        assert_eq!(base.told(&base.lead), [(Topic::ProfilesDue, "1".to_owned())]);
        assert_eq!([base.asked("2027-01-02"), base.asked("2027-03-31")], [0, 0], "they are left in peace");
        let (own, other) = (base.own, base.other);
        let confirms = |viewer, day, id| {
            said(base.house.act((viewer, day), move |shelf, on| confirm(shelf, on, id, None).map(drop)))
        };
        assert_eq!(confirms(&base.worker, "2027-02-01", own), "not-allowed");
        assert_eq!(confirms(&Viewer::Visitor, "2027-02-01", own), "sign-in-needed");
        assert_eq!(confirms(&base.themself, "2027-02-01", own), "done");
        assert_eq!(due("2027-02-01"), [other]);
        assert_eq!(base.asked("2027-04-02"), 1, "who leads the other, once more");
        assert_eq!(confirms(&base.lead, "2027-04-03", other), "done");
        assert_eq!((base.asked("2027-12-31"), due("2028-01-31")), (0, vec![]));
        assert_eq!(base.asked("2028-02-01"), 1);
    }
}

#[test]
fn what_somebody_takes_back_takes_effect_at_once() {
    for base in bases() {
        let (own, other) = (base.own, base.other);
        assert_eq!(base.allows(&base.worker, own, ConsentPurpose::Matching, "书面"), "not-allowed");
        assert_eq!(base.allows(&base.lead, other, ConsentPurpose::Matching, " "), "proof-needed");
        assert_eq!(base.allows(&base.lead, other, ConsentPurpose::Matching, "2026年3月书面同意"), "done");
        assert_eq!(base.allows(&base.themself, own, ConsentPurpose::Matching, ""), "done");
        assert_eq!(base.allows(&base.themself, own, ConsentPurpose::Matching, ""), "done");
        let rows = base.house.body::<Person>(own).consent;
        assert_eq!(rows.len(), 1, "what is allowed stays as it is: {rows:?}");

        assert_eq!(base.withdraws(&base.themself, own, ConsentPurpose::Matching), "done");
        assert_eq!(base.house.body::<Person>(own).allows(ConsentPurpose::Matching), Some(false));
        assert_eq!(base.withdraws(&base.themself, own, ConsentPurpose::Contact), "done");
        let person: Person = base.house.body(own);
        assert_eq!((person.mail, person.phone), (None, None));
        assert!(base.sees(&Viewer::Visitor, own) && base.sees(&base.worker, own));
        assert_eq!(base.withdraws(&base.themself, own, ConsentPurpose::Profile), "done");
        let sees = [&Viewer::Visitor, &base.worker, &base.lead, &base.themself].map(|viewer| base.sees(viewer, own));
        assert_eq!(sees, [false, false, true, true]);
        assert_eq!(base.withdraws(&base.themself, own, ConsentPurpose::Works), "done");

        let put = |name: &'static str, text: &str| {
            let given = vec![(name.to_owned(), Given::Text(text.to_owned()))];
            said(base.house.act((&base.lead, NOW), move |shelf, on| change(shelf, on, own, None, &given)))
        };
        assert_eq!(
            [put("visibility", "members"), put("phone", "010-2"), put("post", "主任")],
            ["visibility", "phone", "done"]
        );
        let bib = "@article{a, title={Dy diffusion}, author={Qian, Shili}, year={2020}}";
        let brought = read(bib.as_bytes()).unwrap().of_one().unwrap();
        let all = read(bib.as_bytes()).unwrap();
        let taken =
            base.house.act((&base.lead, NOW), move |shelf, on| take(shelf, on, &all, &brought, Into::Person(own)));
        assert_eq!(said(taken), "works-not-allowed");
        for purpose in [ConsentPurpose::Profile, ConsentPurpose::Contact] {
            assert_eq!(base.allows(&base.themself, own, purpose, ""), "done");
        }
        assert_eq!([put("visibility", "members"), put("phone", "010-2")], ["done", "done"]);
    }
}

#[test]
fn an_erased_person_leaves_nothing_of_themself_and_a_journal_that_verifies() {
    for base in bases() {
        let (unit, other) = (base.unit.to_string(), base.other.to_string());
        let event = base.house.write(
            Kind::Event,
            &Viewer::Operator,
            &[
                ("title_zh", "论坛"),
                ("event_type", "industry-forum"),
                ("begins", "2026-04-16 09:00"),
                ("ends", "2026-04-17 17:00"),
                ("owner", &unit),
                ("visibility", "members"),
            ],
        );
        let event = event.id.to_string();
        let registered = base.house.write(
            Kind::Registration,
            &Viewer::Operator,
            &[
                ("title_zh", "论坛 · 孙示例"),
                ("event", &event),
                ("person", &other),
                ("name", "孙示例"),
                ("phone", "010-1"),
                ("stage", "confirmed"),
                ("follow_up", "会议如何？ | 孙示例认为很好"),
                ("owner", &unit),
                ("visibility", "private"),
            ],
        );
        let other = base.other;
        let erases = |viewer: &Viewer| {
            said(base.house.act((viewer, NOW), move |shelf, occasion| erase_person(shelf, occasion, other)))
        };
        assert_eq!([erases(&base.lead), erases(&base.themself)], ["not-allowed", "not-allowed"]);
        assert_eq!(erases(&Viewer::Operator), "done", "{}", base.house.name);
        let left: Registration = base.house.body(registered.id);
        assert_eq!((left.name, left.phone, left.person), (None, None, Some(other)));
        assert_eq!((left.follow_up.len(), &left.follow_up[0].answer), (1, &None));
        let record = base.house.store.reading(|shelf| shelf.record(registered.id)).unwrap().unwrap();
        assert_eq!(record.content.text("title_zh"), "论坛 · …");
        let (entries, head) = base
            .house
            .store
            .reading(|shelf| Ok::<_, base::store::Fault>((shelf.entries(0, 1000)?, shelf.head()?)))
            .unwrap();
        let mut walk = Walk::default();
        for entry in &entries {
            walk.step(entry).unwrap();
            let held = entry.payload.as_ref().map_or("", |(_, payload)| payload.as_str());
            assert!(!held.contains("孙示例"), "{held}");
        }
        walk.end(head.number, &head.hash).unwrap();
    }
}
