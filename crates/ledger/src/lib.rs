//! Append-only double entry: exact, chained by hash, and pure.
//!
//! An entry is a list of postings of one currency that sum to zero. Amounts are whole minor units; no float touches
//! them, and a number of JSON is refused where an amount is meant. Nothing changes or deletes an entry: a correction is
//! the exact negation of the stored entry and a new one. Each entry carries the SHA-256 of its canonical text, which
//! names the hash of the entry before, so that [`verify()`] finds whatever was changed afterwards.
//!
//! The crate knows nothing of agreements, reads no clock, draws no random number and does no input or output. A store
//! looks up the [`Circumstances`] of a request under its lock, asks [`post()`] or [`reverse`], and writes what is
//! [`Posted`]; a [`Book`] does the same in memory.
//!
//! ```
//! use ledger::{Account, AccountName, Book, Draft, Key, Outcome, Posting, Reversal};
//! use measure::{Currency, Money};
//!
//! let day = |day| jiff::civil::date(2026, 3, day);
//! let (cash, income) = (AccountName::parse("assets:cash")?, AccountName::parse("income:licence")?);
//! let mut book = Book::default();
//! book.open_account(Account::open(cash.clone(), "库存现金", Currency::Cny, day(1))?)?;
//! book.open_account(Account::open(income.clone(), "许可收入", Currency::Cny, day(1))?)?;
//!
//! let receipt = Draft {
//!     key: Key::parse("receipt-7")?,
//!     date: day(2),
//!     memo: "第一季度许可费".to_owned(),
//!     postings: vec![Posting::new(cash.clone(), Money::fen(2_000_000)), Posting::new(income, Money::fen(-2_000_000))],
//!     links: vec![],
//! };
//! book.post(&receipt)?;
//! // The same request again is the same entry.
//! assert!(matches!(book.post(&receipt)?, Outcome::Known(sealed) if sealed.number() == 1));
//!
//! // It was a mistake.
//! let mistake = Reversal { key: Key::parse("mistake-7")?, date: day(3), memo: "误记".to_owned(), links: vec![], of: 1 };
//! book.reverse(&mistake)?;
//! assert_eq!(book.account(&cash).map(|standing| standing.balance), Some(Money::fen(0)));
//!
//! let mut stored: Vec<_> = book.entries().map(ledger::Sealed::stored).collect();
//! ledger::verify(&stored, book.head())?;
//! stored[0].canonical = stored[0].canonical.replace("20000.00", "10000.00");
//! assert_eq!(ledger::verify(&stored, book.head()), Err(ledger::Broken::Hash { number: 1 }));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![deny(clippy::float_arithmetic)]

mod account;
mod amount;
mod book;
pub mod canonical;
mod circumstances;
mod entry;
pub mod export;
mod hash;
mod name;
mod post;
mod read;
mod refusal;
pub mod report;
mod sealed;
mod verify;

pub use account::{Account, AccountName, Kind, Standing};
pub use amount::read_amount;
pub use book::{Book, ReplayRefusal};
pub use circumstances::Circumstances;
pub use entry::{Draft, Entry, Posting, Reversal};
pub use hash::Hash;
pub use name::{Key, Link};
pub use post::{Outcome, Posted, close_period, correct, post, reopen_period, reverse};
pub use read::read_date;
pub use refusal::{Class, Refusal};
pub use sealed::{Head, Sealed, Stored};
pub use verify::{Broken, Walk, verify};
