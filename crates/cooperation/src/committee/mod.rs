//! The joint committee of a framework agreement: who sits on it, what is put to the vote, what was decided.

mod case;
mod close;
mod minutes;
mod propose;
mod seat;
mod take_back;
mod tally;
mod vote;

pub use case::{Case, agreements, case};
pub use close::{close, may_close};
pub use minutes::{Meeting, note_minutes};
pub use propose::{Proposal, may_propose, propose};
pub use seat::{sits, voter, voting};
pub use take_back::take_back;
pub use tally::{Count, outcome};
pub use vote::vote;

pub(crate) use case::today;
