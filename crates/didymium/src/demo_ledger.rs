//! The ledger of the demo base: accounts and entries as anybody may send them, posted like anybody's.

use std::sync::Arc;

use base::accounting;
use base::record::verb::Occasion;
use base::store::{Shelf, Store};
use ledger::{Account, AccountName, Draft, Refusal, Reversal, read_date};
use measure::Currency;
use serde::Deserialize;
use serde_json::Value;

use crate::stop::Stop;

const FILE: &str = "ledger.json";
const TEXT: &str = include_str!("../../../demo/ledger.json");

#[derive(Deserialize)]
struct Book {
    accounts: Vec<Row>,
    /// Each a draft, or what takes an entry back.
    entries: Vec<Value>,
}

#[derive(Deserialize)]
struct Row {
    account: String,
    title: String,
    currency: String,
    opened: String,
}

/// Opens the accounts and posts the entries.
pub fn fill(store: &Arc<dyn Store>, occasion: Occasion) -> Result<(), Stop> {
    let book: Book = serde_json::from_str(TEXT).map_err(|error| {
        Stop::unreadable(FILE.as_ref(), std::io::Error::new(std::io::ErrorKind::InvalidData, error))
    })?;
    store.writing(move |shelf| {
        let wrong = |at: usize, why: Stop| Stop::DemoRow { file: FILE.to_owned(), row: at + 1, why: Box::new(why) };
        for (at, row) in book.accounts.iter().enumerate() {
            open(shelf, &occasion, row).map_err(|trouble| wrong(at, trouble.into()))?;
        }
        for (at, entry) in book.entries.iter().enumerate() {
            post(shelf, &occasion, entry).map_err(|trouble| wrong(at, trouble.into()))?;
        }
        Ok(())
    })
}

fn open(shelf: &mut dyn Shelf, occasion: &Occasion, row: &Row) -> Result<(), accounting::Trouble> {
    let currency =
        Currency::parse(&row.currency).map_err(|_| Refusal::UnknownCurrency { given: row.currency.clone() })?;
    let account = Account::open(AccountName::parse(&row.account)?, &row.title, currency, read_date(&row.opened)?)?;
    accounting::open_account(shelf, occasion, account).map(drop)
}

fn post(shelf: &mut dyn Shelf, occasion: &Occasion, entry: &Value) -> Result<(), accounting::Trouble> {
    let sealed = if entry["of"].is_null() {
        accounting::post(shelf, occasion, &Draft::read(entry)?)
    } else {
        accounting::reverse(shelf, occasion, &Reversal::read(entry)?)
    };
    sealed.map(drop)
}
