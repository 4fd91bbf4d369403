//! Candidates for something wanted: several ranked lists for each language, fused by rank.
//!
//! ```text
//! fused(d) = Σ over lists  weight(list) / (k + rank(d, list)),   k = 60
//! ```
//! (reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009). Lists are fused within one language pair alone.
//! A list of words that were not translated says nothing about texts of the other language and would do harm there.

use std::collections::BTreeMap;

use matching::text::{Language, analyse};

use crate::document::{DocumentId, Facet, Field, Partition};
use crate::retriever::{Fault, List, Snapshot, Term};

/// The constant of reciprocal rank fusion.
const K: f64 = 60.0;

/// What is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Its title.
    pub title: &'a str,
    /// All of it, the title left out.
    pub body: &'a str,
    /// The keys the viewer holds.
    pub keys: &'a [String],
    /// Documents of one of these facets alone; of all where empty.
    pub among: &'a [Facet],
    /// How deep each list goes.
    pub depth: usize,
}

/// A list that candidates come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Words of the title wanted, in whole texts.
    TitleInBody,
    /// Words of everything wanted, in whole texts.
    BodyInBody,
    /// Words of the title wanted, in titles.
    TitleInTitle,
}

impl Source {
    const ALL: [Self; 3] = [Self::TitleInBody, Self::BodyInBody, Self::TitleInTitle];

    fn weight(self) -> f64 {
        match self {
            Self::TitleInBody | Self::BodyInBody => 1.0,
            Self::TitleInTitle => 0.5,
        }
    }

    fn field(self) -> Field {
        match self {
            Self::TitleInBody | Self::BodyInBody => Field::Body,
            Self::TitleInTitle => Field::Title,
        }
    }
}

/// A document that may fit.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub id: DocumentId,
    /// In which language it was found.
    pub partition: Partition,
    /// The fused score.
    pub fused: f64,
    /// Where it stands in each list, and its score there.
    pub places: BTreeMap<Source, (usize, f64)>,
}

/// The candidates for something wanted in one language, best first.
///
/// # Errors
/// [`Fault`].
pub fn gather(snapshot: &dyn Snapshot, partition: Partition, wanted: &Wanted<'_>) -> Result<Vec<Candidate>, Fault> {
    let mut candidates: BTreeMap<DocumentId, Candidate> = BTreeMap::new();
    for source in Source::ALL {
        let terms = terms(source, wanted);
        let list = List {
            field: source.field(),
            partition,
            terms: &terms,
            keys: wanted.keys,
            among: wanted.among,
            most: wanted.depth,
        };
        for (rank, hit) in snapshot.list(&list)?.hits.into_iter().enumerate() {
            let candidate = candidates.entry(hit.id).or_insert_with(|| Candidate {
                id: hit.id,
                partition,
                fused: 0.0,
                places: BTreeMap::new(),
            });
            candidate.fused += source.weight() / (K + (rank + 1) as f64);
            candidate.places.insert(source, (rank + 1, hit.score));
        }
    }
    let mut ranked: Vec<Candidate> = candidates.into_values().collect();
    ranked.sort_by(|a, b| b.fused.total_cmp(&a.fused).then(a.id.cmp(&b.id)));
    Ok(ranked)
}

/// The language that most of what is wanted is written in.
pub fn partition_of(text: &str) -> Partition {
    match analyse(text).language {
        Language::Chinese => Partition::Chinese,
        Language::English | Language::None => Partition::English,
    }
}

fn terms(source: Source, wanted: &Wanted<'_>) -> Vec<Term> {
    let words = |text: &str, weight: f64| -> Vec<Term> {
        analyse(text).tokens.into_iter().map(|token| Term { token: token.text, weight }).collect()
    };
    match source {
        Source::TitleInBody | Source::TitleInTitle => words(wanted.title, 1.0),
        Source::BodyInBody => {
            let mut all = words(wanted.title, 1.0);
            all.extend(words(wanted.body, 1.0));
            all
        }
    }
}
