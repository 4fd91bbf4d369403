//! What the ledger says: balances, entries, the statement of an account.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use ledger::report::Statement;
use ledger::{AccountName, Refusal as LedgerRefusal, Sealed, Standing};
use measure::{Currency, Money};

use super::{Trouble, accounts::standing, may_read};
use crate::people::Viewer;
use crate::store::{Kept, LedgerFilter, Shelf};

/// Entries that are read at once.
const AT_ONCE: usize = 1_000;

/// The accounts of one currency, and what they add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// The currency.
    pub currency: Currency,
    /// Its accounts, by name.
    pub standings: Vec<Standing>,
    /// The sum of those that stand in debit; those in credit make the same.
    pub total: Money,
}

/// The trial balance as the accounts stand now, one for each currency.
///
/// # Errors
/// Whoever asks may not read the ledger; the store's faults.
pub fn balances(shelf: &mut dyn Shelf, viewer: &Viewer) -> Result<Vec<Balance>, Trouble> {
    may_read(viewer)?;
    let mut balances: Vec<Balance> = Vec::new();
    for standing in shelf.standings(None)? {
        let currency = standing.account.currency;
        let at = balances.iter().position(|one| one.currency == currency).unwrap_or_else(|| {
            balances.push(Balance { currency, standings: Vec::new(), total: Money::zero(currency) });
            balances.len() - 1
        });
        if standing.balance.minor_units() > 0 {
            let sum = balances[at].total.checked_add(standing.balance);
            let account = standing.account.name.clone();
            balances[at].total = sum.map_err(|_| LedgerRefusal::BalanceTooLarge { account })?;
        }
        balances[at].standings.push(standing);
    }
    balances.sort_by_key(|one| one.currency.code());
    Ok(balances)
}

/// Entries before a number, newest first.
///
/// # Errors
/// As [`balances`]; an entry that is not what it was written to be.
pub fn entries_of(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    filter: &LedgerFilter,
    before: u64,
    most: usize,
) -> Result<Vec<(Sealed, Option<u64>)>, Trouble> {
    may_read(viewer)?;
    shelf.ledger_entries_before(before, filter, most)?.iter().map(opened).collect()
}

/// An entry, and the number of the one that took it back.
///
/// # Errors
/// As [`entries_of`]; there is no such entry.
pub fn entry(shelf: &mut dyn Shelf, viewer: &Viewer, number: u64) -> Result<(Sealed, Option<u64>), Trouble> {
    may_read(viewer)?;
    let kept = shelf.ledger_entry(number)?.ok_or(LedgerRefusal::UnknownEntry { number })?;
    opened(&kept)
}

/// What came and went on an account, and how it stood after each.
///
/// # Errors
/// As [`entries_of`]; there is no such account.
pub fn statement_of(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    name: &AccountName,
    days: RangeInclusive<Date>,
) -> Result<(Standing, Statement), Trouble> {
    may_read(viewer)?;
    let standing = standing(shelf, name)?;
    let filter = LedgerFilter { account: Some(name.clone()), link: None };
    let entries = all(shelf, &filter)?;
    let statement = ledger::report::statement(&entries, name, standing.account.currency, days)?;
    Ok((standing, statement))
}

/// Every entry of a filter, oldest first.
pub(super) fn all(shelf: &mut dyn Shelf, filter: &LedgerFilter) -> Result<Vec<Sealed>, Trouble> {
    let mut entries = Vec::new();
    let mut after = 0;
    loop {
        let some = shelf.ledger_entries(after, filter, AT_ONCE)?;
        let Some(last) = some.last() else { return Ok(entries) };
        after = last.stored.number;
        for kept in &some {
            entries.push(kept.stored.open()?);
        }
    }
}

fn opened(kept: &Kept) -> Result<(Sealed, Option<u64>), Trouble> {
    Ok((kept.stored.open()?, kept.reversed_by))
}
