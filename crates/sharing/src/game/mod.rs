//! A game with transferable utility, from a table of the worth of every coalition.

mod banzhaf;
mod coalition;
mod core;
mod excess;
mod kohlberg;
mod nucleolus;
mod refusal;
mod sampled;
mod shape;
mod shapley;
mod span;
mod sum;
mod table;

pub use coalition::Coalition;
pub use core::{CoreVerdict, LeastCore, Objection};
pub use kohlberg::{Kohlberg, Level};
pub use nucleolus::Nucleolus;
pub use refusal::Refusal;
pub use sampled::{Sampled, sampled_shapley};
pub use table::Game;
pub(crate) use table::check_names;
