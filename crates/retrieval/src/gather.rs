//! Candidates for something wanted in texts of one language: found by the words that say most, then looked at closely.
//!
//! ```text
//! found by   Σ over words  (wanted in the title ÷ its ideal + wanted in all ÷ its ideal) · bm25(word, d)
//! fused(d) = Σ over lists  weight(list) ÷ (k + rank(d, list))  ÷  Σ over lists  weight(list) ÷ (k + 1),   k = 60
//! ```
//! (reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009). The lists rank the documents found by the words
//! of the title in whole texts, of everything in whole texts, and of the title in titles. Lists are fused within one
//! language pair alone. A list of words that were not translated says nothing about texts of the other language and
//! would do harm there.
//!
//! A need of many words would walk through most of the index: words that many documents have are left out of the search
//! once the others suffice, and count again when the documents found are looked at.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::{DocumentId, Facet, Field, Partition};
use crate::measure::{Measure, Share};
use crate::nearness::Near;
use crate::rarity::Rarity;
use crate::retriever::{Fault, List, Snapshot, Term};
use crate::sought::Sought;

/// The constant of reciprocal rank fusion.
const K: f64 = 60.0;
/// Most words that candidates are found by.
const WORDS_MOST: usize = 48;
/// Words that candidates are found by however many documents have them.
const WORDS_LEAST: usize = 4;
/// Documents that the words together may have beyond those.
const DOCUMENTS_MOST: u64 = 150_000;

/// What is wanted, as it is looked for in texts of one language.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// Its title.
    pub title: &'a Sought,
    /// All of it, the title included.
    pub whole: &'a Sought,
    /// The keys the viewer holds.
    pub keys: &'a [String],
    /// Documents of one of these facets alone; of all where empty.
    pub among: &'a [Facet],
    /// How many are looked at closely.
    pub depth: usize,
    /// The same as vectors, where an encoder is installed.
    pub near: Option<&'a Near<'a>>,
}

/// A ranking that is fused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Words of the title wanted, in whole texts.
    TitleInBody,
    /// Words of everything wanted, in whole texts.
    BodyInBody,
    /// Words of the title wanted, in titles.
    TitleInTitle,
}

impl Source {
    /// Every ranking, at the place of its share.
    const ALL: [Self; 3] = [Self::TitleInBody, Self::BodyInBody, Self::TitleInTitle];

    fn weight(self) -> f64 {
        match self {
            Self::TitleInBody | Self::BodyInBody => 1.0,
            Self::TitleInTitle => 0.5,
        }
    }
}

/// A document that may fit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// Which.
    pub id: DocumentId,
    /// The fused score, as a share of that of a document that leads every list.
    pub fused: f64,
    /// How near it is as vectors, where they are known.
    pub near: Option<f64>,
    shares: [Share; 3],
}

impl Candidate {
    /// What it has of what is looked for.
    pub fn share(&self, source: Source) -> Share {
        self.shares[source as usize]
    }
}

/// What finds candidates of one language, at one moment of the index.
pub(crate) struct Gathering<'a> {
    snapshot: &'a dyn Snapshot,
    wanted: Wanted<'a>,
    partition: Partition,
    bodies: Arc<Rarity<'a>>,
    titles: Arc<Rarity<'a>>,
    measures: [Measure<'a>; 3],
}

impl<'a> Gathering<'a> {
    /// Looks up how rare the words of what is wanted are.
    pub fn new(snapshot: &'a dyn Snapshot, partition: Partition, wanted: Wanted<'a>) -> Result<Self, Fault> {
        let in_bodies = wanted.whole.tokens().chain(wanted.title.tokens());
        let bodies = Arc::new(Rarity::new(snapshot, (Field::Body, partition), in_bodies)?);
        let titles = Arc::new(Rarity::new(snapshot, (Field::Title, partition), wanted.title.tokens())?);
        let measures = Source::ALL.map(|source| match source {
            Source::TitleInBody => Measure::with(Arc::clone(&bodies), wanted.title),
            Source::BodyInBody => Measure::with(Arc::clone(&bodies), wanted.whole),
            Source::TitleInTitle => Measure::with(Arc::clone(&titles), wanted.title),
        });
        Ok(Self { snapshot, wanted, partition, bodies, titles, measures })
    }

    /// The candidates, best first.
    pub fn candidates(&self) -> Result<Vec<Candidate>, Fault> {
        let mut listed = self.listed()?;
        let by_words: BTreeSet<DocumentId> = listed.iter().copied().collect();
        if let Some(near) = self.wanted.near {
            let found = near.candidates(self.wanted.keys, self.wanted.among, self.wanted.depth)?;
            listed.extend(found.into_iter().filter(|id| !by_words.contains(id)));
        }
        let mut candidates = self.shared(&listed)?;
        // What was found by vectors alone is ranked beside those found by words, and moves none of them.
        let scores = Scores::of(candidates.iter().filter(|candidate| by_words.contains(&candidate.id)));
        for candidate in &mut candidates {
            candidate.fused = scores.fused(candidate);
        }
        candidates.sort_by(|a, b| b.fused.total_cmp(&a.fused).then(a.id.cmp(&b.id)));
        Ok(candidates)
    }

    /// Given documents, each as it would stand among the candidates; those that are not there are left out.
    pub fn of(&self, documents: &[DocumentId]) -> Result<Vec<Candidate>, Fault> {
        let listed = self.shared(&self.listed()?)?;
        let scores = Scores::of(listed.iter());
        let mut given = self.shared(documents)?;
        for candidate in &mut given {
            candidate.fused = scores.fused(candidate);
        }
        Ok(given)
    }

    fn listed(&self) -> Result<Vec<DocumentId>, Fault> {
        let Wanted { keys, among, depth, .. } = self.wanted;
        let (field, partition) = (Field::Body, self.partition);
        let list = List { field, partition, terms: &self.telling(), keys, among, most: depth };
        Ok(self.snapshot.list(&list)?.hits.into_iter().map(|hit| hit.id).collect())
    }

    /// The words that say most, as long as not too many documents have them.
    fn telling(&self) -> Vec<Term> {
        let mut wanted = vec![0.0; self.bodies.len()];
        for source in [Source::TitleInBody, Source::BodyInBody] {
            self.measures[source as usize].wanted(&mut wanted);
        }
        let mut words: Vec<(usize, f64)> = wanted.into_iter().enumerate().filter(|(_, weight)| *weight > 0.0).collect();
        let tells = |(number, weight): &(usize, f64)| weight * self.bodies.of(*number);
        words.sort_by(|a, b| tells(b).total_cmp(&tells(a)).then(a.0.cmp(&b.0)));
        let (mut public, mut closed, mut documents) = (0, 0, 0);
        words.retain(|(number, _)| {
            let with = self.bodies.documents(*number);
            if with == 0 {
                // No public document has it; one that the viewer's keys open may.
                closed += 1;
                return !self.wanted.keys.is_empty() && closed <= WORDS_MOST;
            }
            let takes = public < WORDS_LEAST || public < WORDS_MOST && documents + with <= DOCUMENTS_MOST;
            if takes {
                public += 1;
                documents += with;
            }
            takes
        });
        let term = |(number, weight)| Term { token: self.bodies.token(number).to_owned(), weight };
        words.into_iter().map(term).collect()
    }

    fn shared(&self, documents: &[DocumentId]) -> Result<Vec<Candidate>, Fault> {
        let bodies = self.bodies.occurrences(self.snapshot, documents, self.wanted.keys)?;
        let titles = self.titles.occurrences(self.snapshot, documents, self.wanted.keys)?;
        let mut candidates = Vec::with_capacity(documents.len());
        let near = match self.wanted.near {
            Some(near) => near.of(documents, self.wanted.keys)?,
            None => vec![None; documents.len()],
        };
        for (((id, body), title), near) in documents.iter().zip(bodies).zip(titles).zip(near) {
            // A document without a text of this language is compared in the other one.
            let Some(body) = body.filter(|body| body.length > 0) else { continue };
            let shares = Source::ALL.map(|source| match (source, &title) {
                (Source::TitleInBody | Source::BodyInBody, _) => self.measures[source as usize].share(&body),
                (Source::TitleInTitle, Some(title)) => self.measures[source as usize].share(title),
                (Source::TitleInTitle, None) => Share::default(),
            });
            candidates.push(Candidate { id: *id, fused: 0.0, near, shares });
        }
        Ok(candidates)
    }
}

/// The scores of the candidates in each list, best first, with their ids.
struct Scores([Vec<(f64, DocumentId)>; 3]);

impl Scores {
    fn of<'c>(candidates: impl Iterator<Item = &'c Candidate>) -> Self {
        let candidates: Vec<&Candidate> = candidates.collect();
        Self(Source::ALL.map(|source| {
            let scores = candidates.iter().map(|candidate| (candidate.share(source).score, candidate.id));
            let mut scores: Vec<(f64, DocumentId)> = scores.filter(|(score, _)| *score > 0.0).collect();
            scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            scores
        }))
    }

    fn fused(&self, candidate: &Candidate) -> f64 {
        let most: f64 = Source::ALL.iter().map(|source| source.weight() / (K + 1.0)).sum();
        let parts = Source::ALL.iter().zip(&self.0).map(|(source, scores)| {
            let own = candidate.share(*source).score;
            if own <= 0.0 {
                return 0.0;
            }
            let before = scores.partition_point(|(score, id)| *score > own || *score == own && *id < candidate.id);
            source.weight() / (K + (before + 1) as f64)
        });
        parts.sum::<f64>() / most
    }
}
