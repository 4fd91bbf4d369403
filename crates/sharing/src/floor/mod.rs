//! Statutory floors: what a law asks for at least, answered by name and with the article, never silently.
#![deny(clippy::float_arithmetic)]

mod annual;
mod answer;
mod lift;
mod row;

pub use annual::{Exploitation, YearAnswer};
pub use answer::{Answer, NotCovered, OnShortfall, Question};
pub use row::{Floors, Force, Parties, Reading, ReadingForce, Row, Subject};
