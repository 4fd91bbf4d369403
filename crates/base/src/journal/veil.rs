//! What of the journal a reader sees: all of it, but that sealed bids are not told of before they are opened.

use std::collections::BTreeMap;

use super::Sealed;
use crate::people::Viewer;
use crate::record::{Audience, Kind, RecordId};
use crate::store::{Fault, JournalFilter, Shelf};

/// What an entry about something sealed is called.
pub const VEILED: &str = "sealed";

/// What a reader sees of the journal before a number, newest first, at most so many; and from where it goes on, if it
/// does. An entry about a sealed bid keeps its place in the chain and its time; by whom, what and to what is not told.
/// It answers no filter, and so does not count towards how many there are either.
///
/// # Errors
/// The store's.
pub fn seen_before(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    before: u64,
    filter: &JournalFilter,
    most: usize,
) -> Result<(Vec<Sealed>, Option<u64>), Fault> {
    let (mut seen, mut from) = (Vec::new(), before);
    while seen.len() <= most {
        let entries = shelf.entries_before(from, filter, most + 1)?;
        let Some(last) = entries.last() else { break };
        from = last.number;
        seen.extend(veiled(shelf, viewer, filter, entries)?);
    }
    let more = seen.len() > most;
    seen.truncate(most);
    let next = seen.last().filter(|_| more).map(|last| last.number);
    Ok((seen, next))
}

fn veiled(
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
