//! Statutory floors: what a law asks for at least, answered by name and with the article, never silently.
//!
//! Which floor holds for a unit on a day is for whoever keeps the table of rules to say; this room knows no statute by
//! itself.
//!
//! ```
//! use measure::{Fraction, Money};
//! use sharing::floor::{Answer, Floor, Force, OnShortfall, Question};
//!
//! let half = Floor {
//!     id: "transfer-law-45-2-share".to_owned(),
//!     least: Fraction::new(1, 2)?,
//!     years: None,
//!     force: Force::Binding,
//!     article: "促进科技成果转化法第四十五条第二款".to_owned(),
//! };
//! let question = Question {
//!     base: Money::fen(200_000_000),
//!     exact: Fraction::new(80_000_000, 1)?,
//!     given: Money::fen(80_000_000),
//!     clause: None,
//! };
//! let answer = half.ask(&question, OnShortfall::Lift)?;
//! assert!(matches!(answer, Answer::Lifted { to, .. } if to == Money::fen(100_000_000)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![deny(clippy::float_arithmetic)]

mod annual;
mod answer;
mod lift;
mod statute;

pub use annual::{Exploitation, YearAnswer};
pub use answer::{Answer, NotCovered, OnShortfall, Question};
pub use lift::Protected;
pub use statute::{Floor, Force};
