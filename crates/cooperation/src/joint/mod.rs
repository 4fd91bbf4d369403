//! A joint project held against the chain: what its patch changes, before and after; and what was measured.

mod effect;
mod measured;

pub use effect::{Effect, LinkMoved, SufficiencyMoved, UnmetMoved, effect, unmet};
pub use measured::{Measurement, note_measurement, progress};
