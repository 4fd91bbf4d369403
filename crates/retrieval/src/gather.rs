//! Candidates for something wanted: several ranked lists for each language, fused by rank.
//!
//! ```text
//! fused(d) = Σ over lists  weight(list) / (k + rank(d, list)),   k = 60
//! ```
//! (reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009). Lists are fused within one language pair alone.
//! A list of words that were not translated says nothing about texts of the other language and would do harm there.

use std::collections::BTreeMap;

use crate::document::{DocumentId, Facet, Field, Partition};
use crate::retriever::{Fault, List, Snapshot};
use crate::sought::Sought;

/// The constant of reciprocal rank fusion.
const K: f64 = 60.0;

/// What is wanted, as it is looked for in texts of one language.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Its title.
    pub title: &'a Sought,
    /// All of it, the title included.
    pub whole: &'a Sought,
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
    /// Every list.
    pub const ALL: [Self; 3] = [Self::TitleInBody, Self::BodyInBody, Self::TitleInTitle];

    fn weight(self) -> f64 {
        match self {
            Self::TitleInBody | Self::BodyInBody => 1.0,
            Self::TitleInTitle => 0.5,
        }
    }

    /// In which text it looks.
    pub(crate) fn field(self) -> Field {
        match self {
            Self::TitleInBody | Self::BodyInBody => Field::Body,
            Self::TitleInTitle => Field::Title,
        }
    }

    /// What it looks for.
    pub(crate) fn sought<'a>(self, wanted: &Wanted<'a>) -> &'a Sought {
        match self {
            Self::TitleInBody | Self::TitleInTitle => wanted.title,
            Self::BodyInBody => wanted.whole,
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
    /// The fused score, as a share of that of a document that leads every list.
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
    let most: f64 = Source::ALL.iter().map(|source| source.weight() / (K + 1.0)).sum();
    for source in Source::ALL {
        let terms = source.sought(wanted).terms();
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
            candidate.fused += source.weight() / (K + (rank + 1) as f64) / most;
            candidate.places.insert(source, (rank + 1, hit.score));
        }
    }
    let mut ranked: Vec<Candidate> = candidates.into_values().collect();
    ranked.sort_by(|a, b| b.fused.total_cmp(&a.fused).then(a.id.cmp(&b.id)));
    Ok(ranked)
}
