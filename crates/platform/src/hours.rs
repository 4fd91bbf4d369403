//! When a platform is open: spans between instants, from the hours of its notice and the clocks of its place.

use base::record::kinds::{BookingUnit, Weekday};
use jiff::ToSpan;
use jiff::civil::{self, Date, Time};
use measure::Timestamp;

use crate::bookable::Bookable;
use crate::zone::{on_notice, shown};

/// A span between two instants, the second not in it.
pub(crate) type Span = (Timestamp, Timestamp);

/// A time of day on a notice; 24:00 is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hour {
    At(Time),
    End,
}

impl Hour {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim().replace('：', ":");
        let (hour, minute) = text.split_once(':').unwrap_or((&text, "0"));
        let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
        if (hour, minute) == (24, 0) {
            return Some(Self::End);
        }
        Time::new(hour, minute, 0, 0).ok().map(Self::At)
    }

    fn on(self, bookable: &Bookable, day: Date) -> Option<Timestamp> {
        match self {
            Self::At(time) => on_notice(&bookable.zone, day.to_datetime(time)),
            Self::End => on_notice(&bookable.zone, day.checked_add(1.day()).ok()?.at(0, 0, 0, 0)),
        }
    }
}

fn weekday(day: Weekday) -> civil::Weekday {
    match day {
        Weekday::Monday => civil::Weekday::Monday,
        Weekday::Tuesday => civil::Weekday::Tuesday,
        Weekday::Wednesday => civil::Weekday::Wednesday,
        Weekday::Thursday => civil::Weekday::Thursday,
        Weekday::Friday => civil::Weekday::Friday,
        Weekday::Saturday => civil::Weekday::Saturday,
        Weekday::Sunday => civil::Weekday::Sunday,
    }
}

/// The open spans that reach into a time, those that touch joined.
pub(crate) fn open_spans(of: &Bookable, from: Timestamp, until: Timestamp) -> Vec<Span> {
    if of.platform.open_hours.is_empty() {
        return vec![(from, until)];
    }
    let mut spans: Vec<Span> = Vec::new();
    let mut day = shown(&of.zone, from).date();
    let last = shown(&of.zone, until).date();
    // A day before may end at midnight of this one; it joins what begins there.
    day = day.checked_sub(1.day()).unwrap_or(day);
    while day <= last {
        spans.extend(spans_on(of, day));
        let Ok(next) = day.checked_add(1.day()) else { break };
        day = next;
    }
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for (begins, ends) in spans {
        match joined.last_mut() {
            Some(before) if before.1 >= begins => before.1 = before.1.max(ends),
            Some(_) | None => joined.push((begins, ends)),
        }
    }
    joined.retain(|(begins, ends)| *begins < until && *ends > from);
    joined
}

/// The open spans of a day by the clocks of the place.
pub(crate) fn spans_on(of: &Bookable, day: Date) -> Vec<Span> {
    let today = of.platform.open_hours.iter().filter(|row| row.weekday.map(weekday) == Some(day.weekday()));
    let span = today.filter_map(|row| {
        let begins = Hour::read(&row.from.as_ref()?.0)?.on(of, day)?;
        let ends = Hour::read(&row.to.as_ref()?.0)?.on(of, day)?;
        (begins < ends).then_some((begins, ends))
    });
    span.collect()
}

/// Whether it is open on a day at all; on any where it says nothing.
pub(crate) fn opens_on(of: &Bookable, day: Date) -> bool {
    of.platform.open_hours.is_empty() || !spans_on(of, day).is_empty()
}

/// Whether it is open for a booking: from its first to its last moment where it is booked by hours or half days. What is
/// booked by days, batches or samples begins and ends while it is open, and runs on in between.
pub(crate) fn is_open(of: &Bookable, from: Timestamp, until: Timestamp) -> bool {
    let spans = open_spans(of, from, until);
    let within = |at: Timestamp, ends: bool| {
        spans.iter().any(|(begin, end)| if ends { *begin < at && at <= *end } else { *begin <= at && at < *end })
    };
    match of.platform.booking_unit {
        None | Some(BookingUnit::Hour | BookingUnit::HalfDay) => {
            spans.iter().any(|(begin, end)| *begin <= from && until <= *end)
        }
        Some(BookingUnit::Day | BookingUnit::Batch | BookingUnit::Sample) => within(from, false) && within(until, true),
    }
}

/// The hours of the notice in words, English and Chinese.
pub(crate) fn said(of: &Bookable) -> (String, String) {
    let row = |chinese: bool| {
        let rows = of.platform.open_hours.iter().filter_map(|row| {
            let label = Weekday::CHOICES[row.weekday? as usize].label;
            let day = if chinese { label.zh } else { label.en };
            Some(format!("{day} {}–{}", row.from.as_ref()?.0, row.to.as_ref()?.0))
        });
        rows.collect::<Vec<_>>().join(if chinese { "，" } else { ", " })
    };
    (row(false), row(true))
}
