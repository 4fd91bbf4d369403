//! What an agreement says of money: versions on the table, what every side accepts, what is expected when.

mod accept;
mod check;
mod propose;
mod read;
mod registration;
mod royalty;
mod schedule;

pub use accept::accept;
pub use propose::{Proposal, agreed_rules, propose};
pub use read::read_field;
pub use registration::{Entry, EntryField, registration};
pub use royalty::owed;
pub use schedule::{Due, Expected, schedule};

pub(crate) use royalty::tiers_of;
pub(crate) use schedule::day;
