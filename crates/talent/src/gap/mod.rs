//! 技能缺口: the skills that projects, calls and weak links ask for, against those of the people, stage by stage.

mod ask;
mod balance;
mod words;

pub use ask::{Ask, Cause};
pub use balance::{Gap, Gaps, Holder, Sum, Taught, Unlisted, Weak, gaps};
pub use words::Words;
