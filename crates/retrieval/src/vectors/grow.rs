//! Building graphs beside what goes on: one at a time, on a thread of its own, some documents at a time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use super::Held;
use super::graph::Rows;

/// Documents that are copied at once; in between others may change them.
const AT_ONCE: usize = 256;
/// How long is waited before looking again whether all stand.
const PAUSE: Duration = Duration::from_millis(5);

/// What builds graphs.
#[derive(Default)]
pub(super) struct Grower {
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    busy: AtomicBool,
    ended: AtomicBool,
}

impl Grower {
    /// Begins with the graphs that are wanted, where that is not done already.
    pub fn grow(&self, held: &Arc<RwLock<Held>>, flat_most: usize) {
        if wanted(held, flat_most).is_none() || self.state.busy.swap(true, Ordering::AcqRel) {
            return;
        }
        let (held, busy) = (Arc::clone(held), Busy(Arc::clone(&self.state)));
        let growing = thread::Builder::new().name("graph of vectors".to_owned()).spawn(move || {
            while let Some(key) = wanted(&held, flat_most).filter(|_| !busy.0.ended.load(Ordering::Acquire)) {
                if let Err(why) = build(&held, key, &busy.0) {
                    tracing::warn!(%why, "a graph of vectors cannot be built, they are compared one by one");
                }
            }
        });
        if let Err(error) = growing {
            tracing::warn!(%error, "no thread to build a graph of vectors");
        }
    }

    /// Waits until none is wanted.
    pub fn settle(&self, held: &Arc<RwLock<Held>>, flat_most: usize) {
        while self.state.busy.load(Ordering::Acquire) || wanted(held, flat_most).is_some() {
            self.grow(held, flat_most);
            thread::sleep(PAUSE);
        }
    }
}

impl Drop for Grower {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::Release);
    }
}

/// Building goes on until this is dropped, however it ends.
struct Busy(Arc<State>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.store(false, Ordering::Release);
    }
}

fn wanted(held: &RwLock<Held>, flat_most: usize) -> Option<u64> {
    let held = held.read().unwrap_or_else(PoisonError::into_inner);
    held.doors.iter().find(|(_, door)| door.graph.is_wanted(door.len(), flat_most)).map(|(key, _)| *key)
}

/// Builds the graph behind a key; says what is wrong, as where memory is short.
fn build(held: &RwLock<Held>, key: u64, state: &State) -> Result<(), String> {
    let (documents, width, rows) = {
        let mut held = held.write().unwrap_or_else(PoisonError::into_inner);
        let Some(door) = held.doors.get_mut(&key) else { return Ok(()) };
        door.graph.begin();
        (door.documents(), door.width(), door.len())
    };
    let built = built(held, key, state, &documents, Rows::new(width, rows));
    let mut held = held.write().unwrap_or_else(PoisonError::into_inner);
    let Some(door) = held.doors.get_mut(&key) else { return Ok(()) };
    match built {
        Ok(Some(rows)) => door.graph.put(rows),
        // The program ends.
        Ok(None) => {}
        Err(why) => {
            door.graph.give_up(door.len());
            return Err(why);
        }
    }
    Ok(())
}

fn built(
    held: &RwLock<Held>,
    key: u64,
    state: &State,
    documents: &[crate::document::DocumentId],
    rows: Result<Rows, String>,
) -> Result<Option<Rows>, String> {
    let mut rows = rows?;
    for some in documents.chunks(AT_ONCE) {
        if state.ended.load(Ordering::Acquire) {
            return Ok(None);
        }
        let copied: Vec<_> = {
            let held = held.read().unwrap_or_else(PoisonError::into_inner);
            let Some(door) = held.doors.get(&key) else { break };
            let same = some.iter().filter(|id| door.graph.is_as_begun(**id));
            same.flat_map(|id| door.rows(*id).into_iter().map(|row| (*id, row))).collect()
        };
        for (id, row) in copied {
            rows.add(id, &row)?;
        }
    }
    Ok(Some(rows))
}
