//! What has to be known of a ledger to say whether an entry may be posted, and nothing else of it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::account::{AccountName, Standing};
use crate::name::Key;
use crate::post::Posted;
use crate::sealed::{Head, Sealed};

/// The facts that a store looks up, under its lock, before it posts.
///
/// - the head of the chain, and until when the ledger is closed;
/// - how each account stands that the entry touches ([`with_account`](Self::with_account)); one that is not given
///   does not exist;
/// - the entry that was posted under the same key, if any, and for a reversal the entry that it takes back
///   ([`with_entry`](Self::with_entry)). The accounts a reversal touches are those of that entry.
///
/// Several entries of one transaction are posted one after the other: [`follow`](Self::follow) takes in what the last
/// one changed.
#[derive(Clone, Debug)]
pub struct Circumstances {
    pub(crate) head: Head,
    pub(crate) closed_until: Option<Date>,
    pub(crate) accounts: BTreeMap<AccountName, Standing>,
    pub(crate) keys: BTreeMap<Key, u64>,
    pub(crate) entries: BTreeMap<u64, Known>,
}

/// An entry that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) sealed: Sealed,
    /// The number of the entry that took it back.
    pub(crate) reversed_by: Option<u64>,
}

impl Circumstances {
    /// A ledger with this head, closed until the end of a day if at all.
    pub fn new(head: Head, closed_until: Option<Date>) -> Self {
        Self { head, closed_until, accounts: BTreeMap::new(), keys: BTreeMap::new(), entries: BTreeMap::new() }
    }

    /// How an account stands.
    #[must_use]
    pub fn with_account(mut self, standing: Standing) -> Self {
        self.accounts.insert(standing.account.name.clone(), standing);
        self
    }

    /// An entry that is there, and the number of the one that took it back.
    #[must_use]
    pub fn with_entry(mut self, sealed: Sealed, reversed_by: Option<u64>) -> Self {
        self.know(sealed, reversed_by);
        self
    }

    /// Takes in what posting an entry has changed.
    pub fn follow(&mut self, posted: &Posted) {
        let sealed = &posted.sealed;
        self.head = sealed.head();
        for standing in &posted.standings {
            self.accounts.insert(standing.account.name.clone(), standing.clone());
        }
        if let Some(known) = sealed.entry().reverses.and_then(|of| self.entries.get_mut(&of)) {
            known.reversed_by = Some(sealed.number());
        }
        self.know(sealed.clone(), None);
    }

    /// The head of the chain.
    pub fn head(&self) -> Head {
        self.head
    }

    fn know(&mut self, sealed: Sealed, reversed_by: Option<u64>) {
        self.keys.insert(sealed.entry().key.clone(), sealed.number());
        self.entries.insert(sealed.number(), Known { sealed, reversed_by });
    }
}
