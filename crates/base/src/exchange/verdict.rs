//! What is to become of a row, and what became of it.

use serde::{Deserialize, Serialize};

use super::plan::Plan;
use super::said::Said;
use crate::record::RecordId;
use crate::store::ImportRow;

/// What is wrong with a row, or doubtful in it, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flaw {
    /// The column, from 0, where one can be named.
    pub column: Option<usize>,
    /// The field, with the path into its table; empty where it is about the row.
    pub field: String,
    /// What it is.
    pub said: Said,
}

/// What was done, or is to be done, with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// A new one.
    Add,
    /// Fields of it changed.
    Update,
    /// Put away.
    Delete,
}

/// What a row is a twin of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Twin {
    /// A record of the base.
    Record {
        /// Its id.
        id: RecordId,
        /// Its title.
        title: String,
    },
    /// A row further up.
    Row {
        /// Its number.
        number: u32,
    },
}

/// Why two are taken for twins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Likeness {
    /// The same title and the same owner.
    TitleAndOwner,
    /// The same identifier.
    Identifier {
        /// The field.
        field: String,
        /// The identifier.
        value: String,
    },
    /// The same cells.
    Cells,
    /// Nearly the same text.
    Texts {
        /// How far they are alike, in hundredths.
        hundredths: u8,
    },
}

/// What is to become of a row, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Verdict {
    /// A new record; its doubts must be settled first.
    Add {
        /// What is doubtful.
        doubts: Vec<Flaw>,
    },
    /// Fields of a record change.
    Update {
        /// The record.
        id: RecordId,
        /// The fields.
        fields: Vec<String>,
        /// What is doubtful.
        doubts: Vec<Flaw>,
    },
    /// It says what the base says already.
    Unchanged {
        /// The record.
        id: RecordId,
    },
    /// A record is put away.
    Delete {
        /// The record.
        id: RecordId,
    },
    /// It cannot go in.
    Bad {
        /// What is wrong.
        flaws: Vec<Flaw>,
    },
    /// The base, or a row further up, has it already, as it seems.
    Duplicate {
        /// What it is a twin of.
        of: Twin,
        /// Why.
        why: Likeness,
    },
    /// It was decided to leave it out.
    Skipped {
        /// The record it is a twin of, where that is one.
        id: Option<RecordId>,
    },
    /// It was written.
    Written {
        /// The record.
        id: RecordId,
        /// The version written.
        version: u32,
        /// What was done.
        act: Act,
    },
}

/// A verdict with what the row is remembered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// What the row is remembered by; empty where it names its record.
    pub print: String,
    /// The verdict.
    pub verdict: Verdict,
}

/// The words that rows are counted and filtered by.
pub const STATUSES: [&str; 9] =
    ["add", "update", "delete", "doubt", "duplicate", "bad", "unchanged", "skipped", "written"];

impl Judged {
    /// The word of the row. A doubt about a column of which somebody is sure counts no more.
    pub fn status(&self, plan: &Plan) -> &'static str {
        let sure = |flaw: &Flaw| {
            let column = flaw.column.and_then(|column| plan.columns.get(column));
            column.is_some_and(|column| column.sure)
        };
        match &self.verdict {
            Verdict::Add { doubts } | Verdict::Update { doubts, .. } if !doubts.iter().all(sure) => "doubt",
            Verdict::Add { .. } => "add",
            Verdict::Update { .. } => "update",
            Verdict::Unchanged { .. } => "unchanged",
            Verdict::Delete { .. } => "delete",
            Verdict::Bad { .. } => "bad",
            Verdict::Duplicate { .. } => "duplicate",
            Verdict::Skipped { .. } => "skipped",
            Verdict::Written { .. } => "written",
        }
    }

    /// What is kept with a row; `None` where that cannot be read.
    pub fn of(row: &ImportRow) -> Option<Self> {
        serde_json::from_str(&row.verdict).ok()
    }

    /// The row as it is kept.
    pub(super) fn row(&self, plan: &Plan, number: u32, cells: Vec<String>) -> ImportRow {
        let verdict = serde_json::to_string(self).unwrap_or_default();
        ImportRow { number, verdict, status: self.status(plan).to_owned(), cells }
    }

    /// The record it is about.
    pub fn record(&self) -> Option<RecordId> {
        match &self.verdict {
            Verdict::Update { id, .. }
            | Verdict::Unchanged { id }
            | Verdict::Delete { id }
            | Verdict::Written { id, .. }
            | Verdict::Duplicate { of: Twin::Record { id, .. }, .. } => Some(*id),
            Verdict::Skipped { id } => *id,
            Verdict::Add { .. } | Verdict::Bad { .. } | Verdict::Duplicate { of: Twin::Row { .. }, .. } => None,
        }
    }

    /// What is wrong or doubtful.
    pub fn flaws(&self) -> &[Flaw] {
        match &self.verdict {
            Verdict::Add { doubts } | Verdict::Update { doubts, .. } => doubts,
            Verdict::Bad { flaws } => flaws,
            Verdict::Unchanged { .. }
            | Verdict::Delete { .. }
            | Verdict::Duplicate { .. }
            | Verdict::Skipped { .. }
            | Verdict::Written { .. } => &[],
        }
    }
}
