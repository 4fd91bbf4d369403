//! The rules and the calendar by which a deal is asked.

use base::rules::{Rules, WorkCalendar};

/// The table of rules, and the working days that ship; the years that were brought are looked up.
#[derive(Clone, Copy)]
pub struct Rulebook<'a> {
    /// The rules.
    pub rules: &'a Rules,
    /// The calendar that ships.
    pub calendar: &'a WorkCalendar,
}
