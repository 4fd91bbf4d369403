//! An entry posted, taken back, or put right.

use std::collections::BTreeSet;

use ledger::{AccountName, Circumstances, Draft, Key, Outcome, Posted, Reversal, Sealed};
use serde_json::json;

use super::period::come;
use super::{Trouble, may_post};
use crate::journal::Entry;
use crate::record::verb::Occasion;
use crate::store::{Kept, Shelf};

/// Posts a draft; the same once more is the entry that is there.
///
/// # Errors
/// Whoever asks is not finance; the day is still to come; the ledger's refusals; the store's faults.
pub fn post(shelf: &mut dyn Shelf, occasion: &Occasion, draft: &Draft) -> Result<Sealed, Trouble> {
    may_post(&occasion.viewer)?;
    post_decided(shelf, occasion, draft)
}

/// Posts a draft, whoever may: the workflow that calls it has asked that before, by rules of its own.
///
/// # Errors
/// The day is still to come; the ledger's refusals; the store's faults.
pub fn post_decided(shelf: &mut dyn Shelf, occasion: &Occasion, draft: &Draft) -> Result<Sealed, Trouble> {
    let accounts = draft.postings.iter().map(|posting| posting.account.clone()).collect();
    let circumstances = circumstances(shelf, accounts, &[&draft.key], None)?;
    settle(shelf, occasion, ledger::post(draft, &circumstances)?)
}

/// Takes an entry back by its exact negation.
///
/// # Errors
/// As [`post`].
pub fn reverse(shelf: &mut dyn Shelf, occasion: &Occasion, reversal: &Reversal) -> Result<Sealed, Trouble> {
    may_post(&occasion.viewer)?;
    reverse_decided(shelf, occasion, reversal)
}

/// Takes an entry back, whoever may: the workflow that calls it has asked that before, by rules of its own.
///
/// # Errors
/// As [`post_decided`].
pub fn reverse_decided(shelf: &mut dyn Shelf, occasion: &Occasion, reversal: &Reversal) -> Result<Sealed, Trouble> {
    let target = shelf.ledger_entry(reversal.of)?;
    let accounts = accounts_of(target.as_ref())?;
    let circumstances = circumstances(shelf, accounts, &[&reversal.key], target)?;
    settle(shelf, occasion, ledger::reverse(reversal, &circumstances)?)
}

/// Takes an entry back and posts what should have been there: both or neither.
///
/// # Errors
/// As [`post`].
pub fn correct(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    reversal: &Reversal,
    draft: &Draft,
) -> Result<(Sealed, Sealed), Trouble> {
    may_post(&occasion.viewer)?;
    let target = shelf.ledger_entry(reversal.of)?;
    let mut accounts = accounts_of(target.as_ref())?;
    accounts.extend(draft.postings.iter().map(|posting| posting.account.clone()));
    let circumstances = circumstances(shelf, accounts, &[&reversal.key, &draft.key], target)?;
    let (back, anew) = ledger::correct(reversal, draft, &circumstances)?;
    Ok((settle(shelf, occasion, back)?, settle(shelf, occasion, anew)?))
}

fn accounts_of(target: Option<&Kept>) -> Result<BTreeSet<AccountName>, Trouble> {
    let sealed = target.map(|kept| kept.stored.open()).transpose()?;
    Ok(sealed
        .into_iter()
        .flat_map(|sealed| sealed.entry().accounts().into_iter().cloned().collect::<Vec<_>>())
        .collect())
}

/// What the ledger has to know, looked up in the transaction that will write.
fn circumstances(
    shelf: &mut dyn Shelf,
    accounts: BTreeSet<AccountName>,
    keys: &[&Key],
    target: Option<Kept>,
) -> Result<Circumstances, Trouble> {
    let mut circumstances = Circumstances::new(shelf.ledger_head()?, shelf.closed_until()?);
    let accounts: Vec<AccountName> = accounts.into_iter().collect();
    for standing in shelf.standings(Some(&accounts))? {
        circumstances = circumstances.with_account(standing);
    }
    let mut known: Vec<Kept> = target.into_iter().collect();
    for key in keys {
        known.extend(shelf.ledger_entry_of(key)?);
    }
    for kept in known {
        circumstances = circumstances.with_entry(kept.stored.open()?, kept.reversed_by);
    }
    Ok(circumstances)
}

fn settle(shelf: &mut dyn Shelf, occasion: &Occasion, outcome: Outcome) -> Result<Sealed, Trouble> {
    match outcome {
        Outcome::Known(sealed) => Ok(*sealed),
        Outcome::New(posted) => {
            come(posted.sealed.entry().date, occasion)?;
            shelf.put_posted(&posted)?;
            let Posted { sealed, .. } = *posted;
            let verb = if sealed.entry().reverses.is_some() { "ledger.reverse" } else { "ledger.post" };
            shelf.append(Entry {
                at: occasion.now,
                by: occasion.viewer.account(),
                verb: verb.to_owned(),
                object: format!("ledger:{}", sealed.number()),
                version: 0,
                payload: json!({ "key": sealed.entry().key.as_str(), "hash": sealed.hash().to_string() }),
            })?;
            Ok(sealed)
        }
    }
}
