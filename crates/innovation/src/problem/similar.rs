//! Needs of different firms that say nearly the same, as the matching engine finds them.

use std::collections::BTreeSet;

use base::Trouble;
use base::people::{Reach, Viewer};
use base::record::verb::substance;
use base::record::{Kind, Record, RecordId};
use base::store::{Fault, Filter, Query, Shelf, Sort};
use matching::alike;

/// Needs that are read at a time.
const AT_ONCE: usize = 500;
/// From which likeness on two needs are told of; `benches` measures what it finds and misses.
const LEAST: f64 = 0.26;

/// Needs that say nearly the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The needs, in the order in which they were written.
    pub needs: Vec<Record>,
    /// How far the least alike of them is alike to the first, in hundredths.
    pub hundredths: u8,
}

/// The published needs that the viewer may see, in groups of those that say nearly the same and are of at least two firms;
/// the likest first. Needs that a problem has gathered are left out. What a word tells is counted among these needs alone,
/// so that nothing hidden shows through.
///
/// # Errors
/// The store's.
pub fn groups(shelf: &mut dyn Shelf, viewer: &Viewer) -> Result<Vec<Group>, Trouble> {
    let gathered = gathered(shelf)?;
    let (mut needs, mut after) = (Vec::new(), None);
    loop {
        let filter = Filter { kinds: vec![Kind::Need], states: vec!["published".to_owned()], ..Filter::default() };
        let query = Query { reach: viewer.reach(), filter, sort: Sort::Created, after, limit: AT_ONCE };
        let found = shelf.find(&query)?;
        needs.extend(found.records.into_iter().filter(|need| !gathered.contains(&need.id)));
        after = found.next;
        if after.is_none() {
            break;
        }
    }
    let said = |need: &Record| substance(need).into_iter().map(|(_, text)| text).collect::<String>();
    let texts: Vec<String> = needs.iter().map(said).collect();
    let groups = alike::groups(&texts, LEAST).into_iter().map(|pairs| {
        let places: BTreeSet<usize> = pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
        let least = pairs.iter().map(|pair| pair.likeness).fold(1.0, f64::min);
        Group { needs: places.into_iter().map(|place| needs[place].clone()).collect(), hundredths: hundredths(least) }
    });
    Ok(groups.filter(is_of_several).collect())
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a hundred")]
fn hundredths(share: f64) -> u8 {
    (100.0 * share).round() as u8
}

fn is_of_several(group: &Group) -> bool {
    let owners: BTreeSet<Option<RecordId>> = group.needs.iter().map(|need| need.content.owner()).collect();
    owners.len() > 1
}

/// The needs that a problem has gathered already.
fn gathered(shelf: &mut dyn Shelf) -> Result<BTreeSet<RecordId>, Fault> {
    let (mut gathered, mut after) = (BTreeSet::new(), None);
    loop {
        let filter = Filter { kinds: vec![Kind::Problem], ..Filter::default() };
        let query = Query { reach: Reach::Everything, filter, sort: Sort::Updated, after, limit: AT_ONCE };
        let found = shelf.find(&query)?;
        gathered.extend(found.records.iter().flat_map(|problem| problem.content.links("needs")));
        after = found.next;
        if after.is_none() {
            return Ok(gathered);
        }
    }
}
