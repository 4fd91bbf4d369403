//! Bookings and events as an iCalendar object (RFC 5545).

use measure::Timestamp;

/// A calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub events: Vec<Event>,
}

/// One thing in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What it is known by, the same each time it is read.
    pub uid: String,
    /// When it was read.
    pub stamp: Timestamp,
    /// Its first moment.
    pub from: Timestamp,
    /// The first moment after.
    pub until: Timestamp,
    /// What it is called.
    pub summary: String,
    /// More about it; empty where there is nothing.
    pub description: String,
    /// Where it is; empty where nobody says.
    pub place: String,
    /// Whether it is certain.
    pub certain: bool,
    /// Whether it was called off.
    pub is_off: bool,
    /// How often its time or place was changed since it was first told.
    pub sequence: usize,
}

/// Octets of a line, without its end (section 3.1).
const LINE: usize = 75;

/// Writes a calendar.
pub fn write(calendar: &Calendar) -> String {
    let mut out = String::new();
    let mut line = |text: &str| fold(&mut out, text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Didymium//Bookings//EN");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escaped(&calendar.name)));
    for event in &calendar.events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escaped(&event.uid)));
        line(&format!("DTSTAMP:{}", utc(event.stamp)));
        line(&format!("DTSTART:{}", utc(event.from)));
        line(&format!("DTEND:{}", utc(event.until)));
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        for (name, text) in [("DESCRIPTION", &event.description), ("LOCATION", &event.place)] {
            if !text.is_empty() {
                line(&format!("{name}:{}", escaped(text)));
            }
        }
        line(&format!("SEQUENCE:{}", event.sequence));
        line(match (event.is_off, event.certain) {
            (true, _) => "STATUS:CANCELLED",
            (false, true) => "STATUS:CONFIRMED",
            (false, false) => "STATUS:TENTATIVE",
        });
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

fn utc(at: Timestamp) -> String {
    at.instant().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text (section 3.3.11): backslashes, semicolons, commas and line breaks are escaped, other control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() && other != '\t' => {}
            other => out.push(other),
        }
    }
    out
}

/// A line, folded so that no part is longer than 75 octets, between letters and not within one.
fn fold(out: &mut String, text: &str) {
    let mut used = 0;
    for letter in text.chars() {
        if used + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(letter);
        used += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(summary: &str) -> Event {
        Event {
            uid: "0192@didymium".to_owned(),
            stamp: Timestamp::parse("2026-03-01T08:00:00+08:00").unwrap(),
            from: Timestamp::parse("2026-03-02T08:30:00+08:00").unwrap(),
            until: Timestamp::parse("2026-03-02T17:30:00+08:00").unwrap(),
            summary: summary.to_owned(),
            description: String::new(),
            place: "北京".to_owned(),
            certain: true,
            is_off: false,
            sequence: 0,
        }
    }

    #[test]
    fn lines_end_in_both_and_hold_at_most_75_octets() {
        let long = "真空晶界扩散炉；".repeat(30);
        let text = write(&Calendar { name: "预约".to_owned(), events: vec![event(&long)] });
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= LINE && !line.contains(['\n', '\r'])));
        assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{long}")), "unfolded it is whole");
        assert!(text.contains("DTSTART:20260302T003000Z\r\nDTEND:20260302T093000Z\r\n"));
    }

    #[test]
    fn what_was_moved_or_called_off_says_so() {
        let told = |certain, is_off, sequence| {
            write(&Calendar {
                name: String::new(), events: vec![Event { certain, is_off, sequence, ..event("论坛") }]
            })
        };
        assert!(told(true, false, 0).contains("SEQUENCE:0\r\nSTATUS:CONFIRMED\r\n"));
        assert!(told(false, false, 2).contains("SEQUENCE:2\r\nSTATUS:TENTATIVE\r\n"));
        assert!(told(true, true, 3).contains("SEQUENCE:3\r\nSTATUS:CANCELLED\r\n"));
    }

    #[test]
    fn what_means_something_is_escaped() {
        assert_eq!(escaped("a,b;c\\d\r\ne\u{7}"), "a\\,b\\;c\\\\d\\ne");
    }
}
