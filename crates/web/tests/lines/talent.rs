//! The lines of talent.

use super::super::{For, Line, line};

pub fn talent() -> Vec<Line> {
    vec![
        line("GET", "/persons/bring", For::Writes, "", 200),
        line("POST", "/persons/bring", For::Writes, "", 422),
        line("POST", "/persons/bring/take", For::Writes, "kept=", 404),
        line("GET", "/persons/due", For::Writes, "", 200),
        line("POST", "/persons/due", For::Writes, "", 303),
        line("GET", "/persons/{id}/desk", For::Conducts, "", 200),
        line("POST", "/persons/{id}/desk", For::Conducts, "act=allow&purpose=matching", 422),
        line("GET", "/experts", For::Signed, "q=磁体", 200),
        line("GET", "/events/calendar", For::Everybody, "", 200),
        line("GET", "/events/{id}/desk", For::Sees, "", 200),
        line("POST", "/events/{id}/desk", For::Turns, "post=x", 422),
        line("GET", "/events/{id}/event.ics", For::Sees, "", 200),
        line("GET", "/events/{id}/lead", For::Conducts, "", 200),
        line("POST", "/events/{id}/lead", For::Signed, "act=none", 404),
        line("GET", "/events/{id}/badges", For::Conducts, "", 200),
        line("GET", "/events/{id}/door", For::Conducts, "", 200),
        line("POST", "/events/{id}/door", For::Conducts, "", 422),
        line("GET", "/events/{id}/statistics", For::Conducts, "", 200),
        line("GET", "/events/{id}/statistics.xlsx", For::Conducts, "", 200),
        line("GET", "/registrations/{id}/desk", For::Matches, "", 200),
        line("POST", "/registrations/{id}/desk", For::Keeps, "act=call-off", 409),
        line("GET", "/calendars/{id}/events.ics", For::Everybody, "", 404),
        line("GET", "/secondments/board", For::Signed, "", 200),
        line("GET", "/secondments/{id}/desk", For::Matches, "", 200),
        line("POST", "/secondments/{id}/desk", For::Signed, "act=none", 404),
        line("GET", "/achievements/{id}/owners", For::Matches, "", 200),
        line("POST", "/achievements/{id}/owners", For::Conducts, "", 409),
        line("GET", "/programmes/{id}/desk", For::Sees, "", 200),
        line("POST", "/programmes/{id}/desk", For::Signed, "act=none", 404),
        line("GET", "/enrolments/mine", For::Signed, "", 200),
        line("GET", "/enrolments/{id}/desk", For::Matches, "", 200),
        line("POST", "/enrolments/{id}/desk", For::Keeps, "act=call-off", 409),
        line("GET", "/certificates", For::Everybody, "", 200),
        line("GET", "/certificates/{id}", For::Everybody, "", 404),
    ]
}
