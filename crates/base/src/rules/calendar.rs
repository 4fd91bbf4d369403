//! Working days of mainland China: weekends, public holidays and make-up workdays, year by year.
//!
//! The State Council announces each year's days, usually in November of the year before; a year that is not announced is
//! not known here, and a clock that would run into it says so. The last days of a known December may still change with
//! the next announcement.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeMap;

use crate::record::choice::choices;
use crate::record::{SlipReason, choice};

/// The head of the table of days.
const HEAD: &str = "year,first,last,day,name,source";

choices! {
    /// What an announced day is; people work on a make-up workday, a Saturday or a Sunday.
    DayKind {
        Off = "holiday", "放假", "Day off", ["休", "休息", "假", "假日", "节假日", "off", "holidays"];
        Work = "workday", "调休上班", "Make-up workday", ["班", "上班", "调休", "补班", "工作日", "work", "working day"];
    }
}

impl DayKind {
    /// Reads the code or one of the words.
    ///
    /// # Errors
    /// [`SlipReason::NotAChoice`].
    pub fn read(given: &str) -> Result<Self, SlipReason> {
        let code = choice(Self::CHOICES, given)?;
        Ok(if code == Self::CHOICES[0].code { Self::Off } else { Self::Work })
    }

    /// Its code in tables and in the API.
    pub fn code(self) -> &'static str {
        Self::CHOICES[self as usize].code
    }
}

/// A day that an announcement names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDay {
    /// The day.
    pub date: Date,
    /// Whether people work on it.
    pub kind: DayKind,
    /// The holiday it belongs to, as the announcement calls it.
    pub name: String,
    /// The number of the announcement.
    pub source: String,
}

/// The days that the announcements of some years name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkCalendar {
    /// The days of each year's announcement; the first of them may lie in the December before.
    years: BTreeMap<i16, Vec<NamedDay>>,
}

/// Why a day could not be judged or reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayRefusal {
    /// The day lies before the first year that is known.
    #[error("the working days of {year} are not known; the first year known is {first}")]
    BeforeKnownYears {
        /// The year asked for.
        year: i16,
        /// The first year known.
        first: i16,
    },
    /// The day, or the clock, lies past the last year that is known.
    #[error("the working days after {last} are not known yet")]
    PastKnownYears {
        /// The last year known.
        last: i16,
    },
    /// The day lies beyond the calendar itself.
    #[error("the day lies beyond the year 9999")]
    BeyondTheCalendar,
}

impl DayRefusal {
    /// The same in Chinese.
    pub fn zh(self) -> String {
        match self {
            Self::BeforeKnownYears { year, first } => format!("没有 {year} 年的工作日安排，最早一年是 {first} 年"),
            Self::PastKnownYears { last } => format!("{last} 年以后的工作日安排还没有录入"),
            Self::BeyondTheCalendar => "日期超出 9999 年".to_owned(),
        }
    }
}

/// Why a table of days was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarRefusal {
    /// The first line is not the head.
    #[error("the first line is not “{HEAD}”")]
    Head,
    /// A row does not have the six cells of the form.
    #[error("line {line}: not a row of year, first, last, off or work, name, source")]
    Row {
        /// The line, from 1.
        line: usize,
    },
    /// A row runs backwards, or over more days than a holiday has.
    #[error("line {line}: the days do not run forward within a month")]
    Order {
        /// The line, from 1.
        line: usize,
    },
    /// A make-up workday is no Saturday or Sunday.
    #[error("line {line}: {date} is not a weekend day, so it needs no row to be a workday")]
    NotAWeekend {
        /// The line, from 1.
        line: usize,
        /// The day.
        date: Date,
    },
    /// A day is named twice.
    #[error("line {line}: {date} is named twice")]
    Twice {
        /// The line, from 1.
        line: usize,
        /// The day.
        date: Date,
    },
    /// A year between the first and the last has no rows, or no year has any.
    #[error("the years are not consecutive")]
    Gap,
}

impl WorkCalendar {
    /// The days that ship with the base.
    ///
    /// # Errors
    /// [`CalendarRefusal`] if the shipped table does not read, which a test excludes.
    pub fn shipped() -> Result<Self, CalendarRefusal> {
        Self::read(include_str!("../../data/workdays.csv"))
    }

    /// Reads a table of days: a row for each run of days that an announcement names.
    ///
    /// # Errors
    /// [`CalendarRefusal`] names the line.
    pub fn read(text: &str) -> Result<Self, CalendarRefusal> {
        let mut lines = text.lines().enumerate();
        if lines.next().is_none_or(|(_, head)| head.trim() != HEAD) {
            return Err(CalendarRefusal::Head);
        }
        let mut years: BTreeMap<i16, Vec<NamedDay>> = BTreeMap::new();
        for (index, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
            let line = index + 1;
            let (year, first, last, day) = row(text).ok_or(CalendarRefusal::Row { line })?;
            if last < first || first.duration_until(last).as_hours() > 31 * 24 {
                return Err(CalendarRefusal::Order { line });
            }
            for date in first.series(1.day()).take_while(|date| *date <= last) {
                if day.kind == DayKind::Work && !is_weekend(date) {
                    return Err(CalendarRefusal::NotAWeekend { line, date });
                }
                if years.values().flatten().any(|named| named.date == date) {
                    return Err(CalendarRefusal::Twice { line, date });
                }
                years.entry(year).or_default().push(NamedDay { date, ..day.clone() });
            }
        }
        let (Some((&first_year, _)), Some((&last_year, _))) = (years.first_key_value(), years.last_key_value()) else {
            return Err(CalendarRefusal::Gap);
        };
        if !(first_year..=last_year).all(|year| years.contains_key(&year)) {
            return Err(CalendarRefusal::Gap);
        }
        Ok(Self { years })
    }

    /// The same with the days of one year's announcement in place of those that were known; the year is known
    /// already, or the one before or after those that are.
    #[must_use]
    pub(super) fn with(mut self, year: i16, mut days: Vec<NamedDay>) -> Self {
        days.sort_by_key(|day| day.date);
        self.years.insert(year, days);
        self
    }

    /// The first year known.
    pub fn first_year(&self) -> i16 {
        self.years.first_key_value().map_or(0, |(year, _)| *year)
    }

    /// The last year known.
    pub fn last_year(&self) -> i16 {
        self.years.last_key_value().map_or(0, |(year, _)| *year)
    }

    /// The days that the announcement of a year names, in order; none where the year is not known.
    pub fn days_of(&self, year: i16) -> &[NamedDay] {
        self.years.get(&year).map_or(&[], Vec::as_slice)
    }

    /// What a day was announced to be; of two announcements the later one counts.
    pub fn named(&self, date: Date) -> Option<&NamedDay> {
        // The announcement of the next year may speak of the last days of December.
        let told = [date.year().saturating_add(1), date.year()];
        told.iter().find_map(|year| self.days_of(*year).iter().find(|day| day.date == date))
    }

    /// Whether people work on a day.
    ///
    /// # Errors
    /// [`DayRefusal`] outside the known years.
    pub fn is_workday(&self, date: Date) -> Result<bool, DayRefusal> {
        if date.year() < self.first_year() {
            return Err(DayRefusal::BeforeKnownYears { year: date.year(), first: self.first_year() });
        }
        if date.year() > self.last_year() {
            return Err(DayRefusal::PastKnownYears { last: self.last_year() });
        }
        Ok(self.named(date).map_or_else(|| !is_weekend(date), |day| day.kind == DayKind::Work))
    }

    /// The day on which the n-th workday after `start` falls; `start` itself is not counted.
    ///
    /// # Errors
    /// [`DayRefusal::PastKnownYears`] when the clock runs past the last known year.
    pub fn add_workdays(&self, start: Date, workdays: u32) -> Result<Date, DayRefusal> {
        if start.year() < self.first_year() {
            return Err(DayRefusal::BeforeKnownYears { year: start.year(), first: self.first_year() });
        }
        let mut date = start;
        let mut left = workdays;
        while left > 0 {
            date = add_days(date, 1)?;
            if self.is_workday(date)? {
                left -= 1;
            }
        }
        Ok(date)
    }

    /// The day so many calendar days after `start`; `start` itself is not counted.
    ///
    /// # Errors
    /// [`DayRefusal::BeyondTheCalendar`].
    pub fn add_days(&self, start: Date, days: u32) -> Result<Date, DayRefusal> {
        add_days(start, days)
    }
}

fn add_days(start: Date, days: u32) -> Result<Date, DayRefusal> {
    let span = jiff::Span::new().try_days(i64::from(days)).map_err(|_| DayRefusal::BeyondTheCalendar)?;
    start.checked_add(span).map_err(|_| DayRefusal::BeyondTheCalendar)
}

pub(super) fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Year, first and last day of a row whose name and source are not empty, and what its days are.
fn row(text: &str) -> Option<(i16, Date, Date, NamedDay)> {
    let cells: Vec<&str> = text.trim().split(',').map(str::trim).collect();
    let [year, first, last, kind, name, source] = cells.as_slice() else { return None };
    let kind = match *kind {
        "off" => DayKind::Off,
        "work" => DayKind::Work,
        _ => return None,
    };
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    let day = NamedDay { date: first, kind, name: (*name).to_owned(), source: (*source).to_owned() };
    let told = !name.is_empty() && !source.is_empty();
    told.then_some((year.parse().ok()?, first, last, day))
}

#[cfg(test)]
mod tests;
