//! Accounts opened, closed and opened again.

use jiff::civil::Date;
use ledger::{Account, AccountName, Refusal as LedgerRefusal, Standing};
use serde_json::{Value, json};

use super::{Trouble, may_post};
use crate::journal::Entry;
use crate::record::verb::Occasion;
use crate::store::Shelf;

/// Opens an account.
///
/// # Errors
/// Whoever asks is not finance; there is one of that name; the store's faults.
pub fn open_account(shelf: &mut dyn Shelf, occasion: &Occasion, account: Account) -> Result<Standing, Trouble> {
    may_post(&occasion.viewer)?;
    if !shelf.standings(Some(std::slice::from_ref(&account.name)))?.is_empty() {
        return Err(LedgerRefusal::AccountExists { account: account.name }.into());
    }
    begin(shelf, occasion, account)
}

/// The account of this name; opened, where a workflow needs one that is not there: since the books began, or since the
/// first day of its year, so that what came earlier in the year can still be posted to it.
///
/// # Errors
/// The store's faults.
pub fn account_for(shelf: &mut dyn Shelf, occasion: &Occasion, account: Account) -> Result<Standing, Trouble> {
    if let Some(standing) = shelf.standings(Some(std::slice::from_ref(&account.name)))?.pop() {
        return Ok(standing);
    }
    let began = shelf.standings(None)?.into_iter().map(|standing| standing.account.opened).min();
    let opened = began.into_iter().chain([account.opened.first_of_year(), account.opened]).min();
    begin(shelf, occasion, Account { opened: opened.unwrap_or(account.opened), ..account })
}

fn begin(shelf: &mut dyn Shelf, occasion: &Occasion, account: Account) -> Result<Standing, Trouble> {
    let told =
        json!({ "title": account.title, "currency": account.currency.code(), "opened": account.opened.to_string() });
    put(shelf, occasion, "ledger.open-account", Standing::new(account), told)
}

/// Closes an empty account from a day on.
///
/// # Errors
/// Whoever asks is not finance; there is no such account; it is not empty; the store's faults.
pub fn close_account(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    name: &AccountName,
    from: Date,
) -> Result<Standing, Trouble> {
    may_post(&occasion.viewer)?;
    let closed = standing(shelf, name)?.close(from)?;
    put(shelf, occasion, "ledger.close-account", closed, json!({ "closed": from.to_string() }))
}

/// Opens a closed account again.
///
/// # Errors
/// Whoever asks is not finance; there is no such account; it is open; the store's faults.
pub fn reopen_account(shelf: &mut dyn Shelf, occasion: &Occasion, name: &AccountName) -> Result<Standing, Trouble> {
    may_post(&occasion.viewer)?;
    let open = standing(shelf, name)?.reopen()?;
    put(shelf, occasion, "ledger.reopen-account", open, json!({}))
}

/// An account as it stands.
pub(super) fn standing(shelf: &mut dyn Shelf, name: &AccountName) -> Result<Standing, Trouble> {
    let found = shelf.standings(Some(std::slice::from_ref(name)))?.pop();
    found.ok_or_else(|| LedgerRefusal::UnknownAccount { account: name.clone() }.into())
}

fn put(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    verb: &str,
    standing: Standing,
    payload: Value,
) -> Result<Standing, Trouble> {
    shelf.put_standing(&standing)?;
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: verb.to_owned(),
        object: format!("ledger:{}", standing.account.name),
        version: 0,
        payload,
    })?;
    Ok(standing)
}
