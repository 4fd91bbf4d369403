//! The ledger on both databases: posted once, taken back once, never changed, and found out where it was.
#![allow(clippy::unwrap_used, reason = "tests may stop where something is not as it should be")]

mod both;

use base::accounting::{
    Flaw, Format, Trouble, balances, close_account, close_books, correct, entry, export, open_account, post, reverse,
    statement_of, verify,
};
use base::people::{Role, Viewer};
use base::store::{LedgerFilter, Store};
use both::{account, both, by, operator, read};
use didymium_store::{Address, Database, Sqlite};
use jiff::civil::{Date, date};
use ledger::{Account, AccountName, Draft, Key, Link, Posting, Reversal, Sealed};
use measure::{Currency, Money};

fn day(day: i8) -> Date {
    date(2026, 3, day)
}

fn name(text: &str) -> AccountName {
    AccountName::parse(text).unwrap()
}

fn open(store: &dyn Store, accounts: &[&str]) {
    for account in accounts {
        let account = Account::open(name(account), "账户", Currency::Cny, day(1)).unwrap();
        store.writing(move |shelf| open_account(shelf, &operator(0), account)).unwrap();
    }
}

fn draft(key: &str, on: i8, fen: i64) -> Draft {
    Draft {
        key: Key::parse(key).unwrap(),
        date: day(on),
        memo: "许可费".to_owned(),
        postings: vec![
            Posting::new(name("assets:cash"), Money::fen(fen)),
            Posting::new(name("income:licence"), Money::fen(-fen)),
        ],
        links: vec![Link::parse("receipt:7").unwrap()],
    }
}

fn back(key: &str, on: i8, of: u64) -> Reversal {
    Reversal { key: Key::parse(key).unwrap(), date: day(on), memo: "误记".to_owned(), links: Vec::new(), of }
}

fn posted(store: &dyn Store, draft: Draft) -> Result<Sealed, Trouble> {
    store.writing(move |shelf| post(shelf, &operator(1), &draft))
}

fn said<T: std::fmt::Debug>(result: Result<T, Trouble>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn what_is_posted_stands_once_and_is_taken_back_once() {
    for fresh in both() {
        let store = &*fresh.store;
        open(store, &["assets:cash", "income:licence"]);
        let first = posted(store, draft("receipt-7", 2, 2_000_000)).unwrap();
        assert_eq!(posted(store, draft("receipt-7", 2, 2_000_000)).unwrap(), first, "{}", fresh.name);
        let other = said(posted(store, draft("receipt-7", 2, 3_000_000)));
        assert!(other.contains("was used for entry 1"), "{}: {other}", fresh.name);
        let taken = store.writing(|shelf| reverse(shelf, &operator(2), &back("wrong-7", 3, 1))).unwrap();
        assert_eq!((taken.number(), taken.previous()), (2, first.hash()), "{}", fresh.name);
        let twice = said(store.writing(|shelf| reverse(shelf, &operator(2), &back("again-7", 3, 1))));
        assert_eq!(twice, "entry 1 was reversed by entry 2", "{}", fresh.name);
        let pair = store.writing(|shelf| {
            post(shelf, &operator(3), &draft("receipt-8", 4, 5))?;
            correct(shelf, &operator(3), &back("wrong-8", 5, 3), &draft("receipt-8-anew", 5, 50))
        });
        assert_eq!(pair.unwrap().1.number(), 5, "{}", fresh.name);
        let told = read(store, |shelf| entry(shelf, &Viewer::Operator, 1).unwrap());
        assert_eq!((told.0.hash(), told.1), (first.hash(), Some(2)));
        let (standing, statement) = read(store, |shelf| {
            statement_of(shelf, &Viewer::Operator, &name("assets:cash"), day(3)..=day(31)).unwrap()
        });
        assert_eq!((statement.opening, statement.closing), (Money::fen(2_000_000), Money::fen(50)), "{}", fresh.name);
        assert_eq!((standing.balance, statement.lines.len()), (Money::fen(50), 4));
        let balance = read(store, |shelf| balances(shelf, &Viewer::Operator).unwrap());
        assert_eq!((balance[0].total, balance[0].standings.len()), (Money::fen(50), 2));
        let linked = LedgerFilter { link: Some("receipt:7".to_owned()), account: Some(name("assets:cash")) };
        let linked = read(store, |shelf| base::accounting::entries_of(shelf, &Viewer::Operator, &linked, 99, 10));
        assert_eq!(linked.unwrap().len(), 3, "{}: reversals are about what they say", fresh.name);
        let checked = read(store, |shelf| verify(shelf).unwrap());
        assert_eq!((checked.entries, checked.flaws), (5, Vec::new()), "{}", fresh.name);
    }
}

#[test]
fn what_is_refused_changes_nothing() {
    for fresh in both() {
        let store = &*fresh.store;
        open(store, &["assets:cash", "income:licence", "assets:old"]);
        posted(store, draft("one", 2, 100)).unwrap();
        let before = read(store, |shelf| (shelf.ledger_head().unwrap(), shelf.standings(None).unwrap(), shelf.head()));
        let mut unbalanced = draft("two", 3, 100);
        unbalanced.postings[1].amount = Money::fen(-99);
        let mut unknown = draft("three", 3, 100);
        unknown.postings[0].account = name("assets:nowhere");
        let table = [
            (said(posted(store, unbalanced)), "the postings sum to CNY 0.01, not to zero"),
            (said(posted(store, unknown)), "there is no account assets:nowhere"),
            (
                said(store.writing(|shelf| close_account(shelf, &operator(1), &name("assets:cash"), day(9)))),
                "assets:cash stands at CNY 1.00; clear it before it is closed",
            ),
            (
                said(store.writing(|shelf| {
                    let again = Account::open(name("assets:cash"), "再", Currency::Cny, day(1))?;
                    open_account(shelf, &operator(1), again)
                })),
                "there is an account assets:cash",
            ),
            (said(store.writing(|shelf| reverse(shelf, &operator(1), &back("nothing", 3, 7)))), "there is no entry 7"),
        ];
        for (said, expected) in table {
            assert_eq!(said, expected, "{}", fresh.name);
        }
        let after = read(store, |shelf| (shelf.ledger_head().unwrap(), shelf.standings(None).unwrap(), shelf.head()));
        assert_eq!((after.0, after.1, after.2.unwrap()), (before.0, before.1, before.2.unwrap()), "{}", fresh.name);
        store.writing(|shelf| close_books(shelf, &operator(2), day(10))).unwrap();
        let closed = said(posted(store, draft("late", 10, 5)));
        assert_eq!(closed, "2026-03-10 lies in a period that is closed; it ended on 2026-03-10", "{}", fresh.name);
    }
}

#[test]
fn the_ledger_is_for_finance_and_those_who_audit_it() {
    for fresh in both() {
        let store = &*fresh.store;
        open(store, &["assets:cash", "income:licence"]);
        let roles = [(Role::Finance, true, true), (Role::Auditor, true, false), (Role::Broker, false, false)];
        for (number, (role, reads, writes)) in (0_i8..).zip(roles) {
            let who = account(&format!("who{number}"), &[role]);
            let viewer = Viewer::Member(Box::new(base::people::Member::new(who.id, who.name, vec![role], Vec::new())));
            let may_read = read(store, |shelf| balances(shelf, &viewer).is_ok());
            let viewer = by(viewer, 1);
            let wrote = store.writing(move |shelf| post(shelf, &viewer, &draft(&format!("by-{number}"), 2, 1)));
            assert_eq!((may_read, wrote.is_ok()), (reads, writes), "{} {role:?}", fresh.name);
        }
    }
}

#[test]
fn an_entry_cannot_be_changed_and_is_found_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("base.sqlite");
    let database = Database::open(&Address::File(path.clone())).unwrap();
    open(&database, &["assets:cash", "income:licence"]);
    for number in 1..=3 {
        posted(&database, draft(&format!("r-{number}"), 2, 100 * number)).unwrap();
    }
    let behind = rusqlite::Connection::open(&path).unwrap();
    for sql in ["UPDATE ledger_entry SET key = 'x' WHERE number = 2", "DELETE FROM ledger_entry WHERE number = 3"] {
        assert!(behind.execute(sql, []).unwrap_err().to_string().contains("taken back by another"), "{sql}");
    }
    behind.execute("UPDATE ledger_account SET balance = balance + 1 WHERE name = 'assets:cash'", []).unwrap();
    let flaws = read(&database, |shelf| verify(shelf).unwrap()).flaws;
    let (kept, summed) = (Money::fen(601), Money::fen(600));
    assert_eq!(flaws, [Flaw::Balance { account: name("assets:cash"), kept, summed }]);
    behind.execute_batch("DROP TRIGGER ledger_entry_stays; DROP TRIGGER ledger_entry_remains").unwrap();
    behind
        .execute("UPDATE ledger_entry SET canonical = replace(canonical, '2.00', '9.00') WHERE number = 2", [])
        .unwrap();
    let flaws = read(&database, |shelf| verify(shelf).unwrap()).flaws;
    assert_eq!(flaws, [Flaw::Chain(ledger::Broken::Hash { number: 2 })]);
    let server = test_postgres::shared().database();
    let store = didymium_store::Postgres::open(&server).unwrap();
    open(&store, &["assets:cash", "income:licence"]);
    posted(&store, draft("r", 2, 1)).unwrap();
    let mut behind = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    for sql in ["UPDATE ledger_entry SET key = 'x'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry CASCADE"] {
        let refused = behind.batch_execute(sql).unwrap_err();
        let said = refused.as_db_error().map(|error| error.message().to_owned()).unwrap_or_default();
        assert!(said.contains("taken back by another"), "{sql}: {said}");
    }
}

#[test]
fn the_whole_ledger_goes_into_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sqlite::open(&folder.path().join("base.sqlite")).unwrap();
    open(&store, &["assets:cash", "income:licence"]);
    posted(&store, draft("r-1", 2, 12_345)).unwrap();
    for format in [Format::Hledger, Format::Beancount] {
        let text = read(&store, |shelf| export(shelf, &Viewer::Operator, format).unwrap());
        assert!(text.contains("123.45") && text.contains("许可费"), "{format:?}: {text}");
    }
}
