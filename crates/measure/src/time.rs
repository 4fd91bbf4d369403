//! Instants in milliseconds, and the clock that is handed in wherever time is needed.

use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};

/// Asia/Shanghai since 1991-09-15, the last day of its summer time: UTC+8, all year.
const SHANGHAI: Offset = jiff::tz::offset(8);

/// An instant in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Its text is RFC 3339 at the hour of Asia/Shanghai: `2026-01-10T09:30:00.000+08:00`; text with any offset is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp(i64);

/// Why an instant was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimestampRefusal {
    /// The text is not RFC 3339 with an offset.
    #[error("“{0}” is not an instant such as 2026-01-10T09:30:00.000+08:00")]
    Unreadable(String),
    /// The count of milliseconds lies outside the years −9999 to 9999.
    #[error("{0} milliseconds lie outside the years that can be held")]
    OutOfRange(i64),
}

impl Timestamp {
    /// The instant so many milliseconds after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`TimestampRefusal::OutOfRange`] outside the years −9999 to 9999.
    pub fn from_milliseconds(milliseconds: i64) -> Result<Self, TimestampRefusal> {
        let instant = jiff::Timestamp::from_millisecond(milliseconds);
        instant.map(|_| Self(milliseconds)).map_err(|_| TimestampRefusal::OutOfRange(milliseconds))
    }

    /// Reads RFC 3339 with an offset; what is finer than a millisecond is cut off.
    ///
    /// # Errors
    /// [`TimestampRefusal::Unreadable`].
    pub fn parse(text: &str) -> Result<Self, TimestampRefusal> {
        let instant: Result<jiff::Timestamp, _> = text.trim().parse();
        instant.map(Self::from).map_err(|_| TimestampRefusal::Unreadable(text.to_owned()))
    }

    /// Midnight at the start of a day in Asia/Shanghai.
    pub fn start_of(date: Date) -> Self {
        let midnight = date.at(0, 0, 0, 0);
        SHANGHAI.to_timestamp(midnight).map_or(Self(jiff::Timestamp::MIN.as_millisecond()), Self::from)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub const fn as_milliseconds(self) -> i64 {
        self.0
    }

    /// The civil date in Asia/Shanghai.
    pub fn date(self) -> Date {
        SHANGHAI.to_datetime(self.instant()).date()
    }

    /// The instant, for formatting and arithmetic.
    pub fn instant(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// The instant with the calendar and the hours of a time zone.
    pub fn in_zone(self, zone: TimeZone) -> jiff::ZonedDateTime {
        self.instant().to_zoned_datetime(zone)
    }

    /// The instant so much later, or earlier by a negative duration; parts of a millisecond are cut off.
    ///
    /// # Errors
    /// [`TimestampRefusal::OutOfRange`].
    pub fn checked_add(self, duration: SignedDuration) -> Result<Self, TimestampRefusal> {
        let step = i64::try_from(duration.as_millis()).map_err(|_| TimestampRefusal::OutOfRange(i64::MAX))?;
        Self::from_milliseconds(self.0.checked_add(step).ok_or(TimestampRefusal::OutOfRange(i64::MAX))?)
    }

    /// How long after `earlier` this is; negative if it is before.
    pub fn since(self, earlier: Self) -> SignedDuration {
        SignedDuration::from_millis(self.0 - earlier.0)
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant.as_millisecond())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.instant().display_with_offset(SHANGHAI))
    }
}

crate::text_form!(Timestamp, TimestampRefusal, Timestamp::parse);

/// Where the present comes from; handed in, so that tests decide what time it is.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// Today in Asia/Shanghai.
    fn today(&self) -> Date {
        self.now().date()
    }
}

/// The machine's clock. The only thing in this crate that asks the machine anything.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        jiff::Timestamp::now().into()
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock that shows this instant.
    pub const fn at(instant: Timestamp) -> Self {
        Self(AtomicI64::new(instant.0))
    }

    /// Sets the clock to another instant.
    pub fn set(&self, instant: Timestamp) {
        self.0.store(instant.0, Ordering::SeqCst);
    }

    /// Moves the clock, back by a negative duration.
    ///
    /// # Errors
    /// [`TimestampRefusal::OutOfRange`]; the clock then stays.
    pub fn advance(&self, duration: SignedDuration) -> Result<Timestamp, TimestampRefusal> {
        let moved = self.now().checked_add(duration)?;
        self.set(moved);
        Ok(moved)
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_print_at_the_hour_of_shanghai() {
        let table = [
            ("1970-01-01T00:00:00Z", 0, "1970-01-01T08:00:00.000+08:00", "1970-01-01"),
            ("2026-01-09T20:00:00.1239Z", 1_767_988_800_123, "2026-01-10T04:00:00.123+08:00", "2026-01-10"),
            ("2026-01-10T04:00:00+08:00", 1_767_988_800_000, "2026-01-10T04:00:00.000+08:00", "2026-01-10"),
            ("2026-01-10T04:00:00-05:00", 1_768_035_600_000, "2026-01-10T17:00:00.000+08:00", "2026-01-10"),
        ];
        for (given, milliseconds, shown, date) in table {
            let instant = Timestamp::parse(given).unwrap();
            assert_eq!(instant.as_milliseconds(), milliseconds, "{given}");
            assert_eq!(instant.to_string(), shown, "{given}");
            assert_eq!(instant.date().to_string(), date, "{given}");
            assert_eq!(Timestamp::parse(shown), Ok(instant), "{given}");
        }
    }

    #[test]
    fn instants_without_offset_or_out_of_range_are_refused() {
        for text in ["", "2026-01-10", "2026-01-10T04:00:00", "2026-02-30T04:00:00Z", "now"] {
            assert_eq!(Timestamp::parse(text), Err(TimestampRefusal::Unreadable(text.to_owned())), "{text}");
        }
        for count in [i64::MAX, i64::MIN] {
            assert_eq!(Timestamp::from_milliseconds(count), Err(TimestampRefusal::OutOfRange(count)));
        }
    }

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let start = Timestamp::start_of(Date::constant(2026, 2, 16));
        assert_eq!(start.to_string(), "2026-02-16T00:00:00.000+08:00");
        let clock = FixedClock::at(start);
        assert_eq!(clock.now(), clock.now());
        let moved = clock.advance(SignedDuration::from_hours(24) - SignedDuration::from_millis(1)).unwrap();
        assert_eq!((moved, clock.today()), (clock.now(), Date::constant(2026, 2, 16)));
        clock.advance(SignedDuration::from_millis(1)).unwrap();
        assert_eq!(clock.today(), Date::constant(2026, 2, 17));
        assert_eq!(clock.now().since(start), SignedDuration::from_hours(24));
    }

    #[test]
    fn what_is_shown_parses_to_the_same() {
        let mut draw = crate::draw::Draw::seeded(11);
        for _ in 0..5_000 {
            let count = i64::try_from(draw.below(8_000_000_000_000)).unwrap() - 2_000_000_000_000;
            let instant = Timestamp::from_milliseconds(count).unwrap();
            assert_eq!(Timestamp::parse(&instant.to_string()), Ok(instant), "{instant}");
        }
    }
}
