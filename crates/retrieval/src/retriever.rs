//! What every index does, wherever it runs.

use crate::document::{Document, DocumentId, Facet, Field, Partition};

/// How an index can fail.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Its files cannot be read or written.
    #[error("the index cannot be read or written: {0}")]
    Files(String),
    /// What it holds cannot be understood.
    #[error("the index holds what cannot be read: {0}")]
    Damaged(String),
    /// There is none in its folder.
    #[error("there is no index")]
    Missing,
    /// Another program writes it.
    #[error("another program holds the index")]
    Held,
    /// It was opened to be read alone.
    #[error("the index was opened to be read alone")]
    ReadOnly,
}

/// How far an index has followed what it is derived from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The number of the last entry of the journal that is in the index.
    pub entry: u64,
    /// The hash that the next entry is chained to; it tells one journal from another.
    pub hash: [u8; 32],
}

/// Something that becomes of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is put in, in place of the one with its id.
    Put(Document),
    /// It is taken out.
    Remove(DocumentId),
}

/// A word that is looked for, with its weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The token, as the analysis writes it.
    pub token: String,
    /// What one occurrence counts.
    pub weight: f64,
}

/// A document found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Which.
    pub id: DocumentId,
    /// How well it fits; higher is better.
    pub score: f64,
}

/// What a ranked list is asked for.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// In which text to look.
    pub field: Field,
    /// In which language.
    pub partition: Partition,
    /// What to look for; a document with any of them is found.
    pub terms: &'a [Term],
    /// The keys the viewer holds; what is public needs none.
    pub keys: &'a [String],
    /// Documents of one of these facets alone; of all where empty.
    pub among: &'a [Facet],
    /// At most so many.
    pub most: usize,
}

/// One way to say a part of a question: all its tokens must occur.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// In texts of this language.
    pub partition: Partition,
    /// The tokens.
    pub tokens: Vec<String>,
}

/// How much of a question a document must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// Every part.
    Every,
    /// Any part; the more it has, the higher it stands.
    Any,
}

/// What a search is asked for: each part may occur in any of its wordings.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The parts; every document is found where there is none.
    pub parts: &'a [Vec<Wording>],
    /// How many of them a document must have.
    pub needed: Needed,
    /// The keys the viewer holds.
    pub keys: &'a [String],
    /// Only documents with these facets; values of one name are alternatives.
    pub narrowed: &'a [Facet],
    /// The names of the facets to count.
    pub counted: &'a [&'a str],
    /// How many hits to leave out, and how many to give.
    pub page: (usize, usize),
}

/// How many documents have a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The facet.
    pub facet: Facet,
    /// How many.
    pub documents: u64,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How many documents there are in all.
    pub total: u64,
    /// The best, in order.
    pub hits: Vec<Hit>,
    /// The facets, by name, then by how many.
    pub facets: Vec<Count>,
    /// How many documents were looked at.
    pub looked_at: u64,
}

/// A ranked list, and the work it took.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The list, best first; equal scores in the order of their ids.
    pub hits: Vec<Hit>,
    /// How many entries of its lists of documents were read.
    pub looked_at: u64,
}

/// Statistics of the public documents with a text in a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistics {
    /// How many there are.
    pub documents: u64,
    /// How many tokens one has, on average.
    pub average_length: f64,
}

impl Statistics {
    /// How rare a word is that so many of the documents have.
    ///
    /// ```text
    /// rarity(t) = ln(1 + (N − n_t + ½) ÷ (n_t + ½)),   N documents, n_t of them with t
    /// ```
    /// (Robertson and Zaragoza, Foundations and Trends in Information Retrieval 3, 2009, without negative values.)
    pub(crate) fn rarity(&self, with: u64) -> f64 {
        let (all, with) = (self.documents as f64, with.min(self.documents) as f64);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }
}

/// How often terms occur in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrences {
    /// How many tokens its field has, to the precision of the index.
    pub length: u32,
    /// How often each term occurs, in the order asked.
    pub counts: Vec<u32>,
}

/// An index at one moment: what is asked of it sees the same documents.
pub trait Snapshot: Send + Sync {
    /// How far it has followed.
    fn mark(&self) -> Mark;

    /// A ranked list.
    ///
    /// # Errors
    /// [`Fault`].
    fn list(&self, list: &List<'_>) -> Result<Counted, Fault>;

    /// A search with counts.
    ///
    /// # Errors
    /// [`Fault`].
    fn find(&self, question: &Question<'_>) -> Result<Found, Fault>;

    /// Statistics of a field among public documents.
    ///
    /// # Errors
    /// [`Fault`].
    fn statistics(&self, field: Field, partition: Partition) -> Result<Statistics, Fault>;

    /// In how many public documents each token occurs.
    ///
    /// # Errors
    /// [`Fault`].
    fn frequencies(&self, field: Field, partition: Partition, tokens: &[&str]) -> Result<Vec<u64>, Fault>;

    /// How often each token occurs in each of some documents that the viewer may see; `None` for one that is not there.
    ///
    /// # Errors
    /// [`Fault`].
    fn occurrences(
        &self,
        field: Field,
        partition: Partition,
        tokens: &[&str],
        documents: &[DocumentId],
        keys: &[String],
    ) -> Result<Vec<Option<Occurrences>>, Fault>;

    /// The facts of documents that the viewer may see; `None` for one that is not there.
    ///
    /// # Errors
    /// [`Fault`].
    fn facts(&self, documents: &[DocumentId], keys: &[String]) -> Result<Vec<Option<Vec<u8>>>, Fault>;
}

/// An index.
pub trait Retriever: Send + Sync {
    /// The index as it is now.
    fn snapshot(&self) -> Box<dyn Snapshot>;

    /// Makes changes, and notes how far the index has followed with them: all of it or nothing.
    ///
    /// # Errors
    /// [`Fault`].
    fn apply(&self, changes: Vec<Change>, mark: Mark) -> Result<(), Fault>;

    /// Takes everything out.
    ///
    /// # Errors
    /// [`Fault`].
    fn clear(&self) -> Result<(), Fault>;
}
