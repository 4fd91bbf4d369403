//! A platform taken for a time, or several as one.

use base::people::Viewer;
use base::record::kinds::BookingApproval;
use base::record::verb::{Occasion, show};
use base::record::{Kind, RecordId};
use base::store::{Booking, BookingDetail, BookingState, CostShare, Shelf};
use base::{Refusal, Trouble};
use measure::{Fraction, Timestamp};
use uuid::Uuid;

use crate::bookable::{Bookable, bookable, keeps};
use crate::note::{Hand, of_booking};
use crate::{check, tell, units, waiting};

/// Most characters of what a booking is for.
const MOST_PURPOSE: usize = 500;

/// What somebody wants to book.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// The platform.
    pub platform: RecordId,
    /// The first moment.
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
    /// How many batches or samples, where it is booked by those.
    pub units: Option<u32>,
    /// What for.
    pub purpose: String,
    /// For which organisation; the first one that the booker acts for where none is named.
    pub organisation: Option<RecordId>,
    /// For which project.
    pub project: Option<RecordId>,
    /// Who pays which share.
    pub split: Vec<CostShare>,
}

impl Asking {
    /// Hours of a platform, and nothing else.
    pub fn of(platform: RecordId, from: Timestamp, until: Timestamp) -> Self {
        let (purpose, split) = (String::new(), Vec::new());
        Self { platform, from, until, units: None, purpose, organisation: None, project: None, split }
    }
}

/// Takes a platform for a time. It waits for its keeper where the platform says so, and holds its hours meanwhile.
///
/// # Errors
/// Nobody is signed in, or an auditor; there is no such platform, or it is not published; the hours lie behind, too near,
/// or outside its own; too few or too many units; it rests; a training is missing; the month is used up; it is taken.
pub fn book(shelf: &mut dyn Shelf, occasion: &Occasion, asking: &Asking) -> Result<Booking, Trouble> {
    take(shelf, occasion, asking, None)
}

/// Takes several platforms as one: all of them, or none.
///
/// # Errors
/// Those of [`book`], of whichever it is.
pub fn book_all(shelf: &mut dyn Shelf, occasion: &Occasion, askings: &[Asking]) -> Result<Vec<Booking>, Trouble> {
    occasion.viewer.writes()?;
    let bundle = (askings.len() > 1).then(Uuid::now_v7);
    askings.iter().map(|asking| take(shelf, occasion, asking, bundle)).collect()
}

pub(crate) fn take(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    asking: &Asking,
    bundle: Option<Uuid>,
) -> Result<Booking, Trouble> {
    occasion.viewer.writes()?;
    let of = bookable(shelf, &occasion.viewer, asking.platform)?;
    if !of.is_out() {
        return Err(Refusal::NotFound {}.into());
    }
    waiting::settle(shelf, occasion.now, &of)?;
    let booking = Booking { bundle, ..checked(shelf, occasion, &of, asking, &[])? };
    if let Err(taken) = shelf.book(&booking)? {
        return Err(Refusal::Overlaps { from: taken.from.to_string(), until: taken.until.to_string() }.into());
    }
    of_booking(shelf, Hand { by: Some(booking.account), at: occasion.now }, "platform.book", &booking)?;
    tell::asked(shelf, occasion, &of, &booking)?;
    Ok(booking)
}

/// What would be booked, but for hours that others hold; `more` is what the same request takes besides.
pub(crate) fn checked(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    of: &Bookable,
    asking: &Asking,
    more: &[Booking],
) -> Result<Booking, Trouble> {
    let account = occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    check::hours(of, occasion.now, asking.from, asking.until)?;
    let units = units::units(of, asking.from, asking.until, asking.units);
    check::units(of, units)?;
    check::trained(shelf, occasion, of, asking.from)?;
    let organisation = organisation(occasion, asking.organisation)?;
    let sum = Fraction::sum(asking.split.iter().map(|share| share.share));
    let whole = sum.as_ref().is_ok_and(|sum| *sum == Fraction::ONE);
    if !asking.split.is_empty() && (!whole || asking.split.iter().any(|share| share.share.is_negative())) {
        let sum = sum.map_or_else(|why| why.to_string(), |sum| sum.to_string());
        return Err(Refusal::SharesNotWhole { sum }.into());
    }
    let purpose = asking.purpose.trim().chars().filter(|letter| !letter.is_control()).take(MOST_PURPOSE).collect();
    let (project, split) = (project(shelf, occasion, asking.project)?, asking.split.clone());
    let mut booking = Booking {
        id: Uuid::now_v7(),
        platform: of.id(),
        account,
        organisation,
        from: asking.from,
        until: asking.until,
        units,
        state: BookingState::Requested,
        bundle: None,
        purpose,
        detail: BookingDetail { project, split, ..BookingDetail::default() },
    };
    check::quota(shelf, of, &booking, more)?;
    agreed(&occasion.viewer, of, &mut booking);
    Ok(booking)
}

/// Notes what the booker agrees to by themselves, and confirms what then waits for nobody.
pub(crate) fn agreed(viewer: &Viewer, of: &Bookable, booking: &mut Booking) {
    let manages = booking.organisation.is_some_and(|organisation| viewer.manages(organisation));
    booking.detail.manager |= manages;
    booking.detail.keeper |= keeps(viewer, of);
    booking.state = if waits(of, booking) { BookingState::Requested } else { BookingState::Confirmed };
}

/// Whether somebody has still to agree.
pub(crate) fn waits(of: &Bookable, booking: &Booking) -> bool {
    match of.platform.approval.unwrap_or(BookingApproval::Immediate) {
        BookingApproval::Immediate => false,
        BookingApproval::Owner => !booking.detail.keeper,
        BookingApproval::Both => !booking.detail.keeper || (booking.organisation.is_some() && !booking.detail.manager),
    }
}

/// The project that a booking is for: one that the booker may see.
fn project(shelf: &mut dyn Shelf, occasion: &Occasion, given: Option<RecordId>) -> Result<Option<RecordId>, Trouble> {
    let Some(id) = given else { return Ok(None) };
    let found = show(shelf, &occasion.viewer, id)?;
    if found.kind == Kind::Project { Ok(Some(id)) } else { Err(Refusal::NotFound {}.into()) }
}

/// The organisation that a booking is for: one that the booker acts for.
fn organisation(occasion: &Occasion, given: Option<RecordId>) -> Result<Option<RecordId>, Refusal> {
    let first = || occasion.viewer.member().and_then(|member| member.standings.first()).map(|one| one.organisation);
    match given {
        None => Ok(first()),
        Some(given) if occasion.viewer.acts_for(given) => Ok(Some(given)),
        Some(_) => Err(Refusal::Slips(vec![base::record::SlipReason::NotYours {}.at("organisation")])),
    }
}
