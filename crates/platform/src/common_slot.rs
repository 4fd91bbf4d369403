//! The first time at which several platforms are open and free together.

use std::collections::BTreeSet;

use base::people::Viewer;
use base::record::RecordId;
use base::record::kinds::PlatformStatus;
use base::store::Shelf;
use base::{Refusal, Trouble};
use jiff::SignedDuration;
use measure::Timestamp;

use crate::bookable::{Bookable, bookable};
use crate::check::earliest;
use crate::hours::{Span, is_open, open_spans};
use crate::zone::on_notice;

/// How many days ahead are looked at.
pub const HORIZON_DAYS: i64 = 120;

/// A platform with what is open and what is taken of the time looked at.
struct Looked {
    of: Bookable,
    open: Vec<Span>,
    taken: Vec<Span>,
    earliest: Timestamp,
}

/// The first times of a length, from a moment on, at which all of the platforms are open and free: at most `most`, none
/// overlapping another.
///
/// The first moment of the earliest of them is the moment itself, or one at which a platform opens or is given back, or one
/// that ends when a platform opens: between those nothing changes, so that no other moment has to be tried.
///
/// # Errors
/// There is no such platform for the viewer; one of them rests; no length; there is no such time within the horizon.
pub fn common_slots(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    platforms: &[RecordId],
    length: SignedDuration,
    (from, now): (Timestamp, Timestamp),
    most: usize,
) -> Result<Vec<Span>, Trouble> {
    if length <= SignedDuration::ZERO || platforms.is_empty() {
        return Err(Refusal::EmptyPeriod {}.into());
    }
    let from = from.max(now);
    let horizon = SignedDuration::from_hours(24 * HORIZON_DAYS);
    let end = from.checked_add(horizon).map_err(|_| Refusal::EmptyPeriod {})?;
    let mut looked = Vec::new();
    for id in platforms {
        looked.push(look(shelf, viewer, *id, (from, end), now)?);
    }
    let mut starts: BTreeSet<Timestamp> = BTreeSet::from([from]);
    for one in &looked {
        starts.insert(one.earliest);
        for (begins, _) in &one.open {
            starts.insert(*begins);
            starts.extend(begins.checked_add(-length).ok());
        }
        starts.extend(one.taken.iter().map(|(_, ends)| *ends));
    }
    let mut found: Vec<Span> = Vec::new();
    while let Some(begins) = starts.pop_first() {
        let Ok(ends) = begins.checked_add(length) else { continue };
        let after = found.last().is_none_or(|(_, before)| *before <= begins);
        if begins < from || !after || !looked.iter().all(|one| one.fits(begins, ends)) {
            continue;
        }
        found.push((begins, ends));
        starts.insert(ends);
        if found.len() == most {
            break;
        }
    }
    if found.is_empty() { Err(Refusal::NoCommonSlot { days: HORIZON_DAYS.to_string() }.into()) } else { Ok(found) }
}

impl Looked {
    fn fits(&self, from: Timestamp, until: Timestamp) -> bool {
        let free = self.taken.iter().all(|(begins, ends)| *ends <= from || until <= *begins);
        free && from >= self.earliest && is_open(&self.of, from, until)
    }
}

fn look(
    shelf: &mut dyn Shelf,
    viewer: &Viewer,
    id: RecordId,
    (from, end): Span,
    now: Timestamp,
) -> Result<Looked, Trouble> {
    let of = bookable(shelf, viewer, id)?;
    if let Some(status @ (PlatformStatus::Maintenance | PlatformStatus::Retired)) = of.platform.status {
        let status = PlatformStatus::CHOICES[status as usize].code.to_owned();
        return Err(Refusal::PlatformRests { status }.into());
    }
    let earliest = on_notice(&of.zone, earliest(&of, now).at(0, 0, 0, 0)).unwrap_or(now).max(now);
    let taken = shelf.bookings(id, from, end)?.iter().map(|booking| (booking.from, booking.until)).collect();
    Ok(Looked { open: open_spans(&of, from, end), taken, earliest, of })
}
