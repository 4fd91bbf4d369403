//! The game of a chain's owners: what every coalition could make of the chain with what it owns.

mod charge;
mod face;
mod holding;
mod linear_production;
mod play;
mod production;
mod proposal;
mod propose;
mod refusal;

pub use face::Interval;
pub use holding::{Holding, Party, Stake};
pub use linear_production::LinearProduction;
pub use play::{ChainGame, Rest};
pub use production::{Endowment, Limit, Production};
pub use proposal::{Answer, Proposal, TechnologyRange};
pub use propose::Effort;
pub use refusal::Refusal;
