#![doc = include_str!("../README.md")]

mod base;
mod buckets;
mod certify;
mod cold;
mod conflict;
mod dual;
mod dual_ratio;
mod edit;
mod engine;
mod eta;
mod face;
mod factor;
pub mod generate;
mod ladder;
mod markowitz;
mod model;
mod nucleus;
mod outcome;
mod primal;
mod problem;
mod proof;
mod refusal;
mod scale;
mod slope;
mod sparse;
mod state;
mod transplant;
mod triangle;
mod warm;

pub use base::{Base, Scratch};
pub use certify::certify;
pub use edit::Edit;
pub use face::{Face, Open};
pub use outcome::{Certificate, Infeasibility, Limit, Outcome, Ray, Slope, Slopes, Solution};
pub use problem::Problem;
pub use refusal::{Fault, Refusal};
