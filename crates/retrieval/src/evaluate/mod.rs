//! How good the ranking is, on a set of documents, questions and judgements of people.

mod experts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use encoder::Encoder;
use matching::judge::{Judged, mean};
use matching::rank::{Weights, rank};
use matching::terms::Lexicon;
use matching::text::{Language, analyse};

use crate::chance::chance;
use crate::document::{Audience, Document, DocumentId, Field, Partition, Text};
use crate::embedded::Embedded;
use crate::nearness::{Near, Vectors, vectors_of};
use crate::retriever::{Change, Fault, Mark, Retriever, Snapshot};
use crate::suit::{Asked, Comparison, Suiting};
use crate::vectors::FlatVectors;

pub use experts::experts;

/// How deep the lists go.
const DEPTH: usize = 200;
/// Where the gain is cut, and where the recall is.
const GAIN_CUT: usize = 10;
const RECALL_CUT: usize = 100;
/// Documents that are put in at once.
const AT_ONCE: usize = 5_000;

/// A document of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its id in the set.
    pub id: String,
    /// Its title; may be empty.
    pub title: String,
    /// All else it says.
    pub text: String,
}

/// Questions, documents and judgements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Set {
    /// What it is called.
    pub name: String,
    /// The documents.
    pub documents: Vec<Piece>,
    /// The questions.
    pub questions: Vec<Piece>,
    /// How well each judged document answers a question, by their ids.
    pub grades: BTreeMap<String, BTreeMap<String, u32>>,
    /// From which grade on a document is counted as found by the recall.
    pub relevant_from: u32,
}

/// What was measured on a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The set.
    pub name: String,
    /// Questions that were judged; figures are means over those to which something is right.
    pub questions: u32,
    /// Documents.
    pub documents: usize,
    /// nDCG of the first ten of all documents, those not judged counted as wrong.
    pub ndcg_at_10: f64,
    /// nDCG of the first ten of the judged documents alone; `None` where only right answers were judged.
    pub pool_ndcg_at_10: Option<f64>,
    /// The share of the right answers among the first hundred.
    pub recall_at_100: f64,
    /// Seconds to build the index.
    pub seconds_to_index: f64,
    /// Seconds a question took, on average, without the judged documents that no list had.
    pub seconds_per_query: f64,
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum Unmeasured {
    /// The index failed.
    #[error(transparent)]
    Index(#[from] Fault),
    /// The encoder failed.
    #[error(transparent)]
    Encoder(#[from] encoder::Trouble),
}

/// An index over the documents of a set.
pub struct Evaluation {
    index: Embedded,
    ids: BTreeMap<String, DocumentId>,
    seconds: f64,
    near: Option<(Arc<dyn Encoder>, FlatVectors, f64)>,
}

impl Evaluation {
    /// Puts the documents of a set into an index in memory.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn new(documents: &[Piece], encoder: Option<Arc<dyn Encoder>>) -> Result<Self, Unmeasured> {
        let begun = Instant::now();
        let index = Embedded::in_memory()?;
        let numbered = (1_u64..).zip(documents);
        let ids: BTreeMap<String, DocumentId> =
            numbered.clone().map(|(number, piece)| (piece.id.clone(), DocumentId(u128::from(number)))).collect();
        let changes: Vec<Change> = numbered.map(|(number, piece)| Change::Put(document(number, piece))).collect();
        for (entry, some) in (1_u64..).zip(changes.chunks(AT_ONCE)) {
            index.apply(some.to_vec(), Mark { entry, hash: [0; 32] })?;
        }
        let seconds = begun.elapsed().as_secs_f64();
        let near = encoder.map(|encoder| encoded(encoder, documents)).transpose()?;
        Ok(Self { index, ids, seconds, near })
    }

    /// Asks every question and judges the answers.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn figures(&self, set: &Set, lexicon: &Lexicon, weights: &Weights) -> Result<Figures, Unmeasured> {
        let snapshot = self.index.snapshot();
        let graded = set.grades.values().flat_map(BTreeMap::values);
        let has_wrong_ones = graded.clone().any(|grade| *grade == 0) && graded.clone().any(|grade| *grade > 0);
        let (mut means, mut pools) = (Means::default(), Vec::new());
        for question in &set.questions {
            let Some(grades) = set.grades.get(&question.id) else { continue };
            let grades = grades.iter().filter_map(|(id, grade)| Some((*self.ids.get(id)?, *grade)));
            let grades: BTreeMap<DocumentId, u32> = grades.collect();
            let begun = Instant::now();
            let near = self.near.as_ref().map(|(encoder, vectors, by_chance)| {
                Near::new(&**encoder, vectors, (&question.title, &question.text), *by_chance)
            });
            let near = near.transpose()?;
            let asked = Asked {
                title: &question.title,
                body: &question.text,
                keys: &[],
                among: &[],
                depth: DEPTH,
                near: near.as_ref(),
            };
            let comparison = Comparison::new(lexicon, asked);
            let found = comparison.candidates(&*snapshot)?;
            let ranking = ranked(found, weights);
            let seconds = begun.elapsed().as_secs_f64();
            let judged = Judged::new(grades.iter().map(|(id, grade)| (*id, *grade)), set.relevant_from);
            if means.add(&judged, &ranking, seconds) && has_wrong_ones {
                pools.push(self.pool(&*snapshot, &comparison, &grades, &judged, weights)?);
            }
        }
        let figures = means.figures(set.name.clone(), self.ids.len(), self.seconds);
        Ok(Figures { pool_ndcg_at_10: mean(pools), ..figures })
    }

    /// nDCG of the judged documents alone: those that no list has come last, in the order of their ids.
    fn pool(
        &self,
        snapshot: &dyn Snapshot,
        comparison: &Comparison,
        grades: &BTreeMap<DocumentId, u32>,
        judged: &Judged<DocumentId>,
        weights: &Weights,
    ) -> Result<f64, Unmeasured> {
        let ids: Vec<DocumentId> = grades.keys().copied().collect();
        let mut ranking = ranked(comparison.of(snapshot, &ids)?, weights);
        let there: BTreeSet<DocumentId> = ranking.iter().copied().collect();
        ranking.extend(ids.into_iter().filter(|id| !there.contains(id)));
        Ok(judged.ndcg_of_pool(&ranking, GAIN_CUT))
    }
}

/// What the questions of a set came to so far.
#[derive(Default)]
struct Means {
    questions: u32,
    seconds: f64,
    gains: Vec<f64>,
    recalls: Vec<f64>,
}

impl Means {
    /// Counts a question in; whether it has a gain. Of a question to which nothing is right nothing can be said.
    fn add<Id: Ord>(&mut self, judged: &Judged<Id>, ranking: &[Id], seconds: f64) -> bool {
        self.questions += 1;
        self.seconds += seconds;
        if judged.relevant() > 0 {
            self.recalls.push(judged.recall(ranking, RECALL_CUT));
        }
        if judged.gains() {
            self.gains.push(judged.ndcg(ranking, GAIN_CUT));
        }
        judged.gains()
    }

    fn figures(self, name: String, documents: usize, seconds_to_index: f64) -> Figures {
        Figures {
            name,
            questions: self.questions,
            documents,
            ndcg_at_10: mean(self.gains).unwrap_or_default(),
            pool_ndcg_at_10: None,
            recall_at_100: mean(self.recalls).unwrap_or_default(),
            seconds_to_index,
            seconds_per_query: self.seconds / f64::from(self.questions.max(1)),
        }
    }
}

/// The documents of a set as vectors.
fn encoded(encoder: Arc<dyn Encoder>, documents: &[Piece]) -> Result<(Arc<dyn Encoder>, FlatVectors, f64), Unmeasured> {
    let vectors = FlatVectors::in_memory(encoder.card());
    let numbered: Vec<Document> = (1..).zip(documents).map(|(number, piece)| document(number, piece)).collect();
    for (entry, some) in (1..).zip(numbered.chunks(AT_ONCE)) {
        let changes = some.iter().map(|document| vectors_of(&*encoder, document)).collect::<Result<_, _>>()?;
        vectors.apply(changes, Mark { entry, hash: [0; 32] })?;
    }
    let by_chance = chance(&*encoder)?;
    Ok((encoder, vectors, by_chance))
}

fn ranked(found: Vec<Suiting>, weights: &Weights) -> Vec<DocumentId> {
    let candidates = found.into_iter().map(|one| (one.id, one.features)).collect();
    rank(candidates, weights).into_iter().map(|ranked| ranked.id).collect()
}

fn document(number: u64, piece: &Piece) -> Document {
    let whole = format!("{}\n{}", piece.title, piece.text);
    let partition = match analyse(&whole).language {
        Language::Chinese => Partition::Chinese,
        Language::English | Language::None => Partition::English,
    };
    let both = [(Field::Title, piece.title.clone()), (Field::Body, whole)];
    let texts = both.into_iter().filter(|(_, text)| !text.trim().is_empty());
    Document {
        id: DocumentId(u128::from(number)),
        audience: Audience::Public,
        texts: texts.map(|(field, text)| Text { field, partition, text }).collect(),
        facets: Vec::new(),
        facts: Vec::new(),
    }
}
