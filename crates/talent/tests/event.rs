//! Events from the call to the follow-up, on both databases.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod house;

use base::Trouble;
use base::people::Viewer;
use base::record::kinds::{Event, EventStage, Registration, RegistrationStage, WaitingReason};
use base::record::verb::{Occasion, show};
use base::record::{Given, Kind, Moment, Record, RecordId};
use base::rules::Rules;
use base::store::{JournalFilter, Shelf};
use house::{House, both, said};
use measure::Timestamp;
use talent::event::{self, Code, Decision, Halting, Moving, Pointing, Terms};

const NOW: &str = "2026-03-02T09:00:00+08:00";

struct Stage {
    house: House,
    /// Holds the event.
    host: RecordId,
    host_lead: Viewer,
    south: RecordId,
    south_lead: Viewer,
    event: RecordId,
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

fn on(viewer: &Viewer, now: &str) -> Occasion {
    Occasion { now: at(now), ..house::on(viewer, "2026-03-02") }
}

fn moment(text: &str) -> Moment {
    Moment(text.to_owned())
}

fn given(fields: &[(&str, &str)]) -> Vec<(String, Given)> {
    fields.iter().map(|(name, text)| ((*name).to_owned(), Given::Text((*text).to_owned()))).collect()
}

impl Stage {
    /// An event whose registration is open, with more said of it.
    fn set(house: House, more: &[(&str, &str)]) -> Self {
        let (host, south) = (house.organisation("北方集团"), house.organisation("南方公司"));
        let host_lead = house.member("host", Some((host, true)), None);
        let south_lead = house.member("south", Some((south, true)), None);
        let owner = host.to_string();
        let mut fields = vec![
            ("title_zh", "磁体论坛"),
            ("event_type", "industry-forum"),
            ("stage", "registration"),
            ("begins", "2026-04-16 09:00"),
            ("ends", "2026-04-17 17:00"),
            ("venue", "北京"),
            ("country", "CN"),
            ("owner", owner.as_str()),
            ("visibility", "members"),
        ];
        fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        fields.extend(more);
        let event = house.write(Kind::Event, &Viewer::Operator, &fields).id;
        Self { house, host, host_lead, south, south_lead, event }
    }

    fn all(more: &[(&str, &str)]) -> impl Iterator<Item = Self> {
        both().into_iter().map(|house| Self::set(house, more))
    }

    fn write<T: Send + 'static>(
        &self,
        viewer: &Viewer,
        now: &str,
        work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let occasion = on(viewer, now);
        self.house.store.writing(move |shelf| work(shelf, &occasion))
    }

    fn read<T>(&self, viewer: &Viewer, work: impl FnOnce(&mut dyn Shelf, &Occasion) -> Result<T, Trouble>) -> T {
        let occasion = on(viewer, NOW);
        self.house.store.reading(|shelf| work(shelf, &occasion)).unwrap()
    }

    fn register(&self, viewer: &Viewer, now: &str, fields: &[(&str, &str)]) -> Result<Record, Trouble> {
        let (rules, event, fields) = (Rules::shipped().unwrap(), self.event, given(fields));
        self.write(viewer, now, move |shelf, occasion| event::register(shelf, occasion, &rules, event, &fields))
    }

    /// A person of the south with an account of their own, registered by themselves.
    fn comer(&self, name: &'static str, of: RecordId, more: &[(&str, &str)]) -> (Viewer, RecordId) {
        let english = format!("Guest {name}");
        let person = self.house.person(name, of, &[("title_en", &english)]);
        let viewer = self.house.member(name, Some((of, false)), Some(person));
        let id = person.to_string();
        let mut fields = vec![("person", id.as_str())];
        fields.extend(more);
        let record = self.register(&viewer, NOW, &fields).unwrap();
        (viewer, record.id)
    }

    fn registration(&self, id: RecordId) -> Registration {
        self.read(&Viewer::Operator, |shelf, _| Ok(shelf.record(id)?.unwrap().content.body()))
    }

    fn event(&self) -> Event {
        self.read(&Viewer::Operator, |shelf, _| Ok(shelf.record(self.event)?.unwrap().content.body()))
    }

    fn advance(&self, now: &str, to: EventStage) -> Result<Record, Trouble> {
        let event = self.event;
        self.write(&self.host_lead, now, move |shelf, occasion| event::advance(shelf, occasion, event, None, to))
    }

    fn notices(&self, viewer: &Viewer) -> Vec<String> {
        let told = self.read(viewer, base::notice::notices);
        told.into_iter().map(|notice| notice.topic.code().to_owned()).collect()
    }
}

#[test]
fn a_rush_fills_every_place_once_and_the_rest_wait_in_the_order_they_came() {
    for stage in Stage::all(&[("places", "100")]) {
        let owner = stage.south.to_string();
        let occasion = on(&Viewer::Operator, NOW);
        let people: Vec<RecordId> = stage
            .house
            .store
            .writing(move |shelf| {
                let write = |at: usize| {
                    let title = format!("参会人{at}");
                    let fields = [("title_zh", title.as_str()), ("owner", owner.as_str()), ("visibility", "members")];
                    let beginning = base::record::verb::Beginning::Published;
                    base::record::verb::create(shelf, &occasion, Kind::Person, &given(&fields), beginning)
                };
                (0..500).map(write).map(|record| record.map(|record| record.id)).collect::<Result<_, Trouble>>()
            })
            .unwrap();
        std::thread::scope(|scope| {
            for person in people {
                let stage = &stage;
                scope
                    .spawn(move || stage.register(&stage.south_lead, NOW, &[("person", &person.to_string())]).unwrap());
            }
        });
        let (places, queue) = stage.read(&stage.host_lead, |shelf, occasion| {
            let convened = event::convened(shelf, &occasion.viewer, stage.event)?;
            Ok((event::places(shelf, &convened)?, event::queue(shelf, stage.event)?))
        });
        assert_eq!((places.held, places.waiting), (100, 400), "{}", stage.house.name);
        let order: Vec<(i64, i64)> =
            queue.iter().map(|(_, one)| (one.number.unwrap().0, one.waiting_place.unwrap().0)).collect();
        let wanted: Vec<(i64, i64)> = (1..=400).map(|place| (100 + place, place)).collect();
        assert_eq!(order, wanted, "{}", stage.house.name);
        assert!(queue.iter().all(|(_, one)| one.waiting_reason == Some(WaitingReason::Full)));
    }
}

#[test]
fn who_may_register_whom_and_until_when() {
    let until = [("registration_until", "2026-04-01 17:00"), ("contributions_until", "2026-03-20 17:00")];
    for stage in Stage::all(&until) {
        let wang = stage.house.person("王工", stage.south, &[]);
        let twin = stage.house.person("王工", stage.south, &[]);
        let guest = stage.house.member("guest", Some((stage.south, false)), None);
        let own = stage.house.member("wang", Some((stage.south, false)), Some(wang));
        let (wang, twin) = (wang.to_string(), twin.to_string());
        let stranger = stage.house.organisation("东方大学");
        let other_lead = stage.house.member("east", Some((stranger, true)), None);
        let (late, last) = ("2026-04-01T17:00:01+08:00", "2026-04-01T17:00:00+08:00");
        let person = |id: &str| vec![("person".to_owned(), id.to_owned())];
        let named =
            |name: &str, mail: &str| vec![("name".to_owned(), name.to_owned()), ("mail".to_owned(), mail.to_owned())];
        let talk = |id: &str| {
            let mut fields = person(id);
            fields.push(("contribution_title".to_owned(), "界面".to_owned()));
            fields
        };
        let table = [
            ("nobody signed in", &Viewer::Visitor, NOW, person(&wang), "sign-in-needed"),
            ("somebody else's colleague", &guest, NOW, person(&wang), "not-allowed"),
            ("who leads another unit", &other_lead, NOW, person(&wang), "not-allowed"),
            ("a second after the deadline", &own, late, person(&wang), "registration-over"),
            (
                "a second after the call's deadline",
                &own,
                "2026-03-20T17:00:01+08:00",
                talk(&wang),
                "contributions-over",
            ),
            ("no name", &stage.south_lead, NOW, vec![], "name"),
            ("a mail address that is none", &stage.south_lead, NOW, named("赵", "赵"), "mail"),
            ("at the last second", &own, last, person(&wang), "done"),
            ("twice", &own, NOW, person(&wang), "registered-already"),
            ("twice by another hand", &stage.south_lead, NOW, person(&wang), "registered-already"),
            ("another of the same name", &stage.south_lead, NOW, person(&twin), "done"),
            ("a guest of the same name", &stage.south_lead, NOW, named("王工", "w@example.cn"), "done"),
            ("the same guest by mail", &stage.south_lead, NOW, named("王师傅", "W@example.cn"), "registered-already"),
            ("another guest", &stage.south_lead, NOW, named("王工", "w2@example.cn"), "done"),
            ("oneself without a record", &guest, NOW, named("来客", ""), "done"),
            ("oneself again", &guest, NOW, named("来客", ""), "registered-already"),
            ("late, by who leads the event", &stage.host_lead, late, named("嘉宾", "g@example.cn"), "done"),
        ];
        for (case, viewer, now, fields, wanted) in table {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            assert_eq!(said(stage.register(viewer, now, &fields)), wanted, "{}: {case}", stage.house.name);
        }
        let form = [("person", wang.as_str()), ("stage", "confirmed")];
        assert_eq!(said(stage.register(&own, NOW, &form)), "stage", "a form decides nothing");
    }
}

#[test]
fn a_place_that_comes_free_goes_to_the_first_who_fits() {
    for stage in Stage::all(&[("places", "2"), ("places_each", "1")]) {
        let east = stage.house.organisation("东方大学");
        let (_, first) = stage.comer("甲", stage.south, &[]);
        let (_, same_unit) = stage.comer("乙", stage.south, &[]);
        let (host_guest, second) = stage.comer("丙", stage.host, &[]);
        let (east_guest, waits) = stage.comer("丁", east, &[]);
        let reason = |id| stage.registration(id).waiting_reason;
        assert_eq!(reason(same_unit), Some(WaitingReason::OrganisationFull));
        assert_eq!(reason(waits), Some(WaitingReason::Full), "{}", stage.house.name);
        let off = |viewer: &Viewer, id| {
            stage.write(viewer, NOW, move |shelf, occasion| event::call_off(shelf, occasion, id, None, "改期"))
        };
        assert_eq!(said(off(&east_guest, second)), "not-found", "others' registrations are not seen");
        // The one before in the list is of a unit that has its share already.
        off(&host_guest, second).unwrap();
        assert_eq!(stage.registration(waits).stage, Some(RegistrationStage::Confirmed));
        assert_eq!(stage.notices(&east_guest), ["registration-placed"]);
        assert_eq!(said(off(&host_guest, second)), "registration-at");
        off(&stage.south_lead, first).unwrap();
        assert_eq!(stage.registration(same_unit).stage, Some(RegistrationStage::Confirmed));
        let terms = |places| Terms { places: Some(places), ..Terms::default() };
        let event = stage.event;
        let set = |places| {
            stage.write(&stage.host_lead, NOW, move |shelf, occasion| {
                event::set_terms(shelf, occasion, event, None, &terms(places))
            })
        };
        assert_eq!(said(set(1)), "places-below");
        assert_eq!(said(set(3)), "done");
    }
}

#[test]
fn the_export_gate_holds_a_foreign_guest_of_something_controlled_and_nobody_else() {
    for stage in Stage::all(&[]) {
        let control = [("title_zh", "扩散工艺"), ("achievement_type", "process"), ("visibility", "members")];
        let controlled: Vec<(&str, &str)> = control.into_iter().chain([("control", "item-2025-18")]).collect();
        let shown = stage.house.write(Kind::Achievement, &Viewer::Operator, &controlled).id.to_string();
        let open = stage.event;
        let owner = stage.host.to_string();
        let fields = [
            ("title_zh", "成果路演"),
            ("event_type", "roadshow"),
            ("stage", "registration"),
            ("begins", "2026-04-16 09:00"),
            ("owner", owner.as_str()),
            ("visibility", "members"),
            ("presents", shown.as_str()),
        ];
        let roadshow = stage.house.write(Kind::Event, &Viewer::Operator, &fields).id;
        let guest =
            |mail: &'static str, country: &'static str| [("name", "来宾"), ("mail", mail), ("citizenship", country)];
        let stage = Stage { event: roadshow, ..stage };
        let held = stage.register(&stage.south_lead, NOW, &guest("a@example.cn", "DE")).unwrap();
        let home = stage.register(&stage.south_lead, NOW, &guest("b@example.cn", "CN")).unwrap();
        let body: Registration = held.content.body();
        assert_eq!(
            (body.stage, body.waiting_reason),
            (Some(RegistrationStage::Waiting), Some(WaitingReason::ExportControl))
        );
        assert_eq!(home.content.body::<Registration>().stage, Some(RegistrationStage::Confirmed));
        assert_eq!(stage.notices(&stage.host_lead), ["registration-held"]);
        let decided = |viewer: &Viewer, note: &'static str| {
            let id = held.id;
            stage.write(viewer, NOW, move |shelf, occasion| {
                event::decide(shelf, occasion, id, None, (Decision::Confirm, note))
            })
        };
        assert_eq!(said(decided(&stage.south_lead, "放行")), "not-allowed", "{}", stage.house.name);
        assert_eq!(said(decided(&stage.host_lead, " ")), "reason-needed");
        assert_eq!(said(decided(&stage.host_lead, "仅参加公开场次")), "done");
        assert_eq!(stage.registration(held.id).stage, Some(RegistrationStage::Confirmed));
        let verbs = stage.read(&Viewer::Operator, |shelf, _| {
            let all = shelf.entries_before(u64::from(u32::MAX), &JournalFilter::default(), 20)?;
            Ok(all.into_iter().map(|entry| entry.verb).collect::<Vec<_>>())
        });
        let wanted =
            ["registration.clear", "registration.register", "control.pass", "control.hold", "registration.register"];
        assert_eq!(verbs[..5], wanted, "{}", stage.house.name);
        // The same guest at an event that shows nothing controlled.
        let plain = Stage { event: open, ..stage };
        let free = plain.register(&plain.south_lead, NOW, &guest("a@example.cn", "DE")).unwrap();
        assert_eq!(free.content.body::<Registration>().stage, Some(RegistrationStage::Confirmed));
    }
}

#[test]
fn an_event_that_is_moved_tells_who_registered_and_keeps_what_it_was() {
    let agenda = "开幕 | 2026-04-16 09:00 | 2026-04-16 09:30 | | 主持 | | 一会议室";
    for stage in Stage::all(&[("agenda", agenda), ("meeting_slots", "2026-04-16 14:00 | 20 | 2")]) {
        let (guest, _) = stage.comer("甲", stage.south, &[]);
        let event = stage.event;
        let to = |begins: &str, ends: &str, reason: &str| Moving {
            begins: moment(begins),
            ends: Some(moment(ends)),
            venue: "北京".to_owned(),
            reason: reason.to_owned(),
        };
        let shift = |viewer: &Viewer, moving: Moving| {
            stage.write(viewer, NOW, move |shelf, occasion| event::shift(shelf, occasion, event, None, &moving))
        };
        let halt = |halting| {
            stage.write(&stage.host_lead, NOW, move |shelf, occasion| {
                event::halt(shelf, occasion, event, None, (halting, "场地检修"))
            })
        };
        let (same, later) = (("2026-04-16 09:00", "2026-04-17 17:00"), ("2026-04-23 09:00", "2026-04-24 17:00"));
        assert_eq!(said(shift(&guest, to(later.0, later.1, "场地"))), "not-allowed");
        assert_eq!(said(shift(&stage.host_lead, to(same.0, same.1, "场地"))), "nothing-moved");
        assert_eq!(said(shift(&stage.host_lead, to(later.1, later.0, "场地"))), "empty-period");
        assert_eq!(said(shift(&stage.host_lead, to(later.0, later.1, " "))), "reason-needed");
        halt(Halting::Postponed).unwrap();
        assert_eq!(said(stage.register(&stage.south_lead, NOW, &[("name", "乙")])), "event-at");
        shift(&stage.host_lead, to(later.0, later.1, "场地检修")).unwrap();
        let now = stage.event();
        assert_eq!(now.stage, Some(EventStage::Registration), "it stands again as it stood");
        assert_eq!(now.agenda[0].begins, Some(moment("2026-04-23 09:00")), "{}", stage.house.name);
        assert_eq!(now.meeting_slots[0].begins, Some(moment("2026-04-23 14:00")));
        let before: Vec<_> = now.changes.iter().map(|change| change.begins_before.clone()).collect();
        assert_eq!(before, [None, Some(moment("2026-04-16 09:00"))]);
        assert_eq!(stage.notices(&guest), ["event-moved", "event-halted"]);
        halt(Halting::Cancelled).unwrap();
        assert_eq!(said(halt(Halting::Cancelled)), "event-at");
        assert_eq!(said(shift(&stage.host_lead, to(same.0, same.1, "恢复"))), "event-at");
    }
}

#[test]
fn an_agenda_takes_no_room_and_no_speaker_twice() {
    for stage in Stage::all(&[("stage", "contributions"), ("contributions_until", "2026-03-20 17:00")]) {
        let talk = [("contribution_title", "铈基磁体的界面"), ("contribution", "界面反应")];
        assert_eq!(
            said(stage.register(&stage.south_lead, NOW, &[("name", "乙"), ("mail", "b@example.cn")])),
            "event-at"
        );
        let (speaker, offered) = stage.comer("徐", stage.south, &talk);
        let event = stage.event;
        let decide = |accepts, note: &'static str| {
            stage.write(&stage.host_lead, NOW, move |shelf, occasion| {
                event::decide_contribution(shelf, occasion, offered, None, (accepts, note))
            })
        };
        let review = |points| {
            stage.write(&stage.host_lead, NOW, move |shelf, occasion| {
                event::review_contribution(shelf, occasion, offered, None, (points, "扎实"))
            })
        };
        let add = |pointing: Pointing| {
            stage.write(&stage.host_lead, NOW, move |shelf, occasion| {
                event::add_point(shelf, occasion, event, None, &pointing)
            })
        };
        let point = |topic: &str, from: &str, until: &str, room: &str| Pointing {
            topic: topic.to_owned(),
            begins: Some(moment(from)),
            ends: Some(moment(until)),
            room: room.to_owned(),
            ..Pointing::default()
        };
        let ten = ("2026-04-16 10:00", "2026-04-16 10:30");
        let of_talk = |room| Pointing { from: Some(offered), ..point("", ten.0, ten.1, room) };
        assert_eq!(said(add(of_talk("一会议室"))), "nothing-contributed");
        assert_eq!(said(decide(false, " ")), "reason-needed");
        assert_eq!(said(review(101)), "points");
        review(88).unwrap();
        review(90).unwrap();
        assert_eq!(stage.registration(offered).contribution_reviews.len(), 1, "who says it again changes it");
        decide(true, "").unwrap();
        assert_eq!(stage.notices(&speaker), ["contribution-decided"]);
        let changed = stage.write(&speaker, NOW, move |shelf, occasion| {
            event::contribute(shelf, occasion, offered, None, ("改题", ""))
        });
        assert_eq!(said(changed), "registration-at");
        let other = |room| Pointing {
            speaker: stage.registration(offered).person,
            ..point("圆桌", "2026-04-16 10:15", "2026-04-16 11:00", room)
        };
        let table = [
            ("before the event", point("早", "2026-04-16 08:00", "2026-04-16 09:30", ""), "outside-event"),
            ("backwards", point("倒", "2026-04-16 10:00", "2026-04-16 09:30", ""), "empty-period"),
            ("without a time", Pointing { topic: "无".to_owned(), ..Pointing::default() }, "begins"),
            ("the talk", of_talk("一会议室"), "done"),
            ("the same room", point("占", "2026-04-16 10:29", "2026-04-16 11:00", "一会议室"), "room-taken"),
            ("the same speaker", other("二会议室"), "speaker-busy"),
            ("after it", point("续", "2026-04-16 10:30", "2026-04-16 11:00", "一会议室"), "done"),
            ("beside it", point("旁", "2026-04-16 10:00", "2026-04-16 10:30", "二会议室"), "done"),
        ];
        for (case, pointing, wanted) in table {
            assert_eq!(said(add(pointing)), wanted, "{}: {case}", stage.house.name);
        }
        assert_eq!(stage.event().agenda[0].topic.as_ref().unwrap().0, "铈基磁体的界面");
    }
}

#[test]
fn a_code_opens_the_door_once_and_who_came_answers() {
    for stage in Stage::all(&[("follow_up", "哪个议题最有用？\n下一届想听什么？")]) {
        let talk = [("open_to_meet", "yes")];
        let (guest, came) = stage.comer("甲", stage.south, &talk);
        let (_, stayed) = stage.comer("乙", stage.south, &[]);
        let code = stage.registration(came).code.unwrap().0;
        let event = stage.event;
        let check = |viewer: &Viewer, code: &str| {
            let code = code.to_owned();
            stage.write(viewer, "2026-04-16T08:50:00+08:00", move |shelf, occasion| {
                event::check_in(shelf, occasion, event, &code)
            })
        };
        assert_eq!(said(check(&stage.host_lead, &code)), "event-at");
        assert_eq!(said(stage.advance(NOW, EventStage::Running)), "event-at");
        stage.advance(NOW, EventStage::RegistrationClosed).unwrap();
        assert_eq!(said(stage.advance(NOW, EventStage::Running)), "event-to-come");
        stage.advance("2026-04-16T08:00:00+08:00", EventStage::Running).unwrap();
        let typo = format!("{}{}", &code[..8], if code.ends_with('2') { '3' } else { '2' });
        let spoken = format!(" {}-{} ", code[..4].to_lowercase(), &code[4..]);
        let unknown = Code::fresh().unwrap().text().to_owned();
        let table = [
            (&guest, code.as_str(), "not-allowed"),
            (&stage.host_lead, "", "code-mistyped"),
            (&stage.host_lead, typo.as_str(), "code-mistyped"),
            (&stage.host_lead, unknown.as_str(), "code-unknown"),
            (&stage.host_lead, spoken.as_str(), "done"),
            (&stage.host_lead, code.as_str(), "code-used"),
        ];
        for (viewer, code, wanted) in table {
            assert_eq!(said(check(viewer, code)), wanted, "{}: {code}", stage.house.name);
        }
        let answer = |viewer: &Viewer, id, first: &'static str| {
            stage.write(viewer, "2026-04-20T09:00:00+08:00", move |shelf, occasion| {
                event::answer(shelf, occasion, id, None, &[first.to_owned(), String::new()])
            })
        };
        assert_eq!(said(answer(&guest, came, "界面")), "event-at");
        stage.advance("2026-04-17T18:00:00+08:00", EventStage::FollowUp).unwrap();
        assert_eq!(stage.registration(stayed).stage, Some(RegistrationStage::Absent));
        assert_eq!(stage.notices(&guest), ["follow-up-asked"]);
        assert_eq!(said(answer(&stage.south_lead, came, "界面")), "not-allowed", "nobody answers for somebody else");
        answer(&guest, came, "界面").unwrap();
        answer(&guest, came, "回收").unwrap();
        let (answered, summary) =
            stage.read(&stage.host_lead, |shelf, occasion| event::summary(shelf, occasion, event));
        assert_eq!((answered, summary[0].answers.clone()), (1, vec![("回收".to_owned(), 1)]), "{}", stage.house.name);
        let told = stage.read(&stage.host_lead, |shelf, occasion| event::statistics(shelf, occasion, event));
        assert_eq!((told.all.placed, told.all.attended, told.all.absent, told.all.no_show()), (2, 1, 1, Some(500)));
        stage.advance("2026-05-17T18:00:00+08:00", EventStage::Closed).unwrap();
        assert_eq!(said(answer(&guest, came, "界面")), "event-at");
    }
}

#[test]
fn two_meet_where_both_want_it_and_no_table_is_given_twice() {
    let slots = "2026-04-16 14:00 | 20 | 1\n2026-04-16 14:10 | 20 | 9";
    for stage in Stage::all(&[("meeting_slots", slots)]) {
        let open = [("open_to_meet", "yes")];
        let (one, first) = stage.comer("甲", stage.south, &open);
        let (two, second) = stage.comer("乙", stage.host, &open);
        let (three, third) = stage.comer("丙", stage.south, &open);
        let (four, fourth) = stage.comer("丁", stage.south, &[]);
        let ask = |viewer: &Viewer, id, with, begins: &'static str| {
            stage.write(viewer, NOW, move |shelf, occasion| {
                event::ask_meeting(shelf, occasion, id, (with, &moment(begins), "扩散"))
            })
        };
        let answer = |viewer: &Viewer, id, with, begins: &'static str, accepts| {
            stage.write(viewer, NOW, move |shelf, occasion| {
                event::answer_meeting(shelf, occasion, id, (with, &moment(begins), accepts))
            })
        };
        let (two_pm, ten_past) = ("2026-04-16 14:00", "2026-04-16 14:10");
        let names = |viewer: &Viewer, id, chinese| {
            let open = stage.read(viewer, |shelf, occasion| event::open_to_meet(shelf, occasion, id, chinese));
            open.into_iter().map(|one| one.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&one, first, true), ["乙", "丙"], "who did not say so is not shown");
        assert_eq!(names(&one, first, false), ["Guest 乙", "Guest 丙"]);
        assert_eq!(said(ask(&one, first, fourth, two_pm)), "not-open-to-meet");
        assert_eq!(said(ask(&one, first, second, "2026-04-16 15:00")), "begins");
        assert_eq!(said(ask(&two, first, second, two_pm)), "not-found");
        ask(&one, first, second, two_pm).unwrap();
        assert_eq!(said(ask(&one, first, second, two_pm)), "meeting-answered");
        assert_eq!(said(answer(&one, first, second, two_pm, true)), "meeting-answered", "the other side answers");
        answer(&two, second, first, two_pm, true).unwrap();
        assert_eq!(stage.registration(first).meetings[0].table, stage.registration(second).meetings[0].table);
        assert_eq!(stage.notices(&one), ["meeting-answered"]);
        let with = |chinese| {
            let planned = stage.read(&one, |shelf, occasion| event::schedule(shelf, occasion, first, chinese));
            planned.into_iter().map(|one| one.name).collect::<Vec<_>>()
        };
        assert_eq!((with(true), with(false)), (vec!["乙".to_owned()], vec!["Guest 乙".to_owned()]));
        assert_eq!(said(ask(&three, third, second, ten_past)), "meeting-taken", "the slots overlap");
        ask(&four, fourth, third, two_pm).unwrap();
        assert_eq!(said(answer(&three, third, fourth, two_pm, true)), "tables-taken", "{}", stage.house.name);
        // Who calls off frees the table and the other side.
        stage.write(&one, NOW, move |shelf, occasion| event::call_off(shelf, occasion, first, None, "")).unwrap();
        answer(&three, third, fourth, two_pm, true).unwrap();
        assert_eq!(stage.registration(third).meetings[0].table.as_ref().unwrap().0, "1");
        ask(&two, second, third, ten_past).map(drop).unwrap_err();
        let told = stage.read(&stage.host_lead, |shelf, occasion| event::statistics(shelf, occasion, stage.event));
        assert_eq!(told.meetings, 1);
    }
}

#[test]
fn a_contribution_becomes_a_record_and_a_series_knows_its_next() {
    let series =
        [("series", "磁体论坛"), ("edition", "2"), ("rhythm", "yearly"), ("contributions_until", "2026-03-20 17:00")];
    for stage in Stage::all(&series) {
        let (speaker, offered) =
            stage.comer("徐", stage.south, &[("contribution_title", "界面"), ("contribution", "反应")]);
        stage
            .write(&stage.host_lead, NOW, move |shelf, occasion| {
                event::decide_contribution(shelf, occasion, offered, None, (true, ""))
            })
            .unwrap();
        let turned = |viewer: &Viewer| {
            stage.write(viewer, "2026-04-20T09:00:00+08:00", move |shelf, occasion| {
                event::become_record(shelf, occasion, offered, None, event::Becoming::Achievement)
            })
        };
        assert_eq!(said(turned(&speaker)), "event-at");
        for (now, to) in [
            (NOW, EventStage::RegistrationClosed),
            ("2026-04-16T08:00:00+08:00", EventStage::Running),
            ("2026-04-18T08:00:00+08:00", EventStage::FollowUp),
        ] {
            stage.advance(now, to).unwrap();
        }
        let made = turned(&speaker).unwrap();
        assert_eq!((made.kind, made.content.links("cause")), (Kind::Achievement, vec![stage.event]));
        assert_eq!(made.content.owner(), Some(stage.south), "{}", stage.house.name);
        assert_eq!(said(turned(&speaker)), "contribution-used");
        stage.read(&speaker, |shelf, occasion| show(shelf, &occasion.viewer, made.id));
        let event = stage.event();
        let series = stage.read(&speaker, |shelf, occasion| Ok(event::series(shelf, &occasion.viewer, &event)?));
        let series = series.unwrap();
        assert_eq!((series.editions.len(), series.due.unwrap().to_string().as_str()), (1, "2027-04-16"));
    }
}
