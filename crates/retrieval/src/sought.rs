//! What is looked for in the texts of one language: words as they stand, or terms carried over from the other.
//!
//! ```text
//! score(d) = Σ over parts  weight(part) · max over wordings  Σ over tokens  bm25(token, d)
//! ideal    = Σ over parts  weight(part) · max over wordings  Σ over tokens  idf(token) · (k₁ + 1)
//! ```
//! Of several ways to say a part only the best counts, not their sum: else a term with many names would outweigh the
//! others. `score ÷ ideal` lies between 0 and 1 whatever the language, so that lists of different languages can be
//! compared; what could not be carried over at all is held against a list by [`Sought::carried`].

use std::collections::{BTreeMap, BTreeSet};

use matching::terms::{Lexicon, Pair};
use matching::text::{Language, TokenKind, analyse};

use crate::document::{Field, Partition};
use crate::retriever::{Fault, Occurrences, Snapshot, Term};

/// The saturation of a term's frequency in BM25.
const K1: f64 = 1.2;
/// How much the length of a text counts in BM25.
const B: f64 = 0.75;

/// What is looked for in the texts of one language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sought {
    /// Its parts.
    pub parts: Vec<Part>,
    /// The terms that were carried over.
    pub pairs: Vec<Pair>,
    /// The share of what is wanted that could be carried over, by letters; 1 within one language.
    pub carried: f64,
}

/// One thing that is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The ways to say it, each as tokens.
    pub wordings: Vec<Vec<String>>,
    /// How often it is wanted.
    pub weight: f64,
    /// Which of [`Sought::pairs`] it is; `None` for a word as it stands.
    pub pair: Option<usize>,
}

impl Sought {
    /// A text, to be looked for in texts of a language: as it stands in its own, by its terms in the other.
    pub fn new(text: &str, partition: Partition, lexicon: &Lexicon) -> Self {
        let analysis = analyse(text);
        if partition_of(analysis.language) == partition {
            let tokens = analysis.tokens.into_iter().map(|token| token.text);
            return Self { parts: as_they_stand(tokens), pairs: Vec::new(), carried: 1.0 };
        }
        let to = match partition {
            Partition::Chinese => Language::Chinese,
            Partition::English => Language::English,
        };
        let pairs = lexicon.translate(text, to);
        let mut covered: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.bytes.start, pair.bytes.end)).collect();
        // What reads the same in both languages needs no term; within a term it is a wording beside the others.
        let is_bare = |kind: TokenKind| match kind {
            TokenKind::Formula | TokenKind::Grade | TokenKind::Quantity | TokenKind::Compound => true,
            TokenKind::Word => partition == Partition::English,
            TokenKind::Character | TokenKind::Pair | TokenKind::Part => false,
        };
        let bare: Vec<_> = analysis.tokens.iter().filter(|token| is_bare(token.kind)).collect();
        let inside = |bytes: &std::ops::Range<usize>| {
            pairs.iter().any(|pair| pair.bytes.start <= bytes.start && bytes.end <= pair.bytes.end)
        };
        let mut parts =
            as_they_stand(bare.iter().filter(|token| !inside(&token.bytes)).map(|token| token.text.clone()));
        covered.extend(bare.iter().map(|token| (token.bytes.start, token.bytes.end)));
        parts.extend(carried_over(&pairs));
        let letters = |from: usize, to: usize| letters(text.get(from..to).unwrap_or_default());
        let all = letters(0, text.len());
        covered.sort_unstable();
        let mut end = 0;
        let mut reached = 0;
        for (from, to) in covered {
            reached += letters(from.max(end), to.max(end));
            end = end.max(to);
        }
        let carried = if all == 0 { 0.0 } else { reached as f64 / all as f64 };
        Self { parts, pairs, carried }
    }

    /// Its tokens with their weights, for a list that finds candidates.
    pub fn terms(&self) -> Vec<Term> {
        let mut terms: BTreeMap<&str, f64> = BTreeMap::new();
        for part in &self.parts {
            for token in part.wordings.iter().flatten().collect::<BTreeSet<_>>() {
                *terms.entry(token).or_insert(0.0) += part.weight;
            }
        }
        terms.into_iter().map(|(token, weight)| Term { token: token.to_owned(), weight }).collect()
    }

    /// Every token once, in order.
    pub fn tokens(&self) -> Vec<&str> {
        let tokens = self.parts.iter().flat_map(|part| part.wordings.iter().flatten());
        tokens.map(String::as_str).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// The partition that texts of a language are in.
pub(crate) fn partition_of(language: Language) -> Partition {
    match language {
        Language::Chinese => Partition::Chinese,
        Language::English | Language::None => Partition::English,
    }
}

fn as_they_stand(tokens: impl Iterator<Item = String>) -> Vec<Part> {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    tokens.for_each(|token| *counts.entry(token).or_insert(0.0) += 1.0);
    counts.into_iter().map(|(token, weight)| Part { wordings: vec![vec![token]], weight, pair: None }).collect()
}

fn carried_over(pairs: &[Pair]) -> Vec<Part> {
    let mut parts: BTreeMap<Vec<Vec<String>>, (f64, usize)> = BTreeMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        let mut wordings: Vec<Vec<String>> = pair.to.iter().map(|form| tokens_of(form)).collect();
        wordings.retain(|tokens| !tokens.is_empty());
        wordings.sort();
        wordings.dedup();
        if !wordings.is_empty() {
            parts.entry(wordings).or_insert((0.0, at)).0 += 1.0;
        }
    }
    parts.into_iter().map(|(wordings, (weight, at))| Part { wordings, weight, pair: Some(at) }).collect()
}

fn tokens_of(form: &str) -> Vec<String> {
    let mut tokens: Vec<String> = analyse(form).tokens.into_iter().map(|token| token.text).collect();
    tokens.sort();
    tokens.dedup();
    tokens
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphanumeric()).count()
}

/// What one thing sought is worth in the documents of an index.
pub(crate) struct Measure<'a> {
    sought: &'a Sought,
    tokens: Vec<&'a str>,
    idf: BTreeMap<&'a str, (usize, f64)>,
    field: Field,
    partition: Partition,
    average_length: f64,
    /// What a document would have in which everything stood without end.
    pub ideal: f64,
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
    /// Looks up how rare everything is among public documents.
    pub fn new(
        snapshot: &dyn Snapshot,
        (field, partition): (Field, Partition),
        sought: &'a Sought,
    ) -> Result<Self, Fault> {
        let tokens = sought.tokens();
        let statistics = snapshot.statistics(field, partition)?;
        let frequencies = snapshot.frequencies(field, partition, &tokens)?;
        let rarity = |documents: u64| {
            let (all, with) = (statistics.documents as f64, (documents as f64).min(statistics.documents as f64));
            (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
        };
        let idf: BTreeMap<_, _> = tokens
            .iter()
            .zip(frequencies)
            .enumerate()
            .map(|(at, (token, with))| (*token, (at, rarity(with))))
            .collect();
        let mut measure =
            Self { sought, tokens, idf, field, partition, average_length: statistics.average_length, ideal: 0.0 };
        measure.ideal = sought.parts.iter().map(|part| part.weight * measure.worth(part)).sum::<f64>() * (K1 + 1.0);
        Ok(measure)
    }

    /// The rarity of the best wording of a part.
    fn worth(&self, part: &Part) -> f64 {
        let worth = |tokens: &Vec<String>| tokens.iter().map(|token| self.rarity(token)).sum::<f64>();
        part.wordings.iter().map(worth).fold(0.0, f64::max)
    }

    fn rarity(&self, token: &str) -> f64 {
        self.idf.get(token).map_or(0.0, |(_, rarity)| *rarity)
    }

    /// What some documents have of it, those that are not there left out.
    pub fn shares(
        &self,
        snapshot: &dyn Snapshot,
        documents: &[crate::document::DocumentId],
        keys: &[String],
    ) -> Result<Vec<Option<Share>>, Fault> {
        let found = snapshot.occurrences(self.field, self.partition, &self.tokens, documents, keys)?;
        Ok(found.into_iter().map(|found| found.map(|occurrences| self.share(&occurrences))).collect())
    }

    fn share(&self, occurrences: &Occurrences) -> Share {
        let found = self.found(occurrences);
        found.into_iter().fold(Share::default(), |sum, part| Share {
            score: sum.score + part.score,
            covered: sum.covered + part.covered,
        })
    }

    /// What a document has of each part, as shares of the ideal; nothing where nothing is sought.
    pub fn found(&self, occurrences: &Occurrences) -> Vec<PartFound> {
        if self.ideal <= 0.0 {
            return Vec::new();
        }
        let norm = K1 * (1.0 - B + B * f64::from(occurrences.length) / self.average_length.max(1.0));
        let bm25 = |token: &String| {
            let Some((at, rarity)) = self.idf.get(token.as_str()) else { return (0.0, 0.0) };
            let count = f64::from(occurrences.counts.get(*at).copied().unwrap_or(0));
            if count == 0.0 { (0.0, 0.0) } else { (rarity * count * (K1 + 1.0) / (count + norm), *rarity) }
        };
        let found = |part: &Part| {
            let sum = |tokens: &Vec<String>| tokens.iter().map(bm25).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
            let sums: Vec<(f64, f64)> = part.wordings.iter().map(sum).collect();
            let best = |one: fn(&(f64, f64)) -> f64| sums.iter().map(one).fold(0.0, f64::max);
            PartFound {
                score: part.weight * best(|sum| sum.0) / self.ideal,
                covered: part.weight * best(|sum| sum.1) * (K1 + 1.0) / self.ideal,
            }
        };
        self.sought.parts.iter().map(found).collect()
    }

    /// How often each token that is sought occurs among tokens given.
    pub fn occurrences<'b>(&self, given: impl Iterator<Item = &'b str>) -> Occurrences {
        let mut occurrences = Occurrences { length: 0, counts: vec![0; self.tokens.len()] };
        for token in given {
            occurrences.length += 1;
            if let Some(count) = self.idf.get(token).and_then(|(at, _)| occurrences.counts.get_mut(*at)) {
                *count += 1;
            }
        }
        occurrences
    }
}

/// What a document has of one part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct PartFound {
    /// BM25 of its best wording, as a share of the ideal.
    pub score: f64,
    /// The rarity of what is there of its best wording, as a share of the ideal.
    pub covered: f64,
}
