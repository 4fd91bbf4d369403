//! The same hours of a platform day after day or week after week, looked at before anything is written.

use base::record::verb::Occasion;
use base::rules::WorkCalendar;
use base::store::{Booking, Shelf};
use base::{Refusal, Trouble};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use uuid::Uuid;

use crate::ask::{Asking, checked, take};
use crate::bookable::{Bookable, bookable};
use crate::zone::local;

/// Most dates of a series.
const MOST: usize = 120;

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// Every day.
    Day,
    /// Every week on the same day.
    Week,
}

/// What becomes of a date on which people do not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnHoliday {
    /// It is left out.
    Skip,
    /// It moves to the next working day.
    Move,
    /// It stays.
    Keep,
}

/// A series.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The first use: its platform, what for, for whom. Its hours are those below.
    pub asking: Asking,
    /// Its first moment, by the clocks of the place.
    pub from: DateTime,
    /// The first moment after, by the same.
    pub until: DateTime,
    /// How often.
    pub every: Every,
    /// The last day.
    pub last: Date,
    /// What becomes of holidays.
    pub holidays: OnHoliday,
}

/// One date of a series.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The day by rights.
    pub day: Date,
    /// The day it is on.
    pub on: Date,
    /// The name of the holiday or weekend that it met; empty where it met none.
    pub holiday: String,
    /// Whether nobody knows yet on which days of that year people work.
    pub unknown: bool,
    /// Whether the clocks show its first hour twice that day; the first is meant.
    pub twice: bool,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a date.
#[derive(Clone, Debug)]
pub enum Fate {
    /// It can be booked.
    Free(Booking),
    /// It is left out.
    Skipped,
    /// A rule says no, or the hours are taken.
    Refused(Refusal),
}

/// What would become of each date; nothing is written.
///
/// # Errors
/// There is no such platform for the viewer; the series is empty or too long.
pub fn preview(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    calendar: &WorkCalendar,
    series: &Series,
) -> Result<Vec<Occurrence>, Trouble> {
    occasion.viewer.account().ok_or(Refusal::SignInNeeded {})?;
    let of = bookable(shelf, &occasion.viewer, series.asking.platform)?;
    if series.from >= series.until || series.last < series.from.date() {
        return Err(Refusal::EmptyPeriod {}.into());
    }
    let (mut seen, mut taken) = (Vec::new(), Vec::new());
    let mut day = series.from.date();
    while day <= series.last {
        if seen.len() == MOST {
            return Err(Refusal::SeriesTooLong { most: MOST.to_string() }.into());
        }
        let occurrence = occurrence(shelf, occasion, calendar, (&of, series), day, &taken)?;
        if let Fate::Free(booking) = &occurrence.fate {
            taken.push(booking.clone());
        }
        seen.push(occurrence);
        let step = match series.every {
            Every::Day => 1.day(),
            Every::Week => 7.days(),
        };
        let Ok(next) = day.checked_add(step) else { break };
        day = next;
    }
    Ok(seen)
}

/// Books the dates that a preview showed as free; all of them, or none.
///
/// # Errors
/// One of them can no longer be booked; those of a booking.
pub fn book_series(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    calendar: &WorkCalendar,
    series: &Series,
    days: &[Date],
) -> Result<Vec<Booking>, Trouble> {
    occasion.viewer.writes()?;
    if !bookable(shelf, &occasion.viewer, series.asking.platform)?.is_out() {
        return Err(Refusal::NotFound {}.into());
    }
    let seen = preview(shelf, occasion, calendar, series)?;
    let free = |day: &Date| seen.iter().find(|one| one.day == *day && matches!(one.fate, Fate::Free(_)));
    let changed = days.iter().filter(|day| free(day).is_none()).count();
    if changed > 0 || days.is_empty() {
        return Err(Refusal::SeriesTaken { count: changed.to_string() }.into());
    }
    let bundle = Some(Uuid::now_v7());
    let mut booked = Vec::new();
    for Occurrence { fate, .. } in days.iter().filter_map(free) {
        let Fate::Free(would) = fate else { continue };
        let asking = Asking { from: would.from, until: would.until, ..series.asking.clone() };
        booked.push(take(shelf, occasion, &asking, bundle)?);
    }
    Ok(booked)
}

fn occurrence(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    calendar: &WorkCalendar,
    (of, series): (&Bookable, &Series),
    day: Date,
    taken: &[Booking],
) -> Result<Occurrence, Trouble> {
    let works = calendar.is_workday(day);
    let (unknown, rests) = (works.is_err(), works == Ok(false));
    let holiday = match calendar.named(day) {
        Some(named) if rests => named.name.clone(),
        Some(_) | None => String::new(),
    };
    let mut seen = Occurrence { day, on: day, holiday, unknown, twice: false, fate: Fate::Skipped };
    if rests {
        match series.holidays {
            OnHoliday::Skip => return Ok(seen),
            OnHoliday::Keep => {}
            OnHoliday::Move => match calendar.add_workdays(day, 1) {
                Ok(next) => seen.on = next,
                Err(why) => {
                    let refusal = Refusal::ClockUnknown { detail: why.to_string(), detail_zh: why.zh() };
                    return Ok(Occurrence { unknown: true, fate: Fate::Refused(refusal), ..seen });
                }
            },
        }
    }
    seen.fate = match dated(of, series, seen.on) {
        Err(refusal) => Fate::Refused(refusal),
        Ok((asking, twice)) => {
            seen.twice = twice;
            fate(shelf, occasion, of, &asking, taken)?
        }
    };
    Ok(seen)
}

/// The hours of the series on a day.
fn dated(of: &Bookable, series: &Series, day: Date) -> Result<(Asking, bool), Refusal> {
    let days = series.from.date().until(series.until.date()).map_or(0, |span| span.get_days());
    let last = day.checked_add(days.days()).map_err(|_| Refusal::EmptyPeriod {})?;
    let from = local(&of.zone, day.to_datetime(series.from.time()))?;
    let until = local(&of.zone, last.to_datetime(series.until.time()))?;
    Ok((Asking { from: from.at, until: until.at, ..series.asking.clone() }, from.twice || until.twice))
}

fn fate(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    of: &Bookable,
    asking: &Asking,
    taken: &[Booking],
) -> Result<Fate, Trouble> {
    let booking = match checked(shelf, occasion, of, asking, taken) {
        Ok(booking) => booking,
        Err(Trouble::Refused(refusal)) => return Ok(Fate::Refused(refusal)),
        Err(fault @ Trouble::Fault(_)) => return Err(fault),
    };
    let theirs = shelf.bookings(asking.platform, asking.from, asking.until)?;
    let own = taken.iter().filter(|one| one.from < asking.until && asking.from < one.until);
    Ok(match theirs.iter().chain(own).next() {
        None => Fate::Free(booking),
        Some(other) => {
            Fate::Refused(Refusal::Overlaps { from: other.from.to_string(), until: other.until.to_string() })
        }
    })
}
