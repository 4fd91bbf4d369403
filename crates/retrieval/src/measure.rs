//! What one thing sought is worth in the documents of an index.
//!
//! ```text
//! score(d) = Σ over parts  weight(part) · max over wordings  Σ over tokens  bm25(token, d)
//! ideal    = Σ over parts  weight(part) · max over wordings  Σ over tokens  idf(token) · (k₁ + 1)
//! ```
//! Of several ways to say a part only the best counts, not their sum: else a term with many names would outweigh the
//! others. `score ÷ ideal` lies between 0 and 1 whatever the language, so that lists of different languages can be
//! compared; what could not be carried over at all is held against a list by [`Sought::carried`].

use std::sync::Arc;

use crate::document::{Field, Partition};
use crate::rarity::Rarity;
use crate::retriever::{Fault, Occurrences, Snapshot};
use crate::sought::Sought;

/// The saturation of a term's frequency in BM25.
pub(crate) const K1: f64 = 1.2;
/// How much the length of a text counts in BM25.
pub(crate) const B: f64 = 0.75;

/// One thing sought, measured by how rare its words are.
pub(crate) struct Measure<'a> {
    rarity: Arc<Rarity<'a>>,
    parts: Vec<MeasuredPart>,
    /// What a document would have in which everything stood without end.
    pub ideal: f64,
}

/// A part of what is sought, its words by number.
struct MeasuredPart {
    weight: f64,
    wordings: Vec<Vec<usize>>,
}

/// What a document has of what is sought.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Share {
    /// BM25 as a share of the ideal.
    pub score: f64,
    /// The parts it has, weighted by their rarity, as a share of all.
    pub covered: f64,
}

impl<'a> Measure<'a> {
    /// Looks up how rare everything is in one text of public documents.
    pub fn new(snapshot: &dyn Snapshot, place: (Field, Partition), sought: &'a Sought) -> Result<Self, Fault> {
        Ok(Self::with(Arc::new(Rarity::new(snapshot, place, sought.tokens())?), sought))
    }

    /// Measures by words that were looked up together.
    pub fn with(rarity: Arc<Rarity<'a>>, sought: &Sought) -> Self {
        let number = |token: &String| rarity.number(token);
        let wording = |tokens: &Vec<String>| tokens.iter().filter_map(number).collect();
        let parts = sought
            .parts
            .iter()
            .map(|part| MeasuredPart { weight: part.weight, wordings: part.wordings.iter().map(wording).collect() })
            .collect();
        let mut measure = Self { rarity, parts, ideal: 0.0 };
        measure.ideal = measure.parts.iter().map(|part| part.weight * measure.worth(part)).sum::<f64>() * (K1 + 1.0);
        measure
    }

    /// The rarity of the best wording of a part.
    fn worth(&self, part: &MeasuredPart) -> f64 {
        let worth = |words: &Vec<usize>| words.iter().map(|number| self.rarity.of(*number)).sum::<f64>();
        part.wordings.iter().map(worth).fold(0.0, f64::max)
    }

    /// Adds to each word what one occurrence of it is wanted, as a share of the ideal. A part with many wordings has
    /// more of them found by chance: they share its weight, by the root of their number.
    pub fn wanted(&self, wanted: &mut [f64]) {
        for part in &self.parts {
            let weight = part.weight / self.ideal.max(f64::MIN_POSITIVE) / (part.wordings.len().max(1) as f64).sqrt();
            let mut words: Vec<usize> = part.wordings.iter().flatten().copied().collect();
            words.sort_unstable();
            words.dedup();
            for word in words {
                if let Some(sum) = wanted.get_mut(word) {
                    *sum += weight;
                }
            }
        }
    }

    /// What a document has; nothing where nothing is sought.
    pub fn share(&self, occurrences: &Occurrences) -> Share {
        self.found(occurrences).fold(Share::default(), |sum, part| Share {
            score: sum.score + part.score,
            covered: sum.covered + part.covered,
        })
    }

    /// What a document has of each part, as shares of the ideal.
    pub fn found<'b>(&'b self, occurrences: &'b Occurrences) -> impl Iterator<Item = Share> + 'b {
        let norm = K1 * (1.0 - B + B * f64::from(occurrences.length) / self.rarity.average_length.max(1.0));
        let bm25 = move |number: usize| {
            let count = occurrences.counts.get(number).copied().unwrap_or(0);
            if count == 0 {
                return (0.0, 0.0);
            }
            let (count, rarity) = (f64::from(count), self.rarity.of(number));
            (rarity * count * (K1 + 1.0) / (count + norm), rarity)
        };
        let ideal = self.ideal;
        self.parts.iter().map(move |part| {
            let (mut score, mut covered) = (0.0_f64, 0.0_f64);
            for words in &part.wordings {
                let sum = words.iter().map(|number| bm25(*number)).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
                score = score.max(sum.0);
                covered = covered.max(sum.1);
            }
            if ideal > 0.0 {
                Share { score: part.weight * score / ideal, covered: part.weight * covered * (K1 + 1.0) / ideal }
            } else {
                Share::default()
            }
        })
    }

    /// The number of a word, where it is sought.
    pub fn number(&self, token: &str) -> Option<usize> {
        self.rarity.number(token)
    }

    /// How many words are sought.
    pub fn len(&self) -> usize {
        self.rarity.len()
    }

    /// The wordings of each part, in the order of the parts, their words by number.
    pub fn wordings(&self) -> impl Iterator<Item = &[Vec<usize>]> {
        self.parts.iter().map(|part| part.wordings.as_slice())
    }

    /// How often each word that is sought occurs among words given by number.
    pub fn occurrences(&self, given: impl Iterator<Item = Option<usize>>) -> Occurrences {
        let mut occurrences = Occurrences { length: 0, counts: vec![0; self.len()] };
        for number in given {
            occurrences.length += 1;
            if let Some(count) = number.and_then(|at| occurrences.counts.get_mut(at)) {
                *count += 1;
            }
        }
        occurrences
    }
}
