//! What was decided about a row, remembered so that the same row is not asked about twice.

use serde::{Deserialize, Serialize};

use crate::people::Viewer;
use crate::record::RecordId;
use crate::store::{Fault, Shelf};

/// What was decided about a row, or became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Decision {
    /// It is the same as its twin, and is left out.
    Skip {
        /// The twin, where it is a record.
        id: Option<RecordId>,
    },
    /// It is the same as a record, which it changes.
    Update {
        /// The record.
        id: RecordId,
    },
    /// It is another thing, and goes in.
    New,
    /// It went in.
    Written {
        /// As this record.
        id: RecordId,
    },
}

/// For whom decisions hold: for the organisation somebody acts for, or for themselves where that is not one.
pub fn scope(viewer: &Viewer) -> String {
    match viewer {
        Viewer::Visitor => "visitor".to_owned(),
        Viewer::Operator => "operator".to_owned(),
        Viewer::Member(member) => match member.standings.as_slice() {
            [only] => format!("of:{}", only.organisation),
            _ => format!("account:{}", member.account),
        },
    }
}

/// What was decided about a row.
pub(super) fn remembered(shelf: &mut dyn Shelf, scope: &str, print: &str) -> Result<Option<Decision>, Fault> {
    let kept = shelf.decision(scope, print)?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

/// Remembers what was decided about a row.
pub(super) fn remember(shelf: &mut dyn Shelf, scope: &str, print: &str, decision: &Decision) -> Result<(), Fault> {
    let kept = serde_json::to_string(decision).map_err(|error| Fault::Refused(error.to_string()))?;
    shelf.put_decision(scope, print, &kept)
}
