//! Waterfalls: an agreement's rule of sharing as data, and receipts shared by it to the minor unit.
#![deny(clippy::float_arithmetic)]

mod allocate;
mod allocation;
mod check;
mod claim;
pub(crate) mod cut;
mod lifetime;
mod name;
mod pieces;
mod posting;
mod read;
mod receipt;
mod refusal;
mod rule;
mod sentence;
mod shares;
mod versions;

pub use allocate::allocate;
pub use allocation::{Allocation, Flow, Line, Part, Rounding};
pub use lifetime::{Given, Lifetime, StepLife};
pub use name::{PartyId, PoolId, StepId};
pub use posting::Accounts;
pub use receipt::Receipt;
pub use refusal::{Class, Refusal};
pub use rule::{Action, Band, Base, FORMAT, Member, Party, Period, Rule, Step};
pub use sentence::Sentence;
pub use shares::Shares;
pub use versions::Versions;
