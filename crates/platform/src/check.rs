//! The ladder of rules that a booking climbs before the database is asked for its hours.

use base::record::kinds::{Enrolment, EnrolmentStage, PlatformStatus, Prerequisite};
use base::record::verb::Occasion;
use base::record::{Kind, RecordId};
use base::store::{Booking, BookingFilter, BookingState, Fault, Filter, Mark, Query, Shelf, Sort};
use base::{Refusal, Trouble};
use jiff::ToSpan;
use jiff::civil::Date;
use measure::Timestamp;

use crate::bookable::Bookable;
use crate::hours::{is_open, said};
use crate::zone::{on_notice, shown};

/// Most bookings of one organisation on one platform in a month.
const MOST: usize = 10_000;

/// Passes hours that can be booked at all.
pub(crate) fn hours(of: &Bookable, now: Timestamp, from: Timestamp, until: Timestamp) -> Result<(), Refusal> {
    if from >= until {
        return Err(Refusal::EmptyPeriod {});
    }
    if from < now {
        return Err(Refusal::BookingPast {});
    }
    let days = of.platform.lead_days.map_or(0, |days| days.0);
    let earliest = earliest(of, now);
    if shown(&of.zone, from).date() < earliest {
        return Err(Refusal::BookingTooSoon { days: days.to_string(), earliest: earliest.to_string() });
    }
    match of.platform.status {
        Some(status @ (PlatformStatus::Maintenance | PlatformStatus::Retired)) => {
            let status = PlatformStatus::CHOICES[status as usize].code.to_owned();
            return Err(Refusal::PlatformRests { status });
        }
        Some(PlatformStatus::Running | PlatformStatus::Limited) | None => {}
    }
    if !is_open(of, from, until) {
        let (detail, detail_zh) = said(of);
        return Err(Refusal::PlatformClosed { detail, detail_zh });
    }
    Ok(())
}

/// The first day that can be booked today.
pub(crate) fn earliest(of: &Bookable, now: Timestamp) -> Date {
    let (today, days) = (shown(&of.zone, now).date(), of.platform.lead_days.map_or(0, |days| days.0));
    today.checked_add(days.days()).unwrap_or(Date::MAX)
}

/// Passes a number of units that one booking may have.
pub(crate) fn units(of: &Bookable, units: u32) -> Result<(), Refusal> {
    let least = of.platform.least_units.map_or(1, |least| least.0);
    let most = of.platform.most_units.map_or(i64::from(u32::MAX), |most| most.0);
    if (least..=most).contains(&i64::from(units)) {
        return Ok(());
    }
    Err(Refusal::UnitsOutside { units: units.to_string(), least: least.to_string(), most: most.to_string() })
}

/// One thing that a platform asks of who books it.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// What.
    pub asked: Prerequisite,
    /// Whether they have it; nothing where no record could show it.
    pub has: Option<bool>,
}

/// What a platform asks of a viewer, for a use on a day.
///
/// # Errors
/// The store's.
pub fn prerequisites(shelf: &mut dyn Shelf, occasion: &Occasion, of: &Bookable, day: Date) -> Result<Vec<Met>, Fault> {
    let person = occasion.viewer.person();
    let mut met = Vec::new();
    for asked in &of.platform.prerequisites {
        let has = match asked.programme {
            None => None,
            Some(programme) => Some(certified(shelf, person, programme, asked, day)?),
        };
        met.push(Met { asked: asked.clone(), has });
    }
    Ok(met)
}

fn certified(
    shelf: &mut dyn Shelf,
    person: Option<RecordId>,
    programme: RecordId,
    asked: &Prerequisite,
    day: Date,
) -> Result<bool, Fault> {
    let Some(person) = person else { return Ok(false) };
    let mark = |field: &str, id: RecordId| Mark { field: field.to_owned(), value: id.to_string() };
    let marks = vec![mark("programme", programme), mark("person", person)];
    let states = vec!["published".to_owned()];
    let filter = Filter { kinds: vec![Kind::Enrolment], states, marks, ..Filter::default() };
    // Whether somebody holds a certificate is asked of the base, not of what they may read.
    let reach = base::people::Reach::Everything;
    let found = shelf.find(&Query { reach, filter, sort: Sort::Updated, after: None, limit: 50 })?;
    Ok(found.records.iter().any(|record| {
        let enrolment: Enrolment = record.content.body();
        let given: Option<Date> = enrolment.certified.and_then(|day| day.0.parse().ok());
        let ends = given.and_then(|given| match asked.valid_months {
            None => Some(Date::MAX),
            Some(months) => given.checked_add(months.0.months()).ok(),
        });
        enrolment.stage == Some(EnrolmentStage::Certified) && ends.is_some_and(|ends| day < ends)
    }))
}

/// Passes who has what the platform asks for.
pub(crate) fn trained(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    of: &Bookable,
    from: Timestamp,
) -> Result<(), Trouble> {
    let met = prerequisites(shelf, occasion, of, shown(&of.zone, from).date())?;
    let Some(lacks) = met.into_iter().find(|met| met.has == Some(false)) else { return Ok(()) };
    let what = lacks.asked.what.map_or_else(String::new, |what| what.0);
    let programme = lacks.asked.programme.map_or_else(String::new, |id| id.to_string());
    Err(Refusal::PrerequisiteMissing { what, programme }.into())
}

/// Passes an organisation that has not used up its month; `more` is what the same request takes besides.
pub(crate) fn quota(shelf: &mut dyn Shelf, of: &Bookable, booking: &Booking, more: &[Booking]) -> Result<(), Trouble> {
    let Some(organisation) = booking.organisation else { return Ok(()) };
    let named = of.platform.quotas.iter().find(|quota| quota.organisation == Some(organisation));
    let each = || of.platform.quotas.iter().find(|quota| quota.organisation.is_none());
    let Some(allowed) = named.or_else(each).and_then(|quota| quota.units_a_month) else { return Ok(()) };
    let first = shown(&of.zone, booking.from).date().first_of_month();
    let next = first.checked_add(1.month()).unwrap_or(Date::MAX);
    let bound = |day: Date| on_notice(&of.zone, day.at(0, 0, 0, 0));
    let filter = BookingFilter {
        platforms: vec![of.id()],
        organisation: Some(organisation),
        states: BookingState::ALL.into_iter().filter(|state| state.holds()).collect(),
        from: bound(first),
        until: bound(next),
        ..BookingFilter::default()
    };
    let held = shelf.bookings_of(&filter, MOST)?;
    let of_month = |one: &&Booking| shown(&of.zone, one.from).date().first_of_month() == first && one.id != booking.id;
    let same = |one: &&Booking| one.platform == booking.platform && one.organisation == booking.organisation;
    let used: u32 = held.iter().chain(more.iter().filter(same)).filter(of_month).map(|one| one.units).sum();
    if i64::from(used) + i64::from(booking.units) <= allowed.0 {
        return Ok(());
    }
    let month = first.strftime("%Y-%m").to_string();
    let (used, allowed, asked) = (used.to_string(), allowed.0.to_string(), booking.units.to_string());
    Err(Refusal::QuotaUsed { month, used, allowed, asked }.into())
}
