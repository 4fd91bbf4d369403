//! Whether the ledger is what was posted: the chain from its first entry to its last, and every account against the
//! sum of its postings.

use std::collections::BTreeMap;

use ledger::{AccountName, Broken, Head, Walk};
use measure::Money;

use crate::store::{Fault, LedgerFilter, Shelf};

/// Entries that are read at once.
const AT_ONCE: usize = 1_000;

/// What was looked at, and what was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Entries that were sound.
    pub entries: u64,
    /// Accounts.
    pub accounts: usize,
    /// The end of the chain; who noted it down elsewhere can see that nothing was cut off.
    pub head: Head,
    /// What is wrong, the first first.
    pub flaws: Vec<Flaw>,
}

/// Something wrong with the ledger.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The chain is broken; what follows can no longer be told sound from broken.
    #[error("{0}")]
    Chain(#[from] Broken),
    /// An account does not stand where its postings lead.
    #[error("{account} stands at {kept}; its postings sum to {summed}")]
    Balance {
        /// The account.
        account: AccountName,
        /// Where it stands.
        kept: Money,
        /// What its postings sum to.
        summed: Money,
    },
    /// Postings to an account that is not there.
    #[error("{account} has postings and is not there")]
    NoAccount {
        /// The account.
        account: AccountName,
    },
}

/// Walks the ledger.
///
/// # Errors
/// The store's.
pub fn verify(shelf: &mut dyn Shelf) -> Result<Checked, Fault> {
    let (mut walk, mut after) = (Walk::default(), 0);
    let mut sums: BTreeMap<AccountName, i128> = BTreeMap::new();
    let standings = shelf.standings(None)?;
    let head = shelf.ledger_head()?;
    let mut checked = Checked { entries: 0, accounts: standings.len(), head, flaws: Vec::new() };
    loop {
        let some = shelf.ledger_entries(after, &LedgerFilter::default(), AT_ONCE)?;
        let Some(last) = some.last() else { break };
        after = last.stored.number;
        for kept in &some {
            match walk.step(&kept.stored) {
                Ok(sealed) => {
                    for posting in &sealed.entry().postings {
                        let sum = sums.entry(posting.account.clone()).or_default();
                        *sum = sum.saturating_add(i128::from(posting.amount.minor_units()));
                    }
                    checked.entries += 1;
                }
                Err(broken) => {
                    checked.flaws.push(broken.into());
                    return Ok(checked);
                }
            }
        }
    }
    checked.flaws.extend(walk.end(head).err().map(Flaw::from));
    for standing in standings {
        let (account, kept) = (standing.account.name, standing.balance);
        let summed = sums.remove(&account).unwrap_or_default();
        if summed != i128::from(kept.minor_units()) {
            let summed = i64::try_from(summed).unwrap_or(if summed < 0 { i64::MIN } else { i64::MAX });
            let summed = Money::new(summed, kept.currency());
            checked.flaws.push(Flaw::Balance { account, kept, summed });
        }
    }
    checked.flaws.extend(sums.into_keys().map(|account| Flaw::NoAccount { account }));
    Ok(checked)
}
