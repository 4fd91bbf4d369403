//! How rare words are among public documents.

use crate::document::{DocumentId, Field, Partition};
use crate::retriever::{Fault, Occurrences, Snapshot};

/// How rare some words are in one text of public documents.
pub(crate) struct Rarity<'a> {
    field: Field,
    partition: Partition,
    /// The words, in order, each once.
    tokens: Vec<&'a str>,
    /// In how many documents each occurs.
    documents: Vec<u64>,
    each: Vec<f64>,
    /// How many words such a text has, on average.
    pub average_length: f64,
}

impl<'a> Rarity<'a> {
    /// Looks words up.
    pub fn new(
        snapshot: &dyn Snapshot,
        (field, partition): (Field, Partition),
        tokens: impl Iterator<Item = &'a str>,
    ) -> Result<Self, Fault> {
        let mut tokens: Vec<&str> = tokens.collect();
        tokens.sort_unstable();
        tokens.dedup();
        let statistics = snapshot.statistics(field, partition)?;
        let documents = snapshot.frequencies(field, partition, &tokens)?;
        let each = documents.iter().map(|with| statistics.rarity(*with)).collect();
        Ok(Self { field, partition, tokens, documents, each, average_length: statistics.average_length })
    }

    /// The number of a word.
    pub fn number(&self, token: &str) -> Option<usize> {
        self.tokens.binary_search(&token).ok()
    }

    /// The word of a number.
    pub fn token(&self, number: usize) -> &'a str {
        self.tokens.get(number).copied().unwrap_or_default()
    }

    /// How rare the word of a number is.
    pub fn of(&self, number: usize) -> f64 {
        self.each.get(number).copied().unwrap_or_default()
    }

    /// In how many public documents the word of a number occurs.
    pub fn documents(&self, number: usize) -> u64 {
        self.documents.get(number).copied().unwrap_or_default()
    }

    /// How many words were looked up.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// How often each of the words occurs in some documents; `None` for one that is not there.
    pub fn occurrences(
        &self,
        snapshot: &dyn Snapshot,
        documents: &[DocumentId],
        keys: &[String],
    ) -> Result<Vec<Option<Occurrences>>, Fault> {
        snapshot.occurrences(self.field, self.partition, &self.tokens, documents, keys)
    }
}
