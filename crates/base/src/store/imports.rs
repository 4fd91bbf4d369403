//! Imports in a store: a table that was read, row by row, before anything of it is written.

use measure::Timestamp;
use uuid::Uuid;

use super::fault::Fault;
use crate::people::AccountId;
use crate::record::Kind;

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportStage {
    /// The table is being read.
    Reading,
    /// Its rows can be looked at.
    Previewed,
    /// Its good rows are being written.
    Writing,
    /// They are written.
    Done,
    /// The table could not be read.
    Failed {
        /// Why: a message id and its facts, as JSON.
        why: String,
    },
}

impl ImportStage {
    /// Its code in the database.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Previewed => "previewed",
            Self::Writing => "writing",
            Self::Done => "done",
            Self::Failed { .. } => "failed",
        }
    }
}

/// A table that was uploaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub account: AccountId,
    /// What its rows are.
    pub kind: Kind,
    /// The name of the file.
    pub name: String,
    /// How far it is.
    pub stage: ImportStage,
    /// How many rows were read or written so far.
    pub done: u64,
    /// How many there are; 0 while unknown.
    pub of: u64,
    /// Which column holds which field, as JSON.
    pub columns: String,
    /// When it was uploaded.
    pub created: Timestamp,
}

/// One row of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportRow {
    /// The number of the row in its sheet.
    pub number: u32,
    /// What is to become of it, as JSON; the importer's own.
    pub verdict: String,
    /// The verdict in one word, to count and to filter by.
    pub status: String,
    /// The cells as they stood.
    pub cells: Vec<String>,
}

/// Imports in a store.
pub trait Imports {
    /// Writes an import, new or not.
    ///
    /// # Errors
    /// The store's.
    fn put_import(&mut self, import: &Import) -> Result<(), Fault>;

    /// An import.
    ///
    /// # Errors
    /// The store's.
    fn import(&mut self, id: Uuid) -> Result<Option<Import>, Fault>;

    /// The imports of an account, newest first.
    ///
    /// # Errors
    /// The store's.
    fn imports(&mut self, account: AccountId, most: usize) -> Result<Vec<Import>, Fault>;

    /// Writes rows of an import, new or not.
    ///
    /// # Errors
    /// The store's.
    fn put_import_rows(&mut self, id: Uuid, rows: &[ImportRow]) -> Result<(), Fault>;

    /// Rows of an import after a number, in order; of one status, or of all where it is empty.
    ///
    /// # Errors
    /// The store's.
    fn import_rows(&mut self, id: Uuid, status: &str, after: u32, most: usize) -> Result<Vec<ImportRow>, Fault>;

    /// How many rows have each status.
    ///
    /// # Errors
    /// The store's.
    fn import_counts(&mut self, id: Uuid) -> Result<Vec<(String, u64)>, Fault>;

    /// Forgets an import and its rows.
    ///
    /// # Errors
    /// The store's.
    fn forget_import(&mut self, id: Uuid) -> Result<(), Fault>;

    /// What was decided about a row with this fingerprint, by whoever may decide for `scope`.
    ///
    /// # Errors
    /// The store's.
    fn decision(&mut self, scope: &str, fingerprint: &str) -> Result<Option<String>, Fault>;

    /// Remembers a decision.
    ///
    /// # Errors
    /// The store's.
    fn put_decision(&mut self, scope: &str, fingerprint: &str, decision: &str) -> Result<(), Fault>;
}
