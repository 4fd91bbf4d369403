//! What the entries come to: the trial balance, and the statement of an account.

mod statement;
mod trial_balance;

pub use statement::{Statement, StatementLine, statement};
pub use trial_balance::{TrialBalance, TrialLine, trial_balance};
