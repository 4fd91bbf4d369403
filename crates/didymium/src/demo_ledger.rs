//! The ledger of the demo base: accounts and entries out of the tables that ship, posted like anybody's.

use std::collections::BTreeMap;
use std::sync::Arc;

use base::accounting;
use base::record::verb::Occasion;
use base::store::Store;
use ledger::{Account, AccountName, Draft, Key, Link, Posting, Refusal, Reversal, read_amount, read_date};
use measure::Currency;

use crate::stop::Stop;

/// The tables, beside those of records.
pub const ACCOUNTS: &str = "ledger-accounts.csv";
/// Rows with the same key are one entry; a row that names another key takes that entry back.
pub const ENTRIES: &str = "ledger-entries.csv";

/// What an entry of the table asks for.
enum Wanted {
    Post(Draft),
    /// Takes the entry of a key back.
    Reverse(String, Reversal),
}

/// Opens the accounts and posts the entries.
pub fn fill(
    store: &Arc<dyn Store>,
    occasion: Occasion,
    accounts: &[Vec<String>],
    entries: &[Vec<String>],
) -> Result<(), Stop> {
    let mut opened = Vec::new();
    for (at, row) in accounts.iter().enumerate() {
        opened.push(account(row).map_err(|refusal| wrong(ACCOUNTS, at, refusal))?);
    }
    let wanted = wanted(entries, &opened)?;
    store.writing(move |shelf| {
        for account in opened {
            accounting::open_account(shelf, &occasion, account)?;
        }
        let mut numbers: BTreeMap<String, u64> = BTreeMap::new();
        for wanted in wanted {
            let sealed = match wanted {
                Wanted::Post(draft) => accounting::post(shelf, &occasion, &draft)?,
                Wanted::Reverse(of, reversal) => {
                    let of = numbers.get(&of).copied().unwrap_or_default();
                    accounting::reverse(shelf, &occasion, &Reversal { of, ..reversal })?
                }
            };
            numbers.insert(sealed.entry().key.to_string(), sealed.number());
        }
        Ok(())
    })
}

fn account(row: &[String]) -> Result<Account, Refusal> {
    let currency = Currency::parse(&row[2]).map_err(|_| Refusal::UnknownCurrency { given: row[2].clone() })?;
    Account::open(AccountName::parse(&row[0])?, &row[1], currency, read_date(&row[3])?)
}

fn wanted(rows: &[Vec<String>], accounts: &[Account]) -> Result<Vec<Wanted>, Stop> {
    let mut wanted: Vec<Wanted> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let failed = |refusal| wrong(ENTRIES, at, refusal);
        let key = Key::parse(&row[0]).map_err(failed)?;
        if let Some(Wanted::Post(draft)) =
            wanted.last_mut().filter(|last| matches!(last, Wanted::Post(draft) if draft.key == key))
        {
            draft.postings.push(posting(row, accounts).map_err(failed)?);
        } else {
            wanted.push(first(key, row, accounts).map_err(failed)?);
        }
    }
    Ok(wanted)
}

fn first(key: Key, row: &[String], accounts: &[Account]) -> Result<Wanted, Refusal> {
    let (date, memo) = (read_date(&row[1])?, row[2].clone());
    let links = if row[3].is_empty() { Vec::new() } else { vec![Link::parse(&row[3])?] };
    if !row[6].is_empty() {
        return Ok(Wanted::Reverse(row[6].clone(), Reversal { key, date, memo, links, of: 0 }));
    }
    Ok(Wanted::Post(Draft { key, date, memo, links, postings: vec![posting(row, accounts)?] }))
}

fn posting(row: &[String], accounts: &[Account]) -> Result<Posting, Refusal> {
    let name = AccountName::parse(&row[4])?;
    let account = accounts.iter().find(|account| account.name == name);
    let currency = account.map(|account| account.currency).ok_or(Refusal::UnknownAccount { account: name.clone() })?;
    Ok(Posting::new(name, read_amount(&row[5], currency)?))
}

fn wrong(file: &str, at: usize, refusal: Refusal) -> Stop {
    Stop::DemoRow { file: file.to_owned(), row: at + 2, why: Box::new(Stop::Ledger(refusal)) }
}
