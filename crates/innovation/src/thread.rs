//! The thread that a record hangs on: what it arose from, and what arose from it.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use base::Trouble;
use base::people::Viewer;
use base::record::verb::show;
use base::record::{Kind, Record, RecordId};
use base::store::{Shelf, Titled};

/// Records of one thread that are followed.
const MOST: usize = 300;

/// Fields by which a record says what it arose from, for each kind that has them; `cause` is one of every kind.
const FIELDS: [(Kind, &[&str]); 11] = [
    (Kind::Problem, &["needs"]),
    (Kind::Bid, &["call"]),
    (Kind::Project, &["bid", "cooperation"]),
    (Kind::Match, &["need", "offer"]),
    (Kind::Deal, &["match", "matched"]),
    (Kind::Receipt, &["deal"]),
    (Kind::Payout, &["deal"]),
    (Kind::Publicity, &["object"]),
    (Kind::Enrolment, &["programme"]),
    (Kind::Registration, &["event"]),
    (Kind::Secondment, &["project"]),
];

/// A record of the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strand {
    /// Which, by its titles.
    pub titled: Titled,
    /// Records of the thread that it arose from.
    pub from: Vec<RecordId>,
    /// How many steps before (negative) or after the record that was asked for.
    pub steps: i32,
}

fn fields(kind: Kind) -> impl Iterator<Item = &'static str> {
    let own = FIELDS.iter().find(|(known, _)| *known == kind).map_or(&[][..], |(_, fields)| fields);
    own.iter().copied().chain(["cause"])
}

/// The thread of a record as far as the viewer may see it: everything it arose from, and everything that arose from it.
/// Where a step in between is hidden, the thread ends there.
///
/// # Errors
/// The viewer cannot see the record; the store's.
pub fn thread(shelf: &mut dyn Shelf, viewer: &Viewer, id: RecordId) -> Result<Vec<Strand>, Trouble> {
    let here = show(shelf, viewer, id)?;
    let mut steps: BTreeMap<RecordId, i32> = BTreeMap::from([(id, 0)]);
    let mut from: BTreeMap<RecordId, BTreeSet<RecordId>> = BTreeMap::new();
    before(shelf, viewer, &here, &mut steps, &mut from)?;
    after(shelf, viewer, id, &mut steps, &mut from)?;
    let ids: Vec<RecordId> = steps.keys().copied().collect();
    let strands = shelf.titles(&ids, &viewer.reach())?.into_iter().map(|titled| Strand {
        from: from.get(&titled.id).into_iter().flatten().copied().collect(),
        steps: steps.get(&titled.id).copied().unwrap_or_default(),
        titled,
    });
    let mut strands: Vec<Strand> = strands.collect();
    strands.sort_by_key(|strand| (strand.steps, strand.titled.kind.code(), strand.titled.id));
    Ok(strands)
}

/// Walks up to what a record arose from.
fn before(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    here: &Record,
    steps: &mut BTreeMap<RecordId, i32>,
    from: &mut BTreeMap<RecordId, BTreeSet<RecordId>>,
) -> Result<(), Trouble> {
    let mut level = vec![here.clone()];
    for step in 1.. {
        let mut above: BTreeSet<RecordId> = BTreeSet::new();
        for record in &level {
            let causes: Vec<RecordId> = fields(record.kind).flat_map(|field| record.content.links(field)).collect();
            from.entry(record.id).or_default().extend(&causes);
            above.extend(causes.into_iter().filter(|cause| !steps.contains_key(cause)));
        }
        let ids: Vec<RecordId> = above.into_iter().collect();
        level = shelf.records(&ids)?;
        level.retain(|record| base::record::Audience::of(record).admits(viewer));
        for record in &level {
            steps.insert(record.id, -step);
        }
        if level.is_empty() || steps.len() > MOST {
            return Ok(());
        }
    }
    Ok(())
}

/// Walks down to what arose from a record.
fn after(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    id: RecordId,
    steps: &mut BTreeMap<RecordId, i32>,
    from: &mut BTreeMap<RecordId, BTreeSet<RecordId>>,
) -> Result<(), Trouble> {
    let mut level = vec![id];
    for step in 1.. {
        let mut below = Vec::new();
        for cause in level {
            for (field, titled) in shelf.naming(cause, &viewer.reach(), MOST)? {
                if fields(titled.kind).any(|known| known == field) {
                    from.entry(titled.id).or_default().insert(cause);
                    if let Entry::Vacant(place) = steps.entry(titled.id) {
                        place.insert(step);
                        below.push(titled.id);
                    }
                }
            }
        }
        level = below;
        if level.is_empty() || steps.len() > MOST {
            return Ok(());
        }
    }
    Ok(())
}
