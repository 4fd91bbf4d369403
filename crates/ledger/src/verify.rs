//! Walking the chain: the first broken entry is named, and what is broken about it.

use std::collections::BTreeMap;

use measure::{Currency, Money};

use crate::account::AccountName;
use crate::entry::Posting;
use crate::hash::Hash;
use crate::refusal::Refusal;
use crate::sealed::{Head, Sealed, Stored};

/// What is wrong with a chain, and at which entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// An entry is missing, or stands elsewhere.
    #[error("entry {expected} should come here; entry {found} does")]
    Order {
        /// The number that should come.
        expected: u64,
        /// The number that comes.
        found: u64,
    },
    /// The text or the hash of an entry was changed.
    #[error("entry {number} is not what was posted: its text does not have its hash")]
    Hash {
        /// The number of the entry.
        number: u64,
    },
    /// The text has its hash, and is not the canonical text of an entry.
    #[error("entry {number} is not the canonical text of an entry")]
    Unreadable {
        /// The number of the entry.
        number: u64,
    },
    /// An entry is chained to another than the one before it: this one or that one was written anew.
    #[error("entry {number} is not chained to the one before it")]
    Link {
        /// The number of the entry.
        number: u64,
    },
    /// The postings do not sum to zero.
    #[error("the postings of entry {number} sum to {currency} {by}, not to zero")]
    Unbalanced {
        /// The number of the entry.
        number: u64,
        /// What they sum to.
        by: String,
        /// The currency.
        currency: Currency,
    },
    /// An entry that would have been refused.
    #[error("entry {number} should not have been posted: {refusal}")]
    Entry {
        /// The number of the entry.
        number: u64,
        /// Why.
        refusal: Refusal,
    },
    /// A reversal that is not the negation of what it takes back.
    #[error("entry {number} is not the exact negation of entry {of}")]
    Reversal {
        /// The number of the entry.
        number: u64,
        /// The number of the entry that it takes back.
        of: u64,
    },
    /// The chain ends elsewhere than its head says.
    #[error("the chain ends with entry {found}; its head says entry {expected} with another hash or number")]
    Cut {
        /// The number the head says.
        expected: u64,
        /// The last number found.
        found: u64,
    },
}

/// Checks a chain from its first entry to its head.
///
/// # Errors
/// The first thing that is [`Broken`].
pub fn verify<'a>(chain: impl IntoIterator<Item = &'a Stored>, head: Head) -> Result<(), Broken> {
    let mut walk = Walk::default();
    for stored in chain {
        walk.step(stored)?;
    }
    walk.end(head)
}

/// A walk along a chain, entry by entry, for chains that are read as they are walked.
#[derive(Clone, Debug)]
pub struct Walk {
    head: Head,
    balances: BTreeMap<AccountName, Money>,
    /// What would take back the entry at each place, as a digest; `None` for a reversal.
    negations: Vec<Option<Hash>>,
    reversed: BTreeMap<u64, u64>,
    keys: BTreeMap<Hash, u64>,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            head: Head::GENESIS,
            balances: BTreeMap::new(),
            negations: Vec::new(),
            reversed: BTreeMap::new(),
            keys: BTreeMap::new(),
        }
    }
}

impl Walk {
    /// Checks the next entry and gives it.
    ///
    /// # Errors
    /// What is [`Broken`] about it.
    pub fn step(&mut self, stored: &Stored) -> Result<Sealed, Broken> {
        let expected = self.head.number + 1;
        if stored.number != expected {
            return Err(Broken::Order { expected, found: stored.number });
        }
        let sealed = stored.open()?;
        if sealed.previous() != self.head.hash {
            return Err(Broken::Link { number: expected });
        }
        self.reversal(&sealed)?;
        let at = |refusal| Broken::Entry { number: expected, refusal };
        self.key(&sealed).map_err(at)?;
        self.balances(&sealed).map_err(at)?;
        let entry = sealed.entry();
        let negation = match entry.reverses {
            Some(_) => None,
            None => Some(digest(&entry.negated().map_err(at)?)),
        };
        self.negations.push(negation);
        self.head = sealed.head();
        Ok(sealed)
    }

    /// Checks that the chain ends where its head says.
    ///
    /// # Errors
    /// [`Broken::Cut`].
    pub fn end(&self, head: Head) -> Result<(), Broken> {
        if self.head == head {
            return Ok(());
        }
        Err(Broken::Cut { expected: head.number, found: self.head.number })
    }

    fn reversal(&mut self, sealed: &Sealed) -> Result<(), Broken> {
        let Some(of) = sealed.entry().reverses else { return Ok(()) };
        let number = sealed.number();
        let refused = |refusal| Broken::Entry { number, refusal };
        let place = of.checked_sub(1).and_then(|place| usize::try_from(place).ok());
        let Some(negation) = place.and_then(|place| self.negations.get(place)) else {
            return Err(refused(Refusal::UnknownEntry { number: of }));
        };
        let Some(negation) = negation else {
            return Err(refused(Refusal::ReversalOfReversal { number: of }));
        };
        if digest(&sealed.entry().postings) != *negation {
            return Err(Broken::Reversal { number, of });
        }
        match self.reversed.insert(of, number) {
            Some(by) => Err(refused(Refusal::AlreadyReversed { number: of, by })),
            None => Ok(()),
        }
    }

    fn key(&mut self, sealed: &Sealed) -> Result<(), Refusal> {
        let key = &sealed.entry().key;
        match self.keys.insert(Hash::of(key.as_str()), sealed.number()) {
            Some(number) => Err(Refusal::KeyReused { key: key.clone(), number }),
            None => Ok(()),
        }
    }

    fn balances(&mut self, sealed: &Sealed) -> Result<(), Refusal> {
        for posting in &sealed.entry().postings {
            let account = &posting.account;
            let before = self.balances.get(account).copied().unwrap_or(Money::zero(sealed.currency()));
            if before.currency() != sealed.currency() {
                let (held, given) = (before.currency(), sealed.currency());
                return Err(Refusal::AccountCurrency { account: account.clone(), held, given });
            }
            let found = before.checked_add(posting.amount);
            let found = found.map_err(|_| Refusal::BalanceTooLarge { account: account.clone() })?;
            if let Some(asserted) = posting.balance.filter(|asserted| *asserted != found) {
                return Err(Refusal::BalanceDiffers { account: account.clone(), asserted, found });
            }
            self.balances.insert(account.clone(), found);
        }
        Ok(())
    }
}

/// A digest of accounts and amounts in their order.
fn digest(postings: &[Posting]) -> Hash {
    let line = |posting: &Posting| format!("{}\n{}\n", posting.account, posting.amount);
    Hash::of(postings.iter().map(line).collect::<String>())
}
