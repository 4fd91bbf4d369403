//! 技能缺口: the skills that projects, calls and weak links ask for, against those of the people, stage by stage.

mod ask;
mod balance;
mod horizon;
mod weak;
mod words;

pub use ask::{Ask, Cause};
pub use balance::{Gap, Gaps, Holder, Sum, Taught, Unlisted, Weak, gaps};
pub use horizon::{ahead, planned, year_of};
pub use weak::weak_stages;
pub use words::Words;
