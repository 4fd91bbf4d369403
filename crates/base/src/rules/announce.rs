//! The days of a further year, or of a known year anew, brought by an administrator as the State Council announced them.

use jiff::ToSpan;
use jiff::civil::Date;
use measure::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::calendar::{DayKind, NamedDay, WorkCalendar, is_weekend};
use crate::journal::Entry;
use crate::record::verb::Occasion;
use crate::record::{Slip, SlipReason};
use crate::refusal::{Refusal, Trouble};
use crate::store::{Fault, Shelf};

/// The name of the setting that holds them.
const SETTING: &str = "workdays";
/// The longest source and the longest name of a holiday, in characters.
const MOST: usize = 200;
/// The first day of the December before that the announcement of a year may name: the New Year's holiday and what is
/// worked for it may begin there, as in 2012 and in 2023.
const DECEMBER: i8 = 25;
/// The days that have been off in every year since 2008 (全国年节及纪念日放假办法, articles 2 and 3): month and day. A
/// table without them is not the whole announcement.
const ALWAYS_OFF: [(i8, i8); 5] = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3)];

/// A row of a table of days, as it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenDay {
    /// The row, as the table numbers it; what is wrong is said of it.
    pub row: usize,
    /// The day, or its first and its last one with 至 or ~ between them.
    pub date: String,
    /// A day off or a workday: one of [`DayKind::CHOICES`].
    pub kind: String,
    /// The holiday it belongs to.
    pub name: String,
}

/// An announcement as it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenYear {
    /// The year.
    pub year: i16,
    /// The number of the announcement.
    pub source: String,
    /// Its days.
    pub days: Vec<GivenDay>,
}

/// The days of a year as they were brought; later entries come after earlier ones, and none is ever removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtYear {
    /// The year.
    pub year: i16,
    /// The number of the announcement.
    pub source: String,
    /// Its days.
    pub days: Vec<BroughtDay>,
    /// Who brought them.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A day as it was brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BroughtDay {
    /// The day.
    pub date: Date,
    /// Whether people work on it.
    pub kind: DayKind,
    /// The holiday it belongs to.
    pub name: String,
}

/// Every year that was brought, oldest first.
///
/// # Errors
/// The store's; what is kept cannot be read.
pub fn brought_years(shelf: &mut dyn Shelf) -> Result<Vec<BroughtYear>, Fault> {
    let kept = shelf.setting(SETTING)?;
    let read = |text: String| {
        serde_json::from_str(&text).map_err(|error| Fault::Damaged(format!("the working days: {error}")))
    };
    kept.map_or_else(|| Ok(Vec::new()), read)
}

/// The calendar that counts: the days that ship, and over them those that were brought.
///
/// # Errors
/// The store's; what is kept cannot be read.
pub fn calendar(shelf: &mut dyn Shelf, shipped: &WorkCalendar) -> Result<WorkCalendar, Fault> {
    Ok(brought_years(shelf)?.into_iter().fold(shipped.clone(), WorkCalendar::with_brought))
}

/// Brings the days of a year; the calendar counts by them from now on. What was known of the year before stays in the
/// journal and among the years that were brought.
///
/// # Errors
/// For administrators; every slip of the table with its row; a year that is neither known nor next to those that are.
pub fn announce(
    shelf: &mut dyn Shelf,
    occasion: &Occasion,
    shipped: &WorkCalendar,
    given: &GivenYear,
) -> Result<WorkCalendar, Trouble> {
    occasion.viewer.administers()?;
    let mut years = brought_years(shelf)?;
    let known = years.iter().cloned().fold(shipped.clone(), WorkCalendar::with_brought);
    let (source, days) = checked(&known, given).map_err(Refusal::Slips)?;
    let by = occasion.viewer.account().map_or_else(|| "operator".to_owned(), |account| account.to_string());
    let brought = BroughtYear { year: given.year, source, days, by, at: occasion.now };
    years.push(brought.clone());
    let text = serde_json::to_string(&years).map_err(|error| Fault::Refused(error.to_string()))?;
    shelf.put_setting(SETTING, &text)?;
    let version = years.iter().filter(|one| one.year == given.year).count();
    shelf.append(Entry {
        at: occasion.now,
        by: occasion.viewer.account(),
        verb: "calendar.announce".to_owned(),
        object: format!("calendar:{}", given.year),
        version: u32::try_from(version).unwrap_or(u32::MAX),
        payload: json!({ "source": brought.source, "days": brought.days }),
    })?;
    Ok(known.with_brought(brought))
}

impl WorkCalendar {
    fn with_brought(self, brought: BroughtYear) -> Self {
        let source = brought.source;
        let named =
            |day: BroughtDay| NamedDay { date: day.date, kind: day.kind, name: day.name, source: source.clone() };
        let days = brought.days.into_iter().map(named).collect();
        self.with(brought.year, days)
    }

    /// What is wrong with an announcement, without bringing it; none for one that can be brought.
    pub fn slips_of(&self, given: &GivenYear) -> Vec<Slip> {
        checked(self, given).err().unwrap_or_default()
    }
}

/// The source and the days of an announcement, or everything that is wrong with it.
fn checked(known: &WorkCalendar, given: &GivenYear) -> Result<(String, Vec<BroughtDay>), Vec<Slip>> {
    let mut slips = Vec::new();
    let (first, last) = (known.first_year().saturating_sub(1), known.last_year().saturating_add(1));
    if !(first..=last).contains(&given.year) {
        let reason =
            SlipReason::OutOfBounds { given: given.year.to_string(), least: first.to_string(), most: last.to_string() };
        return Err(vec![reason.at("year")]);
    }
    let source = text(&given.source).map_err(|reason| slips.push(reason.at("source"))).unwrap_or_default();
    let mut days: Vec<BroughtDay> = Vec::new();
    for row in &given.days {
        match row_of(given.year, row) {
            Ok(run) => {
                for day in run {
                    if days.iter().any(|earlier| earlier.date == day.date) {
                        slips.push(at(row, "date", SlipReason::NamedTwice { given: day.date.to_string() }));
                    } else {
                        days.push(day);
                    }
                }
            }
            Err(found) => slips.extend(found),
        }
    }
    if slips.is_empty() {
        let missing = ALWAYS_OFF.iter().filter_map(|(month, day)| Date::new(given.year, *month, *day).ok());
        let off = |date: &Date| days.iter().any(|day| day.date == *date && day.kind == DayKind::Off);
        let missing = missing.filter(|date| !off(date));
        slips.extend(missing.map(|date| SlipReason::NotOff { given: date.to_string() }.at("days")));
    }
    days.sort_by_key(|day| day.date);
    if slips.is_empty() { Ok((source, days)) } else { Err(slips) }
}

fn at(row: &GivenDay, column: &str, reason: SlipReason) -> Slip {
    reason.at(format!("days.{}.{column}", row.row))
}

/// The days of a row.
fn row_of(year: i16, row: &GivenDay) -> Result<Vec<BroughtDay>, Vec<Slip>> {
    let mut slips = Vec::new();
    let run = run_of(year, row.date.trim()).map_err(|reason| slips.push(at(row, "date", reason)));
    let kind = DayKind::read(row.kind.trim());
    let kind = kind.map_err(|reason| slips.push(at(row, "kind", reason)));
    let name = text(&row.name).map_err(|reason| slips.push(at(row, "name", reason)));
    let (Ok((first, last)), Ok(kind), Ok(name)) = (run, kind, name) else { return Err(slips) };
    let dates: Vec<Date> = first.series(1.day()).take_while(|date| *date <= last).collect();
    if kind == DayKind::Work
        && let Some(date) = dates.iter().find(|date| !is_weekend(**date))
    {
        return Err(vec![at(row, "kind", SlipReason::NotWeekend { given: date.to_string() })]);
    }
    Ok(dates.into_iter().map(|date| BroughtDay { date, kind, name: name.clone() }).collect())
}

/// The first and the last day of a cell.
fn run_of(year: i16, cell: &str) -> Result<(Date, Date), SlipReason> {
    let parted = ["至", "～", "~", ".."].iter().find_map(|between| cell.split_once(between));
    let (first, last) = parted.unwrap_or((cell, cell));
    let day = |text: &str| {
        let date =
            measure::parse_date(text.trim()).map_err(|_| SlipReason::NotDate { given: text.trim().to_owned() })?;
        let before = date.year() == year - 1 && date.month() == 12 && date.day() >= DECEMBER;
        if date.year() == year || before {
            Ok(date)
        } else {
            Err(SlipReason::OutsideYear { given: date.to_string(), year: year.to_string() })
        }
    };
    let (first, last) = (day(first)?, day(last)?);
    if last < first { Err(SlipReason::EndsBeforeItBegins {}) } else { Ok((first, last)) }
}

/// A line that is not empty.
fn text(given: &str) -> Result<String, SlipReason> {
    let text = given.trim();
    if text.is_empty() {
        return Err(SlipReason::Empty {});
    }
    if text.chars().count() > MOST {
        return Err(SlipReason::TooLong { most: MOST.to_string() });
    }
    if text.chars().any(char::is_control) {
        return Err(SlipReason::ControlCharacter {});
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests;
