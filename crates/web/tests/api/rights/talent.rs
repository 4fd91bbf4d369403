//! The lines of talent.

use super::{For, Line, line};

/// A meeting asked for, and answered.
const MEETS: &str = r#"{"with":"00000000-0000-0000-0000-000000000000","begins":"2026-04-16 09:00"}"#;
const MET: &str = r#"{"with":"00000000-0000-0000-0000-000000000000","begins":"2026-04-16 09:00","accepts":true}"#;

pub fn talent() -> Vec<Line> {
    vec![
        line("POST", "/persons/bring", For::Writes, "", 422),
        line("POST", "/persons/take", For::Writes, r#"{"brought":{},"choices":[]}"#, 422),
        line("GET", "/persons/due", For::Writes, "", 200),
        line("POST", "/persons/{id}/confirm", For::Changes, "", 200),
        line("POST", "/persons/{id}/consents", For::Changes, r#"{"purpose":"matching","allowed":true}"#, 422),
        // Nobody is there to be erased, so that the records are still there for the next.
        line("DELETE", "/persons/{id}/data", For::Administrators, "", 404),
        line("POST", "/events/{id}/terms", For::Changes, r#"{"places":5}"#, 409),
        line("POST", "/events/{id}/move", For::Changes, r#"{"begins":"x","venue":"x","reason":"x"}"#, 422),
        line("POST", "/events/{id}/halt", For::Changes, r#"{"halting":"postponed","reason":""}"#, 422),
        line("POST", "/events/{id}/agenda", For::Changes, r#"{"begins":"x"}"#, 422),
        line("DELETE", "/events/{id}/agenda/{number}", For::Changes, "", 409),
        line("POST", "/registrations/{id}/reviews", For::Changes, r#"{"points":5}"#, 409),
        line("POST", "/registrations/{id}/contribution-decisions", For::Changes, r#"{"accepted":true}"#, 409),
        line("POST", "/registrations/{id}/contribution", For::Keeps, r#"{"title":"x"}"#, 409),
        line("POST", "/registrations/{id}/record", For::Changes, r#"{"kind":"need"}"#, 409),
        line("GET", "/registrations/{id}/meetings", For::SignedSees, "", 200),
        line("POST", "/registrations/{id}/meetings", For::Keeps, MEETS, 409),
        line("POST", "/registrations/{id}/meeting-answers", For::Keeps, MET, 409),
        line("POST", "/registrations/{id}/follow-up", For::Answers, r#"{"answers":[]}"#, 409),
        line("GET", "/events/{id}/registrations", For::Changes, "", 200),
        line("POST", "/events/{id}/registrations", For::Turns, r#"{"post":"x"}"#, 422),
        line("POST", "/events/{id}/stage", For::Changes, r#"{"to":"closed"}"#, 409),
        line("POST", "/events/{id}/check-ins", For::Changes, r#"{"code":"x"}"#, 409),
        line("POST", "/registrations/{id}/decisions", For::Changes, r#"{"decision":"confirm"}"#, 409),
        line("POST", "/registrations/{id}/call-off", For::Keeps, "{}", 409),
        line("POST", "/secondments/{id}/decisions", For::Leads, r#"{"decision":"approved"}"#, 403),
        line("POST", "/secondments/{id}/end", For::Leads, r#"{"reason":"x"}"#, 403),
        line("POST", "/secondments/{id}/terms", For::Leads, "{}", 403),
        line("POST", "/secondments/{id}/pass", For::Grants, r#"{"reason":"x"}"#, 409),
        line("GET", "/achievements/{id}/owners", For::Sees, "", 200),
        line("POST", "/achievements/{id}/owners", For::Changes, "", 409),
        line("POST", "/programmes/{id}/applications", For::Turns, "{}", 409),
        line("POST", "/programmes/{id}/stage", For::Changes, r#"{"to":"completed"}"#, 409),
        line(
            "POST",
            "/programmes/{id}/attendance",
            For::Changes,
            r#"{"course":"x","day":"2026-03-01","came":[]}"#,
            409,
        ),
        line("POST", "/enrolments/{id}/practice", For::Changes, "{}", 409),
        line("POST", "/enrolments/{id}/guidance", For::Changes, r#"{"note":"x"}"#, 409),
        line("POST", "/enrolments/{id}/credits", For::Changes, r#"{"course":"x","credits":"1"}"#, 409),
        line("POST", "/enrolments/{id}/refusal", For::Changes, r#"{"reason":"x"}"#, 409),
        line("POST", "/enrolments/{id}/call-off", For::Keeps, "", 409),
        line("POST", "/enrolments/{id}/outcome", For::Changes, r#"{"outcome":"x"}"#, 409),
        line("POST", "/enrolments/{id}/decisions", For::Changes, r#"{"decision":"admit"}"#, 409),
        line("POST", "/enrolments/{id}/certificate", For::Changes, "", 409),
        line("GET", "/certificates/{code}", For::Everybody, "", 404),
    ]
}
