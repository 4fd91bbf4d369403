//! Whole bases: backed up while they are written to, restored to either database, verified, brought up from every
//! earlier version.
#![allow(clippy::unwrap_used, reason = "tests may stop where something is not as it should be")]

mod both;

use base::files::Files;
use base::journal::Broken;
use base::people::Viewer;
use base::record::Kind;
use base::record::verb::{history, listing, show};
use base::store::{Attachment, Fault, Filter, Sort, Store};
use both::{at, both, need, organisation, read, reopened, write};
use didymium_store::{Address, Database, NoBackup, Postgres, Sqlite, backup, restore, verify};
use uuid::Uuid;

fn attached(store: &dyn Store, record: base::record::RecordId, files: &Files, bytes: &[u8]) {
    let digest = files.keep(bytes).unwrap();
    let attachment = Attachment {
        id: Uuid::now_v7(),
        record,
        name: "检测报告.pdf".to_owned(),
        digest,
        size: bytes.len() as u64,
        account: None,
        created: at(1),
    };
    write(store, move |shelf| shelf.put_attachment(&attachment).unwrap());
}

#[test]
fn a_base_moves_from_each_database_to_each() {
    for fresh in both() {
        let folder = tempfile::tempdir().unwrap();
        let (files, file) = (Files::new(&folder.path().join("files")), folder.path().join("kept.didymium"));
        let store = &fresh.store;
        let owner = organisation(&**store, "示例甲公司");
        let first = need(&**store, owner, "降低镝用量", "public", 1);
        attached(&**store, first.id, &files, b"%PDF example");
        let database = reopened(&fresh);
        // It is written to all the while.
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut round = 2;
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    need(&**store, owner, &format!("需求 {round}"), "members", round);
                    round += 1;
                }
            });
            std::thread::sleep(std::time::Duration::from_millis(50));
            backup(&database, &files, &file, &mut |_, _| ()).unwrap();
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        assert!(matches!(backup(&database, &files, &file, &mut |_, _| ()), Err(NoBackup::Exists(_))));
        let targets =
            [Address::File(folder.path().join("other.sqlite")), Address::Server(test_postgres::shared().database())];
        for (number, address) in targets.into_iter().enumerate() {
            let others = Files::new(&folder.path().join(format!("files{number}")));
            let verified = restore(&file, &address, &others, &mut |_, _| ()).unwrap();
            assert!(verified.is_sound() && verified.files == 1 && verified.records >= 2, "{verified:?}");
            assert_eq!(verified.entries, verified.records, "{}", fresh.name);
            let copy = Database::open(&address).unwrap();
            assert_eq!(read(&copy, |shelf| show(shelf, &Viewer::Visitor, first.id).unwrap()), first);
            assert_eq!(read(&copy, |shelf| history(shelf, &Viewer::Visitor, first.id).unwrap()).len(), 1);
            let words = base::store::Filter { words: base::record::asked("降低镝"), ..Default::default() };
            let found = read(&copy, |shelf| shelf.count(&Viewer::Visitor.reach(), &words, 10).unwrap());
            assert_eq!(found, 1, "{} to {address}: the words are found again", fresh.name);
            // It goes on where the backup ended.
            need(&copy, owner, "恢复之后", "public", 9_000);
            assert!(verify(&copy, &others, &mut |_| ()).unwrap().is_sound(), "{} to {address}", fresh.name);
            let again = restore(&file, &address, &others, &mut |_, _| ());
            assert!(matches!(again, Err(NoBackup::NotEmpty(_))), "{} to {address}", fresh.name);
        }
    }
}

#[test]
fn what_was_changed_behind_its_back_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (path, files) = (folder.path().join("base.sqlite"), Files::new(&folder.path().join("files")));
    let database = Database::open(&Address::File(path.clone())).unwrap();
    let owner = organisation(&database, "示例甲公司");
    let one = need(&database, owner, "一", "public", 1);
    attached(&database, one.id, &files, b"one");
    assert!(verify(&database, &files, &mut |_| ()).unwrap().is_sound());
    let behind = rusqlite::Connection::open(&path).unwrap();
    behind.execute("UPDATE record SET content = replace(content, '50万元', '90万元') WHERE kind = 'need'", []).unwrap();
    let digest = files.keep(b"one").unwrap();
    std::fs::write(files.path(&digest), b"two").unwrap();
    let found = verify(&database, &files, &mut |_| ()).unwrap();
    assert_eq!(found.broken, [Broken::Record { object: format!("need:{}", one.id), entry: 2 }]);
    assert_eq!(found.lost, [digest]);
    behind.execute("UPDATE journal SET payload = replace(payload, '50万元', '90万元') WHERE number = 2", []).unwrap();
    assert!(verify(&database, &files, &mut |_| ()).unwrap().broken.contains(&Broken::Payload(2)));
    behind.execute("DELETE FROM journal WHERE number = 2", []).unwrap();
    let found = verify(&database, &files, &mut |_| ()).unwrap();
    assert!(found.broken.contains(&Broken::Cut { expected: 2, found: 1 }), "{found:?}");
}

#[test]
fn every_earlier_version_is_brought_up_with_what_it_holds() {
    for version in 1..=3 {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("old.sqlite");
        let server = test_postgres::shared().database();
        let old: [Box<dyn Store>; 2] = [
            Box::new(Sqlite::open_at(&file, version).unwrap()),
            Box::new(Postgres::open_at(&server, version).unwrap()),
        ];
        let addresses = [Address::File(file), Address::Server(server)];
        for (store, address) in old.into_iter().zip(&addresses) {
            let owner = organisation(&*store, "示例甲公司");
            need(&*store, owner, "中重稀土分离", "public", 1);
            need(&*store, owner, "安全的氟化", "public", 2);
            drop(store);
            if let Address::File(file) = address {
                // As those versions wrote it.
                let old = rusqlite::Connection::open(file).unwrap();
                old.execute("UPDATE record SET title = title_zh", []).unwrap();
            }
            let database = Database::open(address).unwrap();
            let files = Files::new(&folder.path().join("files"));
            let verified = verify(&database, &files, &mut |_| ()).unwrap();
            assert!(verified.is_sound() && verified.records == 3, "{address}: {verified:?}");
            let there = read(&database, |shelf| shelf.bookings(owner, at(0), at(10)).unwrap());
            assert!(there.is_empty(), "{address}: the table of the second version is there");
            let needs = Filter { kinds: vec![Kind::Need], ..Filter::default() };
            let query = listing(&Viewer::Operator, needs, Sort::Title, None, 10).unwrap();
            let found = read(&database, |shelf| shelf.find(&query).unwrap()).records;
            let titles: Vec<&str> = found.iter().map(|record| record.content.title(true)).collect();
            assert_eq!(titles, ["安全的氟化", "中重稀土分离"], "{address}: in the order of the fourth version");
        }
    }
}

#[test]
fn a_newer_base_and_no_base_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let newer = folder.path().join("newer.sqlite");
    drop(Sqlite::open(&newer).unwrap());
    rusqlite::Connection::open(&newer).unwrap().execute("UPDATE base_version SET version = 99", []).unwrap();
    assert!(matches!(Sqlite::open(&newer).err(), Some(Fault::Newer { found: 99, .. })));
    let picture = folder.path().join("picture.sqlite");
    std::fs::write(&picture, b"\x89PNG not a database, however long it may be, for all its header says").unwrap();
    assert!(matches!(Sqlite::open(&picture).err(), Some(Fault::Damaged(_))));
    assert!(matches!(Sqlite::open(&folder.path().join("no/such/folder")).err(), Some(Fault::Unavailable(_))));
    assert!(matches!(Postgres::open("postgres://nobody@127.0.0.1:1/none").err(), Some(Fault::Unavailable(_))));
}
