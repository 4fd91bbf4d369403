//! The innovation base: records, people, visibility, rules, journal.
//!
//! A verb is a function in a file of its own. It takes a [`Shelf`](store::Shelf), which is one transaction of whatever
//! store is beneath, and a [`Viewer`](people::Viewer), who does it; it returns what was done or a [`Trouble`].

pub mod accounting;
pub mod alert;
pub mod exchange;
pub mod files;
pub mod identifier;
pub mod journal;
pub mod notice;
pub mod people;
pub mod record;
mod refusal;
pub mod rules;
pub mod store;

pub use refusal::{Class, Refusal, Trouble};
