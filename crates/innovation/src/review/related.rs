//! Organisations that belong together: one controls the other, or one controls both.

use std::collections::BTreeSet;

use base::record::kinds::Organisation;
use base::record::{Kind, RecordId};
use base::store::{Fault, Shelf};
use jiff::civil::Date;
use measure::Decimal;

use super::employer::holds;

/// Levels of a group that are walked up.
const LEVELS: usize = 12;

/// Those that control an organisation on a day, itself first: by the organisation it belongs to, and by more than half of
/// its shares.
fn controllers(shelf: &mut dyn Shelf, organisation: RecordId, day: Date) -> Result<Vec<RecordId>, Fault> {
    let (mut found, mut level) = (vec![organisation], vec![organisation]);
    for _ in 0..LEVELS {
        let mut above = Vec::new();
        for record in shelf.records(&level)?.into_iter().filter(|record| record.kind == Kind::Organisation) {
            let body: Organisation = record.content.body();
            above.extend(body.parent);
            let majority = body.shareholdings.iter().filter(|one| holds(one.since.as_ref(), one.until.as_ref(), day));
            let majority = majority.filter(|one| one.percent.as_ref().is_some_and(|percent| is_majority(percent)));
            above.extend(majority.filter_map(|one| one.holder));
        }
        above.retain(|id| !found.contains(id));
        if above.is_empty() {
            break;
        }
        found.extend(&above);
        level = above;
    }
    Ok(found)
}

fn is_majority(percent: &str) -> bool {
    Decimal::parse(percent).is_ok_and(|percent| percent.nearest_float() > 50.0)
}

/// What links two organisations on a day: the one that controls the other or both. `None` where none does, and where the
/// two are the same.
///
/// # Errors
/// The store's.
pub fn related(
    shelf: &mut dyn Shelf,
    (one, other): (RecordId, RecordId),
    day: Date,
) -> Result<Option<RecordId>, Fault> {
    if one == other {
        return Ok(None);
    }
    let above: BTreeSet<RecordId> = controllers(shelf, other, day)?.into_iter().collect();
    Ok(controllers(shelf, one, day)?.into_iter().find(|id| above.contains(id)))
}
