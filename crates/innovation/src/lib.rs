//! From a weak link to work on it.
//!
//! A [`need`] says how honest it is before it goes out. Needs of several firms become a common [`problem`], which they
//! endorse and which the chain gives a worth. A [`call`] asks for its solution: its charter is frozen when it goes out,
//! and changed by numbered amendments only. A [`bid`] is sealed until the deadline. A [`review`] is written by people with
//! no tie to any bid of the call, found by [`review::conflicts`]. The award is shown before it holds.

pub mod bid;
pub mod call;
pub mod need;
pub mod problem;
pub mod project;
pub mod review;
mod thread;

pub use thread::{Strand, thread};
