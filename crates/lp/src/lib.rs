#![doc = include_str!("../README.md")]

mod base;
mod certify;
mod edit;
mod outcome;
mod problem;
mod refusal;

pub use base::{Base, Scratch};
pub use certify::certify;
pub use edit::Edit;
pub use outcome::{Certificate, Infeasibility, Limit, Outcome, Ray, Slope, Slopes, Solution};
pub use problem::Problem;
pub use refusal::{Fault, Refusal};
