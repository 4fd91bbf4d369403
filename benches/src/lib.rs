//! What the measurements of the base share: records made by the thousand, and how a run is timed.

pub mod base_filled;
pub mod spread;
