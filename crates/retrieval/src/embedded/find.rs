//! Searching: documents in which the parts of a question occur, counted by facets.

use std::collections::{BTreeMap, HashMap};

use tantivy::columnar::StrColumn;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EnableScoring, Occur, Query, TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, Score, SegmentReader, Term as Word};

use super::layout::{doors, facet_of, marked};
use super::list::Ids;
use super::statistics::Public;
use super::{Moment, fault};
use crate::document::{DocumentId, Facet, Field, Partition};
use crate::retriever::{Count, Fault, Found, Hit, Needed, Question, Wording};

pub(super) fn find(moment: &Moment, question: &Question<'_>) -> Result<Found, Fault> {
    let mut seen = Seen::default();
    let public = Public::new(moment, Field::Body, Partition::Chinese)?;
    for key in doors(question.keys) {
        let query = asked(moment, question, key.as_deref());
        let scoring = EnableScoring::enabled_from_statistics_provider(&public, &moment.searcher);
        let weight = query.weight(scoring).map_err(fault)?;
        for segment in moment.searcher.segment_readers() {
            let ids = Ids::of(segment)?;
            let mut facets = Facets::of(segment, question.counted)?;
            weight
                .for_each(segment, &mut |row, score| {
                    seen.looked_at += 1;
                    if !segment.is_deleted(row) && seen.takes(ids.of_row(row), score) {
                        facets.count(row);
                    }
                })
                .map_err(fault)?;
            facets.into_counts(&mut seen.facets)?;
        }
    }
    Ok(seen.found(question.page))
}

/// The query behind one door.
fn asked(moment: &Moment, question: &Question<'_>, key: Option<&str>) -> Box<dyn Query> {
    let layout = &moment.layout;
    let mut all: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    all.push((Occur::Must, behind(moment, key)));
    let parts = question.parts.iter().map(|part| {
        let ways = part.iter().map(|wording| said(moment, wording, key)).collect();
        Box::new(DisjunctionMaxQuery::new(ways)) as Box<dyn Query>
    });
    match question.needed {
        Needed::Every => all.extend(parts.map(|part| (Occur::Must, part))),
        Needed::Any if question.parts.is_empty() => {}
        Needed::Any => {
            let any = BooleanQuery::new(parts.map(|part| (Occur::Should, part)).collect());
            all.push((Occur::Must, Box::new(any)));
        }
    }
    let mut narrowed: BTreeMap<&str, Vec<Box<dyn Query>>> = BTreeMap::new();
    for facet in question.narrowed {
        let query = TermQuery::new(layout.facet_term(facet), IndexRecordOption::Basic);
        narrowed.entry(&facet.name).or_default().push(unscored(query));
    }
    all.extend(
        narrowed.into_values().map(|ways| (Occur::Must, Box::new(DisjunctionMaxQuery::new(ways)) as Box<dyn Query>)),
    );
    Box::new(BooleanQuery::new(all))
}

/// Every document behind a door.
fn behind(moment: &Moment, key: Option<&str>) -> Box<dyn Query> {
    let word = Word::from_field_text(moment.layout.key, key.unwrap_or_default());
    unscored(TermQuery::new(word, IndexRecordOption::Basic))
}

/// A condition that adds nothing to the score.
fn unscored(query: TermQuery) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

fn said(moment: &Moment, wording: &Wording, key: Option<&str>) -> Box<dyn Query> {
    let column = moment.layout.text(Field::Body, wording.partition, key.is_some());
    if wording.tokens.is_empty() {
        return Box::new(AllQuery);
    }
    let tokens = wording.tokens.iter().map(|token| {
        let word = Word::from_field_text(column, &marked(key, token));
        (Occur::Must, Box::new(TermQuery::new(word, IndexRecordOption::WithFreqs)) as Box<dyn Query>)
    });
    Box::new(BooleanQuery::new(tokens.collect()))
}

/// What was found so far. A document that several keys open is counted once.
#[derive(Default)]
struct Seen {
    scores: HashMap<DocumentId, Score>,
    facets: BTreeMap<Facet, u64>,
    looked_at: u64,
}

impl Seen {
    /// Whether it is the first time.
    fn takes(&mut self, id: DocumentId, score: Score) -> bool {
        self.scores.insert(id, score).is_none()
    }

    fn found(self, (skipped, most): (usize, usize)) -> Found {
        let (total, looked_at) = (self.scores.len() as u64, self.looked_at);
        let mut hits: Vec<(DocumentId, Score)> = self.scores.into_iter().collect();
        let order = |a: &(DocumentId, Score), b: &(DocumentId, Score)| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0));
        let wanted = skipped.saturating_add(most).min(hits.len());
        if wanted > 0 && wanted < hits.len() {
            hits.select_nth_unstable_by(wanted - 1, order);
            hits.truncate(wanted);
        }
        hits.sort_by(order);
        let hits = hits.into_iter().skip(skipped).take(most);
        let hits = hits.map(|(id, score)| Hit { id, score: f64::from(score) }).collect();
        let mut facets: Vec<Count> =
            self.facets.into_iter().map(|(facet, documents)| Count { facet, documents }).collect();
        facets.sort_by(|a, b| {
            let by_name = a.facet.name.cmp(&b.facet.name);
            by_name.then(b.documents.cmp(&a.documents)).then_with(|| a.facet.cmp(&b.facet))
        });
        Found { total, hits, facets, looked_at }
    }
}

/// The facets of a segment, counted by their numbers in its dictionary.
struct Facets<'a> {
    column: Option<StrColumn>,
    counted: &'a [&'a str],
    counts: HashMap<u64, u64>,
}

impl<'a> Facets<'a> {
    fn of(segment: &SegmentReader, counted: &'a [&'a str]) -> Result<Self, Fault> {
        let column = if counted.is_empty() { None } else { segment.fast_fields().str("facet").map_err(fault)? };
        Ok(Self { column, counted, counts: HashMap::new() })
    }

    fn count(&mut self, row: DocId) {
        if let Some(column) = &self.column {
            for number in column.ords().values_for_doc(row) {
                *self.counts.entry(number).or_insert(0) += 1;
            }
        }
    }

    fn into_counts(self, facets: &mut BTreeMap<Facet, u64>) -> Result<(), Fault> {
        let Some(column) = self.column else { return Ok(()) };
        let mut word = String::new();
        for (number, documents) in self.counts {
            word.clear();
            let known = column.ord_to_str(number, &mut word);
            if !known.map_err(|trouble| Fault::Files(trouble.to_string()))? {
                continue;
            }
            if let Some(facet) = facet_of(&word)
                && self.counted.contains(&facet.name.as_str())
            {
                *facets.entry(facet).or_insert(0) += documents;
            }
        }
        Ok(())
    }
}
