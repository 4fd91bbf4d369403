//! The statement of an account: what came and went, and how it stood after each.

use jiff::civil::Date;
use measure::{Currency, Money};

use crate::account::AccountName;
use crate::name::Link;
use crate::refusal::Refusal;
use crate::sealed::{Sealed, by_day};

/// What happened on an account between two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The account.
    pub account: AccountName,
    /// What it stood at before the first day.
    pub opening: Money,
    /// Its postings, by day and then in the order they were posted.
    pub lines: Vec<StatementLine>,
    /// What it stood at after the last day.
    pub closing: Money,
}

/// A posting on a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// The number of the entry.
    pub number: u64,
    /// The day.
    pub date: Date,
    /// What it is for.
    pub memo: String,
    /// What it is about.
    pub links: Vec<Link>,
    /// The number of the entry that it takes back.
    pub reverses: Option<u64>,
    /// The amount.
    pub amount: Money,
    /// What the account stood at after it.
    pub balance: Money,
}

/// The statement of an account from one day to another, both included.
///
/// # Errors
/// [`Refusal::BalanceTooLarge`], [`Refusal::AccountCurrency`] where it has entries of another currency.
pub fn statement<'a>(
    entries: impl IntoIterator<Item = &'a Sealed>,
    account: &AccountName,
    currency: Currency,
    days: std::ops::RangeInclusive<Date>,
) -> Result<Statement, Refusal> {
    let touching = |sealed: &&Sealed| sealed.entry().postings.iter().any(|posting| posting.account == *account);
    let entries = by_day(entries.into_iter().filter(touching));
    let mut opening = Money::zero(currency);
    let mut balance = opening;
    let mut lines = Vec::new();
    for sealed in entries.into_iter().filter(|sealed| sealed.entry().date <= *days.end()) {
        if sealed.currency() != currency {
            let given = sealed.currency();
            return Err(Refusal::AccountCurrency { account: account.clone(), held: currency, given });
        }
        let entry = sealed.entry();
        for posting in entry.postings.iter().filter(|posting| posting.account == *account) {
            let sum = balance.checked_add(posting.amount);
            balance = sum.map_err(|_| Refusal::BalanceTooLarge { account: account.clone() })?;
            if entry.date < *days.start() {
                opening = balance;
                continue;
            }
            lines.push(StatementLine {
                number: sealed.number(),
                date: entry.date,
                memo: entry.memo.clone(),
                links: entry.links.clone(),
                reverses: entry.reverses,
                amount: posting.amount,
                balance,
            });
        }
    }
    Ok(Statement { account: account.clone(), opening, lines, closing: balance })
}
