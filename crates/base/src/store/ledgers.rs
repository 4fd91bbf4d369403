//! The ledger in a store: accounts as they stand, and entries that stay as they were written.

use jiff::civil::Date;
use ledger::{AccountName, Head, Key, Posted, Standing, Stored};

use super::fault::Fault;

/// An entry, and the number of the one that took it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The entry.
    pub stored: Stored,
    /// What took it back.
    pub reversed_by: Option<u64>,
}

/// Which entries of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// That touch this account, or one below it.
    pub account: Option<AccountName>,
    /// That are about this.
    pub link: Option<String>,
}

/// The ledger in a store.
pub trait Ledgers {
    /// The end of the ledger's chain.
    ///
    /// # Errors
    /// The store's.
    fn ledger_head(&mut self) -> Result<Head, Fault>;

    /// The last day that is closed.
    ///
    /// # Errors
    /// The store's.
    fn closed_until(&mut self) -> Result<Option<Date>, Fault>;

    /// Notes the last day that is closed.
    ///
    /// # Errors
    /// The store's.
    fn put_closed_until(&mut self, until: Date) -> Result<(), Fault>;

    /// Accounts as they stand, by name: those named, or all.
    ///
    /// # Errors
    /// The store's.
    fn standings(&mut self, names: Option<&[AccountName]>) -> Result<Vec<Standing>, Fault>;

    /// Writes an account as it stands now.
    ///
    /// # Errors
    /// The store's.
    fn put_standing(&mut self, standing: &Standing) -> Result<(), Fault>;

    /// Writes an entry and the accounts as they stand after it.
    ///
    /// # Errors
    /// The store's.
    fn put_posted(&mut self, posted: &Posted) -> Result<(), Fault>;

    /// An entry by its number.
    ///
    /// # Errors
    /// The store's.
    fn ledger_entry(&mut self, number: u64) -> Result<Option<Kept>, Fault>;

    /// An entry by the key it was posted under.
    ///
    /// # Errors
    /// The store's.
    fn ledger_entry_of(&mut self, key: &Key) -> Result<Option<Kept>, Fault>;

    /// Entries after a number, oldest first.
    ///
    /// # Errors
    /// The store's.
    fn ledger_entries(&mut self, after: u64, filter: &LedgerFilter, most: usize) -> Result<Vec<Kept>, Fault>;

    /// Entries before a number, newest first.
    ///
    /// # Errors
    /// The store's.
    fn ledger_entries_before(&mut self, before: u64, filter: &LedgerFilter, most: usize) -> Result<Vec<Kept>, Fault>;
}
