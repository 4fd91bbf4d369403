//! Rules as data: what statutes ask, of whom, since when, and the calendar by which their clocks run.
//!
//! Code asks the table on the date of an act, and never holds a number of a statute itself. The rows stand in
//! `data/rules.toml`, the days in `data/workdays.csv` and, over those, in the years that administrators brought;
//! `docs/reference/rules.md` describes both.

mod announce;
mod calendar;
mod day_table;
mod figure;
mod gate;
mod read;
mod rule;
mod settings;
mod settle;
mod state;
mod table;
mod words;

pub use announce::{BroughtDay, BroughtYear, GivenDay, GivenYear, announce, brought_years, calendar};
pub use calendar::{CalendarRefusal, DayKind, DayRefusal, NamedDay, WorkCalendar};
pub use day_table::{DayRun, day_runs, days_text, read_days};
pub use figure::{Figure, FigureRefusal, FigureValue, Limit, Share};
pub use gate::{Gate, download_gate, gate, is_foreign, note_gate};
pub use read::{RuleProblem, RulesRefusal};
pub use rule::{Names, Parties, Rule, RuleSource, Suspension};
pub use settings::{Reading, ReadingForce, Settings, Switch, Turned};
pub use settle::{settings, turn};
pub use state::{InForce, RuleState};
pub use table::{Rules, UnknownRule};
pub use words::{Confidence, ContractType, ControlClass, FigureName, Force, PartyType, Subject};
