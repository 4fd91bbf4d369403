//! What somebody has a place in: records about their person, and those they wrote for others.

use base::record::verb::Occasion;
use base::record::{Kind, Record};
use base::store::{Filter, Query, Shelf};
use base::{Refusal, Trouble};

/// Most records of one person that are read.
const MOST: usize = 1_000;

/// The published records of a kind that are about the viewer's person or written by them, in the order in which they were
/// written.
///
/// # Errors
/// Nobody is signed in.
pub(crate) fn own(shelf: &mut dyn Shelf, occasion: &Occasion, kind: Kind) -> Result<Vec<Record>, Trouble> {
    let viewer = &occasion.viewer;
    let account = viewer.account().ok_or(Refusal::SignInNeeded {})?;
    let mut filters = vec![Filter { author: Some(account), ..Filter::published(kind) }];
    if let Some(person) = viewer.person() {
        filters.push(Filter::published(kind).marked("person", &person));
    }
    let mut found: Vec<Record> = Vec::new();
    for filter in filters {
        found.extend(shelf.find(&Query::first(viewer.reach(), filter, MOST))?.records);
    }
    found.sort_by_key(|record| (record.created, record.id));
    found.dedup_by_key(|record| record.id);
    Ok(found)
}
