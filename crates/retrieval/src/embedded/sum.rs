//! BM25 of weighted words, word after word, summed up for every document that has one of them.
//!
//! ```text
//! score(d) = Σ over words  weight · idf · (k₁ + 1) · f ÷ (f + k₁ · (1 − b + b · |d| ÷ average))
//! ```
//! A list of many words is summed up faster this way than document after document: no word has to wait for the others.
//! Words are taken in their order, so that the same document has the same score to the last bit in every index.

use std::sync::{Mutex, PoisonError};

use tantivy::fieldnorm::FieldNormReader;
use tantivy::schema::{Field as TextColumn, IndexRecordOption};
use tantivy::{DocId, Score, SegmentReader, Term as Word};

use super::layout::marked;
use super::statistics::Public;
use crate::measure::{B, K1};
use crate::retriever::Fault;

/// How many lengths the engine tells apart.
const LENGTHS: usize = 256;

/// Scores of segments that nobody sums up now, kept for the next.
static FREE: Mutex<Vec<Vec<Score>>> = Mutex::new(Vec::new());
/// How many are kept.
const FREE_MOST: usize = 4;

/// A word with what one occurrence of it is worth.
pub(super) struct Weighted<'a> {
    token: &'a str,
    worth: Score,
}

/// The words of a list, by how rare they are among public documents.
pub(super) struct Words<'a> {
    words: Vec<Weighted<'a>>,
    norms: [Score; LENGTHS],
}

impl<'a> Words<'a> {
    /// Looks up how rare words are.
    pub fn new(public: &Public, terms: impl Iterator<Item = (&'a str, f64)>) -> Result<Self, Fault> {
        let figures = public.figures();
        let word = |(token, weight): (&'a str, f64)| {
            let rarity = figures.rarity(public.frequency(token)?);
            #[expect(clippy::cast_possible_truncation, reason = "scores are in single precision")]
            let worth = (weight * rarity * (K1 + 1.0)) as Score;
            Ok(Weighted { token, worth })
        };
        let words = terms.map(word).collect::<Result<_, Fault>>()?;
        let mut norms = [0.0; LENGTHS];
        for (id, norm) in (0_u8..=u8::MAX).zip(&mut norms) {
            let length = f64::from(FieldNormReader::id_to_fieldnorm(id));
            #[expect(clippy::cast_possible_truncation, reason = "scores are in single precision")]
            let rounded = (K1 * (1.0 - B + B * length / figures.average_length)) as Score;
            *norm = rounded;
        }
        Ok(Self { words, norms })
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Gives every row of a segment behind a key that has one of the words with its score, in order; how many entries
    /// of the lists were read.
    pub fn each(
        &self,
        segment: &SegmentReader,
        column: TextColumn,
        key: Option<&str>,
        give: impl FnMut(DocId, Score),
    ) -> Result<u64, Fault> {
        let free = || FREE.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scores = free().pop().unwrap_or_default();
        let summed = self.summed(segment, column, key, &mut scores, give);
        let mut free = free();
        if free.len() < FREE_MOST {
            free.push(scores);
        }
        summed
    }

    fn summed(
        &self,
        segment: &SegmentReader,
        column: TextColumn,
        key: Option<&str>,
        scores: &mut Vec<Score>,
        mut give: impl FnMut(DocId, Score),
    ) -> Result<u64, Fault> {
        let files = |trouble: std::io::Error| Fault::Files(trouble.to_string());
        let postings = segment.inverted_index(column).map_err(super::fault)?;
        let lengths = segment.get_fieldnorms_reader(column).map_err(super::fault)?;
        let (mut read, mut begun) = (0, false);
        for word in &self.words {
            let term = Word::from_field_text(column, &marked(key, word.token));
            let list = postings.read_block_postings(&term, IndexRecordOption::WithFreqs).map_err(files)?;
            let Some(mut list) = list else { continue };
            if !begun {
                scores.clear();
                scores.resize(segment.max_doc() as usize, 0.0);
                begun = true;
            }
            while list.block_len() > 0 {
                for (row, count) in list.docs().iter().zip(list.freqs()) {
                    let norm = self.norms[usize::from(lengths.fieldnorm_id(*row))];
                    let count = *count as Score;
                    if let Some(score) = scores.get_mut(*row as usize) {
                        *score += word.worth * count / (count + norm);
                    }
                }
                read += list.block_len() as u64;
                list.advance();
            }
        }
        if begun {
            for (row, score) in (0..).zip(scores.iter()) {
                if *score > 0.0 {
                    give(row, *score);
                }
            }
        }
        Ok(read)
    }
}
