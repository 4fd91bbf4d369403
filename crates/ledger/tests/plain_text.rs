//! The exports before the programs they are made for: the real hledger and the real beancount.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod small;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use ledger::report::{TrialBalance, trial_balance};
use ledger::{Account, Book, Draft, Key, Link, Posting, export, read_amount};
use measure::{Currency, Money};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use small::{book, day, draft, entry_1, entry_2, name, reversal};

/// Everything that may trouble a reader of plain text, in one ledger.
fn troublesome() -> Book {
    let mut book = book();
    book.post(&entry_1()).unwrap();
    book.post(&entry_2()).unwrap();
    book.reverse(&reversal(2)).unwrap();
    let memos = [
        "“引号” \"quotes\" and 'more' \\ back\\\\slash\\n",
        "first line\nsecond line\n  third line",
        "semicolon; tag:value, date:2020-13-45",
        "; nothing before it",
        "* ! (code) = | payee",
        "2026-01-01 open Assets:Cash CNY",
        "全角；冒号：#tag ^link @ {cost}\u{3000}😀",
        "end comment\ncomment",
        "  blanks around  ",
    ];
    for (at, memo) in memos.into_iter().enumerate() {
        let two = [("assets:bank", "0.01"), ("assets:cash", "-0.01")];
        let mut entry = Draft { memo: memo.to_owned(), ..draft(&format!("memo-{at}\"\\;:"), &two) };
        entry.links = ["甲方:协议/3.2;\"x\"", "date:2020-13-45"].map(|link| Link::parse(link).unwrap()).to_vec();
        book.post(&entry).unwrap();
    }
    book.post(&draft("usd", &[("assets:usd", "1234.56"), ("income:royalty-usd", "-1234.56")])).unwrap();
    book.post(&draft("jpy", &[("assets:jpy", "500"), ("equity:opening-jpy", "-500")])).unwrap();
    assertions(&mut book);
    // A correction, dated before entries that are there already.
    let mut again = draft("again", &[("income:licence", "13000.00"), ("liabilities:payable:inventors", "-13000.00")]);
    again.date = day(2026, 3, 4);
    book.post(&again).unwrap();
    let mut back = draft("back", &[("assets:jpy", "-500"), ("equity:opening-jpy", "500")]);
    back.date = day(2026, 4, 30);
    book.post(&back).unwrap();
    book.close_account(&name("assets:jpy"), day(2026, 5, 1)).unwrap();
    book
}

/// Asserted balances, with more to the same account, and to one below it, on the same day.
fn assertions(book: &mut Book) {
    let cash = |book: &Book| book.account(&name("assets:cash")).unwrap().balance;
    let bank = Posting::new(name("assets:bank"), Money::fen(-300));
    let asserted = cash(book).checked_add(Money::fen(100)).unwrap();
    let after = asserted.checked_add(Money::fen(200)).unwrap();
    let postings = vec![
        Posting::new(name("assets:cash"), Money::fen(100)).asserting(asserted),
        Posting::new(name("assets:cash"), Money::fen(200)).asserting(after),
        bank,
    ];
    let date = day(2026, 3, 31);
    book.post(&Draft { date, postings, ..draft("asserted", &[]) }).unwrap();
    let more = [("assets:cash:till", "10.00"), ("assets:cash", "5.00"), ("assets:bank", "-15.00")];
    book.post(&Draft { date, ..draft("same-day", &more) }).unwrap();
    let mut zero = draft("zero", &[("assets:cash:till", "-10.00"), ("assets:bank", "10.00")]);
    zero.date = day(2026, 4, 1);
    zero.postings[0].balance = Some(Money::fen(0));
    book.post(&zero).unwrap();
}

/// Runs a program; what it prints where it is content.
fn content(command: &mut Command, why_missing: &str) -> String {
    // Both programs read files in the encoding of the locale.
    let command = command.env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    let Output { status, stdout, stderr } = command.output().unwrap_or_else(|why| panic!("{why}: {why_missing}"));
    let (said, complained) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert!(status.success(), "{said}{complained}");
    said
}

fn file(named: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(named);
    std::fs::File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
    path
}

fn hledger(journal: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("hledger");
    command.arg("-f").arg(journal).args(arguments);
    content(&mut command, "`apt-get install hledger`; `cargo xtask test` does so")
}

fn bean_check(file: &Path) -> Output {
    let program = std::env::var_os("DIDYMIUM_BEAN_CHECK").expect(
        "set DIDYMIUM_BEAN_CHECK to the program bean-check of the PyPI package beancount; `cargo xtask test` does both",
    );
    Command::new(program).arg("--no-cache").arg(file).env("LC_ALL", "C.UTF-8").output().unwrap()
}

fn journal(book: &Book) -> String {
    let mut text = String::new();
    export::hledger(book.accounts(), book.entries(), &mut text).unwrap();
    text
}

fn beans(book: &Book) -> String {
    let mut text = String::new();
    export::beancount(book.accounts(), book.entries(), &mut text).unwrap();
    text
}

#[test]
fn hledger_is_content_and_has_the_same_balances() {
    let book = troublesome();
    let path = file("troublesome.journal", &journal(&book));
    hledger(&path, &["check", "--strict", "ordereddates"]);
    let balances = hledger(&path, &["balance", "--flat", "--no-total", "--layout", "bare", "-O", "csv"]);
    let mut expected = vec!["\"account\",\"commodity\",\"balance\"".to_owned()];
    for TrialBalance { currency, lines, .. } in trial_balance(book.entries(), None).unwrap() {
        // hledger leaves out accounts that stand at nothing.
        let lines = lines.into_iter().filter(|line| line.balance.minor_units() != 0);
        expected.extend(
            lines.map(|line| format!("\"{}\",\"{currency}\",\"{}\"", line.account, line.balance.amount_text())),
        );
    }
    let mut found: Vec<&str> = balances.lines().collect();
    found[1..].sort_unstable();
    expected[1..].sort();
    assert_eq!(found, expected);
    let count = hledger(&path, &["stats"]);
    let entries = book.entries().count();
    let counted = count.lines().find(|line| line.starts_with("Transactions  ")).unwrap();
    assert!(counted.contains(&format!(" {entries} (")), "{counted}");
}

#[test]
fn beancount_is_content() {
    let text = beans(&troublesome());
    let path = file("troublesome.beancount", &text);
    let Output { status, stdout, stderr } = bean_check(&path);
    let said = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
    assert!(status.success() && said.trim().is_empty(), "{said}");
}

#[test]
fn a_wrong_balance_would_be_noticed_by_both() {
    let book = troublesome();
    let wrong = journal(&book).replace(" = CNY 0.00", " = CNY 0.01");
    assert_ne!(wrong, journal(&book));
    let path = file("wrong.journal", &wrong);
    let checked = Command::new("hledger").arg("-f").arg(&path).arg("check").env("LC_ALL", "C.UTF-8").output();
    assert!(!checked.expect("`apt-get install hledger`; `cargo xtask test` does so").status.success());
    let wrong = beans(&book).replace(":Till 0.00 CNY", ":Till 0.05 CNY");
    assert_ne!(wrong, beans(&book));
    assert!(!bean_check(&file("wrong.beancount", &wrong)).status.success());
}

#[test]
fn no_text_breaks_out_of_its_place() {
    const PIECES: [&str; 28] = [
        ";",
        "|",
        "*",
        "!",
        "(",
        ")",
        "[2026-01-01]",
        "{",
        "}",
        "=",
        "@",
        "\"",
        "'",
        "\\",
        "\n",
        "#",
        "^",
        ":",
        "~",
        " ",
        "  ",
        "\u{3000}",
        "\u{a0}",
        "\u{2028}",
        "a",
        "稀土",
        "1.00 CNY",
        "%",
    ];
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let mut text = |most: usize| {
        (0..=draw(&mut random, most)).map(|_| PIECES[draw(&mut random, PIECES.len())]).collect::<String>()
    };
    let mut book = Book::default();
    for at in 0..40 {
        let title = format!("{}.", text(8).replace('\n', " "));
        let name = name(&format!("assets:a{at}"));
        book.open_account(Account::open(name, &title, Currency::Cny, day(2026, 1, 1)).unwrap()).unwrap();
    }
    for at in 0..400 {
        let tag = |text: String| text.replace(char::is_whitespace, "_");
        let (one, other) = (name(&format!("assets:a{}", at % 40)), name(&format!("assets:a{}", (at + 1) % 40)));
        let draft = Draft {
            key: Key::parse(&format!("{}{at}", tag(text(5)))).unwrap(),
            date: day(2026, 1, 1),
            memo: format!("{}.", text(12)),
            postings: vec![Posting::new(one, Money::fen(1)), Posting::new(other, Money::fen(-1))],
            links: vec![Link::parse(&tag(text(5))).unwrap()],
        };
        book.post(&draft).unwrap();
    }
    hledger(&file("texts.journal", &journal(&book)), &["check", "--strict", "ordereddates"]);
    let Output { status, stdout, stderr } = bean_check(&file("texts.beancount", &beans(&book)));
    assert!(status.success(), "{}", String::from_utf8_lossy(&[stdout, stderr].concat()));
}

fn draw(random: &mut ChaCha8Rng, end: usize) -> usize {
    usize::try_from(random.next_u64() % end as u64).unwrap()
}

#[test]
fn the_files_are_as_they_were() {
    let mut book = book();
    book.post(&Draft { memo: "许可费; 第一季度\n见附件".to_owned(), ..entry_1() }).unwrap();
    book.reverse(&reversal(1)).unwrap();
    let mut again = entry_1();
    again.key = Key::parse("receipt-2").unwrap();
    again.date = day(2026, 3, 6);
    again.postings[0].balance = Some(read_amount("20000.00", Currency::Cny).unwrap());
    book.post(&again).unwrap();
    let entries_only = |text: &str, from: &str| text[text.find(from).unwrap()..].to_owned();
    let expected = expect_test::expect![[r#"
        2026-03-02 * (1) 许可费  第一季度 见附件
            ; memo:"许可费; 第一季度\n见附件"
            ; key:receipt-1, link:agreement:0192#3.2, sha256:8c4e61764315e302a21a86a6f77276167661478aa30729c85076da5cca174de2
            assets:cash  CNY 20000.00
            income:licence  CNY -20000.00

        2026-03-05 * (2) 冲销 1
            ; key:back-1, reverses:1, sha256:aedd3881085883269ee7626b27fd9b8478e758c43cab2a2a8ccccf246f3b7d7f
            assets:cash  CNY -20000.00
            income:licence  CNY 20000.00

        2026-03-06 * (3) 许可费
            ; key:receipt-2, link:agreement:0192#3.2, sha256:a86193faf3cad6bb76e8914b160ef2fa14c6eb924c66310eca7218a88fa5cf29
            assets:cash  CNY 20000.00 = CNY 20000.00
            income:licence  CNY -20000.00
    "#]];
    expected.assert_eq(&entries_only(&journal(&book), "2026-03-02 *"));
    let expected = expect_test::expect![[r#"
        2026-03-02 * "许可费; 第一季度\n见附件"
          number: 1
          key: "receipt-1"
          link-1: "agreement:0192#3.2"
          sha256: "8c4e61764315e302a21a86a6f77276167661478aa30729c85076da5cca174de2"
          Assets:Cash  20000.00 CNY
          Income:Licence  -20000.00 CNY

        2026-03-05 * "冲销 1"
          number: 2
          key: "back-1"
          reverses: 1
          sha256: "aedd3881085883269ee7626b27fd9b8478e758c43cab2a2a8ccccf246f3b7d7f"
          Assets:Cash  -20000.00 CNY
          Income:Licence  20000.00 CNY

        2026-03-06 * "许可费"
          number: 3
          key: "receipt-2"
          link-1: "agreement:0192#3.2"
          sha256: "a86193faf3cad6bb76e8914b160ef2fa14c6eb924c66310eca7218a88fa5cf29"
          Assets:Cash  20000.00 CNY
          Income:Licence  -20000.00 CNY

        2026-03-07 balance Assets:Cash 20000.00 CNY
    "#]];
    expected.assert_eq(&entries_only(&beans(&book), "2026-03-02 *"));
}
