//! Frequencies and lengths of public documents, for scoring every document alike.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field as Column;

use super::Moment;
use super::layout::{KEY_END, PRESENT};
use crate::document::{Field, Partition};
use crate::retriever::{Fault, Statistics};

/// In how many public documents tokens occur, as far as it was looked up: what is compared with several kinds of
/// documents asks of each the same.
#[derive(Default)]
pub(super) struct Frequencies(Mutex<HashMap<(Column, String), u64>>);

/// The statistics of one text of public documents.
pub(super) struct Public<'a> {
    moment: &'a Moment,
    column: Column,
    documents: u64,
    tokens: u64,
}

impl<'a> Public<'a> {
    pub fn new(moment: &'a Moment, field: Field, partition: Partition) -> Result<Self, Fault> {
        let column = moment.layout.text(field, partition, false);
        let searcher = &moment.searcher;
        let documents = searcher.doc_freq(&Term::from_field_text(column, PRESENT)).map_err(super::fault)?;
        let tokens = searcher.total_num_tokens(column).map_err(super::fault)?;
        Ok(Self { moment, column, documents, tokens })
    }

    /// Whole figures, never zero, so that they can be divided by.
    pub fn figures(&self) -> Statistics {
        let documents = self.documents.max(1);
        Statistics { documents: self.documents, average_length: (self.tokens.max(1) as f64) / (documents as f64) }
    }

    /// In how many public documents a token occurs.
    pub fn frequency(&self, token: &str) -> Result<u64, Fault> {
        let known = || self.moment.frequencies.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (self.column, token.to_owned());
        if let Some(known) = known().get(&key) {
            return Ok(*known);
        }
        let found = self.moment.searcher.doc_freq(&Term::from_field_text(self.column, token)).map_err(super::fault)?;
        known().insert(key, found);
        Ok(found)
    }
}

impl Bm25StatisticsProvider for Public<'_> {
    fn total_num_tokens(&self, column: Column) -> tantivy::Result<u64> {
        // The engine divides by what it is told.
        let column = self.moment.layout.public(column);
        if column == self.column {
            Ok(self.tokens.max(1))
        } else {
            Ok(self.moment.searcher.total_num_tokens(column)?.max(1))
        }
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.documents.max(1))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let text = term.value();
        let text = text.as_str().unwrap_or_default();
        let token = text.split_once(KEY_END).map_or(text, |(_, token)| token);
        let column = self.moment.layout.public(term.field());
        Ok(self.moment.searcher.doc_freq(&Term::from_field_text(column, token))?.min(self.documents.max(1)))
    }
}
