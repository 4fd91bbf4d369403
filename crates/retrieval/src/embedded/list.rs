//! Ranked lists: the best documents for weighted terms.

use std::collections::{BTreeMap, HashMap};

use tantivy::columnar::{Column, StrColumn};
use tantivy::fastfield::AliveBitSet;
use tantivy::{DocId, Score, SegmentReader};

use super::layout::{doors, facet_word};
use super::statistics::Public;
use super::sum::Words;
use super::{Moment, fault};
use crate::document::{DocumentId, Facet};
use crate::retriever::{Counted, Fault, Hit, List, Term};

/// The best of a list: first what is public, then what each key of the viewer opens.
pub(super) fn list(moment: &Moment, list: &List<'_>) -> Result<Counted, Fault> {
    let public = Public::new(moment, list.field, list.partition)?;
    let words = Words::new(&public, merged(list.terms).into_iter())?;
    let mut best = Best::new(list.most);
    if words.is_empty() {
        return Ok(best.counted());
    }
    for key in doors(list.keys) {
        let column = moment.layout.text(list.field, list.partition, key.is_some());
        for segment in moment.searcher.segment_readers() {
            let Some(rows) = Rows::of(segment, list.among)? else { continue };
            let read = words.each(segment, column, key.as_deref(), |row, score| {
                if score > best.floor
                    && let Some(id) = rows.admitted(row)
                {
                    best.offer(id, score);
                }
            })?;
            best.looked_at += read;
        }
    }
    Ok(best.counted())
}

/// Terms by token, so that the order they are given in does not matter.
fn merged(terms: &[Term]) -> BTreeMap<&str, f64> {
    let mut merged = BTreeMap::new();
    for term in terms {
        *merged.entry(term.token.as_str()).or_insert(0.0) += term.weight;
    }
    merged.retain(|_, weight| *weight > 0.0 && weight.is_finite());
    merged
}

/// The rows of a segment that count.
struct Rows<'a> {
    alive: Option<&'a AliveBitSet>,
    ids: Ids,
    facets: Option<(StrColumn, Vec<u64>)>,
}

impl<'a> Rows<'a> {
    /// `None` if no row of the segment has any of the facets.
    fn of(segment: &'a SegmentReader, among: &[Facet]) -> Result<Option<Self>, Fault> {
        let facets = if among.is_empty() {
            None
        } else {
            let Some(column) = segment.fast_fields().str("facet").map_err(fault)? else { return Ok(None) };
            let mut numbers = Vec::new();
            for facet in among {
                let word = facet_word(facet);
                let number = column.dictionary().term_ord(word.as_bytes());
                numbers.extend(number.map_err(|trouble| Fault::Files(trouble.to_string()))?);
            }
            if numbers.is_empty() {
                return Ok(None);
            }
            Some((column, numbers))
        };
        Ok(Some(Self { alive: segment.alive_bitset(), ids: Ids::of(segment)?, facets }))
    }

    fn admitted(&self, row: DocId) -> Option<DocumentId> {
        if self.alive.is_some_and(|alive| !alive.is_alive(row)) {
            return None;
        }
        let fits = self
            .facets
            .as_ref()
            .is_none_or(|(column, numbers)| column.ords().values_for_doc(row).any(|number| numbers.contains(&number)));
        fits.then(|| self.ids.of_row(row))
    }
}

/// The ids of the rows of a segment.
pub(super) struct Ids {
    high: Column<u64>,
    low: Column<u64>,
}

impl Ids {
    pub fn of(segment: &SegmentReader) -> Result<Self, Fault> {
        let columns = segment.fast_fields();
        Ok(Self { high: columns.u64("id_high").map_err(fault)?, low: columns.u64("id_low").map_err(fault)? })
    }

    pub fn of_row(&self, row: DocId) -> DocumentId {
        let half = |column: &Column<u64>| u128::from(column.first(row).unwrap_or_default());
        DocumentId(half(&self.high) << 64 | half(&self.low))
    }
}

/// The best so far. A document that several keys open is kept once.
struct Best {
    most: usize,
    scores: HashMap<DocumentId, Score>,
    /// Just below the score that a document must reach, so that documents of equal score are all seen.
    floor: Score,
    looked_at: u64,
}

impl Best {
    fn new(most: usize) -> Self {
        Self { most, scores: HashMap::new(), floor: if most == 0 { Score::MAX } else { 0.0 }, looked_at: 0 }
    }

    fn offer(&mut self, id: DocumentId, score: Score) {
        let kept = self.scores.entry(id).or_insert(score);
        *kept = kept.max(score);
        // Twice as many are kept as asked for, so that sorting is rare.
        if self.scores.len() >= self.most.saturating_mul(2).max(64) {
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        let ranked = self.ranked();
        if let Some((_, last)) = ranked.last()
            && ranked.len() == self.most
        {
            self.floor = last.next_down().max(0.0);
        }
        self.scores = ranked.into_iter().collect();
    }

    fn ranked(&self) -> Vec<(DocumentId, Score)> {
        let mut ranked: Vec<(DocumentId, Score)> = self.scores.iter().map(|(id, score)| (*id, *score)).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(self.most);
        ranked
    }

    fn counted(self) -> Counted {
        let hits = self.ranked().into_iter().map(|(id, score)| Hit { id, score: f64::from(score) }).collect();
        Counted { hits, looked_at: self.looked_at }
    }
}
