//! That what the pool says of somebody is still so, said once a year.

use base::Trouble;
use base::people::{Role, Viewer, may_change};
use base::record::kinds::Person;
use base::record::verb::{Occasion, rewrite};
use base::record::{Day, Kind, Record, RecordId};
use base::store::{Cursor, Fault, Filter, Query, Shelf};
use jiff::ToSpan;
use jiff::civil::Date;

use super::profile;

/// How long what is said of somebody counts as confirmed, in months.
const MONTHS: i64 = 12;
/// People that are read at a time.
const PAGE: usize = 500;

/// The day from which what the pool says of somebody wants to be confirmed: a year after it last was, or was written.
pub fn due(record: &Record, person: &Person) -> Date {
    let confirmed = person.confirmed.as_ref().and_then(|day| day.0.parse::<Date>().ok());
    let since = confirmed.unwrap_or_else(|| record.created.date());
    since.checked_add(MONTHS.months()).unwrap_or(Date::MAX)
}

/// Whether it does on a day.
pub fn is_due(record: &Record, person: &Person, today: Date) -> bool {
    due(record, person) <= today
}

/// Says that what the pool says of somebody is so.
///
/// # Errors
/// It is not the viewer's to say; somebody changed it meanwhile.
pub fn confirm(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    id: RecordId,
    version: Option<u32>,
) -> Result<Record, Trouble> {
    let profile = profile(shelf, &occasion.viewer, id)?;
    let today = Some(Day(occasion.now.date().to_string()));
    if profile.person.confirmed == today {
        return Ok(profile.record);
    }
    let person = Person { confirmed: today, ..profile.person };
    rewrite(shelf, occasion, &profile.record, version, &person, "person.confirm")
}

/// The people whom the viewer may speak for and of whom what the pool says wants to be confirmed, the longest unconfirmed
/// first; of a unit where one is named.
///
/// # Errors
/// Nobody is signed in.
pub fn to_confirm(shelf: &mut dyn Shelf, occasion: &Occasion, unit: Option<RecordId>) -> Result<Vec<Record>, Trouble> {
    let (viewer, today) = (&occasion.viewer, occasion.now.date());
    viewer.writes()?;
    let mut due_at = Vec::new();
    for filter in spoken_for(viewer, unit) {
        each(shelf, viewer, &filter, |record| {
            let person: Person = record.content.body();
            if is_due(&record, &person, today) && may_change(viewer, &record).is_ok() {
                due_at.push((due(&record, &person), record));
            }
        })?;
    }
    due_at.sort_by_key(|(day, record)| (*day, record.id));
    due_at.dedup_by_key(|(_, record)| record.id);
    Ok(due_at.into_iter().map(|(_, record)| record).collect())
}

/// What lists of people the viewer may speak for are narrowed to.
fn spoken_for(viewer: &Viewer, unit: Option<RecordId>) -> Vec<Filter> {
    let of = |owner: RecordId| Filter { owner: Some(owner), ..Filter::published(Kind::Person) };
    let standings = viewer.member().map_or(&[][..], |member| &member.standings);
    let leads = standings.iter().filter(|standing| standing.manages).map(|standing| standing.organisation);
    match unit {
        Some(unit) => vec![of(unit)],
        None if viewer.has(Role::Administrator) => vec![Filter::published(Kind::Person)],
        None => leads.map(of).collect(),
    }
}

/// Looks at every person that a list holds, a page at a time.
pub(super) fn each(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    filter: &Filter,
    mut look: impl FnMut(Record),
) -> Result<(), Fault> {
    let mut after: Option<Cursor> = None;
    loop {
        let query = Query { after, ..Query::first(viewer.reach(), filter.clone(), PAGE) };
        let found = shelf.find(&query)?;
        found.records.into_iter().for_each(&mut look);
        after = found.next;
        if after.is_none() {
            return Ok(());
        }
    }
}
