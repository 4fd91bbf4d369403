//! What was decided before: about this very pair, and by one organisation about offers of another.

use std::collections::{BTreeMap, BTreeSet};

use base::people::Reach;
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};
use matching::rank::{Past, Wanted};

use crate::side::organisation_of;

/// Most decisions that are looked back at.
const LOOKED_BACK: usize = 300;

/// The match records that name a record on one side, as far as they can be reached, by the record on the other side.
pub(crate) fn matches_of(
    shelf: &mut dyn Shelf,
    reach: &Reach,
    subject: RecordId,
    (here, there): (&str, &str),
) -> Result<BTreeMap<RecordId, Record>, Fault> {
    let marks = vec![Mark { field: here.to_owned(), value: subject.to_string() }];
    let found = list(shelf, reach, Filter { kinds: vec![Kind::Match], marks, ..Filter::default() })?;
    // The newest stands first and wins.
    let pairs = found.into_iter().rev().filter_map(|record| Some((one(&record, there)?, record)));
    Ok(pairs.collect())
}

/// The record that a match has on one side.
pub(crate) fn one(record: &Record, side: &str) -> Option<RecordId> {
    record.content.text(side).parse().ok()
}

pub(crate) fn list(shelf: &mut dyn Shelf, reach: &Reach, filter: Filter) -> Result<Vec<Record>, Fault> {
    let query = Query { reach: reach.clone(), filter, sort: Sort::Updated, after: None, limit: LOOKED_BACK };
    Ok(shelf.find(&query)?.records)
}

/// Adds what the organisation that asks decided before, by the organisation of the offer. Who declined for a conflict
/// of interest declared it.
pub(crate) fn remember(shelf: &mut dyn Shelf, reach: &Reach, wanted: &mut Wanted) -> Result<(), Fault> {
    let Some(owner) = wanted.organisation.as_ref().and_then(|owner| owner.parse().ok()) else { return Ok(()) };
    let filter = Filter { kinds: vec![Kind::Match], owner: Some(owner), ..Filter::default() };
    let decided: Vec<Record> =
        list(shelf, reach, filter)?.into_iter().filter(|record| decision(record) != "pending").collect();
    let offers: BTreeSet<RecordId> = decided.iter().filter_map(|record| one(record, "offer")).collect();
    let offers = shelf.records(&offers.into_iter().collect::<Vec<_>>())?;
    let owners: BTreeMap<RecordId, RecordId> =
        offers.iter().filter_map(|offer| Some((offer.id, organisation_of(offer)?))).collect();
    for record in decided {
        let Some(other) = one(&record, "offer").and_then(|offer| owners.get(&offer)) else { continue };
        let past: &mut Past = wanted.past.entry(other.to_string()).or_default();
        if decision(&record) == "accepted" {
            past.accepts += 1;
        } else {
            past.declines += 1;
        }
        if reasons(&record).any(|reason| reason == "conflict-of-interest") {
            wanted.conflicts.insert(other.to_string());
        }
    }
    Ok(())
}

/// What was decided on the side of the need, or by a broker for both.
fn decision(record: &Record) -> &'static str {
    let content = &record.content;
    match (content.text("need_side"), content.text("stage")) {
        ("accepted", _) | (_, "accepted" | "dealt") => "accepted",
        ("declined", _) | (_, "declined") => "declined",
        _ => "pending",
    }
}

/// Why a match was declined, by code.
pub(crate) fn reasons(record: &Record) -> impl Iterator<Item = &str> {
    record.content.get("decline_reasons").as_array().into_iter().flatten().filter_map(|one| one.as_str())
}
