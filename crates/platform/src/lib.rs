//! Platforms and instruments that others use.
//!
//! A [`Bookable`] is a platform with its clocks. What is [`book`]ed goes through a ladder of rules and then to the
//! database, which lets no two bookings hold the same hours; several platforms are taken as one ([`book_all`]), or by a
//! [`series`]. Who comes too late waits ([`waiting`]). The keeper decides, notes the use, and each month has its
//! [`statement`]. [`allocate`] decides how much of what is scarce each project is given.

pub mod allocate;
mod allocation;
mod ask;
mod bookable;
mod calendar;
mod check;
mod common_slot;
mod cost;
mod decide;
mod hours;
pub mod icalendar;
mod note;
pub mod series;
mod statement;
mod tell;
mod units;
pub mod waiting;
mod zone;

pub use allocation::{Allotment, Kept, Plan, change_allocation, keep_plan, ledger, plan, weeks};
pub use ask::{Asking, book, book_all};
pub use bookable::{Bookable, bookable, keeps};
pub use calendar::{Cell, Hours, Row, Seen, Wanted, free_between, platforms, seen_by, view};
pub use check::{Met, prerequisites};
pub use common_slot::{HORIZON_DAYS, common_slots};
pub use cost::{Cost, cost_of, shares_of};
pub use decide::{Decision, Use, cancel, decide, note_use, to_agree};
pub use statement::{Line, Month, statement, sums};
pub use zone::{Local, home, local};

use base::record::RecordId;
use base::record::verb::Occasion;
use base::store::{Booking, Shelf};
use base::{Refusal, Trouble};
use measure::Timestamp;

/// The bookings of a platform that hold hours and reach into a time, in order, for whoever has an account and can see it.
///
/// # Errors
/// Nobody is signed in; there is no such platform; the time ends before it begins.
pub fn bookings(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    on: RecordId,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Booking>, Trouble> {
    occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    bookable(shelf, &occasion.viewer, on)?;
    if from >= until {
        return Err(Refusal::EmptyPeriod {}.into());
    }
    Ok(shelf.bookings(on, from, until)?)
}
