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

use base::record::{Kind, RecordId};
use base::store::{Fault as StoreFault, Head, Shelf, Store};

use crate::document::DocumentId;
use crate::record::document;
use crate::retriever::{Change, Fault, Mark, Retriever};

/// How long the follower rests where there is nothing new.
const PAUSE: Duration = Duration::from_millis(250);
/// How long it rests where the base or the index cannot be reached.
const AFTER_TROUBLE: Duration = Duration::from_secs(2);
/// Entries that are followed in one change of the index.
const AT_ONCE: usize = 20_000;

/// What keeps an index level with a journal.
pub struct Follower {
    store: Arc<dyn Store>,
    index: Arc<dyn Retriever>,
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
}

/// What the journal holds beyond a mark.
enum News {
    Nothing,
    Another,
    Some { changes: Vec<Change>, mark: Mark, of: u64 },
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
        match self.store.reading(|shelf| news(shelf, mark))? {
            News::Nothing => Ok(Followed::Level),
            News::Another => {
                self.index.clear()?;
                Ok(Followed::Anew)
            }
            News::Some { changes, mark, of } => {
                let documents = changes.len();
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
        while !ended.load(Ordering::Relaxed) {
            let pause = match self.step() {
                Ok(Followed::Level) => PAUSE,
                Ok(Followed::Some { entry, of, documents }) => {
                    tracing::debug!(entry, of, documents, "the index followed the journal");
                    Duration::ZERO
                }
                Ok(Followed::Anew) => {
                    tracing::warn!("the index had followed another journal and is built anew");
                    Duration::ZERO
                }
                Err(trouble) => {
                    tracing::warn!(%trouble, "the index cannot follow the journal");
                    AFTER_TROUBLE
                }
            };
            rest(pause, ended);
        }
    }
}

/// Rests, but not beyond the end.
fn rest(pause: Duration, ended: &AtomicBool) {
    let begun = Instant::now();
    while !ended.load(Ordering::Relaxed) && begun.elapsed() < pause {
        sleep(PAUSE.min(pause.saturating_sub(begun.elapsed())));
    }
}

/// What happened after a mark, on one state of the base.
fn news(shelf: &mut dyn Shelf, mark: Mark) -> Result<News, StoreFault> {
    let Head { number, hash } = shelf.head()?;
    if (number, hash) == (mark.entry, mark.hash) {
        return Ok(News::Nothing);
    }
    if !is_of(shelf, mark)? {
        return Ok(News::Another);
    }
    let entries = shelf.entries(mark.entry, AT_ONCE)?;
    let Some(last) = entries.last() else { return Ok(News::Nothing) };
    let mark = Mark { entry: last.number, hash: last.hash };
    let touched: BTreeSet<RecordId> = entries.iter().filter_map(|entry| record_of(&entry.object)).collect();
    let mut changes = Vec::with_capacity(touched.len());
    for id in touched {
        let found = shelf.record(id)?.as_ref().and_then(document);
        changes.push(found.map_or(Change::Remove(DocumentId(id.bits())), Change::Put));
    }
    Ok(News::Some { changes, mark, of: number })
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
