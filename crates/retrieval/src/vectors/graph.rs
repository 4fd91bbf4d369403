//! A graph over the rows behind one key, so that not all of them need be compared: hierarchical, of near neighbours
//! (Malkov and Yashunin, IEEE TPAMI 2020), as `usearch` builds it.
//!
//! It is derived: built of what is behind the key at one moment, in the order of the ids, by one thread, and never
//! changed. What was put in or taken out since is noted; that is compared one by one, or left out. So nothing behind
//! another key has a part in what it finds, and the same rows have the same graph.

use std::collections::HashSet;

use usearch::{Index, IndexOptions, MetricKind, ScalarKind};

use super::door::Row;
use crate::document::DocumentId;

/// Neighbours of a row.
const NEIGHBOURS: usize = 16;
/// Rows that are looked at when one is put in.
const LOOKED_AT_TO_ADD: usize = 128;
/// Least number of rows that are looked at when the nearest are asked for.
const LOOKED_AT: usize = 512;
/// Rows that are asked for, for each document: several passages of one may be near.
const PASSAGES: usize = 4;
/// Part of the documents of a graph that may have changed before it is built anew.
const STALE: usize = 8;
/// Searches at once; more would have to compare one by one.
const ASKED_AT_ONCE: usize = 64;

/// A graph, where there is one, and what it does not know.
#[derive(Default)]
pub(super) struct Graph {
    built: Option<Built>,
    /// What was put in or taken out while the next one is being built.
    meanwhile: Option<HashSet<DocumentId>>,
    /// How many rows there were when one could not be built.
    given_up_at: Option<usize>,
}

/// A graph, and what was put in or taken out since.
struct Built {
    rows: Rows,
    since: HashSet<DocumentId>,
}

impl Graph {
    /// A document is put in or taken out.
    pub fn touch(&mut self, id: DocumentId) {
        let since = self.built.as_mut().map(|built| &mut built.since);
        for noted in since.into_iter().chain(&mut self.meanwhile) {
            noted.insert(id);
        }
    }

    /// Documents that may be nearest; `None`: there is no graph to ask.
    pub fn near(&self, to: &Row, most: usize, fits: &dyn Fn(DocumentId) -> bool) -> Option<Vec<DocumentId>> {
        let Built { rows, since } = self.built.as_ref()?;
        let known = |id: DocumentId| !since.contains(&id) && fits(id);
        let mut found = rows.near(to, most, &known)?;
        found.extend(since.iter().copied().filter(|id| fits(*id)));
        Some(found)
    }

    /// Whether another should be built for so many rows.
    pub fn is_wanted(&self, rows: usize, flat_most: usize) -> bool {
        let stale = |built: &Built| built.since.len() > built.rows.documents / STALE;
        let hopeless = self.given_up_at.is_some_and(|then| rows.abs_diff(then) <= then / STALE);
        rows > flat_most && !hopeless && self.meanwhile.is_none() && self.built.as_ref().is_none_or(stale)
    }

    /// The next one is begun.
    pub fn begin(&mut self) {
        self.meanwhile = Some(HashSet::new());
    }

    /// Whether a document is as it was when the next one was begun.
    pub fn is_as_begun(&self, id: DocumentId) -> bool {
        self.meanwhile.as_ref().is_some_and(|changed| !changed.contains(&id))
    }

    /// The next one is ready; nothing where everything was taken out while it was built.
    pub fn put(&mut self, rows: Rows) {
        if let Some(since) = self.meanwhile.take() {
            (self.built, self.given_up_at) = (Some(Built { rows, since }), None);
        }
    }

    /// The next one cannot be built of so many rows: it is tried again when there are others.
    pub fn give_up(&mut self, rows: usize) {
        (self.meanwhile, self.given_up_at) = (None, Some(rows));
    }
}

/// The rows of a graph.
pub(super) struct Rows {
    index: Index,
    /// Whose each is.
    owners: Vec<DocumentId>,
    /// How many they are of.
    documents: usize,
}

impl Rows {
    /// An empty graph for about so many rows; says what is wrong, as where memory is short.
    pub fn new(dimensions: usize, capacity: usize) -> Result<Self, String> {
        let options = IndexOptions {
            dimensions,
            metric: MetricKind::Cos,
            quantization: ScalarKind::I8,
            connectivity: NEIGHBOURS,
            expansion_add: LOOKED_AT_TO_ADD,
            expansion_search: LOOKED_AT,
            multi: false,
        };
        let index = Index::new(&options).map_err(|error| error.to_string())?;
        let rows = Self { index, owners: Vec::with_capacity(capacity), documents: 0 };
        rows.reserve(capacity)?;
        Ok(rows)
    }

    pub fn add(&mut self, id: DocumentId, row: &Row) -> Result<(), String> {
        // One without length has no neighbours.
        if row.scale == 0.0 {
            return Ok(());
        }
        if self.owners.len() == self.index.capacity() {
            self.reserve(2 * self.owners.len())?;
        }
        self.index.add(self.owners.len() as u64, &row.numbers).map_err(|error| error.to_string())?;
        self.documents += usize::from(self.owners.last() != Some(&id));
        self.owners.push(id);
        Ok(())
    }

    fn reserve(&self, rows: usize) -> Result<(), String> {
        self.index.reserve_capacity_and_threads(rows, ASKED_AT_ONCE).map_err(|error| error.to_string())
    }

    fn owner(&self, row: u64) -> Option<DocumentId> {
        self.owners.get(usize::try_from(row).ok()?).copied()
    }

    fn near(&self, to: &Row, most: usize, fits: &dyn Fn(DocumentId) -> bool) -> Option<Vec<DocumentId>> {
        let fits = |row: u64| self.owner(row).is_some_and(fits);
        match self.index.filtered_search(&to.numbers, PASSAGES * most, fits) {
            Ok(found) => Some(found.keys.into_iter().filter_map(|row| self.owner(row)).collect()),
            Err(error) => {
                tracing::warn!(%error, "a graph of vectors cannot be asked");
                None
            }
        }
    }
}
