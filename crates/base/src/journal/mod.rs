//! The journal: every change is one entry, and every entry is chained to the one before.
//!
//! ```text
//! digest = SHA-256(salt ‖ payload)
//! hash   = SHA-256(previous hash ‖ number ‖ time ‖ author ‖ verb ‖ object ‖ version ‖ digest)
//! ```
//! Each part is preceded by its length, so that no two entries have the same bytes. The payload holds what was written
//! and may be erased with its salt: the digest stays, and the chain still verifies (the salt keeps a short payload
//! from being guessed from its digest). People appear by the id of their account alone.

mod veil;

pub use veil::{VEILED, seen_before};

use measure::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::people::AccountId;

/// A digest of SHA-256.
pub type Hash = [u8; 32];

/// What the first entry is chained to.
pub const GENESIS: Hash = [0; 32];

/// Something that was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// By whom; `None` for the operator and for the program itself.
    pub by: Option<AccountId>,
    /// What: `record.create`, `account.close`.
    pub verb: String,
    /// To what: `need:0192…`.
    pub object: String,
    /// The version of the record that it wrote; 0 where it wrote none.
    pub version: u32,
    /// What was written.
    pub payload: Value,
}

/// An entry in its place in the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Sealed {
    /// Its number; the first is 1.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<AccountId>,
    /// What.
    pub verb: String,
    /// To what.
    pub object: String,
    /// The version it wrote.
    pub version: u32,
    /// Salt and payload; `None` once erased.
    pub payload: Option<(Vec<u8>, String)>,
    /// The digest of salt and payload.
    pub digest: Hash,
    /// The hash that the next entry is chained to.
    pub hash: Hash,
}

/// What is wrong with a chain, and at which entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// An entry is missing.
    #[error("entry {expected} is missing; entry {found} follows")]
    Gap {
        /// The number that should come.
        expected: u64,
        /// The number that comes.
        found: u64,
    },
    /// A payload is not what was written.
    #[error("the payload of entry {0} was changed")]
    Payload(u64),
    /// An entry is not chained to the one before.
    #[error("entry {0} is not chained to the one before it")]
    Link(u64),
    /// The newest entries were cut off.
    #[error("the journal ends at entry {found}, its head says {expected}")]
    Cut {
        /// The number the head says.
        expected: u64,
        /// The last number found.
        found: u64,
    },
    /// A record is not what its last entry says.
    #[error("{object} is not what entry {entry} wrote")]
    Record {
        /// The record.
        object: String,
        /// The entry that wrote its version.
        entry: u64,
    },
}

impl Entry {
    /// Chains the entry to the one before.
    pub fn seal(self, number: u64, previous: &Hash, salt: [u8; 16]) -> Sealed {
        let payload = self.payload.to_string();
        let digest = digest(&salt, &payload);
        let mut sealed = Sealed {
            number,
            at: self.at,
            by: self.by,
            verb: self.verb,
            object: self.object,
            version: self.version,
            payload: Some((salt.to_vec(), payload)),
            digest,
            hash: GENESIS,
        };
        sealed.hash = sealed.chained_to(previous);
        sealed
    }
}

impl Sealed {
    fn chained_to(&self, previous: &Hash) -> Hash {
        let mut hasher = Sha256::new();
        hasher.update(previous);
        hasher.update(self.number.to_be_bytes());
        hasher.update(self.at.as_milliseconds().to_be_bytes());
        let by = self.by.map(|by| by.to_string()).unwrap_or_default();
        for part in [by.as_str(), &self.verb, &self.object] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        hasher.update(self.version.to_be_bytes());
        hasher.update(self.digest);
        hasher.finalize().into()
    }
}

fn digest(salt: &[u8], payload: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update((salt.len() as u64).to_be_bytes());
    hasher.update(salt);
    hasher.update(payload);
    hasher.finalize().into()
}

/// Walks a chain and checks each entry against the one before.
#[derive(Clone, Debug)]
pub struct Walk {
    number: u64,
    hash: Hash,
}

impl Default for Walk {
    fn default() -> Self {
        Self { number: 0, hash: GENESIS }
    }
}

impl Walk {
    /// Checks the next entry.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn step(&mut self, entry: &Sealed) -> Result<(), Broken> {
        if entry.number != self.number + 1 {
            return Err(Broken::Gap { expected: self.number + 1, found: entry.number });
        }
        if let Some((salt, payload)) = &entry.payload
            && digest(salt, payload) != entry.digest
        {
            return Err(Broken::Payload(entry.number));
        }
        if entry.chained_to(&self.hash) != entry.hash {
            return Err(Broken::Link(entry.number));
        }
        (self.number, self.hash) = (entry.number, entry.hash);
        Ok(())
    }

    /// Checks that the chain ends where its head says.
    ///
    /// # Errors
    /// It does not.
    pub fn end(&self, number: u64, hash: &Hash) -> Result<(), Broken> {
        if self.number != number {
            return Err(Broken::Cut { expected: number, found: self.number });
        }
        if self.hash == *hash { Ok(()) } else { Err(Broken::Link(number)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain() -> Vec<Sealed> {
        let mut previous = GENESIS;
        (1..=4_u32)
            .map(|number| {
                let entry = Entry {
                    at: Timestamp::from_milliseconds(1000 * i64::from(number)).unwrap(),
                    by: None,
                    verb: "record.update".to_owned(),
                    object: "need:1".to_owned(),
                    version: number,
                    payload: serde_json::json!({ "title_zh": format!("第{number}版") }),
                };
                let sealed = entry.seal(u64::from(number), &previous, [7; 16]);
                previous = sealed.hash;
                sealed
            })
            .collect()
    }

    fn walk(chain: &[Sealed]) -> Result<Walk, Broken> {
        let mut walk = Walk::default();
        chain.iter().try_for_each(|entry| walk.step(entry))?;
        Ok(walk)
    }

    #[test]
    fn every_tampering_is_found_and_an_erasure_is_none() {
        type Tamper = fn(&mut Vec<Sealed>);
        let table: [(&str, Tamper, Option<Broken>); 8] = [
            ("untouched", |_| {}, None),
            ("a payload erased", |chain| chain[1].payload = None, None),
            (
                "a payload changed",
                |chain| chain[1].payload = Some((vec![7; 16], "{}".to_owned())),
                Some(Broken::Payload(2)),
            ),
            ("a digest changed", |chain| (chain[1].payload, chain[1].digest) = (None, [1; 32]), Some(Broken::Link(2))),
            ("an entry taken out", |chain| drop(chain.remove(1)), Some(Broken::Gap { expected: 2, found: 3 })),
            ("two swapped", |chain| chain.swap(1, 2), Some(Broken::Gap { expected: 2, found: 3 })),
            ("a verb changed", |chain| chain[2].verb = "record.create".to_owned(), Some(Broken::Link(3))),
            ("the time changed", |chain| chain[3].at = Timestamp::from_milliseconds(1).unwrap(), Some(Broken::Link(4))),
        ];
        for (what, tamper, expected) in table {
            let mut chain = chain();
            tamper(&mut chain);
            assert_eq!(walk(&chain).err(), expected, "{what}");
        }
    }

    #[test]
    fn a_chain_that_was_cut_is_found_by_its_head() {
        let whole = chain();
        let walked = walk(&whole[..3]).unwrap();
        assert_eq!(walked.end(4, &whole[3].hash), Err(Broken::Cut { expected: 4, found: 3 }));
        assert_eq!(walk(&whole).unwrap().end(4, &whole[3].hash), Ok(()));
    }
}
