//! An import in one go, as the command line does it.

use std::path::Path;

use uuid::Uuid;

use super::alike::Alike;
use super::apply::{apply, begin_apply};
use super::import::{NewImport, Settlement, begin, decide, find, forget};
use super::preview::preview;
use crate::people::AccountId;
use crate::record::verb::Occasion;
use crate::refusal::Trouble;
use crate::store::{Import, ImportRow, Store};

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Rows read, of so many.
    Read(u64, u64),
    /// Rows written, of so many.
    Written(u64, u64),
}

/// What became of an import.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The import; its rows can be looked at and handed back.
    pub import: Import,
    /// How many rows have each status.
    pub counts: Vec<(String, u64)>,
    /// The first rows that are wrong.
    pub bad: Vec<ImportRow>,
}

/// Wrong rows that are told of.
const TOLD: usize = 50;

/// An import to be done in one go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand {
    /// In whose name: the import stands among theirs.
    pub account: AccountId,
    /// The table.
    pub new: NewImport,
    /// Whether good rows are written, or only looked at; then nothing of the import stays.
    pub write: bool,
    /// How duplicates are settled where rows are written; undecided ones stay out.
    pub duplicates: Option<Settlement>,
}

/// Reads a table and does with its rows as the errand says. `progress` is told every fifth of a second.
///
/// # Errors
/// The viewer changes nothing; the store's.
pub fn run_import(
    (store, alike): (&dyn Store, &dyn Alike),
    occasion: &Occasion,
    errand: &Errand,
    file: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome, Trouble> {
    let id = begin(store, occasion, errand.account, errand.new.clone())?.id;
    let outcome = run((store, alike), occasion, errand, id, file, progress);
    if !errand.write {
        forget(store, occasion, id)?;
    }
    outcome
}

fn run(
    (store, alike): (&dyn Store, &dyn Alike),
    occasion: &Occasion,
    errand: &Errand,
    id: Uuid,
    file: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<Outcome, Trouble> {
    watched(store, occasion, id, &|| preview(store, alike, occasion, id, file), &mut |import| {
        progress(Progress::Read(import.done, import.of));
    })?;
    let import = store.reading(|shelf| find(shelf, occasion, id))?;
    if super::import::failure(&import).is_none() && errand.write {
        if let Some(settlement) = errand.duplicates {
            decide(store, occasion, id, None, settlement)?;
        }
        begin_apply(store, occasion, id)?;
        watched(store, occasion, id, &|| apply(store, occasion, id), &mut |import| {
            progress(Progress::Written(import.done, import.of));
        })?;
    }
    store.reading(|shelf| {
        let (import, counts) = (find(shelf, occasion, id)?, shelf.import_counts(id)?);
        Ok(Outcome { import, counts, bad: shelf.import_rows(id, "bad", 0, TOLD)? })
    })
}

/// Does work on a thread of its own, and tells how far the import is meanwhile.
fn watched(
    store: &dyn Store,
    occasion: &Occasion,
    id: Uuid,
    work: &(dyn Fn() -> Result<(), Trouble> + Sync),
    tell: &mut dyn FnMut(&Import),
) -> Result<(), Trouble> {
    const PAUSE: std::time::Duration = std::time::Duration::from_millis(200);
    std::thread::scope(|scope| {
        let (done, ended) = std::sync::mpsc::channel();
        scope.spawn(move || {
            // Who asked waits for it below.
            let _ = done.send(work());
        });
        loop {
            match ended.recv_timeout(PAUSE) {
                Ok(answer) => {
                    tell(&store.reading(|shelf| find(shelf, occasion, id))?);
                    return answer;
                }
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                    tell(&store.reading(|shelf| find(shelf, occasion, id))?);
                }
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return Err(crate::store::Fault::Lost.into()),
            }
        }
    })
}
