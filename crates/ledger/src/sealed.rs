//! Entries in their place in the chain, and what a store keeps of them.

use measure::Currency;

use crate::canonical::Form;
use crate::entry::Entry;
use crate::hash::Hash;
use crate::refusal::Refusal;
use crate::verify::Broken;

/// The end of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last entry; 0 where there is none.
    pub number: u64,
    /// Its hash.
    pub hash: Hash,
}

impl Head {
    /// The end of the empty chain.
    pub const GENESIS: Self = Self { number: 0, hash: Hash::GENESIS };
}

/// An entry in its place in the chain. It is read and never written: nothing here changes or deletes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    entry: Entry,
    currency: Currency,
    number: u64,
    previous: Hash,
    hash: Hash,
}

/// An entry as a store keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its number.
    pub number: u64,
    /// Its canonical text.
    pub canonical: String,
    /// The hash of that text.
    pub hash: Hash,
}

impl Sealed {
    /// Checks an entry by itself and puts it at the end of the chain.
    pub(crate) fn new(entry: Entry, head: Head) -> Result<Self, Refusal> {
        let currency = entry.check()?;
        let (number, previous) = (head.number + 1, head.hash);
        let hash = Hash::of(Form::of(&entry, currency, number, previous).text());
        Ok(Self { entry, currency, number, previous, hash })
    }

    /// What it says.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The currency of its postings.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// Its number; the first is 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The hash of the entry before.
    pub fn previous(&self) -> Hash {
        self.previous
    }

    /// Its hash, which the next entry is chained to.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The end of the chain after it.
    pub fn head(&self) -> Head {
        Head { number: self.number, hash: self.hash }
    }

    /// What a store keeps of it.
    pub fn stored(&self) -> Stored {
        let canonical = Form::of(&self.entry, self.currency, self.number, self.previous).text();
        Stored { number: self.number, canonical, hash: self.hash }
    }
}

impl Stored {
    /// The entry, where all of it holds by itself: text and hash belong together, the postings sum to zero.
    ///
    /// # Errors
    /// [`Broken`] names what does not.
    pub fn open(&self) -> Result<Sealed, Broken> {
        let number = self.number;
        if Hash::of(&self.canonical) != self.hash {
            return Err(Broken::Hash { number });
        }
        let form = Form::parse(&self.canonical).ok_or(Broken::Unreadable { number })?;
        let previous = Hash::parse(&form.prev).ok_or(Broken::Unreadable { number })?;
        if form.seq != number {
            return Err(Broken::Order { expected: number, found: form.seq });
        }
        let wrong = |refusal: Refusal| {
            if let Refusal::Unbalanced { by, currency } = refusal {
                return Broken::Unbalanced { number, by, currency };
            }
            Broken::Entry { number, refusal }
        };
        let entry = form.entry().map_err(wrong)?;
        let currency = entry.check().map_err(wrong)?;
        Ok(Sealed { entry, currency, number, previous, hash: self.hash })
    }
}

/// Entries by day, then in the order they were posted.
pub(crate) fn by_day<'a>(entries: impl IntoIterator<Item = &'a Sealed>) -> Vec<&'a Sealed> {
    let mut entries: Vec<&Sealed> = entries.into_iter().collect();
    entries.sort_by_key(|sealed| (sealed.entry().date, sealed.number()));
    entries
}
