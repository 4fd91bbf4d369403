//! Looking into documents that were found: how often words occur in them, and the facts kept with them.

use std::collections::{BTreeMap, HashMap};

use tantivy::columnar::Column;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, TantivyDocument, Term as Word};

use super::layout::{door, doors, marked};
use super::{Moment, fault};
use crate::document::{DocumentId, Field, Partition};
use crate::retriever::{Fault, Occurrences};

/// Blocks of kept facts that stay unpacked while documents are looked into.
const BLOCKS: usize = 32;

/// Where documents stand: by segment and door, the rows in order, each with the place of its document in the question.
type Places = BTreeMap<(usize, u64), Vec<(DocId, usize)>>;

pub(super) fn occurrences(
    moment: &Moment,
    (field, partition): (Field, Partition),
    tokens: &[&str],
    documents: &[DocumentId],
    keys: &[String],
) -> Result<Vec<Option<Occurrences>>, Fault> {
    let mut found = vec![None; documents.len()];
    let keys: HashMap<u64, Option<String>> = doors(keys).into_iter().map(|key| (door(key.as_deref()), key)).collect();
    for ((segment, door), rows) in places(moment, documents, &keys)? {
        let segment = moment.searcher.segment_reader(u32::try_from(segment).unwrap_or(u32::MAX));
        let key = keys.get(&door).and_then(Option::as_deref);
        let column = moment.layout.text(field, partition, key.is_some());
        let lengths = segment.get_fieldnorms_reader(column).map_err(fault)?;
        let words = segment.inverted_index(column).map_err(fault)?;
        for (row, place) in &rows {
            found[*place] = Some(Occurrences { length: lengths.fieldnorm(*row), counts: vec![0; tokens.len()] });
        }
        for (number, token) in tokens.iter().enumerate() {
            let word = Word::from_field_text(column, &marked(key, token));
            let postings = words.read_postings(&word, IndexRecordOption::WithFreqs);
            let Some(mut postings) = postings.map_err(|trouble| Fault::Files(trouble.to_string()))? else { continue };
            for (row, place) in &rows {
                if postings.doc() < *row && postings.seek(*row) == TERMINATED {
                    break;
                }
                if postings.doc() == *row
                    && let Some(occurrences) = &mut found[*place]
                {
                    occurrences.counts[number] = tantivy::postings::Postings::term_freq(&postings);
                }
            }
        }
    }
    Ok(found)
}

pub(super) fn facts(moment: &Moment, documents: &[DocumentId], keys: &[String]) -> Result<Vec<Option<Vec<u8>>>, Fault> {
    let mut found = vec![None; documents.len()];
    let keys: HashMap<u64, Option<String>> = doors(keys).into_iter().map(|key| (door(key.as_deref()), key)).collect();
    let mut stores: HashMap<usize, StoreReader> = HashMap::new();
    for ((number, _), rows) in places(moment, documents, &keys)? {
        let segment = moment.searcher.segment_reader(u32::try_from(number).unwrap_or(u32::MAX));
        if let std::collections::hash_map::Entry::Vacant(free) = stores.entry(number) {
            free.insert(segment.get_store_reader(BLOCKS).map_err(|trouble| Fault::Files(trouble.to_string()))?);
        }
        let Some(store) = stores.get(&number) else { continue };
        for (row, place) in rows {
            let kept: TantivyDocument = store.get(row).map_err(fault)?;
            let facts = kept.get_first(moment.layout.facts).and_then(|value| value.as_bytes().map(<[u8]>::to_vec));
            found[place] = Some(facts.unwrap_or_default());
        }
    }
    Ok(found)
}

/// Where the documents stand that somebody with these keys may see; one row for each.
fn places(moment: &Moment, documents: &[DocumentId], keys: &HashMap<u64, Option<String>>) -> Result<Places, Fault> {
    let mut places = Places::new();
    let mut wanted: Vec<(usize, DocumentId)> = documents.iter().copied().enumerate().collect();
    for (number, segment) in moment.searcher.segment_readers().iter().enumerate() {
        let behind: Column<u64> = segment.fast_fields().u64("door").map_err(fault)?;
        let ids = segment.inverted_index(moment.layout.id).map_err(fault)?;
        let mut left = Vec::with_capacity(wanted.len());
        for (place, id) in wanted {
            match row_of(moment, (segment, &ids, &behind), id, keys)? {
                Some((row, door)) => places.entry((number, door)).or_default().push((row, place)),
                None => left.push((place, id)),
            }
        }
        wanted = left;
    }
    for rows in places.values_mut() {
        rows.sort_unstable();
    }
    Ok(places)
}

fn row_of(
    moment: &Moment,
    (segment, ids, behind): (&SegmentReader, &InvertedIndexReader, &Column<u64>),
    id: DocumentId,
    keys: &HashMap<u64, Option<String>>,
) -> Result<Option<(DocId, u64)>, Fault> {
    let postings = ids.read_postings(&moment.layout.id_term(id), IndexRecordOption::Basic);
    let Some(mut postings) = postings.map_err(|trouble| Fault::Files(trouble.to_string()))? else { return Ok(None) };
    let mut row = postings.doc();
    while row != TERMINATED {
        let door = behind.first(row).unwrap_or(u64::MAX);
        if !segment.is_deleted(row) && keys.contains_key(&door) {
            return Ok(Some((row, door)));
        }
        row = postings.advance();
    }
    Ok(None)
}
