//! Statutory floors: what a law asks for at least, answered by name and with the article, never silently.
//!
//! The rows come from whoever keeps the table of rules; this room knows no statute by itself.
//!
//! ```
//! use measure::{Fraction, Money};
//! use sharing::floor::{Answer, Floors, Force, OnShortfall, Parties, Question, Row, Subject};
//!
//! let half = Row {
//!     id: "transfer-law-45-2-share".to_owned(),
//!     subject: Subject::ShareFloor,
//!     least: Fraction::new(1, 2)?,
//!     years: None,
//!     parties: Parties::Only(vec!["university".to_owned()]),
//!     force: Force::Binding,
//!     from: jiff::civil::date(2015, 10, 1),
//!     to: None,
//!     article: "促进科技成果转化法第四十五条第二款".to_owned(),
//! };
//! let question = Question {
//!     subject: Subject::ShareFloor,
//!     party_type: "university".to_owned(),
//!     date: jiff::civil::date(2026, 3, 1),
//!     base: Money::fen(200_000_000),
//!     exact: Fraction::new(80_000_000, 1)?,
//!     given: Money::fen(80_000_000),
//!     clause: None,
//! };
//! let answer = Floors::new(vec![half], vec![])?.ask(&question, OnShortfall::Lift)?;
//! assert!(matches!(answer, Answer::Lifted { to, .. } if to == Money::fen(100_000_000)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![deny(clippy::float_arithmetic)]

mod annual;
mod answer;
mod lift;
mod row;

pub use annual::{Exploitation, YearAnswer};
pub use answer::{Answer, NotCovered, OnShortfall, Question};
pub use lift::Protected;
pub use row::{Floors, Force, Parties, Reading, ReadingForce, Row, Subject};
