//! What of the journal a reader sees: all of it, but that sealed bids are not told of before they are opened.

use std::collections::BTreeMap;

use super::Sealed;
use crate::people::Viewer;
use crate::record::{Audience, Kind, RecordId};
use crate::store::{Fault, JournalFilter, Shelf};

/// What an entry about something sealed is called.
pub const VEILED: &str = "sealed";

/// Entries as a reader sees them. One about a sealed bid keeps its place in the chain and its time; by whom, what and to
/// what is not told, and it answers no filter.
///
/// # Errors
/// The store's.
pub fn veiled(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    filter: &JournalFilter,
    entries: Vec<Sealed>,
) -> Result<Vec<Sealed>, Fault> {
    let bids: Vec<RecordId> = entries.iter().filter_map(|entry| bid(&entry.object)).collect();
    let hidden: BTreeMap<RecordId, bool> = if bids.is_empty() {
        BTreeMap::new()
    } else {
        let hides = |record: &crate::record::Record| !Audience::of(record).admits(viewer);
        shelf.records(&bids)?.iter().map(|record| (record.id, hides(record))).collect()
    };
    let is_hidden = |entry: &Sealed| bid(&entry.object).is_some_and(|id| hidden.get(&id).copied().unwrap_or_default());
    let is_filtered = filter.verb.is_some() || filter.object.is_some() || filter.by.is_some();
    let seen = entries.into_iter().filter(|entry| !(is_filtered && is_hidden(entry)));
    let seen = seen.map(|entry| {
        if !is_hidden(&entry) {
            return entry;
        }
        let payload = Some((Vec::new(), "null".to_owned()));
        Sealed { by: None, verb: VEILED.to_owned(), object: String::new(), version: 0, payload, ..entry }
    });
    Ok(seen.collect())
}

fn bid(object: &str) -> Option<RecordId> {
    let (kind, id) = object.split_once(':')?;
    if kind == Kind::Bid.code() { id.parse().ok() } else { None }
}
