//! Dates as offices write them, whole or in part, and days of Excel's count.

use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt;

/// Last day of Excel's count, 9999-12-31.
const EXCEL_LAST: i32 = 2_958_465;
/// The day that Excel counts and the calendar does not have, 1900-02-29.
const EXCEL_PHANTOM: i32 = 60;

/// A date of which only the year or the month may be known. Its text is `2023-01-15`, `2023-01` or `2023`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PartialDate {
    /// A whole date.
    Day(Date),
    /// A month of a year.
    Month {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
    },
    /// A year.
    Year(i16),
}

/// Why a text was refused as a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateRefusal {
    /// Nothing is written.
    #[error("the date is empty")]
    Empty,
    /// The text has none of the forms that dates have.
    #[error("“{0}” is not a date such as 2023-01-15, 20230115 or 2023年1月15日")]
    Unreadable(String),
    /// The year has no such month.
    #[error("the year {year} has no month {month}")]
    NoSuchMonth {
        /// The year.
        year: i16,
        /// The month as written.
        month: i8,
    },
    /// The month has no such day.
    #[error("{year}-{month:02} has no day {day}")]
    NoSuchDay {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
        /// The day as written.
        day: i8,
    },
    /// A whole date is needed, and only a month or a year is given.
    #[error("{0} is not a whole date: the day is missing")]
    NotADay(PartialDate),
    /// A time of day is given where a date is needed.
    #[error("“{0}” has a time of day, where a date is needed")]
    HasTimeOfDay(String),
    /// The number is none of the days that Excel counts.
    #[error("“{0}” is not a day of Excel's count from 1900-01-01 (1) to 9999-12-31 (2958465)")]
    NotAnExcelDay(String),
}

/// Reads a whole date: `20230115`, `2023-01-15`, `2023/1/15`, `2023.1.15`, `2023年1月15日`, full-width or not.
///
/// # Errors
/// [`DateRefusal`] names what is wrong; a month or year alone is [`DateRefusal::NotADay`].
pub fn parse_date(text: &str) -> Result<Date, DateRefusal> {
    match PartialDate::parse(text)? {
        PartialDate::Day(date) => Ok(date),
        partial @ (PartialDate::Month { .. } | PartialDate::Year(_)) => Err(DateRefusal::NotADay(partial)),
    }
}

/// Reads a day of Excel's count (the 1900 system), such as `44941` for 2023-01-15. Ask for it only where a column holds such.
///
/// # Errors
/// [`DateRefusal::NotAnExcelDay`], also for day 60, which Excel counts and no calendar has.
pub fn parse_excel_date(text: &str) -> Result<Date, DateRefusal> {
    let refusal = || DateRefusal::NotAnExcelDay(text.trim().to_owned());
    let half = crate::full_width_to_half(text);
    let whole = half.trim().strip_suffix(".0").unwrap_or(half.trim());
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refusal());
    }
    let count: i32 = whole.parse().map_err(|_| refusal())?;
    if !(1..=EXCEL_LAST).contains(&count) || count == EXCEL_PHANTOM {
        return Err(refusal());
    }
    let origin = if count < EXCEL_PHANTOM { Date::constant(1899, 12, 31) } else { Date::constant(1899, 12, 30) };
    origin.checked_add(count.days()).map_err(|_| refusal())
}

impl PartialDate {
    /// Reads a date, a month (`2023年1月`, `2023-01`, `202301`) or a year (`2023年`, `2023`).
    ///
    /// # Errors
    /// [`DateRefusal`] names what is wrong.
    pub fn parse(text: &str) -> Result<Self, DateRefusal> {
        let half = crate::full_width_to_half(text);
        let written = without_midnight(half.trim())?;
        if written.is_empty() {
            return Err(DateRefusal::Empty);
        }
        let parts = parts(written).ok_or_else(|| DateRefusal::Unreadable(text.trim().to_owned()))?;
        let (year, month, day) = match parts {
            (year, None, _) => return Ok(Self::Year(year)),
            (year, Some(month), day) => (year, month, day),
        };
        if !(1..=12).contains(&month) {
            return Err(DateRefusal::NoSuchMonth { year, month });
        }
        let Some(day) = day else { return Ok(Self::Month { year, month }) };
        Date::new(year, month, day).map(Self::Day).map_err(|_| DateRefusal::NoSuchDay { year, month, day })
    }

    /// The year.
    pub fn year(&self) -> i16 {
        match self {
            Self::Day(date) => date.year(),
            Self::Month { year, .. } | Self::Year(year) => *year,
        }
    }

    /// The first day that it can mean.
    pub fn first_day(&self) -> Date {
        match self {
            Self::Day(date) => *date,
            Self::Month { year, month } => first_of(*year, *month),
            Self::Year(year) => first_of(*year, 1),
        }
    }

    /// The last day that it can mean.
    pub fn last_day(&self) -> Date {
        match self {
            Self::Day(date) => *date,
            Self::Month { year, month } => first_of(*year, *month).last_of_month(),
            Self::Year(year) => first_of(*year, 12).last_of_month(),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

crate::text_form!(PartialDate, DateRefusal, PartialDate::parse);

/// The first day of a month already found to exist.
fn first_of(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).unwrap_or(Date::MIN)
}

/// Spreadsheets print a date with the time 00:00:00; any other time says more than a date.
fn without_midnight(text: &str) -> Result<&str, DateRefusal> {
    let Some((date, time)) = text.split_once([' ', 'T']).filter(|(_, time)| time.contains(':')) else {
        return Ok(text);
    };
    let midnight = time.trim().chars().all(|c| matches!(c, '0' | ':' | '.'));
    if midnight { Ok(date) } else { Err(DateRefusal::HasTimeOfDay(text.to_owned())) }
}

/// Year, month and day as written; `None` where the text has none of the known forms.
fn parts(text: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = |from: usize, to: usize| text.get(from..to)?.parse().ok();
        return match text.len() {
            4 => Some((text.parse().ok()?, None, None)),
            6 => Some((text[..4].parse().ok()?, Some(number(4, 6)?), None)),
            8 => Some((text[..4].parse().ok()?, Some(number(4, 6)?), Some(number(6, 8)?))),
            _ => None,
        };
    }
    if let Some((year, rest)) = text.split_once('年') {
        let year = year_of(year)?;
        if rest.trim().is_empty() {
            return Some((year, None, None));
        }
        let (month, rest) = rest.split_once('月')?;
        let month = Some(short(month)?);
        let day = rest.trim().trim_end_matches(['日', '号']);
        return Some((year, month, if day.is_empty() && rest.trim().is_empty() { None } else { Some(short(day)?) }));
    }
    let separator = ['-', '/', '.'].into_iter().find(|separator| text.contains(*separator))?;
    let mut pieces = text.split(separator);
    let (year, month, day) = (year_of(pieces.next()?)?, short(pieces.next()?)?, pieces.next());
    let day = day.map(short).map_or(Some(None), |day| day.map(Some))?;
    pieces.next().is_none().then_some((year, Some(month), day))
}

/// A year of four digits.
fn year_of(text: &str) -> Option<i16> {
    let text = text.trim();
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// A month or a day: one or two digits.
fn short(text: &str) -> Option<i8> {
    let text = text.trim();
    ((1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_understood() {
        let table = [
            ("20230115", "2023-01-15"),
            ("2023-01-15", "2023-01-15"),
            ("2023/1/15", "2023-01-15"),
            ("2023.1.15", "2023-01-15"),
            ("2023年1月15日", "2023-01-15"),
            ("2023年01月15号", "2023-01-15"),
            (" ２０２３年１月１５日 ", "2023-01-15"),
            ("２０２３．１．１５", "2023-01-15"),
            ("2023-01-15 00:00:00", "2023-01-15"),
            ("2023-01-15T00:00:00.000", "2023-01-15"),
            ("2024-02-29", "2024-02-29"),
            ("2023年1月", "2023-01"),
            ("2023-1", "2023-01"),
            ("2023.12", "2023-12"),
            ("202301", "2023-01"),
            ("2023年", "2023"),
            ("2023", "2023"),
        ];
        for (given, expected) in table {
            let date = PartialDate::parse(given).unwrap();
            assert_eq!(date.to_string(), expected, "{given}");
            assert_eq!(PartialDate::parse(expected), Ok(date), "{given}");
        }
    }

    #[test]
    fn impossible_dates_are_refused_by_name() {
        let no_day = |year, month, day| DateRefusal::NoSuchDay { year, month, day };
        let unreadable = |text: &str| DateRefusal::Unreadable(text.to_owned());
        let table = [
            ("", DateRefusal::Empty),
            ("20230229", no_day(2023, 2, 29)),
            ("2023-04-31", no_day(2023, 4, 31)),
            ("2023年1月0日", no_day(2023, 1, 0)),
            ("2100.2.29", no_day(2100, 2, 29)),
            ("2023/13/1", DateRefusal::NoSuchMonth { year: 2023, month: 13 }),
            ("20230015", DateRefusal::NoSuchMonth { year: 2023, month: 0 }),
            ("2023年1月", DateRefusal::NotADay(PartialDate::Month { year: 2023, month: 1 })),
            ("2023", DateRefusal::NotADay(PartialDate::Year(2023))),
            ("2023-01-15 08:30", DateRefusal::HasTimeOfDay("2023-01-15 08:30".to_owned())),
            ("15/1/2023", unreadable("15/1/2023")),
            ("23-1-15", unreadable("23-1-15")),
            ("2023-1-15-2", unreadable("2023-1-15-2")),
            ("44941", unreadable("44941")),
            ("长期", unreadable("长期")),
            ("2023年1月日", unreadable("2023年1月日")),
        ];
        for (given, expected) in table {
            assert_eq!(parse_date(given), Err(expected), "{given}");
        }
    }

    #[test]
    fn excel_counts_days_as_it_does() {
        let table = [
            ("1", Some("1900-01-01")),
            ("59", Some("1900-02-28")),
            ("60", None),
            ("61", Some("1900-03-01")),
            ("44941", Some("2023-01-15")),
            ("44941.0", Some("2023-01-15")),
            ("2958465", Some("9999-12-31")),
            ("2958466", None),
            ("0", None),
            ("-1", None),
            ("44941.5", None),
        ];
        for (given, expected) in table {
            let found = parse_excel_date(given).ok().map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{given}");
        }
    }

    #[test]
    fn a_part_knows_its_first_and_last_day() {
        let table = [("2024-02", "2024-02-01", "2024-02-29"), ("2023", "2023-01-01", "2023-12-31")];
        for (given, first, last) in table {
            let part = PartialDate::parse(given).unwrap();
            assert_eq!((part.first_day().to_string(), part.last_day().to_string()), (first.into(), last.into()));
        }
    }

    #[test]
    fn every_form_of_a_day_reads_the_same() {
        let mut draw = crate::draw::Draw::seeded(7);
        for _ in 0..5_000 {
            let day = i32::try_from(draw.below(200_000)).unwrap();
            let date = Date::constant(1800, 1, 1).checked_add(day.days()).unwrap();
            let (year, month, day) = (date.year(), date.month(), date.day());
            for form in [
                PartialDate::Day(date).to_string(),
                format!("{year}{month:02}{day:02}"),
                format!("{year}/{month}/{day}"),
                format!("{year}年{month}月{day}日"),
            ] {
                assert_eq!(parse_date(&form), Ok(date), "{form}");
            }
        }
    }
}
