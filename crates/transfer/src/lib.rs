//! From a match to money in everybody's hands.
//!
//! A [`deal`] goes from stage to stage, and says at each what the next one lacks. Its [`terms`] on money are versions that
//! every side accepts; what is expected under them, and when, follows from them. A [`publicity`] shows something for as
//! long as a rule asks, and blocks what waits for it. [`money`] comes in, is shared by the agreed rule down to the last
//! minor unit, held against the statutes' floors, approved by two people, and posted to the ledger.

pub mod deal;
pub mod money;
pub mod publicity;
mod rulebook;
pub mod terms;
mod trouble;

pub use rulebook::Rulebook;
pub use trouble::Trouble;
