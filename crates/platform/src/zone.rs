//! Local times at a platform's place, and the instants that they are.

use base::Refusal;
use base::record::kinds::Platform;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use measure::Timestamp;

/// The zone of platforms that name none.
pub(crate) const HOME: &str = "Asia/Shanghai";

/// An instant that a local time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Local {
    /// The instant.
    pub at: Timestamp,
    /// Whether the clocks show that time twice that day, and the first of them is meant.
    pub twice: bool,
}

/// The zone of the base, by which sets of platforms are booked.
///
/// # Errors
/// [`Refusal::NoSuchZone`], which the data that come along exclude.
pub fn home() -> Result<TimeZone, Refusal> {
    TimeZone::get(HOME).map_err(|_| Refusal::NoSuchZone { given: HOME.to_owned() })
}

/// The zone of a platform.
///
/// # Errors
/// [`Refusal::NoSuchZone`].
pub(crate) fn zone_of(platform: &Platform) -> Result<TimeZone, Refusal> {
    let name = platform.time_zone.as_ref().map_or(HOME, |name| name.0.trim());
    TimeZone::get(name).map_err(|_| Refusal::NoSuchZone { given: name.to_owned() })
}

/// The instant of a local time. An hour that the clocks leave out is refused; of one that they show twice the first is
/// meant.
///
/// # Errors
/// [`Refusal::HourLeftOut`]; a time beyond the calendar.
pub fn local(zone: &TimeZone, time: DateTime) -> Result<Local, Refusal> {
    let name = zone.iana_name().unwrap_or(HOME).to_owned();
    let left_out = || Refusal::HourLeftOut { given: time.strftime("%Y-%m-%d %H:%M").to_string(), zone: name };
    let ambiguous = zone.to_ambiguous_timestamp(time);
    let twice = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => false,
        AmbiguousOffset::Fold { .. } => true,
        AmbiguousOffset::Gap { .. } => return Err(left_out()),
    };
    let at = ambiguous.earlier().map_err(|_| left_out())?;
    Ok(Local { at: at.into(), twice })
}

/// The instant of a time on a notice: where the clocks leave it out, the moment they are put forward to.
pub(crate) fn on_notice(zone: &TimeZone, time: DateTime) -> Option<Timestamp> {
    zone.to_ambiguous_timestamp(time).compatible().ok().map(Timestamp::from)
}

/// What the clocks of a zone show.
pub(crate) fn shown(zone: &TimeZone, at: Timestamp) -> DateTime {
    zone.to_datetime(at.instant())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_are_put_forward_and_back() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let read = |text: &str| local(&berlin, text.parse().unwrap());
        let table = [
            ("2026-03-29T01:30", Some(("2026-03-29T01:30:00+01:00", false))),
            ("2026-03-29T02:30", None),
            ("2026-03-29T03:30", Some(("2026-03-29T03:30:00+02:00", false))),
            ("2026-10-25T02:30", Some(("2026-10-25T02:30:00+02:00", true))),
            ("2026-10-25T03:30", Some(("2026-10-25T03:30:00+01:00", false))),
        ];
        for (given, wanted) in table {
            let wanted = wanted.map(|(at, twice)| Local { at: Timestamp::parse(at).unwrap(), twice });
            assert_eq!(read(given).ok(), wanted, "{given}");
        }
        let refused = read("2026-03-29T02:30").unwrap_err();
        assert_eq!(
            refused,
            Refusal::HourLeftOut { given: "2026-03-29 02:30".to_owned(), zone: "Europe/Berlin".to_owned() }
        );
    }
}
