//! Following the journal of a base: what is written there is found here a moment later.
//!
//! ```text
//! entries after the mark → the records they name, as they stand now → one change of the index, with the new mark
//! ```
//! The index is derived from the journal alone. It is as far as its mark says, whenever the program ends; and where the
//! mark is of another journal, as after a restore, it begins anew. Any number of programs may follow one journal, each
//! with an index of its own.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use base::record::{Kind, Record, RecordId};
use base::store::{Fault as StoreFault, Head, Shelf, Store};
use encoder::Encoder;

use crate::document::DocumentId;
use crate::nearness::{VectorChange, Vectors, vectors_of};
use crate::record::{EVERYTHING, document, work_id, works, works_in};
use crate::retriever::{Change, Fault, Mark, Retriever, Snapshot};

/// How long the follower rests where there is nothing new.
const PAUSE: Duration = Duration::from_millis(250);
/// How long it rests where the base or the index cannot be reached.
const AFTER_TROUBLE: Duration = Duration::from_secs(2);
/// Entries that are followed in one change of the index.
const AT_ONCE: usize = 20_000;
/// The same of the vectors, which take longer to make.
const VECTORS_AT_ONCE: usize = 200;

/// What keeps an index level with a journal.
pub struct Follower {
    store: Arc<dyn Store>,
    index: Arc<dyn Retriever>,
}

/// What makes vectors of the records of a base, and keeps them level with its journal: behind the index, at a pace of
/// its own.
pub struct VectorFollower {
    store: Arc<dyn Store>,
    encoder: Arc<dyn Encoder>,
    vectors: Arc<dyn Vectors>,
}

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// Nothing: the index is level with the journal.
    Level,
    /// It followed some entries.
    Some {
        /// The last of them.
        entry: u64,
        /// The last there is.
        of: u64,
        /// How many documents were put in or taken out.
        documents: usize,
    },
    /// The index had followed another journal, and was emptied.
    Anew,
}

/// Why a step could not be done; nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum Unfollowed {
    /// The base cannot be read.
    #[error("the base cannot be read: {0}")]
    Base(#[from] StoreFault),
    /// The index cannot be read or written.
    #[error(transparent)]
    Index(#[from] Fault),
    /// The encoder does not answer.
    #[error(transparent)]
    Encoder(#[from] encoder::Trouble),
}

/// What the journal holds beyond a mark.
enum News {
    Nothing,
    Another,
    Some { found: Vec<(RecordId, Option<Record>)>, mark: Mark, of: u64 },
}

impl Follower {
    /// A follower of a base.
    pub fn new(store: Arc<dyn Store>, index: Arc<dyn Retriever>) -> Self {
        Self { store, index }
    }

    /// Follows some entries.
    ///
    /// # Errors
    /// [`Unfollowed`].
    pub fn step(&self) -> Result<Followed, Unfollowed> {
        let mark = self.index.snapshot().mark();
        match self.store.reading(|shelf| news(shelf, mark, AT_ONCE))? {
            News::Nothing => Ok(Followed::Level),
            News::Another => {
                self.index.clear()?;
                Ok(Followed::Anew)
            }
            News::Some { found, mark, of } => {
                let documents = found.len();
                let snapshot = self.index.snapshot();
                let mut changes = Vec::with_capacity(found.len());
                for (id, record) in &found {
                    changes.extend(changes_of(&*snapshot, *id, record.as_ref())?);
                }
                self.index.apply(changes, mark)?;
                Ok(Followed::Some { entry: mark.entry, of, documents })
            }
        }
    }

    /// Follows until the index is level with the journal.
    ///
    /// # Errors
    /// [`Unfollowed`].
    pub fn catch_up(&self) -> Result<(), Unfollowed> {
        while self.step()? != Followed::Level {}
        Ok(())
    }

    /// Follows until `ended`, through troubles too; says what it does in the log.
    pub fn follow(&self, ended: &AtomicBool) {
        follow("index", || self.step(), ended);
    }
}

impl VectorFollower {
    /// A follower of a base.
    pub fn new(store: Arc<dyn Store>, encoder: Arc<dyn Encoder>, vectors: Arc<dyn Vectors>) -> Self {
        Self { store, encoder, vectors }
    }

    /// Follows some entries.
    ///
    /// # Errors
    /// [`Unfollowed`].
    pub fn step(&self) -> Result<Followed, Unfollowed> {
        let mark = self.vectors.mark();
        match self.store.reading(|shelf| news(shelf, mark, VECTORS_AT_ONCE))? {
            News::Nothing => Ok(Followed::Level),
            News::Another => {
                self.vectors.clear()?;
                Ok(Followed::Anew)
            }
            News::Some { found, mark, of } => {
                let documents = found.len();
                let change = |(id, record): &(RecordId, Option<Record>)| match record.as_ref().and_then(document) {
                    Some(document) => vectors_of(&*self.encoder, &document),
                    None => Ok(VectorChange::Remove(DocumentId(id.bits()))),
                };
                let changes = found.iter().map(change).collect::<Result<_, _>>()?;
                self.vectors.apply(changes, mark)?;
                Ok(Followed::Some { entry: mark.entry, of, documents })
            }
        }
    }

    /// Follows until the vectors are level with the journal.
    ///
    /// # Errors
    /// [`Unfollowed`].
    pub fn catch_up(&self) -> Result<(), Unfollowed> {
        while self.step()? != Followed::Level {}
        Ok(())
    }

    /// Follows until `ended`, through troubles too; says what it does in the log.
    pub fn follow(&self, ended: &AtomicBool) {
        follow("vectors", || self.step(), ended);
    }
}

fn follow(what: &str, step: impl Fn() -> Result<Followed, Unfollowed>, ended: &AtomicBool) {
    while !ended.load(Ordering::Relaxed) {
        let pause = match step() {
            Ok(Followed::Level) => PAUSE,
            Ok(Followed::Some { entry, of, documents }) => {
                tracing::debug!(what, entry, of, documents, "followed the journal");
                Duration::ZERO
            }
            Ok(Followed::Anew) => {
                tracing::warn!(what, "had followed another journal, built anew");
                Duration::ZERO
            }
            Err(trouble) => {
                tracing::warn!(what, %trouble, "cannot follow the journal");
                AFTER_TROUBLE
            }
        };
        rest(pause, ended);
    }
}

/// Rests, but not beyond the end.
fn rest(pause: Duration, ended: &AtomicBool) {
    let begun = Instant::now();
    while !ended.load(Ordering::Relaxed) && begun.elapsed() < pause {
        sleep(PAUSE.min(pause.saturating_sub(begun.elapsed())));
    }
}

/// What becomes of a record's document and of its works' ones; works that are no more are taken out.
fn changes_of(snapshot: &dyn Snapshot, id: RecordId, record: Option<&Record>) -> Result<Vec<Change>, Fault> {
    let whole = DocumentId(id.bits());
    if record.is_some_and(|record| record.kind != Kind::Person) {
        return Ok(vec![record.and_then(document).map_or(Change::Remove(whole), Change::Put)]);
    }
    let known = snapshot.facts(&[whole], &[EVERYTHING.to_owned()])?;
    let before = known.first().and_then(Option::as_deref).map_or(0, works_in);
    let works = record.map(works).unwrap_or_default();
    let now = u16::try_from(works.len()).unwrap_or(u16::MAX);
    let mut changes = vec![record.and_then(document).map_or(Change::Remove(whole), Change::Put)];
    changes.extend(works.into_iter().map(Change::Put));
    changes.extend((now..before).map(|at| Change::Remove(work_id(id, at))));
    Ok(changes)
}

/// What happened after a mark, on one state of the base.
fn news(shelf: &mut dyn Shelf, mark: Mark, at_once: usize) -> Result<News, StoreFault> {
    let Head { number, hash } = shelf.head()?;
    if (number, hash) == (mark.entry, mark.hash) {
        return Ok(News::Nothing);
    }
    if !is_of(shelf, mark)? {
        return Ok(News::Another);
    }
    let entries = shelf.entries(mark.entry, at_once)?;
    let Some(last) = entries.last() else { return Ok(News::Nothing) };
    let mark = Mark { entry: last.number, hash: last.hash };
    let touched: BTreeSet<RecordId> = entries.iter().filter_map(|entry| record_of(&entry.object)).collect();
    let mut found = Vec::with_capacity(touched.len());
    for id in touched {
        found.push((id, shelf.record(id)?));
    }
    Ok(News::Some { found, mark, of: number })
}

/// Whether a mark is of this journal.
fn is_of(shelf: &mut dyn Shelf, mark: Mark) -> Result<bool, StoreFault> {
    if mark.entry == 0 {
        return Ok(mark == Mark::default());
    }
    Ok(shelf.entries(mark.entry - 1, 1)?.first().is_some_and(|at| (at.number, at.hash) == (mark.entry, mark.hash)))
}

/// The record that the object of an entry names.
fn record_of(object: &str) -> Option<RecordId> {
    let (kind, id) = object.split_once(':')?;
    Kind::of_code(kind)?;
    id.parse().ok()
}
