//! Waterfalls: an agreement's rule of sharing as data, and receipts shared by it to the minor unit.
//!
//! ```
//! use measure::Money;
//! use sharing::waterfall::{Lifetime, PartyId, PoolId, Receipt, Rule, allocate};
//!
//! let rule = Rule::from_toml(r#"
//!     format = 1
//!     agreement = "licence-7"
//!     version = 1
//!     agreed = "2026-01-05"
//!     from = "2026-02-01"
//!     currency = "CNY"
//!     base = "gross"
//!     parties = [{ id = "office" }, { id = "contributors" }, { id = "unit" }]
//!
//!     [[steps]]
//!     id = "costs"
//!     clause = "5.1"
//!     action = { recoup = { pool = "patent-costs", to = "office", charge = "80%" } }
//!
//!     [[steps]]
//!     id = "shares"
//!     clause = "5.2"
//!     action = { split = { shares = { contributors = "70%", unit = "30%" } } }
//! "#)?;
//! let date = jiff::civil::date(2026, 3, 1);
//! let receipt = Receipt::new("receipt-1", date, Money::fen(100_001))
//!     .claiming(PoolId::parse("patent-costs")?, Money::fen(90_000));
//! let first = allocate(&rule, &Lifetime::new("licence-7", rule.currency), &receipt)?;
//!
//! // 80 % of 1,000.01 went to the costs; 99.99 of them are carried forward.
//! let contributors = PartyId::parse("contributors")?;
//! assert_eq!(first.amount(&PartyId::parse("office")?)?, Money::fen(80_001));
//! assert_eq!(first.amount(&contributors)?, Money::fen(14_000));
//! assert_eq!(first.outstanding[0].1, Money::fen(9_999));
//!
//! // The next receipt is shared after this one.
//! let second = allocate(&rule, &first.after, &Receipt::new("receipt-2", date, Money::fen(10_000)))?;
//! assert_eq!(second.amount(&contributors)?, Money::fen(1_400));
//! # Ok::<(), sharing::waterfall::Refusal>(())
//! ```
#![deny(clippy::float_arithmetic)]

mod allocate;
mod allocation;
pub(crate) mod change;
mod check;
mod claim;
pub(crate) mod cut;
mod lifetime;
mod name;
mod pieces;
mod posting;
mod read;
mod receipt;
mod refusal;
mod rule;
mod run;
mod sentence;
mod shares;
mod versions;

pub use allocate::allocate;
pub use allocation::{Allocation, Flow, Line, Part, Rounding};
pub use lifetime::{Given, Lifetime, StepLife};
pub use name::{PartyId, PoolId, StepId};
pub use posting::Accounts;
pub use receipt::Receipt;
pub use refusal::Refusal;
pub use rule::{Action, Band, Base, FORMAT, Member, Party, Period, Rule, Step};
pub use sentence::Sentence;
pub use shares::Shares;
pub use versions::Versions;
