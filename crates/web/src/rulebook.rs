//! The rules and the calendar that ship, read once.

use std::sync::OnceLock;

use base::rules::{CalendarRefusal, Rules, RulesRefusal, WorkCalendar};

use crate::shell::Trouble;

/// The rules.
pub(crate) fn rules() -> Result<&'static Rules, Trouble> {
    static RULES: OnceLock<Result<Rules, RulesRefusal>> = OnceLock::new();
    RULES.get_or_init(Rules::shipped).as_ref().map_err(Trouble::fault)
}

/// The calendar.
pub(crate) fn calendar() -> Result<&'static WorkCalendar, Trouble> {
    static CALENDAR: OnceLock<Result<WorkCalendar, CalendarRefusal>> = OnceLock::new();
    CALENDAR.get_or_init(WorkCalendar::shipped).as_ref().map_err(Trouble::fault)
}
