//! What the measurements share: records and texts made by the thousand, how a run is timed, what it
//! takes.

pub mod base_filled;
pub mod crowd;
pub mod disk;
pub mod recorded;
pub mod resident;
pub mod spread;
pub mod texts;
