//! The rules and the calendar that ship, read once, and the calendar with the years that were brought.

use std::sync::OnceLock;

use base::rules::{CalendarRefusal, Rules, RulesRefusal, WorkCalendar};
use transfer::Rulebook;

use crate::shell::Trouble;
use crate::state::State;

/// The rules.
pub(crate) fn rules() -> Result<&'static Rules, Trouble> {
    static RULES: OnceLock<Result<Rules, RulesRefusal>> = OnceLock::new();
    RULES.get_or_init(Rules::shipped).as_ref().map_err(Trouble::fault)
}

/// The calendar that ships.
pub(crate) fn shipped_calendar() -> Result<&'static WorkCalendar, Trouble> {
    static CALENDAR: OnceLock<Result<WorkCalendar, CalendarRefusal>> = OnceLock::new();
    CALENDAR.get_or_init(WorkCalendar::shipped).as_ref().map_err(Trouble::fault)
}

/// The rules and the calendar that ship, by which a deal is asked.
pub(crate) fn rulebook() -> Result<Rulebook<'static>, Trouble> {
    Ok(Rulebook { rules: rules()?, calendar: shipped_calendar()? })
}

/// The calendar that counts.
pub(crate) fn calendar(state: &State) -> Result<WorkCalendar, Trouble> {
    let shipped = shipped_calendar()?;
    Ok(state.store().reading(|shelf| base::rules::calendar(shelf, shipped))?)
}
