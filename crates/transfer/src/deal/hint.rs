//! What declining taught: reasons that go back to the author of what was declined.

use std::collections::BTreeMap;

use base::people::{Viewer, may_change};
use base::record::kinds::{Deal, DeclineReason, Match};
use base::record::{Kind, Record};
use base::store::{Fault, Filter, Mark, Query, Shelf, Sort};

/// Why something was declined, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The reason.
    pub reason: DeclineReason,
    /// How many matches and deals were declined for it.
    pub times: usize,
    /// What was said beside it, newest first.
    pub notes: Vec<String>,
}

/// Most records that are looked back at.
const MOST: usize = 200;

/// The reasons for which matches and deals about a record were declined, the most frequent first; for who may change it.
/// The reasons alone leave the deals they come from: a hidden deal is not named.
///
/// # Errors
/// The store's.
pub fn hints(shelf: &mut dyn Shelf, viewer: &Viewer, record: &Record) -> Result<Vec<Hint>, Fault> {
    if may_change(viewer, record).is_err() {
        return Ok(Vec::new());
    }
    let mut hints: BTreeMap<usize, Hint> = BTreeMap::new();
    for (kind, field) in
        [(Kind::Match, "need"), (Kind::Match, "offer"), (Kind::Deal, "achievements"), (Kind::Deal, "needs")]
    {
        let marks = vec![Mark { field: field.to_owned(), value: record.id.to_string() }];
        let filter = Filter { kinds: vec![kind], marks, ..Filter::default() };
        let query = Query { reach: viewer.reach(), filter, sort: Sort::Updated, after: None, limit: MOST };
        for declined in shelf.find(&query)?.records {
            let (reasons, note) = said(&declined);
            for reason in reasons {
                let hint = hints.entry(reason as usize).or_insert(Hint { reason, times: 0, notes: Vec::new() });
                hint.times += 1;
                hint.notes.extend(note.clone());
            }
        }
    }
    let mut hints: Vec<Hint> = hints.into_values().collect();
    hints.sort_by_key(|hint| std::cmp::Reverse(hint.times));
    Ok(hints)
}

fn said(declined: &Record) -> (Vec<DeclineReason>, Option<String>) {
    let (reasons, note) = if declined.kind == Kind::Deal {
        let deal: Deal = declined.content.body();
        (deal.decline_reasons, deal.decline_note)
    } else {
        let one: Match = declined.content.body();
        (one.decline_reasons, one.decline_note)
    };
    (reasons, note.map(|note| note.0))
}
