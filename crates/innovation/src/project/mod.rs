//! A project on its way: opened from what brought it about, through gates and milestones, with money and people, to what
//! comes out of it.

mod budget;
mod case;
mod evidence;
mod gate;
mod halt;
mod milestone;
mod open;
mod outcome;
mod people;
mod plan;
mod schedule;

pub use budget::{Line as BudgetStanding, Moving, Spent, lines, move_money, spend, tolerance};
pub use case::{Case, acts, case, stage_of};
pub use evidence::Evidence;
pub use gate::{Decision, decide, may_decide, show_evidence};
pub use halt::{Halt, halt};
pub use milestone::{Payment, pay, payment, reach};
pub use open::{Opening, open, open_of_bid};
pub use outcome::{Outcome, create_achievement};
pub use people::{Load, Share, given, is_over, overloads, shares_of};
pub use plan::{Planned, plan};
pub use schedule::{Mark, MarkKind, Schedule, late, next_step, schedule};
