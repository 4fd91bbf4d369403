//! What is posted and what is refused, side by side.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod small;

use expect_test::expect;
use ledger::report::{statement, trial_balance};
use ledger::{Book, Circumstances, Draft, Head, Key, Outcome, Refusal, Reversal, post, reverse};
use measure::{Currency, Money};
use serde_json::json;
use small::{book, day, draft, entry_1, entry_2, name, reversal};

/// The number of the entry that was posted or known, or why not.
fn told(answer: Result<Outcome, Refusal>) -> String {
    match answer {
        Ok(Outcome::New(posted)) => format!("entry {}", posted.sealed.number()),
        Ok(Outcome::Known(sealed)) => format!("entry {}, as before", sealed.number()),
        Err(refusal) => format!("{}: {refusal}", refusal.key()),
    }
}

fn of(key: &str, date: jiff::civil::Date, postings: &[(&str, &str)]) -> Draft {
    Draft { date, ..draft(key, postings) }
}

fn asserting(key: &str, date: jiff::civil::Date, balance: i64) -> Draft {
    let mut asserting = of(key, date, &[("assets:cash", "1.00"), ("assets:bank", "-1.00")]);
    asserting.postings[0].balance = Some(Money::fen(balance));
    asserting
}

#[test]
fn a_ledger_takes_what_holds_and_says_why_it_takes_nothing_else() {
    let mut book = book();
    let cash = [("assets:cash", "5.00"), ("assets:bank", "-5.00")];
    let mut lines: Vec<String> = Vec::new();
    let mut say = |what: &str, answer: Result<Outcome, Refusal>| lines.push(format!("{what} → {}", told(answer)));
    say("a receipt", book.post(&entry_1()));
    say("the same again", book.post(&entry_1()));
    say("its key, another day", book.post(&Draft { date: day(2026, 3, 3), ..entry_1() }));
    say("a payout", book.post(&entry_2()));
    say("nothing to post", book.post(&draft("a", &[])));
    say("a cent is missing", book.post(&draft("b", &[("assets:cash", "1.00"), ("income:licence", "-0.99")])));
    let most = "92233720368547758.07";
    say("more than an amount holds", book.post(&draft("wide", &[("assets:cash", most), ("income:licence", most)])));
    say("no such account", book.post(&draft("c", &[("assets:gold", "1.00"), ("assets:bank", "-1.00")])));
    say("before it opened", book.post(&of("d", day(2025, 12, 31), &cash)));
    let mut dollars = draft("e", &[("assets:usd", "1.00"), ("income:royalty-usd", "-1.00")]);
    dollars.postings[0].account = name("assets:cash");
    say("dollars into renminbi", book.post(&dollars));
    say("a year nobody reads", book.post(&of("f", day(2200, 1, 1), &cash)));
    say("without words", book.post(&Draft { memo: " \n".to_owned(), ..draft("g", &cash) }));
    say("with a bell", book.post(&Draft { memo: "ding \u{7}".to_owned(), ..draft("h", &cash) }));
    say("right balance asserted", book.post(&asserting("i", day(2026, 3, 10), 2_000_100)));
    say("wrong balance asserted", book.post(&asserting("j", day(2026, 3, 10), 2_000_100)));
    say("asserted too late", book.post(&asserting("k", day(2026, 3, 9), 2_000_200)));
    say("before an asserted balance", book.post(&of("l", day(2026, 3, 9), &cash)));
    say("asserted, with later entries", {
        book.post(&of("m", day(2026, 3, 12), &cash)).unwrap();
        book.post(&asserting("n", day(2026, 3, 11), 2_000_700))
    });
    say("reversal of what is not there", book.reverse(&reversal(99)));
    say("reversal of 0", book.reverse(&reversal(0)));
    say("reversal before its entry", book.reverse(&Reversal { date: day(2026, 3, 1), ..reversal(2) }));
    say("reversal", book.reverse(&reversal(2)));
    say("the same again", book.reverse(&reversal(2)));
    say("its key, other words", book.reverse(&Reversal { memo: "other".to_owned(), ..reversal(2) }));
    say("a second reversal", book.reverse(&Reversal { key: Key::parse("second").unwrap(), ..reversal(2) }));
    say("a reversal reversed", book.reverse(&Reversal { key: Key::parse("third").unwrap(), ..reversal(5) }));
    say("a draft under its key", book.post(&Draft { key: reversal(2).key, ..entry_2() }));
    book.close_period(day(2026, 3, 31)).unwrap();
    say("into a closed period", book.post(&of("o", day(2026, 3, 31), &cash)));
    say("what is known is known", book.post(&entry_1()));
    say("after it", book.post(&of("p", day(2026, 4, 1), &cash)));
    expect![[r"
        a receipt → entry 1
        the same again → entry 1, as before
        its key, another day → ledger-key-reused: the key receipt-1 was used for entry 1, which says something else
        a payout → entry 2
        nothing to post → ledger-no-postings: an entry needs postings
        a cent is missing → ledger-unbalanced: the postings sum to CNY 0.01, not to zero
        more than an amount holds → ledger-unbalanced: the postings sum to CNY 184467440737095516.14, not to zero
        no such account → ledger-unknown-account: there is no account assets:gold
        before it opened → ledger-not-yet-open: assets:cash is open from 2026-01-01, after 2025-12-31
        dollars into renminbi → ledger-account-currency: assets:cash holds CNY, not USD
        a year nobody reads → ledger-date-out-of-range: 2200-01-01 is not in the years 1900 to 2199
        without words → ledger-bad-memo: a description needs 1 to 2000 characters and no control characters but new lines
        with a bell → ledger-bad-memo: a description needs 1 to 2000 characters and no control characters but new lines
        right balance asserted → entry 3
        wrong balance asserted → ledger-balance-differs: assets:cash would stand at CNY 20002.00, not at CNY 20001.00
        asserted too late → ledger-before-assertion: the balance of assets:cash was asserted on 2026-03-10; 2026-03-09 is before that
        before an asserted balance → ledger-before-assertion: the balance of assets:cash was asserted on 2026-03-10; 2026-03-09 is before that
        asserted, with later entries → ledger-assertion-not-last: the balance of assets:cash cannot be asserted on 2026-03-11: it has an entry of 2026-03-12
        reversal of what is not there → ledger-unknown-entry: there is no entry 99
        reversal of 0 → ledger-unknown-entry: there is no entry 0
        reversal before its entry → ledger-reversal-too-early: entry 2 is of 2026-03-02; it cannot be reversed on 2026-03-01
        reversal → entry 5
        the same again → entry 5, as before
        its key, other words → ledger-key-reused: the key back-2 was used for entry 5, which says something else
        a second reversal → ledger-already-reversed: entry 2 was reversed by entry 5
        a reversal reversed → ledger-reversal-of-reversal: entry 5 is a reversal itself; write a new entry
        a draft under its key → ledger-key-reused: the key back-2 was used for entry 5, which says something else
        into a closed period → ledger-closed-period: 2026-03-31 lies in a period that is closed; it ended on 2026-03-31
        what is known is known → entry 1, as before
        after it → entry 6"]].assert_eq(&lines.join("\n"));
}

#[test]
fn accounts_close_empty_and_after_their_last_entry() {
    let mut book = book();
    let jpy = name("assets:jpy");
    book.post(&draft("in", &[("assets:jpy", "500"), ("equity:opening-jpy", "-500")])).unwrap();
    let balance = Money::new(500, Currency::Jpy);
    let close = |book: &mut Book, date| book.close_account(&jpy, date);
    assert_eq!(close(&mut book, day(2026, 4, 1)), Err(Refusal::ClosesWithBalance { account: jpy.clone(), balance }));
    book.post(&draft("out", &[("assets:jpy", "-500"), ("equity:opening-jpy", "500")])).unwrap();
    let (date, last) = (day(2026, 3, 2), day(2026, 3, 2));
    assert_eq!(close(&mut book, date), Err(Refusal::ClosesTooEarly { account: jpy.clone(), date, last }));
    let closed = day(2026, 3, 3);
    close(&mut book, closed).unwrap();
    assert_eq!(close(&mut book, closed), Err(Refusal::AlreadyClosed { account: jpy.clone(), closed }));
    let back = of("more", day(2026, 3, 2), &[("assets:jpy", "1"), ("equity:opening-jpy", "-1")]);
    assert_eq!(book.post(&back), Err(Refusal::AccountClosed { account: jpy.clone(), closed }));
    book.reopen_account(&jpy).unwrap();
    assert_eq!(book.reopen_account(&jpy), Err(Refusal::NotClosed { account: jpy.clone() }));
    book.post(&back).unwrap();
    book.reverse(&reversal(3)).unwrap();
    assert_eq!(book.head().number, 4);
    close(&mut book, day(2026, 3, 6)).unwrap();
    let stored: Vec<_> = book.entries().map(ledger::Sealed::stored).collect();
    let again = Book::replay(book.accounts().cloned(), None, &stored).unwrap();
    assert_eq!(again.account(&jpy), book.account(&jpy));
    let account = name("assets:none");
    assert_eq!(book.close_account(&account, closed), Err(Refusal::UnknownAccount { account }));
    let again = book.account(&name("assets:usd")).unwrap().account.clone();
    assert_eq!(book.open_account(again.clone()), Err(Refusal::AccountExists { account: again.name }));
    book.close_period(closed).unwrap();
    assert_eq!(book.close_period(closed), Err(Refusal::PeriodGoesBack { until: closed, closed }));
}

#[test]
fn a_correction_is_posted_whole_or_not_at_all() {
    let mut book = book();
    book.post(&entry_1()).unwrap();
    let right = draft("right", &[("assets:cash", "2000.00"), ("income:licence", "-2000.00")]);
    let wrong = draft("wrong", &[("assets:cash", "2000.00"), ("assets:none", "-2000.00")]);
    let before = book.head();
    assert!(matches!(book.correct(&reversal(1), &wrong), Err(Refusal::UnknownAccount { .. })));
    assert_eq!(book.head(), before);
    let (back, new) = book.correct(&reversal(1), &right).unwrap();
    assert_eq!((back.sealed().number(), new.sealed().number()), (2, 3));
    let again = book.correct(&reversal(1), &right).unwrap();
    assert!(matches!(again, (Outcome::Known(_), Outcome::Known(_))));
    assert_eq!(book.account(&name("assets:cash")).unwrap().balance, Money::fen(200_000));
    // What was posted in the place of one entry cannot stand in that of another as well.
    let other = Refusal::KeyReused { key: right.key.clone(), number: 3 };
    assert_eq!(book.correct(&reversal(3), &right), Err(other));
    assert_eq!(book.head().number, 3);
}

#[test]
fn a_store_needs_to_look_up_no_more_than_the_circumstances() {
    let mut book = book();
    book.post(&entry_1()).unwrap();
    let standing = |book: &Book, account: &str| book.account(&name(account)).unwrap().clone();
    let look_up = |book: &Book| {
        Circumstances::new(book.head(), None)
            .with_account(standing(book, "income:licence"))
            .with_account(standing(book, "liabilities:payable:inventors"))
    };
    let answer = post(&entry_2(), &look_up(&book)).unwrap();
    assert_eq!(answer, book.post(&entry_2()).unwrap());
    let target = answer.sealed().clone();
    // Two in one transaction: the second stands on the first.
    let mut circumstances = look_up(&book).with_entry(target, None);
    let Outcome::New(first) = reverse(&reversal(2), &circumstances).unwrap() else { panic!("it is new") };
    circumstances.follow(&first);
    let key = Key::parse("again").unwrap();
    let Outcome::New(second) = post(&Draft { key, ..entry_2() }, &circumstances).unwrap() else { panic!("it is new") };
    assert_eq!((second.sealed.number(), second.sealed.previous()), (4, first.sealed.hash()));
    let balances: Vec<_> = second.standings.iter().map(|standing| standing.balance).collect();
    assert_eq!(balances, [Money::fen(-1_400_000), Money::fen(-600_000)]);
    let twice = Reversal { key: Key::parse("twice").unwrap(), ..reversal(2) };
    assert_eq!(reverse(&twice, &circumstances), Err(Refusal::AlreadyReversed { number: 2, by: 3 }));
    let nothing = Circumstances::new(Head::GENESIS, None);
    assert!(matches!(post(&entry_1(), &nothing), Err(Refusal::UnknownAccount { .. })));
}

#[test]
fn requests_are_read_from_json_field_by_field() {
    let whole = json!({
        "key": "receipt-1", "date": "2026-03-02", "memo": "许可费", "currency": "CNY", "links": ["agreement:0192#3.2"],
        "postings": [
            {"account": "assets:cash", "amount": "20000"},
            {"account": "income:licence", "amount": "-20000.00"},
        ],
    });
    assert_eq!(Draft::read(&whole), Ok(entry_1()));
    let mut lines = Vec::new();
    for (field, value) in [
        ("key", json!("a b")),
        ("date", json!("2026-3-2")),
        ("date", json!("2026-02-30")),
        ("memo", json!(null)),
        ("currency", json!("XAU")),
        ("links", json!([7])),
        ("postings", json!({})),
        ("postings", json!([{"account": "assets:cash", "amount": 0.1}])),
        ("postings", json!([{"account": "assets:cash", "amount": "1", "balance": 2}])),
        ("postings", json!([{"account": "cash", "amount": "1"}])),
        ("postings", json!([{"account": "assets:cash"}])),
        ("postings", json!([{"account": "assets:cash", "amount": null}])),
        ("edit", json!(1)),
    ] {
        let mut given = whole.clone();
        given[field] = value;
        lines.push(Draft::read(&given).unwrap_err().to_string());
    }
    let back = json!({"key": "back-2", "date": "2026-03-05", "memo": "冲销 2", "of": 2});
    assert_eq!(Reversal::read(&back), Ok(reversal(2)));
    let back = json!({"key": "back-2", "date": "2026-03-05", "memo": "冲销 2", "of": "2"});
    lines.push(Reversal::read(&back).unwrap_err().to_string());
    expect![[r#"
        “a b” cannot be a key or a link; use 1 to 200 characters without blanks and commas
        “2026-3-2” is not a day such as 2026-01-31
        “2026-02-30” is not a day such as 2026-01-31
        memo must be a text
        “XAU” is not a currency held here
        links must be a text
        postings must be a list
        the amount 0.1 is a number of JSON; write it as text, "0.1"
        the amount 2 is a number of JSON; write it as text, "2"
        “cash” cannot name an account; write assets, liabilities, equity, income or expenses, then parts of a-z, 0-9 and -, set apart by colons
        amount is missing
        amount must be a text
        there is no field edit
        of must be the number of an entry"#]].assert_eq(&lines.join("\n"));
}

#[test]
fn reports_say_what_the_entries_come_to() {
    let mut book = book();
    book.post(&entry_1()).unwrap();
    book.post(&entry_2()).unwrap();
    book.post(&draft("usd", &[("assets:usd", "12.30"), ("income:royalty-usd", "-12.30")])).unwrap();
    book.reverse(&reversal(2)).unwrap();
    book.post(&of("early", day(2026, 2, 1), &[("income:licence", "0.50"), ("assets:bank", "-0.50")])).unwrap();
    let mut lines = Vec::new();
    for until in [Some(day(2026, 3, 4)), None] {
        for table in trial_balance(book.entries(), until).unwrap() {
            lines.push(format!("until {until:?}, total {}", table.total));
            lines.extend(table.lines.iter().map(|line| format!("  {} {}", line.account, line.balance)));
        }
    }
    let licence = name("income:licence");
    let days = day(2026, 3, 1)..=day(2026, 3, 31);
    let statement = statement(book.entries(), &licence, Currency::Cny, days).unwrap();
    lines.push(format!("{} from {}", statement.account, statement.opening));
    for line in &statement.lines {
        lines.push(format!("  {} {} {} {} {}", line.date, line.number, line.memo, line.amount, line.balance));
    }
    lines.push(format!("to {}", statement.closing));
    expect![[r"
        until Some(2026-03-04), total CNY 20000.00
          assets:bank CNY -0.50
          assets:cash CNY 20000.00
          liabilities:payable:inventors CNY -14000.00
          income:licence CNY -5999.50
        until Some(2026-03-04), total USD 12.30
          assets:usd USD 12.30
          income:royalty-usd USD -12.30
        until None, total CNY 20000.00
          assets:bank CNY -0.50
          assets:cash CNY 20000.00
          liabilities:payable:inventors CNY 0.00
          income:licence CNY -19999.50
        until None, total USD 12.30
          assets:usd USD 12.30
          income:royalty-usd USD -12.30
        income:licence from CNY 0.50
          2026-03-02 1 许可费 CNY -20000.00 CNY -19999.50
          2026-03-02 2 许可费 CNY 14000.00 CNY -5999.50
          2026-03-05 4 冲销 2 CNY -14000.00 CNY -19999.50
        to CNY -19999.50"]]
    .assert_eq(&lines.join("\n"));
}
