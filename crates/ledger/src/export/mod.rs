//! The ledger as plain-text accounting: files that `hledger` and `beancount` read and check.
//!
//! Both check asserted balances day by day. A ledger takes an assertion only where it holds in the order of days as
//! well, so what was asserted here holds there.

mod beancount;
mod hledger;

pub use beancount::beancount;
pub use hledger::hledger;

use crate::account::Account;

fn by_name<'a>(accounts: impl IntoIterator<Item = &'a Account>) -> Vec<&'a Account> {
    let mut accounts: Vec<&Account> = accounts.into_iter().collect();
    accounts.sort_by(|one, other| one.name.cmp(&other.name));
    accounts
}
