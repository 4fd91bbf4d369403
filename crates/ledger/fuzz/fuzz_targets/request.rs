//! Any JSON as a list of requests: what is posted balances, replays to the same chain, and can be exported.
#![no_main]

use didymium_measure::Currency;
use ledger::{Account, AccountName, Book, Draft, Reversal, Sealed, export};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

const ACCOUNTS: [(&str, Currency); 4] = [
    ("assets:cash", Currency::Cny),
    ("assets:cash:till", Currency::Cny),
    ("income:licence", Currency::Cny),
    ("assets:jpy", Currency::Jpy),
];

fuzz_target!(|data: &[u8]| {
    let Ok(Value::Array(requests)) = serde_json::from_slice(data) else { return };
    let mut book = book();
    for request in &requests {
        // Whatever is refused changes nothing.
        let _ = Draft::read(request).and_then(|draft| book.post(&draft));
        let _ = Reversal::read(request).and_then(|reversal| book.reverse(&reversal));
    }
    let stored: Vec<_> = book.entries().map(Sealed::stored).collect();
    ledger::verify(&stored, book.head()).expect("what was posted is a chain");
    let again = Book::replay(book.accounts().cloned(), None, &stored).expect("it can be posted again");
    assert_eq!(again.head(), book.head());
    ledger::report::trial_balance(book.entries(), None).ok();
    let mut text = String::new();
    export::hledger(book.accounts(), book.entries(), &mut text).expect("a text takes everything");
    export::beancount(book.accounts(), book.entries(), &mut text).expect("a text takes everything");
});

fn book() -> Book {
    let mut book = Book::default();
    for (name, currency) in ACCOUNTS {
        let name = AccountName::parse(name).expect("a name");
        let account = Account::open(name, "title", currency, jiff::civil::date(2026, 1, 1)).expect("an account");
        book.open_account(account).expect("a new account");
    }
    book
}
