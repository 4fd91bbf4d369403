//! What is booked, by which rules, and what becomes of it, on both databases.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod stage;

use base::notice::{self, Topic};
use base::people::Viewer;
use base::store::{BookingState, CostShare, JournalFilter, WishState};
use jiff::SignedDuration;
use measure::Fraction;
use platform::{Asking, Decision, Month, Use, book, book_all, cancel, common_slots, decide, note_use, waiting};
use stage::{NOW, Stage, at, both, refusal};

fn stages() -> impl Iterator<Item = Stage> {
    both().into_iter().map(Stage::set)
}

fn booked(stage: &Stage, viewer: &Viewer, now: &str, asking: Asking) -> String {
    refusal(stage.base.write(viewer, now, move |shelf, occasion| book(shelf, occasion, &asking)))
}

#[test]
fn each_rule_says_no_by_its_name() {
    for stage in stages() {
        let ask = |from: &str, until: &str| stage.furnace_at(from, until);
        let table = [
            (&stage.user, ask("2026-03-04T12:00", "2026-03-04T12:00"), "empty-period"),
            (&stage.user, ask("2026-03-02T08:30", "2026-03-02T12:00"), "booking-past"),
            (&stage.user, ask("2026-03-02T10:00", "2026-03-02T12:00"), "booking-too-soon"),
            (&stage.user, ask("2026-03-04T08:30", "2026-03-04T09:30"), "units-outside"),
            (&stage.user, ask("2026-03-04T16:00", "2026-03-04T18:00"), "platform-closed"),
            (&stage.user, ask("2026-03-07T09:00", "2026-03-07T12:00"), "platform-closed"),
            (&stage.user, ask("2026-03-04T16:00", "2026-03-05T10:00"), "platform-closed"),
            (&stage.other, ask("2026-03-04T09:00", "2026-03-04T12:00"), "prerequisite-missing"),
            (&Viewer::Visitor, ask("2026-03-04T09:00", "2026-03-04T12:00"), "sign-in-needed"),
            // A certificate of June 2025 holds a year.
            (&stage.user, ask("2026-06-01T09:00", "2026-06-01T12:00"), "prerequisite-missing"),
            (&stage.user, ask("2026-05-29T09:00", "2026-05-29T12:00"), "done"),
            (&stage.user, ask("2026-03-04T08:30", "2026-03-04T17:30"), "done"),
            (&stage.user, ask("2026-03-04T16:00", "2026-03-04T17:30"), "overlaps"),
            (&stage.user, ask("2026-03-05T09:00", "2026-03-05T13:00"), "quota-used"),
            (&stage.user, ask("2026-03-05T09:00", "2026-03-05T12:00"), "done"),
            (&stage.user, ask("2026-04-01T09:00", "2026-04-01T13:00"), "done"),
            // Open past midnight: what touches is one span.
            (&stage.other, stage.microscope_at("2026-03-04T22:00", "2026-03-05T02:00"), "done"),
            (&stage.other, stage.microscope_at("2026-03-05T11:00", "2026-03-05T13:00"), "platform-closed"),
        ];
        for (viewer, asking, wanted) in table {
            let said = format!("{} {} – {}", stage.base.name, asking.from, asking.until);
            assert_eq!(booked(&stage, viewer, NOW, asking), wanted, "{said}");
        }
    }
}

#[test]
fn hours_are_those_that_pass_whatever_the_clocks_do() {
    for stage in stages() {
        let berlin = stage.base.record(
            base::record::Kind::Platform,
            &[
                ("title_zh", "柏林同步辐射线站"),
                ("platform_type", "instrument"),
                ("owner", &stage.south.to_string()),
                ("visibility", "public"),
                ("booking_unit", "hour"),
                ("time_zone", "Europe/Berlin"),
                ("open_hours", "saturday | 00:00 | 24:00\nsunday | 00:00 | 24:00"),
            ],
        );
        // From Saturday 22:00 until Sunday 06:00 by the clocks: seven hours in spring, nine in autumn.
        let table = [
            ("2026-03-28T22:00:00+01:00", "2026-03-29T06:00:00+02:00", 7),
            ("2026-10-24T22:00:00+02:00", "2026-10-25T06:00:00+01:00", 9),
        ];
        for (from, until, hours) in table {
            let asking = Asking::of(berlin, at(from), at(until));
            let made = stage.base.write(&stage.other, NOW, move |shelf, occasion| book(shelf, occasion, &asking));
            assert_eq!(made.unwrap().units, hours, "{} {from}", stage.base.name);
        }
        let nowhere = stage.base.record(
            base::record::Kind::Platform,
            &[
                ("title_zh", "无名时区"),
                ("platform_type", "instrument"),
                ("time_zone", "Asia/Nowhere"),
                ("owner", &stage.south.to_string()),
                ("visibility", "public"),
            ],
        );
        let asking = Asking::of(nowhere, at("2026-03-04T09:00"), at("2026-03-04T10:00"));
        assert_eq!(booked(&stage, &stage.other, NOW, asking), "no-such-zone");
    }
}

#[test]
fn a_set_is_booked_as_one_or_not_at_all() {
    for stage in stages() {
        let platforms = [stage.furnace, stage.microscope];
        let length = SignedDuration::from_hours(3);
        let slots = |now: &str, from: &str| {
            let from = at(from);
            stage.base.read(&stage.user, now, |shelf, occasion| {
                common_slots(shelf, &occasion.viewer, &platforms, length, (from, occasion.now), 3)
            })
        };
        let first = slots(NOW, NOW).unwrap();
        let wanted = [
            ("2026-03-03T13:00", "2026-03-03T16:00"),
            ("2026-03-04T09:00", "2026-03-04T12:00"),
            ("2026-03-04T12:00", "2026-03-04T15:00"),
        ];
        assert_eq!(first, wanted.map(|(from, until)| (at(from), at(until))), "{}", stage.base.name);
        let set = |from: &str, until: &str| [stage.furnace_at(from, until), stage.microscope_at(from, until)];
        let take = |askings: [Asking; 2]| {
            stage.base.write(&stage.user, NOW, move |shelf, occasion| book_all(shelf, occasion, &askings))
        };
        let made = take(set("2026-03-03T13:00", "2026-03-03T16:00")).unwrap();
        assert!(made[0].bundle.is_some() && made[0].bundle == made[1].bundle);
        let states: Vec<_> = made.iter().map(|one| one.state).collect();
        assert_eq!(states, [BookingState::Requested, BookingState::Confirmed]);
        // The microscope is closed on Monday morning: the furnace is not taken either.
        assert_eq!(refusal(take(set("2026-03-09T09:00", "2026-03-09T12:00"))), "platform-closed");
        assert_eq!(booked(&stage, &stage.user, NOW, stage.furnace_at("2026-03-09T09:00", "2026-03-09T12:00")), "done");
        assert_eq!(slots(NOW, NOW).unwrap()[0], (at("2026-03-04T09:00"), at("2026-03-04T12:00")));
        assert_eq!(
            refusal(stage.base.read(&stage.user, NOW, |shelf, occasion| {
                let day = SignedDuration::from_hours(10);
                common_slots(shelf, &occasion.viewer, &platforms, day, (at(NOW), occasion.now), 1)
            })),
            "no-common-slot"
        );
    }
}

#[test]
fn the_keeper_decides_and_who_waits_is_offered_what_comes_free() {
    for stage in stages() {
        let hours = || stage.furnace_at("2026-03-10T09:00", "2026-03-10T12:00");
        let (asking, furnace) = (hours(), stage.furnace);
        let first = stage.base.write(&stage.user, NOW, move |shelf, occasion| book(shelf, occasion, &asking)).unwrap();
        let id = first.id;
        let decided = |viewer: &Viewer, decision, note: &'static str| {
            stage.base.write(viewer, NOW, move |shelf, occasion| {
                decide(shelf, occasion, furnace, id, decision, note).map(|booking| booking.state)
            })
        };
        assert_eq!(refusal(decided(&stage.user, Decision::Accept, "")), "not-allowed");
        assert_eq!(refusal(decided(&stage.keeper, Decision::Decline, " ")), "reason-needed");
        assert_eq!(decided(&stage.keeper, Decision::Accept, "").unwrap(), BookingState::Confirmed);
        assert_eq!(refusal(decided(&stage.keeper, Decision::Decline, "检修")), "booking-at");

        let join = |viewer: &Viewer, asking: Asking, reason: &'static str| {
            stage.base.write(viewer, NOW, move |shelf, occasion| waiting::join(shelf, occasion, &asking, reason))
        };
        let later = || Asking { organisation: Some(stage.north), ..hours() };
        assert_eq!(refusal(join(&stage.keeper, later(), "")), "prerequisite-missing");
        assert_eq!(refusal(join(&stage.user, hours(), " ")), "reason-needed");
        let free = stage.furnace_at("2026-03-11T09:00", "2026-03-11T11:00");
        assert_eq!(refusal(join(&stage.user, free, "要")), "hours-free");
        let wish = join(&stage.user, hours(), "交货在即").unwrap();
        assert_eq!(refusal(join(&stage.user, hours(), "交货在即")), "waits-already");
        let seen = |viewer: &Viewer| {
            stage.base.read(viewer, NOW, |shelf, occasion| waiting::list(shelf, occasion, furnace)).unwrap()
        };
        assert_eq!((seen(&stage.keeper).len(), seen(&stage.other).len()), (1, 0), "reasons are for the keeper");

        let given_back =
            stage.base.write(&stage.user, NOW, move |shelf, occasion| cancel(shelf, occasion, furnace, id, "改期"));
        assert_eq!(given_back.unwrap().state, BookingState::Cancelled);
        assert_eq!(seen(&stage.keeper)[0].state, WishState::Offered);
        // What is offered is held.
        assert_eq!(booked(&stage, &stage.user, NOW, hours()), "overlaps");
        let wish = wish.id;
        let accept = |now: &str| {
            stage.base.write(&stage.user, now, move |shelf, occasion| waiting::accept(shelf, occasion, wish))
        };
        assert_eq!(refusal(accept("2026-03-03T09:00")), "booking-at", "24 hours are over");
        stage
            .base
            .write(&Viewer::Operator, "2026-03-03T09:00", |shelf, now| waiting::settle_all(shelf, now.now))
            .unwrap();
        assert_eq!(seen(&stage.keeper), []);
        assert_eq!(booked(&stage, &stage.user, NOW, hours()), "done");

        let second = join(&stage.user, hours(), "再等").unwrap().id;
        let last = stage.base.read(&stage.user, NOW, |shelf, _| {
            Ok(shelf.bookings(furnace, at("2026-03-10T09:00"), at("2026-03-10T12:00"))?[0].id)
        });
        let last = last.unwrap();
        stage
            .base
            .write(&stage.keeper, NOW, move |shelf, occasion| {
                decide(shelf, occasion, furnace, last, Decision::Decline, "临时检修")
            })
            .unwrap();
        let took = stage.base.write(&stage.user, NOW, move |shelf, now| waiting::accept(shelf, now, second)).unwrap();
        assert_eq!(took.state, BookingState::Requested, "it goes the way of any booking");
        let verbs: Vec<String> = stage
            .base
            .read(&stage.user, NOW, |shelf, _| {
                let filter = JournalFilter { verb: Some("platform".to_owned()), ..JournalFilter::default() };
                Ok(shelf.entries_before(u64::from(u32::MAX), &filter, 100)?.into_iter().map(|one| one.verb).collect())
            })
            .unwrap();
        let wanted = ["take", "offer", "decline", "wait", "book", "lapse", "offer", "unbook", "wait", "accept", "book"];
        assert_eq!(verbs, wanted.map(|verb| format!("platform.{verb}")), "{}", stage.base.name);
    }
}

/// What somebody is told, oldest first.
fn told(stage: &Stage, viewer: &Viewer) -> Vec<(Topic, String)> {
    let notices = stage.base.read(viewer, NOW, notice::notices).unwrap();
    notices.into_iter().rev().map(|one| (one.topic, one.fact)).collect()
}

#[test]
fn who_has_to_agree_is_told_and_so_is_who_asked_and_who_waits() {
    for stage in stages() {
        let (furnace, hours) = (stage.furnace, || stage.furnace_at("2026-03-10T09:00", "2026-03-10T12:00"));
        let ask = |stage: &Stage| {
            let asking = hours();
            stage.base.write(&stage.user, NOW, move |shelf, occasion| book(shelf, occasion, &asking)).unwrap().id
        };
        let decided = |id, decision, note: &'static str| {
            stage.base.write(&stage.keeper, NOW, move |shelf, now| decide(shelf, now, furnace, id, decision, note))
        };
        let first = ask(&stage);
        let span = "2026-03-10 09:00–12:00";
        assert_eq!(told(&stage, &stage.keeper), [(Topic::BookingAsked, span.to_owned())], "{}", stage.base.name);
        decided(first, Decision::Accept, "").unwrap();
        let asking = hours();
        let wish = stage.base.write(&stage.user, NOW, move |shelf, now| waiting::join(shelf, now, &asking, "交货"));
        assert!(wish.is_ok());
        let back = stage.base.write(&stage.keeper, NOW, move |shelf, now| cancel(shelf, now, furnace, first, "检修"));
        assert_eq!(back.unwrap().state, BookingState::Cancelled);
        let wanted = [
            (Topic::BookingAgreed, span.to_owned()),
            (Topic::BookingGivenBack, format!("{span} · 检修")),
            (Topic::HoursOffered, format!("{span} → 2026-03-03 09:00")),
        ];
        assert_eq!(told(&stage, &stage.user), wanted);
        let due = |now: &str| stage.base.read(&Viewer::Operator, now, |shelf, now| waiting::is_due(shelf, now.now));
        assert!(!due(NOW).unwrap(), "an offer stands");
        assert!(due("2026-03-03T09:00").unwrap());
        let settled =
            stage.base.write(&Viewer::Operator, "2026-03-03T09:00", |shelf, now| waiting::settle_all(shelf, now.now));
        settled.unwrap();
        assert!(!due("2026-03-03T09:00").unwrap());
        decided(ask(&stage), Decision::Decline, "炉管更换").unwrap();
        assert_eq!(told(&stage, &stage.user).last().unwrap(), &(Topic::BookingDeclined, format!("{span} · 炉管更换")));
        assert_eq!(told(&stage, &stage.other), [], "nobody else is told");
        assert_eq!(told(&stage, &stage.south_lead), [], "the furnace asks only its keeper");
    }
}

#[test]
fn where_both_have_to_agree_both_are_told() {
    for stage in stages() {
        let press = stage.base.record(
            base::record::Kind::Platform,
            &[
                ("title_zh", "磁场压机"),
                ("platform_type", "instrument"),
                ("owner", &stage.north.to_string()),
                ("visibility", "public"),
                ("booking_unit", "hour"),
                ("open_hours", &stage::office_hours()),
                ("approval", "both"),
            ],
        );
        let asking = Asking::of(press, at("2026-03-10T09:00"), at("2026-03-10T12:00"));
        let made = stage.base.write(&stage.other, NOW, move |shelf, occasion| book(shelf, occasion, &asking)).unwrap();
        for viewer in [&stage.keeper, &stage.south_lead] {
            assert_eq!(told(&stage, viewer).len(), 1, "{}", stage.base.name);
        }
        let agree = |viewer: &Viewer| {
            stage.base.write(viewer, NOW, move |shelf, now| decide(shelf, now, press, made.id, Decision::Accept, ""))
        };
        let asked = stage.base.read(&stage.south_lead, NOW, platform::to_agree).unwrap();
        assert_eq!(asked.iter().map(|booking| booking.id).collect::<Vec<_>>(), [made.id]);
        assert_eq!(stage.base.read(&stage.keeper, NOW, platform::to_agree).unwrap(), [], "it has its own desk");
        assert_eq!(agree(&stage.south_lead).unwrap().state, BookingState::Requested);
        assert_eq!(stage.base.read(&stage.south_lead, NOW, platform::to_agree).unwrap(), [], "it is said");
        assert_eq!(told(&stage, &stage.other), [], "one word is missing");
        assert_eq!(agree(&stage.keeper).unwrap().state, BookingState::Confirmed);
        assert_eq!(told(&stage, &stage.other)[0].0, Topic::BookingAgreed);
    }
}

#[test]
fn a_month_is_stated_to_the_fen() {
    for stage in stages() {
        let (furnace, thirds) = (stage.furnace, |third: i128| Fraction::new(third, 3).unwrap());
        let pays = |organisation, third| CostShare { organisation, share: thirds(third) };
        let wrong = Asking {
            split: vec![pays(stage.north, 1), pays(stage.south, 1)],
            ..stage.furnace_at("2026-03-10T09:00", "2026-03-10T12:00")
        };
        assert_eq!(booked(&stage, &stage.user, NOW, wrong), "shares-not-whole");
        let asking = Asking {
            split: vec![pays(stage.north, 1), pays(stage.south, 2)],
            ..stage.furnace_at("2026-03-10T09:00", "2026-03-10T12:00")
        };
        let id = stage.base.write(&stage.user, NOW, move |shelf, now| book(shelf, now, &asking)).unwrap().id;
        let used = |viewer: &Viewer, now: &str, hours: u32| {
            let used = Use {
                from: at("2026-03-10T09:00"),
                until: at("2026-03-10T13:30"),
                units: hours,
                samples: 6,
                note: String::new(),
            };
            stage.base.write(viewer, now, move |shelf, occasion| note_use(shelf, occasion, furnace, id, &used))
        };
        let after = "2026-03-11T09:00";
        assert_eq!(refusal(used(&stage.keeper, after, 5)), "booking-at", "nobody agreed to it");
        stage
            .base
            .write(&stage.keeper, NOW, move |shelf, now| decide(shelf, now, furnace, id, Decision::Accept, ""))
            .unwrap();
        assert_eq!(refusal(used(&stage.keeper, "2026-03-10T11:00", 5)), "use-to-come");
        assert_eq!(refusal(used(&stage.user, after, 5)), "not-allowed");
        used(&stage.keeper, after, 5).unwrap();
        let month = Month::read("2026-03").unwrap();
        let lines = |viewer: &Viewer| {
            stage.base.read(viewer, after, |shelf, occasion| platform::statement(shelf, occasion, month, None)).unwrap()
        };
        // 5 hours at 100.01 yuan are 500.05: a third and two thirds, the fen that is left to who lost most.
        let told: Vec<(_, String)> =
            lines(&stage.keeper).iter().map(|line| (line.payer, line.amount.unwrap().to_string())).collect();
        let wanted = [(Some(stage.north), "CNY 166.68"), (Some(stage.south), "CNY 333.37")];
        assert_eq!(told, wanted.map(|(payer, sum)| (payer, sum.to_owned())), "{}", stage.base.name);
        assert_eq!(lines(&stage.south_lead).len(), 1, "its own part alone");
        assert_eq!(lines(&stage.user), []);
        let sums = platform::sums(&lines(&stage.keeper)).unwrap();
        assert_eq!(sums.iter().map(|(_, uses, _)| *uses).collect::<Vec<_>>(), [1, 1]);
    }
}
