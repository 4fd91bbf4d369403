//! The value chain: here is my pack, give me its plan; here is my patch, give me its worth.

mod figure;
mod network;
mod pack;
mod patch;
mod refusal;
mod text;

pub use figure::{Confidence, Figure, Origin};
pub use network::*;
pub use pack::{FORMAT, Files, Pack};
pub use patch::*;
pub use refusal::{Class, Place, Reason, Refusal, Refusals};
pub use text::Text;
