//! Records listed: what a viewer can reach, narrowed, in order, part by part.

use crate::people::Viewer;
use crate::refusal::{Refusal, Trouble};
use crate::store::{Cursor, Filter, Found, Query, Shelf, Sort};

/// The most records of one part of a list.
const MOST: usize = 200;

/// What to ask a store for a part of a list; `after` is a cursor's text.
///
/// # Errors
/// The cursor is none, or of a list in another order.
pub fn listing(
    viewer: &Viewer,
    filter: Filter,
    sort: Sort,
    after: Option<&str>,
    limit: usize,
) -> Result<Query, Refusal> {
    let after = after.map(str::parse::<Cursor>).transpose()?;
    let by_time = matches!(sort, Sort::Updated | Sort::Created);
    let fits = |cursor: &Cursor| !cursor.key.contains('\0') && (!by_time || cursor.key.parse::<i64>().is_ok());
    if after.as_ref().is_some_and(|cursor| !fits(cursor)) {
        return Err(Refusal::BadCursor {});
    }
    Ok(Query { reach: viewer.reach(), filter, sort, after, limit: limit.clamp(1, MOST) })
}

/// A part of a list.
///
/// # Errors
/// The store's.
pub fn list(shelf: &mut dyn Shelf, query: &Query) -> Result<Found, Trouble> {
    Ok(shelf.find(query)?)
}
