//! What holds for every ledger, tried on many drawn from a seed.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod small;

use ledger::{Account, Book, Broken, Draft, Hash, Outcome, Posting, Refusal, Reversal, Sealed, Stored, verify};
use measure::{Fraction, Money};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use small::{book, day, draft, name, reversal};

const ACCOUNTS: [&str; 5] =
    ["assets:cash", "assets:bank", "assets:cash:till", "income:licence", "liabilities:payable:inventors"];

struct Draw(ChaCha8Rng);

impl Draw {
    fn seeded(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.0.next_u64() % end as u64).unwrap()
    }

    /// A day that comes later with later requests, mostly.
    fn date(&mut self, request: usize) -> jiff::civil::Date {
        let days = i64::try_from(request + self.below(20)).unwrap();
        day(2026, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap()
    }

    /// An amount split among some accounts: a draft that balances.
    fn draft(&mut self, key: usize) -> Draft {
        let total = Money::fen(i64::try_from(self.below(1_000_000)).unwrap() + 1);
        let weights: Vec<Fraction> =
            (0..=self.below(5)).map(|_| Fraction::new(self.below(9) as i128 + 1, 7).unwrap()).collect();
        let mut postings = vec![Posting::new(name(ACCOUNTS[self.below(5)]), total)];
        for part in total.split(&weights).unwrap().into_iter().filter(|part| part.minor_units() != 0) {
            postings.push(Posting::new(name(ACCOUNTS[self.below(5)]), part.checked_mul(-1).unwrap()));
        }
        Draft {
            date: self.date(key), postings, memo: format!("第{key}笔\n\"x\""), ..draft(&format!("key-{key}"), &[])
        }
    }

    /// A ledger of so many requests: drafts, reversals, the same again.
    fn book(&mut self, requests: usize) -> Book {
        let mut book = book();
        for request in 0..requests {
            let number = self.below(request + 1) as u64;
            match self.below(4) {
                0 => drop(book.reverse(&Reversal { date: self.date(request), ..reversal(number) })),
                1 => {
                    let mut draft = self.draft(request);
                    let account = draft.postings[0].account.clone();
                    draft.postings.truncate(1);
                    draft
                        .postings
                        .push(Posting::new(name("assets:bank"), draft.postings[0].amount.checked_mul(-1).unwrap()));
                    let balance = book.account(&account).unwrap().balance;
                    let asserted = balance.checked_add(draft.postings[0].amount).unwrap();
                    draft.postings[0].balance = Some(asserted);
                    let answer = book.post(&draft);
                    let dated =
                        matches!(answer, Err(Refusal::AssertionNotLast { .. } | Refusal::BeforeAssertion { .. }));
                    assert!(answer.is_ok() || dated, "{answer:?}");
                }
                _ => drop(book.post(&self.draft(request))),
            }
        }
        book
    }
}

fn stored(book: &Book) -> Vec<Stored> {
    book.entries().map(Sealed::stored).collect()
}

fn accounts(book: &Book) -> Vec<Account> {
    book.accounts().cloned().collect()
}

#[test]
fn every_entry_sums_to_zero_and_so_do_all_balances() {
    let mut draw = Draw::seeded(1);
    for _ in 0..50 {
        let book = draw.book(60);
        assert!(book.entries().count() > 20);
        let mut total = 0;
        for account in book.accounts() {
            total += book.account(&account.name).unwrap().balance.minor_units();
        }
        assert_eq!(total, 0);
        for sealed in book.entries() {
            let sum: i64 = sealed.entry().postings.iter().map(|posting| posting.amount.minor_units()).sum();
            assert_eq!(sum, 0);
        }
    }
}

#[test]
fn replaying_gives_the_same_hashes_and_balances() {
    let mut draw = Draw::seeded(2);
    for _ in 0..50 {
        let book = draw.book(60);
        let (chain, until) = (stored(&book), Some(day(2026, 2, 1)));
        verify(&chain, book.head()).unwrap();
        let again = Book::replay(accounts(&book), until, &chain).unwrap();
        assert_eq!((again.head(), stored(&again), again.closed_until()), (book.head(), chain, until));
        for account in book.accounts() {
            assert_eq!(again.account(&account.name), book.account(&account.name));
        }
        for entry in stored(&book) {
            // Sorted keys, no blanks: what serde_json makes of the same object.
            let value: serde_json::Value = serde_json::from_str(&entry.canonical).unwrap();
            assert_eq!(value.to_string(), entry.canonical);
        }
        let opened = Book::replay(accounts(&book), None, &stored(&book)).unwrap();
        assert!(opened.entries().eq(book.entries()));
    }
}

#[test]
fn requests_sent_twice_are_posted_once_and_reversals_cancel() {
    let mut draw = Draw::seeded(3);
    let mut book = book();
    for key in 0..100 {
        let draft = Draft { date: day(2026, 5, 1), ..draw.draft(key) };
        let before: Vec<_> = ACCOUNTS.map(|account| book.account(&name(account)).unwrap().balance).to_vec();
        let number = book.post(&draft).unwrap().sealed().number();
        assert!(matches!(book.post(&draft).unwrap(), Outcome::Known(known) if known.number() == number));
        book.reverse(&Reversal { date: day(2026, 5, 1), ..reversal(number) }).unwrap();
        let after: Vec<_> = ACCOUNTS.map(|account| book.account(&name(account)).unwrap().balance).to_vec();
        assert_eq!(before, after);
    }
}

#[test]
fn any_changed_byte_of_any_entry_is_found_and_the_entry_named() {
    let mut draw = Draw::seeded(4);
    let book = draw.book(12);
    let chain = stored(&book);
    for at in 0..chain.len() {
        let number = at as u64 + 1;
        for byte in 0..chain[at].canonical.len() {
            let mut bytes = chain[at].canonical.clone().into_bytes();
            bytes[byte] ^= 1 << draw.below(8);
            // Texts that are no UTF-8 cannot be stored as text at all.
            let Ok(canonical) = String::from_utf8(bytes) else { continue };
            let mut changed = chain.clone();
            changed[at].canonical = canonical;
            assert_eq!(verify(&changed, book.head()), Err(Broken::Hash { number }));
        }
        for byte in 0..32 {
            let mut changed = chain.clone();
            let mut bytes = *chain[at].hash.bytes();
            bytes[byte] ^= 1 << draw.below(8);
            changed[at].hash = Hash::from_bytes(bytes);
            assert_eq!(verify(&changed, book.head()), Err(Broken::Hash { number }));
        }
        let mut changed = chain.clone();
        changed[at].number ^= 1 << draw.below(64);
        let found = changed[at].number;
        assert_eq!(verify(&changed, book.head()), Err(Broken::Order { expected: number, found }));
        let mut missing = chain.clone();
        missing.remove(at);
        let broken = match chain.len() - at {
            1 => Broken::Cut { expected: number, found: number - 1 },
            _ => Broken::Order { expected: number, found: number + 1 },
        };
        assert_eq!(verify(&missing, book.head()), Err(broken));
    }
}

#[test]
fn an_entry_written_anew_with_its_hash_is_found_all_the_same() {
    let mut draw = Draw::seeded(6);
    let mut book = draw.book(0);
    let two = [("assets:cash", "100.00"), ("income:licence", "-100.00")];
    for key in ["a", "b", "c"] {
        book.post(&draft(key, &two)).unwrap();
    }
    book.reverse(&reversal(1)).unwrap();
    let chain = stored(&book);
    let anew = |at: usize, from: &str, to: &str| {
        let mut changed = chain.clone();
        changed[at].canonical = changed[at].canonical.replacen(from, to, 1);
        assert_ne!(changed[at].canonical, chain[at].canonical);
        // All that follows is chained to what was written anew.
        for at in at..changed.len() {
            if at > 0 {
                let (before, old) = (changed[at - 1].hash.to_string(), chain[at - 1].hash.to_string());
                changed[at].canonical = changed[at].canonical.replace(&old, &before);
            }
            changed[at].hash = Hash::of(&changed[at].canonical);
        }
        verify(&changed, book.head()).unwrap_err()
    };
    let entry = |number, refusal| Broken::Entry { number, refusal };
    let by = "10.00".to_owned();
    let table = [
        (0, "\"100.00\"", "\"110.00\"", Broken::Unbalanced { number: 1, by, currency: measure::Currency::Cny }),
        (1, "\"100.00\"", "\"100\"", entry(2, Refusal::NotAnAmount { given: "100".to_owned() })),
        (1, "\"seq\":2", "\"seq\":7", Broken::Order { expected: 2, found: 7 }),
        (
            1,
            "\"key\":\"b\"",
            "\"key\":\"a\"",
            entry(2, Refusal::KeyReused { key: ledger::Key::parse("a").unwrap(), number: 1 }),
        ),
        (0, "\"CNY\"", "\"cny\"", entry(1, Refusal::UnknownCurrency { given: "cny".to_owned() })),
        (0, "\"2026-03-02\"", "\"20260302\"", entry(1, Refusal::BadDate { given: "20260302".to_owned() })),
        (1, ",\"seq\"", ", \"seq\"", Broken::Unreadable { number: 2 }),
        (3, "\"reverses\":1", "\"reverses\":9", entry(4, Refusal::UnknownEntry { number: 9 })),
        (3, "assets:cash", "assets:bank", Broken::Reversal { number: 4, of: 1 }),
        (2, "许可费", "许可", Broken::Cut { expected: 4, found: 4 }),
    ];
    for (at, from, to, expected) in table {
        assert_eq!(anew(at, from, to), expected, "{to}");
    }
    let alone = |at: usize| {
        let mut changed = chain.clone();
        changed[at].canonical = changed[at].canonical.replace("许可费", "许可");
        changed[at].hash = Hash::of(&changed[at].canonical);
        verify(&changed, book.head()).unwrap_err()
    };
    assert_eq!(alone(1), Broken::Link { number: 3 });
    assert_eq!(verify(&chain[..3], book.head()), Err(Broken::Cut { expected: 4, found: 3 }));
}
