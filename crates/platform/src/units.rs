//! How many units a booking is, of those its platform is booked by.

use std::collections::BTreeSet;

use base::record::kinds::BookingUnit;
use jiff::ToSpan;
use measure::Timestamp;

use crate::bookable::Bookable;
use crate::hours::opens_on;
use crate::zone::shown;

const HOUR: i64 = 3_600_000;

/// Hours are hours that pass, whatever the clocks do meanwhile, each one begun counted whole; half days and days are those
/// of the place on which it is open; batches and samples are as many as the booker says, and one where nothing is said.
pub(crate) fn units(of: &Bookable, from: Timestamp, until: Timestamp, said: Option<u32>) -> u32 {
    let passed = until.as_milliseconds() - from.as_milliseconds();
    let counted = match of.platform.booking_unit.unwrap_or(BookingUnit::Hour) {
        BookingUnit::Hour => usize::try_from((passed + HOUR - 1) / HOUR).unwrap_or(usize::MAX),
        BookingUnit::HalfDay => halves(of, from, until, true),
        BookingUnit::Day => halves(of, from, until, false),
        BookingUnit::Batch | BookingUnit::Sample => return said.unwrap_or(1),
    };
    u32::try_from(counted).unwrap_or(u32::MAX)
}

fn halves(of: &Bookable, from: Timestamp, until: Timestamp, by_half: bool) -> usize {
    let (first, last) = (shown(&of.zone, from), shown(&of.zone, until));
    let mut days = BTreeSet::new();
    let mut day = first.date();
    while day <= last.date() {
        for half in [0, 1] {
            let ends = day.at(if half == 0 { 12 } else { 23 }, if half == 0 { 0 } else { 59 }, 0, 0);
            let begins = day.at(if half == 0 { 0 } else { 12 }, 0, 0, 0);
            if opens_on(of, day) && first < ends && begins < last {
                days.insert((day, if by_half { half } else { 0 }));
            }
        }
        let Ok(next) = day.checked_add(1.day()) else { break };
        day = next;
    }
    days.len()
}
