//! The contract that every store keeps, asked of SQLite and of a real PostgreSQL server.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests may stop where something is not as it should be"
)]

mod both;

use base::journal::{Entry, Walk};
use base::people::{Digest, Reach, Role, Viewer};
use base::record::verb::{Beginning, change, create, history, listing, show, step};
use base::record::{Audience, Kind, Move, RecordId, asked};
use base::store::{
    AllocationEntry, Booking, BookingDetail, BookingFilter, BookingState, Fault, Filter, ImportRow, Mark, Sort, Store,
    Wish, WishState,
};
use base::{Refusal, Trouble};
use both::{account, at, both, by, member, need, operator, organisation, read, texts, write};
use serde_json::json;
use uuid::Uuid;

fn titles(store: &dyn Store, viewer: &Viewer, filter: Filter, sort: Sort) -> Vec<String> {
    let mut found = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let query = listing(viewer, filter.clone(), sort, after.as_deref(), 3).unwrap();
        let part = read(store, |shelf| shelf.find(&query).unwrap());
        found.extend(part.records.iter().map(|record| record.content.text("title_zh").to_owned()));
        match part.next {
            Some(next) => after = Some(next.to_string()),
            None => return found,
        }
    }
}

fn needs() -> Filter {
    Filter { kinds: vec![Kind::Need], ..Filter::default() }
}

#[test]
fn a_record_is_written_changed_and_remembered() {
    for fresh in both() {
        let store = &*fresh.store;
        let owner = organisation(store, "示例甲公司");
        let first = need(store, owner, "降低镝用量", "members", 1);
        assert_eq!(first.content.text("budget"), "50万元", "{}", fresh.name);
        let id = first.id;
        let given = texts(&[("title_zh", "降低镝、铽用量"), ("budget", "")]);
        let second = store.writing(move |shelf| change(shelf, &operator(2), id, Some(1), &given)).unwrap();
        assert_eq!((second.version, second.content.text("budget")), (2, ""), "{}", fresh.name);
        let stale = texts(&[("title_zh", "别的")]);
        let refused = store.writing(move |shelf| change(shelf, &operator(3), id, Some(1), &stale)).unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::Stale { .. })), "{}: {refused}", fresh.name);
        let same = texts(&[("title_zh", "降低镝、铽用量")]);
        assert_eq!(store.writing(move |shelf| change(shelf, &operator(4), id, None, &same)).unwrap().version, 2);
        let past = read(store, |shelf| history(shelf, &Viewer::Operator, id).unwrap());
        let said: Vec<(u32, usize)> = past.iter().map(|past| (past.version.version, past.changes.len())).collect();
        assert_eq!(said, [(2, 2), (1, 5)], "{}", fresh.name);
        assert_eq!(read(store, |shelf| show(shelf, &Viewer::Operator, id).unwrap()), second, "{}", fresh.name);
    }
}

#[test]
fn moves_are_kept_and_a_named_record_stays() {
    for fresh in both() {
        let store = &*fresh.store;
        let owner = organisation(store, "示例甲公司");
        let id = need(store, owner, "降低镝用量", "public", 1).id;
        let refused = store.writing(move |shelf| step(shelf, &operator(2), owner, None, &Move::Delete)).unwrap_err();
        assert!(matches!(refused, Trouble::Refused(Refusal::StillNamed { .. })), "{}: {refused}", fresh.name);
        let withdraw = Move::Withdraw { reason: "已解决".to_owned() };
        store.writing(move |shelf| step(shelf, &operator(3), id, Some(1), &withdraw)).unwrap();
        let (other, none) = (need(store, owner, "提高矫顽力", "members", 2), RecordId::fresh());
        let several = read(store, |shelf| shelf.records(&[other.id, none, id, other.id]).unwrap());
        assert_eq!(several.iter().map(|one| one.id).collect::<Vec<_>>(), [other.id, id], "{}", fresh.name);
        store.writing(move |shelf| step(shelf, &operator(3), other.id, Some(1), &Move::Delete)).unwrap();
        let gone = read(store, |shelf| show(shelf, &Viewer::Visitor, id).err());
        assert!(matches!(gone, Some(Trouble::Refused(Refusal::NotFound {}))), "{}", fresh.name);
        store.writing(move |shelf| step(shelf, &operator(4), id, Some(2), &Move::Delete)).unwrap();
        assert!(titles(store, &Viewer::Operator, needs(), Sort::Updated).is_empty(), "{}", fresh.name);
        let restored = store.writing(move |shelf| step(shelf, &operator(5), id, Some(3), &Move::Restore)).unwrap();
        assert_eq!((restored.version, restored.state.code()), (4, "draft"), "{}", fresh.name);
    }
}

#[test]
fn lists_narrow_sort_and_go_on() {
    for fresh in both() {
        let store = &*fresh.store;
        let (first, second) = (organisation(store, "示例甲公司"), organisation(store, "示例乙公司"));
        for (second_number, title) in
            ["丙 NdFeB magnet", "甲 钕铁硼磁体", "乙 抛光粉", "丁 钕铁硼回收", "戊 萃取分离"].iter().enumerate()
        {
            let owner = if second_number % 2 == 0 { first } else { second };
            need(store, owner, title, "public", 10 + i64::try_from(second_number).unwrap());
        }
        let all = |sort| titles(store, &Viewer::Visitor, needs(), sort);
        assert_eq!(
            all(Sort::Updated),
            ["戊 萃取分离", "丁 钕铁硼回收", "乙 抛光粉", "甲 钕铁硼磁体", "丙 NdFeB magnet"]
        );
        assert_eq!(all(Sort::Title), ["丙 NdFeB magnet", "丁 钕铁硼回收", "甲 钕铁硼磁体", "戊 萃取分离", "乙 抛光粉"]);
        let asked_for = |question: &str| {
            titles(store, &Viewer::Visitor, Filter { words: asked(question), ..needs() }, Sort::Created)
        };
        let table: [(&str, &[&str]); 9] = [
            ("钕铁硼", &["丁 钕铁硼回收", "甲 钕铁硼磁体"]),
            ("钕铁硼 回收", &["丁 钕铁硼回收"]),
            ("铁硼磁", &["甲 钕铁硼磁体"]),
            ("抛", &["乙 抛光粉"]),
            ("ndf", &["丙 NdFeB magnet"]),
            ("MAGNET", &["丙 NdFeB magnet"]),
            ("硼铁", &[]),
            ("'; DROP TABLE record; --", &[]),
            ("\" OR 1 = 1 *", &[]),
        ];
        for (question, expected) in table {
            assert_eq!(asked_for(question), expected, "{} {question}", fresh.name);
        }
        let of_second = Filter { owner: Some(second), ..needs() };
        assert_eq!(titles(store, &Viewer::Visitor, of_second, Sort::Updated), ["丁 钕铁硼回收", "甲 钕铁硼磁体"]);
        let mark = Mark { field: "visibility".to_owned(), value: "public".to_owned() };
        let filter = Filter { marks: vec![mark], ..needs() };
        assert_eq!(titles(store, &Viewer::Visitor, filter, Sort::Updated).len(), 5, "{}", fresh.name);
        let count = read(store, |shelf| shelf.count(&Reach::Public, &needs(), 3).unwrap());
        assert_eq!(count, 3, "{}: counted no further than asked", fresh.name);
        let naming = read(store, |shelf| shelf.naming(first, &Reach::Public, 10).unwrap());
        assert_eq!(naming.len(), 3, "{}", fresh.name);
        for most in [1, 10] {
            let each = move |kind| {
                read(store, |shelf| {
                    shelf.namers(&[first, second, RecordId::fresh()], kind, &Reach::Public, most).unwrap()
                })
            };
            let namers = each(Kind::Need);
            let of_first: Vec<RecordId> = naming.iter().map(|(_, titled)| titled.id).take(most).collect();
            assert_eq!(namers[&first], of_first, "{}: as one alone, the newest first", fresh.name);
            assert_eq!((namers.len(), namers[&second].len()), (2, most.min(2)), "{}", fresh.name);
            assert!(each(Kind::Achievement).is_empty(), "{}: of the kind that was asked for", fresh.name);
        }
    }
}

/// Every visibility and state against every viewer: the condition of the database and the check in the program agree.
#[test]
fn the_database_admits_whom_the_check_admits() {
    for fresh in both() {
        let store = &*fresh.store;
        let (own, other) = (organisation(store, "示例甲公司"), organisation(store, "示例乙公司"));
        let author = member(store, "author", &[], &[(own, false)]);
        let viewers = [
            ("visitor", Viewer::Visitor),
            ("stranger", member(store, "stranger", &[], &[])),
            ("author", author.clone()),
            ("colleague", member(store, "colleague", &[], &[(own, false)])),
            ("manager", member(store, "manager", &[], &[(own, true)])),
            ("other", member(store, "other", &[Role::Broker], &[(other, true)])),
            ("auditor", member(store, "auditor", &[Role::Auditor], &[])),
            ("administrator", member(store, "administrator", &[Role::Administrator], &[])),
        ];
        for (number, visibility) in ["public", "members", "named", "owner", "private"].iter().enumerate() {
            for (offset, beginning) in [Beginning::Draft, Beginning::Published].into_iter().enumerate() {
                let second = i64::try_from(10 * number + offset).unwrap();
                let (title, own, other) = (format!("{visibility} {beginning:?}"), own.to_string(), other.to_string());
                let given = texts(&[
                    ("title_zh", &title),
                    ("problem", "难题"),
                    ("owner", &own),
                    ("visibility", visibility),
                    ("named", &other),
                ]);
                let occasion = by(author.clone(), second);
                store.writing(move |shelf| create(shelf, &occasion, Kind::Need, &given, beginning)).unwrap();
            }
        }
        let all = listing(&Viewer::Operator, needs(), Sort::Updated, None, 100).unwrap();
        let all = read(store, |shelf| shelf.find(&all).unwrap()).records;
        assert_eq!(all.len(), 10);
        let mut seen = Vec::new();
        for (who, viewer) in viewers {
            let admitted = all.iter().filter(|record| Audience::of(record).admits(&viewer));
            let admitted: Vec<String> = admitted.map(|record| record.content.text("title_zh").to_owned()).collect();
            assert_eq!(titles(store, &viewer, needs(), Sort::Updated), admitted, "{} {who}", fresh.name);
            let counted = read(store, |shelf| shelf.count(&viewer.reach(), &needs(), 100).unwrap());
            assert_eq!(counted, admitted.len(), "{} {who}", fresh.name);
            let words = Filter { words: asked("难题"), ..needs() };
            assert_eq!(titles(store, &viewer, words, Sort::Updated).len(), admitted.len(), "{} {who}", fresh.name);
            let named = read(store, |shelf| shelf.naming(own, &viewer.reach(), 100).unwrap());
            assert_eq!(named.len(), admitted.len(), "{} {who}", fresh.name);
            seen.push((who, admitted.len()));
        }
        let expected = [
            ("visitor", 1),
            ("stranger", 2),
            ("author", 10),
            ("colleague", 4),
            ("manager", 10),
            ("other", 3),
            ("auditor", 10),
            ("administrator", 10),
        ];
        assert_eq!(seen, expected, "{}", fresh.name);
    }
}

#[test]
fn the_journal_is_one_chain_even_when_many_write() {
    for fresh in both() {
        let store = &fresh.store;
        let owner = organisation(&**store, "示例甲公司");
        std::thread::scope(|scope| {
            for writer in 0..8 {
                scope.spawn(move || {
                    for round in 0..10 {
                        need(&**store, owner, &format!("需求 {writer}.{round}"), "public", round);
                        // One that is refused leaves no trace.
                        let given = texts(&[("title_zh", "无主"), ("budget", "很多钱")]);
                        let refused = store
                            .writing(move |shelf| create(shelf, &operator(0), Kind::Need, &given, Beginning::Draft));
                        assert!(refused.is_err());
                    }
                });
            }
        });
        let (entries, head) = read(&**store, |shelf| (shelf.entries(0, 1000).unwrap(), shelf.head().unwrap()));
        let mut walk = Walk::default();
        for entry in &entries {
            walk.step(entry).unwrap();
        }
        walk.end(head.number, &head.hash).unwrap();
        assert_eq!(entries.len(), 81, "{}", fresh.name);
        let erased = write(&**store, move |shelf| shelf.erase_payloads(&format!("organisation:{owner}")).unwrap());
        assert_eq!(erased, 1, "{}", fresh.name);
        let entries = read(&**store, |shelf| shelf.entries(0, 1000).unwrap());
        let mut walk = Walk::default();
        for entry in &entries {
            walk.step(entry).unwrap();
        }
        assert!(walk.end(head.number, &head.hash).is_ok() && entries[0].payload.is_none(), "{}", fresh.name);
    }
}

#[test]
fn what_is_wanted_regardless_outlasts_a_refusal_and_comes_after_what_is_kept() {
    for fresh in both() {
        let store = &fresh.store;
        let owner = organisation(&**store, "示例甲公司");
        let entry = |verb: &str| Entry {
            at: at(1),
            by: None,
            verb: verb.to_owned(),
            object: "control:示例".to_owned(),
            version: 0,
            payload: json!({ "reason": verb }),
        };
        for (is_refused, verb) in [(true, "control.hold"), (false, "control.pass")] {
            let (lasting, dropped) = (entry(verb), entry("record.dropped"));
            let done = store.writing(move |shelf| {
                shelf.regardless(Box::new(move |shelf| shelf.append(lasting).map(drop)));
                shelf.append(dropped)?;
                if is_refused { Err(Fault::Lost) } else { Ok(()) }
            });
            assert_eq!(done.is_err(), is_refused, "{}", fresh.name);
        }
        // Whoever only reads changes nothing.
        let lasting = entry("control.read");
        read(&**store, move |shelf| shelf.regardless(Box::new(move |shelf| shelf.append(lasting).map(drop))));
        let (entries, head) = read(&**store, |shelf| (shelf.entries(0, 1000).unwrap(), shelf.head().unwrap()));
        let mut walk = Walk::default();
        for entry in &entries {
            walk.step(entry).unwrap();
        }
        walk.end(head.number, &head.hash).unwrap();
        let verbs: Vec<&str> = entries.iter().map(|entry| entry.verb.as_str()).collect();
        assert_eq!(verbs[1..], ["control.hold", "record.dropped", "control.pass"], "{} {owner}", fresh.name);
    }
}

#[test]
fn no_hour_is_booked_twice() {
    for fresh in both() {
        let store = &fresh.store;
        let platform = RecordId::fresh();
        let owner = account("booker", &[]);
        let id = owner.id;
        write(&**store, move |shelf| shelf.put_account(&owner).unwrap());
        let booking = move |from, until| Booking {
            id: Uuid::now_v7(),
            platform,
            account: id,
            from: at(from),
            until: at(until),
            organisation: None,
            units: 1,
            state: BookingState::Requested,
            bundle: None,
            purpose: "试验".to_owned(),
            detail: BookingDetail { note: "示例".to_owned(), ..BookingDetail::default() },
        };
        let won = std::thread::scope(|scope| {
            let racers: Vec<_> = (0..40)
                .map(|_| {
                    scope.spawn(move || write(&**store, move |shelf| shelf.book(&booking(100, 200)).unwrap()).is_ok())
                })
                .collect();
            racers.into_iter().filter_map(|racer| racer.join().ok()).filter(|won| *won).count()
        });
        assert_eq!(won, 1, "{}", fresh.name);
        let table =
            [((0, 100), true), ((200, 300), true), ((199, 201), false), ((50, 101), false), ((120, 130), false)];
        for ((from, until), free) in table {
            let booked = write(&**store, move |shelf| shelf.book(&booking(from, until)).unwrap());
            assert_eq!(booked.is_ok(), free, "{} {from}–{until}", fresh.name);
        }
        let there = read(&**store, |shelf| shelf.bookings(platform, at(0), at(1000)).unwrap());
        assert_eq!(there.len(), 3, "{}", fresh.name);
        // What no longer holds its hours lets others in, and does not come back over them.
        let first = Booking { state: BookingState::Declined, units: 3, ..there[0].clone() };
        let again = Booking { state: BookingState::Confirmed, ..first.clone() };
        let kept = first.clone();
        assert!(write(&**store, move |shelf| shelf.change_booking(&first).unwrap()).is_ok(), "{}", fresh.name);
        assert!(write(&**store, move |shelf| shelf.book(&booking(10, 20)).unwrap()).is_ok(), "{}", fresh.name);
        assert!(write(&**store, move |shelf| shelf.change_booking(&again).unwrap()).is_err(), "{}", fresh.name);
        let id = kept.id;
        assert_eq!(read(&**store, |shelf| shelf.booking(id).unwrap()), Some(kept), "{}", fresh.name);
        let holding = BookingFilter {
            platforms: vec![platform],
            account: there[0].account.into(),
            states: vec![BookingState::Requested],
            from: Some(at(20)),
            until: Some(at(200)),
            ..BookingFilter::default()
        };
        let found = read(&**store, |shelf| shelf.bookings_of(&holding, 10).unwrap());
        assert_eq!(found.iter().map(|one| one.from).collect::<Vec<_>>(), [at(100)], "{}", fresh.name);
    }
}

#[test]
fn wishes_calendars_and_what_projects_were_given_are_kept() {
    for fresh in both() {
        let store = &*fresh.store;
        let (platform, owner) = (RecordId::fresh(), account("waits", &[]));
        let id = owner.id;
        write(store, move |shelf| shelf.put_account(&owner).unwrap());
        let wish = |second: i64, state| Wish {
            id: Uuid::now_v7(),
            platform,
            account: id,
            organisation: None,
            from: at(second),
            until: at(second + 5),
            units: 2,
            purpose: "试验".to_owned(),
            reason: "交货在即".to_owned(),
            state,
            asked: at(0),
            booking: None,
        };
        let kept = [wish(0, WishState::Waiting), wish(9, WishState::Offered), wish(3, WishState::Left)];
        let put = kept.clone();
        write(store, move |shelf| put.iter().for_each(|wish| shelf.put_wish(wish).unwrap()));
        let asked = |platform, account| read(store, move |shelf| shelf.wishes(platform, account).unwrap());
        assert_eq!(asked(Some(platform), None), kept[..2], "{}", fresh.name);
        assert_eq!(asked(None, Some(id)), kept[..2], "{}", fresh.name);
        assert_eq!(asked(Some(RecordId::fresh()), None), [], "{}", fresh.name);
        let digest = Digest("ab".repeat(32));
        let given = digest.clone();
        write(store, move |shelf| shelf.put_calendar_key(id, Some(&given)).unwrap());
        assert_eq!(read(store, |shelf| shelf.calendar_key(id).unwrap()), Some(digest), "{}", fresh.name);
        write(store, move |shelf| shelf.put_calendar_key(id, None).unwrap());
        assert_eq!(read(store, |shelf| shelf.calendar_key(id).unwrap()), None, "{}", fresh.name);

        let week: jiff::civil::Date = "2026-03-02".parse().unwrap();
        let entry = AllocationEntry {
            id: Uuid::now_v7(),
            at: at(1),
            account: Some(id),
            project: RecordId::fresh(),
            resource: platform,
            week,
            before: 0,
            after: 8,
            reason: "试制".to_owned(),
        };
        let added = entry.clone();
        write(store, move |shelf| shelf.add_allocation(&added).unwrap());
        let until = "2026-03-09".parse().unwrap();
        assert_eq!(read(store, |shelf| shelf.allocations(week, until).unwrap()), [entry], "{}", fresh.name);
        assert_eq!(read(store, |shelf| shelf.allocations(until, until).unwrap()), [], "{}", fresh.name);
    }
}

#[test]
fn people_are_named_at_once_as_many_as_there_are() {
    for fresh in both() {
        let people: Vec<_> = (0..250).map(|at| account(&format!("p{at}"), &[])).collect();
        let mut wanted: Vec<_> = people.iter().map(|one| (one.id, one.name.clone())).collect();
        wanted.sort();
        let mut ids: Vec<_> = people.iter().map(|one| one.id).collect();
        ids.push(account("unknown", &[]).id);
        write(&*fresh.store, move |shelf| people.iter().for_each(|one| assert!(shelf.put_account(one).unwrap())));
        let mut named = read(&*fresh.store, |shelf| shelf.account_names(&ids).unwrap());
        named.sort();
        assert_eq!(named, wanted, "{}", fresh.name);
        assert_eq!(read(&*fresh.store, |shelf| shelf.account_names(&[]).unwrap()), [], "{}", fresh.name);
    }
}

#[test]
fn imports_and_decisions_are_kept() {
    for fresh in both() {
        let store = &*fresh.store;
        let importer = account("importer", &[]);
        let id = Uuid::now_v7();
        let import = base::store::Import {
            id,
            account: importer.id,
            kind: Kind::Need,
            name: "需求.xlsx".to_owned(),
            stage: base::store::ImportStage::Reading,
            done: 0,
            of: 0,
            columns: "{}".to_owned(),
            created: at(1),
        };
        let kept = import.clone();
        write(store, move |shelf| {
            shelf.put_account(&importer).unwrap();
            shelf.put_import(&kept).unwrap();
            let row = |number: u32, status: &str| ImportRow {
                number,
                verdict: "{}".to_owned(),
                status: status.to_owned(),
                cells: vec!["甲".to_owned(), "\"乙\"\n".to_owned()],
            };
            shelf.put_import_rows(id, &[row(3, "good"), row(4, "bad"), row(5, "good")]).unwrap();
            shelf.put_import_rows(id, &[row(4, "good")]).unwrap();
            shelf.put_decision("of:1", "print", "new").unwrap();
            shelf.put_decision("of:1", "print", "same").unwrap();
        });
        read(store, |shelf| {
            assert_eq!(shelf.import(id).unwrap(), Some(import.clone()), "{}", fresh.name);
            assert_eq!(shelf.import_counts(id).unwrap(), [("good".to_owned(), 3)], "{}", fresh.name);
            let rows = shelf.import_rows(id, "good", 3, 1).unwrap();
            assert_eq!((rows[0].number, rows[0].cells[1].as_str()), (4, "\"乙\"\n"), "{}", fresh.name);
            assert_eq!(shelf.decision("of:1", "print").unwrap().as_deref(), Some("same"), "{}", fresh.name);
            assert_eq!(shelf.decision("of:2", "print").unwrap(), None, "{}", fresh.name);
        });
    }
}

#[test]
fn saved_searches_remember_when_they_were_seen_and_who_may_follow_them() {
    for fresh in both() {
        let store = &*fresh.store;
        let (owner, other) = (account("searcher", &[]), account("another", &[]));
        let (mine, theirs, id) = (owner.id, other.id, Uuid::now_v7());
        let search = base::store::SavedSearch {
            id,
            account: mine,
            name: "磁体".to_owned(),
            address: "/search?q=%E7%A3%81".to_owned(),
            created: at(1),
            seen: at(1),
            feed: None,
        };
        let digest = base::people::Secret::shown("df_1").digest();
        let (kept, feed) = (search.clone(), digest.clone());
        write(store, move |shelf| {
            shelf.put_account(&owner).unwrap();
            shelf.put_account(&other).unwrap();
            shelf.put_saved_search(&kept).unwrap();
        });
        read(store, |shelf| assert_eq!(shelf.saved_search(id).unwrap(), Some(search.clone()), "{}", fresh.name));
        write(store, move |shelf| {
            assert!(!shelf.see_saved_search(theirs, id, at(9)).unwrap());
            assert!(!shelf.feed_saved_search(theirs, id, Some(&feed)).unwrap());
            assert!(shelf.see_saved_search(mine, id, at(5)).unwrap());
            assert!(shelf.feed_saved_search(mine, id, Some(&feed)).unwrap());
        });
        let later = base::store::SavedSearch { seen: at(5), feed: Some(digest), ..search };
        read(store, |shelf| {
            assert_eq!(shelf.saved_searches(mine).unwrap(), std::slice::from_ref(&later), "{}", fresh.name);
            assert_eq!(shelf.saved_search(Uuid::nil()).unwrap(), None, "{}", fresh.name);
        });
        write(store, move |shelf| assert!(shelf.forget_saved_search(mine, id).unwrap()));
        read(store, |shelf| assert_eq!(shelf.saved_search(id).unwrap(), None, "{}", fresh.name));
    }
}
