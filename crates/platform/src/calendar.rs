//! One calendar over all platforms that a viewer may see: open, taken, closed, hour by hour or day by day.

use base::record::kinds::PlatformStatus;
use base::record::verb::Occasion;
use base::record::{Kind, RecordId, asked};
use base::store::{Booking, Filter, Mark, Query, Shelf, Sort};
use base::{Refusal, Trouble};
use measure::Timestamp;

use crate::bookable::{Bookable, keeps};
use crate::check;
use crate::hours::{Span, open_spans};

/// Most platforms of one calendar.
const MOST: usize = 200;

/// Which platforms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this type, by its code; empty for any.
    pub platform_type: String,
    /// Of this organisation.
    pub owner: Option<RecordId>,
    /// On this place of the chain; empty for any.
    pub position: String,
    /// What their text holds.
    pub words: String,
}

/// A platform with its cells.
#[derive(Clone, Debug)]
pub struct Row {
    /// The platform.
    pub of: Bookable,
    /// Whether the viewer looks after it.
    pub keeps: bool,
    /// One for each span that was asked for.
    pub cells: Vec<Hours>,
    /// The bookings of the whole time, as the viewer sees them.
    pub seen: Vec<Seen>,
}

/// What a span is, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// What most of it is to who wants to book.
    pub cell: Cell,
    /// Open minutes that are free.
    pub free_minutes: i64,
    /// Open minutes.
    pub open_minutes: i64,
}

/// What a span of a calendar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Open, and free all through its open hours.
    Free,
    /// Open, and part of it free.
    Partly,
    /// Open, and all of it taken.
    Taken,
    /// Closed, or over.
    Closed,
}

/// A booking as a viewer sees it; who and what for is not for everybody.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
    /// The booking, for who looks after the platform, who made it and who leads their organisation.
    pub booking: Option<Booking>,
}

/// The published platforms that a viewer may see and wants, by title.
///
/// # Errors
/// The store's.
pub fn platforms(shelf: &mut dyn Shelf, occasion: &Occasion, wanted: &Wanted) -> Result<Vec<Bookable>, Trouble> {
    let mut marks = Vec::new();
    for (field, value) in [("platform_type", &wanted.platform_type), ("positions", &wanted.position)] {
        if !value.is_empty() {
            marks.push(Mark { field: field.to_owned(), value: value.clone() });
        }
    }
    let filter = Filter {
        kinds: vec![Kind::Platform],
        states: vec!["published".to_owned()],
        words: asked(&wanted.words),
        owner: wanted.owner,
        marks,
        ..Filter::default()
    };
    let reach = occasion.viewer.reach();
    let found = shelf.find(&Query { reach, filter, sort: Sort::Title, after: None, limit: MOST })?;
    // One that names no zone shows what is wrong with it on its own page.
    Ok(found.records.into_iter().filter_map(|record| Bookable::of(record).ok()).collect())
}

/// The calendar of platforms over spans that follow one another.
///
/// # Errors
/// Nobody is signed in; the store's.
pub fn view(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    platforms: Vec<Bookable>,
    spans: &[Span],
) -> Result<Vec<Row>, Trouble> {
    occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    for of in platforms {
        let keeps = keeps(&occasion.viewer, &of);
        let bookings = shelf.bookings(of.id(), first.0, last.1)?;
        let open = open_spans(&of, first.0, last.1);
        let cells = spans.iter().map(|span| hours(&of, occasion.now, *span, &open, &bookings)).collect();
        let seen = bookings.into_iter().map(|booking| seen_by(occasion, keeps, booking)).collect();
        rows.push(Row { of, keeps, cells, seen });
    }
    Ok(rows)
}

/// A booking as a viewer sees it.
pub fn seen_by(occasion: &Occasion, keeps: bool, booking: Booking) -> Seen {
    let viewer = &occasion.viewer;
    let own = viewer.account() == Some(booking.account);
    let leads = booking.organisation.is_some_and(|organisation| viewer.manages(organisation));
    let (from, until) = (booking.from, booking.until);
    let shown = keeps || own || leads || viewer.sees_everything();
    Seen { from, until, booking: shown.then_some(booking) }
}

/// Those of some platforms that could be booked from one moment until another, as far as hours go.
///
/// # Errors
/// The time ends before it begins; the store's.
pub fn free_between(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    platforms: Vec<Bookable>,
    (from, until): Span,
) -> Result<Vec<Bookable>, Trouble> {
    if from >= until {
        return Err(Refusal::EmptyPeriod {}.into());
    }
    let mut free = Vec::new();
    for of in platforms {
        let may = check::hours(&of, occasion.now, from, until).is_ok();
        if may && shelf.bookings(of.id(), from, until)?.is_empty() {
            free.push(of);
        }
    }
    Ok(free)
}

fn minutes((from, until): Span) -> i64 {
    (until.as_milliseconds() - from.as_milliseconds()) / 60_000
}

fn within(span: Span, other: Span) -> Option<Span> {
    let met = (span.0.max(other.0), span.1.min(other.1));
    (met.0 < met.1).then_some(met)
}

fn hours(of: &Bookable, now: Timestamp, span: Span, open: &[Span], bookings: &[Booking]) -> Hours {
    let rests = matches!(of.platform.status, Some(PlatformStatus::Maintenance | PlatformStatus::Retired));
    let (mut open_minutes, mut taken) = (0, 0);
    for hours in open.iter().filter_map(|hours| within(*hours, (span.0.max(now), span.1))) {
        open_minutes += minutes(hours);
        let met = bookings.iter().filter_map(|booking| within(hours, (booking.from, booking.until)));
        taken += met.map(minutes).sum::<i64>();
    }
    let free_minutes = if rests { 0 } else { open_minutes - taken };
    let cell = match (open_minutes, free_minutes) {
        (0, _) => Cell::Closed,
        (_, _) if rests => Cell::Closed,
        (_, 0) => Cell::Taken,
        (all, free) if free == all => Cell::Free,
        (_, _) => Cell::Partly,
    };
    Hours { cell, free_minutes, open_minutes }
}
