//! What is looked for in the texts of one language: words as they stand, or terms carried over from the other.

use std::collections::{BTreeMap, BTreeSet};

use matching::terms::{Lexicon, Pair};
use matching::text::{Language, Token, TokenKind, analyse};

use crate::document::Partition;
use crate::retriever::Term;

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
            // What only binds is looked for where there is nothing else.
            let says = |token: &Token| !token.only_binds();
            let all = !analysis.tokens.iter().any(says);
            let tokens = analysis.tokens.into_iter().filter(|token| all || says(token)).map(|token| token.text);
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
        let bare: Vec<_> = analysis.tokens.iter().filter(|token| is_bare(token.kind) && !token.only_binds()).collect();
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

    /// Its tokens, some more than once.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flat_map(|part| part.wordings.iter().flatten()).map(String::as_str)
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
    // A form of words that only bind is none: *on* alone says nothing of *on-line*.
    let tokens = analyse(form).tokens.into_iter().filter(|token| !token.only_binds());
    let mut tokens: Vec<String> = tokens.map(|token| token.text).collect();
    tokens.sort();
    tokens.dedup();
    tokens
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphanumeric()).count()
}
