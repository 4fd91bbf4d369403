//! A record looked at, and how it came to be what it is.

use super::Occasion;
use crate::journal::Entry;
use crate::people::Viewer;
use crate::record::difference::{Change, between};
use crate::record::{Audience, Record, RecordId, Version, Visibility};
use crate::refusal::{Refusal, Trouble};
use crate::rules::ControlClass;
use crate::store::Shelf;

/// A record that the viewer may see.
///
/// # Errors
/// There is none, or it is not for them: the two are not told apart.
pub fn show(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Record, Trouble> {
    let record = shelf.record(id)?.ok_or(Refusal::NotFound {})?;
    if Audience::of(&record).admits(viewer) { Ok(record) } else { Err(Refusal::NotFound {}.into()) }
}

/// A version, and what it changed in the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The version.
    pub version: Version,
    /// What it changed.
    pub changes: Vec<Change>,
}

/// A version of which only who wrote it learns by whom it is: a question about a call would tell who thinks of a bid.
const UNSIGNED: &str = "call.ask";

/// The versions of a record that the viewer may see, newest first.
///
/// The one check is asked of each version as it stood: what a record said while it was a draft, or for fewer people,
/// does not come out with what it says now.
///
/// # Errors
/// As [`show`].
pub fn versions(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Vec<Version>, Trouble> {
    let record = show(shelf, viewer, id)?;
    let admitted = |version: &Version| {
        // What was erased says nothing more.
        let Some(content) = version.content.clone() else { return true };
        Audience::of(&Record { state: version.state.clone(), content, ..record.clone() }).admits(viewer)
    };
    let mut versions = shelf.versions(id)?;
    versions.retain(admitted);
    for version in &mut versions {
        if version.verb == UNSIGNED && version.by != viewer.account() {
            version.by = None;
        }
    }
    Ok(versions)
}

/// The versions of a record that the viewer may see, newest first, each with what it changed since the one before
/// that they may see.
///
/// # Errors
/// As [`show`].
pub fn history(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Vec<History>, Trouble> {
    let record = show(shelf, viewer, id)?;
    let versions = versions(shelf, viewer, id)?;
    let before = versions.iter().skip(1).map(Some).chain(std::iter::once(None));
    let changes = versions.iter().zip(before).map(|(version, before)| {
        let empty = crate::record::Content::default();
        let before = before.map_or(Some(&empty), |before| before.content.as_ref());
        match (before, &version.content) {
            (Some(before), Some(content)) => between(record.kind, before, content),
            (None, _) | (_, None) => Vec::new(),
        }
    });
    let changes: Vec<Vec<Change>> = changes.collect();
    Ok(versions.into_iter().zip(changes).map(|(version, changes)| History { version, changes }).collect())
}

/// Whether every reading of a record by somebody else than its author goes into the journal.
pub fn confidential(viewer: &Viewer, record: &Record) -> bool {
    let tail = record.content.tail();
    let narrow = matches!(tail.visibility, Some(Visibility::Private | Visibility::Named));
    let controlled = tail.control.is_some_and(|control| control != ControlClass::None);
    let closed = !matches!(Audience::of(record), Audience::Public | Audience::Members);
    closed && (narrow || controlled) && viewer.account() != record.author
}

/// Notes in the journal that a confidential record was read.
///
/// # Errors
/// The store's.
pub fn note_reading(shelf: &mut dyn Shelf, occasion: &Occasion, record: &Record) -> Result<(), Trouble> {
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: "record.read".to_owned(),
        object: format!("{}:{}", record.kind, record.id),
        version: 0,
        payload: serde_json::Value::Null,
    })?;
    Ok(())
}
