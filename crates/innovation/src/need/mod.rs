//! 需求: how honestly a need says what is wanted, and what to mend before it goes out.

mod honesty;
mod vague;

pub use honesty::{Fix, Honesty, Part, Virtue, honesty};
pub use vague::{Vague, vague};
