//! Needs of different firms that say nearly the same, as the matching engine finds them.

use std::collections::{BTreeMap, BTreeSet};

use base::exchange::{Alike, AlikeRecord};
use base::people::Viewer;
use base::record::{Kind, Record, RecordId, State};
use base::store::{Fault, Filter, Mark, Shelf, Sort};
use base::{Trouble, people::Reach, store::Query};

/// Needs that are read at a time.
const AT_ONCE: usize = 500;

/// Needs that say nearly the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The needs, in the order in which they were read.
    pub needs: Vec<Record>,
    /// How far the least alike of them is alike to the first, in hundredths.
    pub hundredths: u8,
}

/// The needs of other firms that say nearly the same as one, as far as the viewer may see them and no problem has
/// gathered them; the likest first.
///
/// # Errors
/// The store's.
pub fn similar(
    shelf: &mut dyn Shelf,
    alike: &dyn Alike,
    viewer: &Viewer,
    need: &Record,
) -> Result<Vec<(Record, u8)>, Fault> {
    let found: Vec<AlikeRecord> = alike.alike(shelf, viewer, need)?;
    let ids: Vec<RecordId> = found.iter().map(|one| one.id).collect();
    let gathered = gathered(shelf)?;
    let records: BTreeMap<RecordId, Record> =
        shelf.records(&ids)?.into_iter().map(|record| (record.id, record)).collect();
    let of_others = found.into_iter().filter_map(|one| Some((records.get(&one.id)?.clone(), one.hundredths)));
    let fits = |record: &Record| {
        record.state == State::Published
            && record.content.owner() != need.content.owner()
            && !gathered.contains(&record.id)
    };
    Ok(of_others.filter(|(record, _)| fits(record)).collect())
}

/// The published needs that the viewer may see, in groups of those that say nearly the same and are of at least two firms;
/// the largest first. Needs that a problem has gathered are left out.
///
/// # Errors
/// The store's.
pub fn groups(shelf: &mut dyn Shelf, alike: &dyn Alike, viewer: &Viewer) -> Result<Vec<Group>, Trouble> {
    let gathered = gathered(shelf)?;
    let mut rows = alike.rows();
    let (mut read, mut groups): (Vec<Record>, BTreeMap<u32, Group>) = (Vec::new(), BTreeMap::new());
    let mut after = None;
    loop {
        let filter = Filter { kinds: vec![Kind::Need], states: vec!["published".to_owned()], ..Filter::default() };
        let query = Query { reach: viewer.reach(), filter, sort: Sort::Created, after, limit: AT_ONCE };
        let found = shelf.find(&query)?;
        for need in found.records.into_iter().filter(|need| !gathered.contains(&need.id)) {
            let number = u32::try_from(read.len()).unwrap_or(u32::MAX);
            if let Some((first, hundredths)) = rows.meet(&need, number) {
                let new = || Group { needs: read.get(first as usize).cloned().into_iter().collect(), hundredths };
                let group = groups.entry(first).or_insert_with(new);
                group.hundredths = group.hundredths.min(hundredths);
                group.needs.push(need.clone());
            }
            read.push(need);
        }
        after = found.next;
        if after.is_none() {
            break;
        }
    }
    let mut groups: Vec<Group> = groups.into_values().filter(is_of_several).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.needs.len()), std::cmp::Reverse(group.hundredths)));
    Ok(groups)
}

fn is_of_several(group: &Group) -> bool {
    let owners: BTreeSet<Option<RecordId>> = group.needs.iter().map(|need| need.content.owner()).collect();
    owners.len() > 1
}

/// The needs that a problem has gathered already.
fn gathered(shelf: &mut dyn Shelf) -> Result<BTreeSet<RecordId>, Fault> {
    let (mut gathered, mut after) = (BTreeSet::new(), None);
    loop {
        let filter = Filter { kinds: vec![Kind::Problem], marks: Vec::<Mark>::new(), ..Filter::default() };
        let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after, limit: AT_ONCE };
        let found = shelf.find(&query)?;
        gathered.extend(found.records.iter().flat_map(|problem| problem.content.links("needs")));
        after = found.next;
        if after.is_none() {
            return Ok(gathered);
        }
    }
}
