//! Who is written to, and what each letter tells of, on SQLite and on a real PostgreSQL server.
#![allow(clippy::unwrap_used, reason = "tests may stop where something is not as it should be")]

mod both;

use base::notice::Topic;
use base::people::AccountState;
use base::record::RecordId;
use base::store::{Alert, Notice, Pace, SavedSearch};
use both::{account, at, both, read, write};
use uuid::Uuid;

#[test]
fn a_notice_is_in_one_letter_or_in_none() {
    for fresh in both() {
        let (store, name) = (&*fresh.store, fresh.name);
        let mut told = account("told", &[]);
        told.mail = "a@b.example".to_owned();
        let id = told.id;
        let put = move |second: i64, is_seen: bool| {
            write(store, move |shelf| {
                let topic = Topic::EventMoved;
                let (notice, about) = (Uuid::now_v7(), RecordId::fresh());
                let fact = second.to_string();
                let notice = Notice { id: notice, account: id, at: at(second), topic, about, fact, is_seen };
                shelf.put_notice(&notice).unwrap();
            });
        };
        let facts = |letter: u64, most: usize| {
            let found = read(store, |shelf| shelf.notices_in_letter(id, letter, most).unwrap());
            found.into_iter().map(|notice| notice.fact).collect::<Vec<_>>()
        };
        let into = |letter: Option<u64>| write(store, move |shelf| shelf.put_notices_in_letter(id, letter).unwrap());
        write(store, move |shelf| assert!(shelf.put_account(&told).unwrap()));
        assert_eq!(read(store, |shelf| shelf.without_alert(10).unwrap()), [], "{name}: nothing is to be told");
        for (second, is_seen) in [(1, false), (2, true), (3, false)] {
            put(second, is_seen);
        }
        assert_eq!(read(store, |shelf| shelf.without_alert(10).unwrap()), [id], "{name}");
        assert_eq!((facts(0, 10), facts(0, 1)), (vec!["3".to_owned(), "1".to_owned()], vec!["3".to_owned()]), "{name}");
        into(Some(7));
        put(4, false);
        assert_eq!((facts(7, 10).len(), facts(0, 10)), (2, vec!["4".to_owned()]), "{name}");
        into(None);
        put(5, false);
        write(store, |shelf| shelf.leave_notices_unwritten().unwrap());
        write(store, move |shelf| shelf.see_notices(id, at(1)).unwrap());
        assert_eq!((facts(7, 10), facts(0, 10)), (vec!["3".to_owned()], vec![]), "{name}");
        assert_eq!(read(store, |shelf| shelf.without_alert(10).unwrap()), [], "{name}");
    }
}

#[test]
fn alerts_are_due_to_who_wants_and_can_have_them() {
    for fresh in both() {
        let (store, name) = (&*fresh.store, fresh.name);
        let people = ["daily", "claimed", "later", "never", "closed", "unaddressed", "idle", "eager", "new"];
        let accounts = people.map(|login| account(login, &[]));
        let ids = accounts.clone().map(|account| account.id);
        let alert = |account, pace| Alert {
            account,
            pace,
            since: 5,
            until: None,
            due: at(10),
            claimed: None,
            number: 1,
            tries: 0,
            trouble: String::new(),
        };
        let alerts = [
            alert(ids[0], Pace::Daily),
            Alert { claimed: Some(at(20)), until: Some(7), ..alert(ids[1], Pace::Daily) },
            Alert { due: at(11), tries: 3, trouble: "no".to_owned(), ..alert(ids[2], Pace::Weekly) },
            Alert { tries: 1, until: Some(6), ..alert(ids[3], Pace::Never) },
            Alert { tries: 1, until: Some(6), ..alert(ids[4], Pace::Daily) },
            alert(ids[5], Pace::Daily),
            alert(ids[6], Pace::AtOnce),
            Alert { since: 4, due: at(9), ..alert(ids[7], Pace::AtOnce) },
        ];
        let kept = alerts.clone();
        write(store, move |shelf| {
            for mut account in accounts {
                account.mail = if account.login == "unaddressed" { String::new() } else { "a@b.example".to_owned() };
                if account.login == "closed" {
                    account.state = AccountState::Closed;
                }
                shelf.put_account(&account).unwrap();
                let search = SavedSearch {
                    id: Uuid::now_v7(),
                    account: account.id,
                    name: "n".to_owned(),
                    address: "/needs".to_owned(),
                    created: at(1),
                    seen: at(1),
                    feed: None,
                };
                shelf.put_saved_search(&search).unwrap();
            }
            for alert in &kept {
                shelf.put_alert(alert).unwrap();
            }
        });
        read(store, |shelf| {
            for alert in &alerts {
                assert_eq!(shelf.alert(alert.account).unwrap().as_ref(), Some(alert), "{name}");
            }
            assert_eq!(shelf.without_alert(10).unwrap(), [ids[8]], "{name}");
            let mut due = |second, head, most| {
                let found = shelf.alerts_due(at(second), head, most).unwrap();
                found.into_iter().map(|alert| alert.account).collect::<Vec<_>>()
            };
            assert_eq!(due(10, 5, 10), [ids[7], ids[0]], "{name}");
            assert_eq!(due(10, 5, 1), [ids[7]], "{name}");
            assert_eq!(due(11, 5, 10), [ids[7], ids[0], ids[2]], "{name}");
            assert_eq!(due(9, 4, 10), [], "{name}: nothing was written since");
            assert!(due(10, 6, 10).contains(&ids[6]), "{name}");
            assert!(due(20, 5, 10).contains(&ids[1]) && !due(19, 5, 10).contains(&ids[1]), "{name}");
            let refused: Vec<_> = shelf.alerts_refused(10).unwrap().iter().map(|alert| alert.account).collect();
            assert_eq!((refused, shelf.alerts_waiting().unwrap()), (vec![ids[2]], 1), "{name}");
        });
        let mended = Alert { tries: 0, trouble: String::new(), ..alerts[2].clone() };
        let again = mended.clone();
        write(store, move |shelf| {
            shelf.put_alert(&again).unwrap();
            shelf.forget_alert(ids[0]).unwrap();
        });
        read(store, |shelf| {
            assert_eq!(shelf.alert(ids[0]).unwrap(), None, "{name}");
            assert_eq!(shelf.alert(ids[2]).unwrap(), Some(mended), "{name}");
        });
    }
}
