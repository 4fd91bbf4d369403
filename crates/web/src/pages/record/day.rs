//! Days and times as people read them.

use measure::Timestamp;

use crate::language::Messages;

/// A day, `2026-01-15`, in the reader's language; what is no day stays as it stands.
pub(super) fn day(text: &str, t: Messages) -> String {
    let Ok(date) = measure::parse_date(text) else { return text.to_owned() };
    let (year, month, day) = (date.year().to_string(), i64::from(date.month()), date.day().to_string());
    t.say("record-day").with("year", year).with("month", month).with("day", day).to_string()
}

/// A day with a time, `2026-01-15 09:30`.
pub(super) fn moment(text: &str, t: Messages) -> String {
    match text.split_once([' ', 'T']) {
        Some((date, time)) => format!("{} {time}", day(date, t)),
        None => day(text, t),
    }
}

/// An instant, to the minute, at the hour of the base.
pub(in crate::pages) fn instant(at: Timestamp, t: Messages) -> String {
    let text = at.to_string();
    moment(text.get(..16).unwrap_or(&text), t)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn days_are_said_in_both_languages() {
        let table = [
            ("2026-01-15", "2026年1月15日", "15 January 2026"),
            ("2026-12-03", "2026年12月3日", "3 December 2026"),
            ("someday", "someday", "someday"),
        ];
        for (text, chinese, english) in table {
            assert_eq!(day(text, Messages::new(Language::Chinese)), chinese);
            assert_eq!(day(text, Messages::new(Language::English)), english);
        }
        let at = Timestamp::parse("2026-11-23T01:05:59Z").unwrap();
        assert_eq!(instant(at, Messages::new(Language::Chinese)), "2026年11月23日 09:05");
        assert_eq!(moment("2026-11-23 09:05", Messages::new(Language::English)), "23 November 2026 09:05");
    }
}
