//! Texts that say the same in nearly the same words.
//!
//! ```text
//! likeness(a, b) = Σ over words of both  rarity  ÷  Σ over words of either  rarity
//! ```
//! (Jaccard's coefficient over words, each counted by how rare it is among public documents.) What is numbered is told
//! apart by its numbers: two titles with different figures, grades or formulae are never alike, nor are two of which each
//! names a metal that the other does not.

use std::collections::BTreeSet;

use matching::text::{Token, TokenKind, analyse, metals};

use crate::document::{DocumentId, Facet, Field, Partition, Text};
use crate::rarity::Rarity;
use crate::retriever::{Fault, List, Snapshot, Term};

/// Words that what is alike is looked for by, the rarest.
const WORDS: usize = 12;
/// Documents that are looked at.
const LOOKED_AT: usize = 8;
/// The part of the words that a document must have to be looked at closely.
const LEAST_SHARE: f64 = 0.6;

/// Documents of a facet that may say the same as some texts, as far as the keys open them.
///
/// # Errors
/// [`Fault`].
pub fn perhaps_alike(
    snapshot: &dyn Snapshot,
    texts: &[Text],
    among: &[Facet],
    keys: &[String],
) -> Result<Vec<DocumentId>, Fault> {
    let mut found = BTreeSet::new();
    for text in texts.iter().filter(|text| text.field == Field::Body) {
        let words = distinct_words(&text.text);
        let place = (Field::Body, text.partition);
        let rarity = Rarity::new(snapshot, place, words.iter().map(String::as_str))?;
        let mut telling: Vec<usize> = (0..rarity.len()).filter(|number| rarity.documents(*number) > 0).collect();
        telling.sort_by(|a, b| rarity.of(*b).total_cmp(&rarity.of(*a)).then(a.cmp(b)));
        let term = |number: &usize| Term { token: rarity.token(*number).to_owned(), weight: 1.0 };
        let terms: Vec<Term> = telling.iter().take(WORDS).map(term).collect();
        let (field, partition) = place;
        let hits = snapshot.list(&List { field, partition, terms: &terms, keys, among, most: LOOKED_AT })?.hits;
        let ids: Vec<DocumentId> = hits.into_iter().map(|hit| hit.id).collect();
        let all: f64 = (0..rarity.len()).map(|number| rarity.of(number)).sum();
        for (id, occurrences) in ids.iter().zip(rarity.occurrences(snapshot, &ids, keys)?) {
            let counts = occurrences.map(|occurrences| occurrences.counts).unwrap_or_default();
            let there = counts.iter().enumerate().filter(|(_, count)| **count > 0);
            if there.map(|(number, _)| rarity.of(number)).sum::<f64>() >= LEAST_SHARE * all {
                found.insert(*id);
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// How far two texts of a language are alike, from 0 to 1.
///
/// # Errors
/// [`Fault`].
pub fn likeness(snapshot: &dyn Snapshot, partition: Partition, (a, b): (&str, &str)) -> Result<f64, Fault> {
    let (a, b) = (distinct_words(a), distinct_words(b));
    let rarity = Rarity::new(snapshot, (Field::Body, partition), a.union(&b).map(String::as_str))?;
    let worth = |word: &String| rarity.number(word).map_or(0.0, |number| rarity.of(number));
    let all: f64 = a.union(&b).map(worth).sum();
    let both: f64 = a.intersection(&b).map(worth).sum();
    Ok(if all > 0.0 { both / all } else { 0.0 })
}

/// Whether two titles name the same figures, grades and formulae, and neither names a metal in place of the other's.
pub fn numbered_alike(a: &str, b: &str) -> bool {
    let numbers = |text: &str| -> BTreeSet<String> {
        let tells = |token: &Token| match token.kind {
            TokenKind::Formula | TokenKind::Grade | TokenKind::Quantity => true,
            TokenKind::Word => token.text.bytes().all(|byte| byte.is_ascii_digit()),
            TokenKind::Character | TokenKind::Pair | TokenKind::Compound | TokenKind::Part => false,
        };
        analyse(text).tokens.into_iter().filter(tells).map(|token| token.text).collect()
    };
    let (metals_a, metals_b) = (metals(a), metals(b));
    let apart = metals_a.difference(&metals_b).next().is_some() && metals_b.difference(&metals_a).next().is_some();
    !apart && numbers(a) == numbers(b)
}

/// The words of a text, each once, without those that only bind others.
pub fn distinct_words(text: &str) -> BTreeSet<String> {
    let tokens = analyse(text).tokens.into_iter().filter(|token| !token.only_binds());
    tokens.map(|token| token.text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_tell_titles_apart() {
        let table = [
            ("烧结钕铁硼 N52 磁体", "N52 烧结钕铁硼磁体", true),
            ("烧结钕铁硼 N52 磁体", "烧结钕铁硼 N48 磁体", false),
            ("需求000123", "需求000124", false),
            ("Nd2Fe14B powder", "Sm2Co17 powder", false),
            ("高纯氧化镧", "高纯氧化镧的制备", true),
            ("高纯氧化镧的制备", "高纯氧化铈的制备", false),
            ("High-purity lanthanum oxide", "High-purity cerium oxide", false),
            ("降低磁体的镝用量", "降低磁体的镝、铽用量", true),
        ];
        for (a, b, expected) in table {
            assert_eq!(numbered_alike(a, b), expected, "{a} {b}");
        }
    }
}
