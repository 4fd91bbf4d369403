//! The people of both groups, trained on real work, meeting regularly.
//!
//! An [`expert`] is found for a problem, a need or a link of the chain by each of their works.

pub mod expert;
