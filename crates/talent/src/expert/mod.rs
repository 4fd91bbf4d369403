//! Who suits a problem, a need or a link of the chain: people by their works, with what they are free for and what ties
//! them to who asks.

mod find;
mod free;
mod seek;

pub use find::{Expert, Spoken, find, left};
pub use free::{Given, Time, Times, given, time};
pub use seek::{Seeking, seek};
