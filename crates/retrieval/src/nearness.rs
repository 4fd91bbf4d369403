//! Vectors of passages: what every keeper of them does, wherever it runs, and what is asked of it.

use encoder::Encoder;

use crate::chance::above;
use crate::document::{Audience, Document, DocumentId, Facet};
use crate::passage::{passages, passages_of};
use crate::retriever::{Fault, Hit, Mark};

/// The passages of a document as vectors of length 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Passages {
    /// Which document.
    pub id: DocumentId,
    /// For whom it is.
    pub audience: Audience,
    /// What it is narrowed by.
    pub facets: Vec<Facet>,
    /// A vector for each passage.
    pub vectors: Vec<Vec<f32>>,
}

/// Something that becomes of the vectors of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum VectorChange {
    /// They are put in, in place of those of its id.
    Put(Passages),
    /// They are taken out.
    Remove(DocumentId),
}

/// Vectors of passages, by document. They follow the journal at a pace of their own, with a mark of their own.
pub trait Vectors: Send + Sync {
    /// How far they have followed.
    fn mark(&self) -> Mark;

    /// Makes changes, and notes how far they have followed with them: all of it or nothing.
    ///
    /// # Errors
    /// [`Fault`].
    fn apply(&self, changes: Vec<VectorChange>, mark: Mark) -> Result<(), Fault>;

    /// Takes everything out.
    ///
    /// # Errors
    /// [`Fault`].
    fn clear(&self) -> Result<(), Fault>;

    /// How many vectors there are, each counted once for every key that opens it.
    fn count(&self) -> u64;

    /// The documents with a passage nearest to a vector, among those that the keys open and that have one of the
    /// facets, all where none is named; best first, equal ones in the order of their ids.
    ///
    /// # Errors
    /// [`Fault`].
    fn nearest(&self, to: &[f32], keys: &[String], among: &[Facet], most: usize) -> Result<Vec<Hit>, Fault>;

    /// How near the nearest passage of each document is to each vector, as cosines; `None` for a document without
    /// vectors, or that the keys do not open.
    ///
    /// # Errors
    /// [`Fault`].
    fn nearness(
        &self,
        to: &[Vec<f32>],
        documents: &[DocumentId],
        keys: &[String],
    ) -> Result<Vec<Option<Vec<f64>>>, Fault>;
}

/// A document as vectors of its passages.
///
/// # Errors
/// The encoder's.
pub(crate) fn vectors_of(encoder: &dyn Encoder, document: &Document) -> Result<VectorChange, encoder::Trouble> {
    let passages = passages_of(document);
    let texts: Vec<&str> = passages.iter().map(String::as_str).collect();
    let Document { id, audience, facets, .. } = document;
    let vectors = encoder.encode(&texts)?;
    Ok(VectorChange::Put(Passages { id: *id, audience: audience.clone(), facets: facets.clone(), vectors }))
}

/// What is wanted as vectors, and where its like is looked for.
pub struct Near<'a> {
    vectors: &'a dyn Vectors,
    title: Vec<f32>,
    passages: Vec<Vec<f32>>,
    /// The cosine of texts that have nothing to do with each other.
    chance: f64,
}

impl<'a> Near<'a> {
    /// Makes vectors of what is wanted; `chance` is the cosine that the encoder gives to strangers.
    ///
    /// # Errors
    /// The encoder's.
    pub fn new(
        encoder: &dyn Encoder,
        vectors: &'a dyn Vectors,
        (title, body): (&str, &str),
        chance: f64,
    ) -> Result<Self, encoder::Trouble> {
        let cut = passages(body);
        let texts: Vec<&str> = std::iter::once(title).chain(cut.iter().map(String::as_str)).collect();
        let mut all = encoder.encode_wanted(&texts)?.into_iter();
        let title = all.next().unwrap_or_default();
        Ok(Self { vectors, title, passages: all.collect(), chance })
    }

    /// Documents that may suit: those nearest to the title and the passages together.
    pub(crate) fn candidates(&self, keys: &[String], among: &[Facet], most: usize) -> Result<Vec<DocumentId>, Fault> {
        let share = 1.0 / self.passages.len().max(1) as f32;
        let mut middle = self.title.clone();
        for passage in &self.passages {
            middle.iter_mut().zip(passage).for_each(|(sum, part)| *sum += share * part);
        }
        Ok(self.vectors.nearest(&middle, keys, among, most)?.into_iter().map(|hit| hit.id).collect())
    }

    /// `(cos(title) + mean over passages cos(passage)) ÷ 2`, each with the nearest passage of the document; of the title
    /// alone where nothing else is said; as far as that is above chance.
    pub(crate) fn of(&self, documents: &[DocumentId], keys: &[String]) -> Result<Vec<Option<f64>>, Fault> {
        let to: Vec<Vec<f32>> = std::iter::once(self.title.clone()).chain(self.passages.iter().cloned()).collect();
        let found = self.vectors.nearness(&to, documents, keys)?;
        let middle = |each: Vec<f64>| {
            let (title, passages) = each.split_first()?;
            let mean = passages.iter().sum::<f64>() / passages.len().max(1) as f64;
            let near = if passages.is_empty() { *title } else { 0.5 * (title + mean) };
            Some(above(self.chance, near))
        };
        Ok(found.into_iter().map(|each| each.and_then(middle)).collect())
    }
}
