//! A small ledger that the tests share: accounts in two currencies and a few entries.

#![allow(dead_code, reason = "each test uses a part of it")]

use jiff::civil::{Date, date};
use ledger::{Account, AccountName, Book, Draft, Key, Link, Posting, Reversal, read_amount};
use measure::Currency;

pub fn day(year: i16, month: i8, day: i8) -> Date {
    date(year, month, day)
}

pub fn name(text: &str) -> AccountName {
    AccountName::parse(text).unwrap()
}

/// Names, titles and currencies; all are open from 2026 on.
const ACCOUNTS: [(&str, &str, Currency); 9] = [
    ("assets:cash", "库存现金", Currency::Cny),
    ("assets:cash:till", "备用金", Currency::Cny),
    ("assets:bank", "银行存款：\"基地\"; 一般户, type:Q", Currency::Cny),
    ("assets:usd", "美元存款", Currency::Usd),
    ("assets:jpy", "日元存款", Currency::Jpy),
    ("equity:opening-jpy", "期初余额", Currency::Jpy),
    ("income:licence", "许可收入", Currency::Cny),
    ("income:royalty-usd", "Royalties \\ in dollars", Currency::Usd),
    ("liabilities:payable:inventors", "应付发明人", Currency::Cny),
];

pub fn book() -> Book {
    let mut book = Book::default();
    for (text, title, currency) in ACCOUNTS {
        book.open_account(Account::open(name(text), title, currency, day(2026, 1, 1)).unwrap()).unwrap();
    }
    book
}

/// A draft of 2026-03-02 with these accounts and amounts.
pub fn draft(key: &str, postings: &[(&str, &str)]) -> Draft {
    let book = book();
    let posting = |(account, amount): &(&str, &str)| {
        let account = name(account);
        let currency = book.account(&account).map_or(Currency::Cny, |standing| standing.account.currency);
        Posting::new(account, read_amount(amount, currency).unwrap())
    };
    Draft {
        key: Key::parse(key).unwrap(),
        date: day(2026, 3, 2),
        memo: "许可费".to_owned(),
        postings: postings.iter().map(posting).collect(),
        links: vec![Link::parse("agreement:0192#3.2").unwrap()],
    }
}

pub fn entry_1() -> Draft {
    draft("receipt-1", &[("assets:cash", "20000.00"), ("income:licence", "-20000.00")])
}

pub fn entry_2() -> Draft {
    draft("payout-1", &[("income:licence", "14000.00"), ("liabilities:payable:inventors", "-14000.00")])
}

/// A reversal of 2026-03-05.
pub fn reversal(of: u64) -> Reversal {
    Reversal {
        key: Key::parse(&format!("back-{of}")).unwrap(),
        date: day(2026, 3, 5),
        memo: format!("冲销 {of}"),
        links: vec![],
        of,
    }
}
