//! The journal in a store.

use super::fault::Fault;
use crate::journal::{Entry, Hash, Sealed};
use crate::people::AccountId;

/// The end of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 before the first.
    pub number: u64,
    /// Its hash.
    pub hash: Hash,
}

/// Which entries of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalFilter {
    /// Of this verb, or of verbs that begin with it and a point.
    pub verb: Option<String>,
    /// To this object.
    pub object: Option<String>,
    /// By this account.
    pub by: Option<AccountId>,
}

/// The journal in a store.
pub trait Journals {
    /// Chains an entry to the end; it gets its number here.
    ///
    /// # Errors
    /// The store's.
    fn append(&mut self, entry: Entry) -> Result<u64, Fault>;

    /// The end of the chain.
    ///
    /// # Errors
    /// The store's.
    fn head(&mut self) -> Result<Head, Fault>;

    /// Entries after a number, oldest first.
    ///
    /// # Errors
    /// The store's.
    fn entries(&mut self, after: u64, most: usize) -> Result<Vec<Sealed>, Fault>;

    /// Entries before a number, newest first.
    ///
    /// # Errors
    /// The store's.
    fn entries_before(&mut self, before: u64, filter: &JournalFilter, most: usize) -> Result<Vec<Sealed>, Fault>;

    /// Empties the payloads of the entries to an object, and their salts; how many there were.
    ///
    /// # Errors
    /// The store's.
    fn erase_payloads(&mut self, object: &str) -> Result<usize, Fault>;
}
