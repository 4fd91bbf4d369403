//! The trial balance: every account with its balance, debit beside credit, one table for each currency.

use std::collections::BTreeMap;

use jiff::civil::Date;
use measure::{Currency, Money};

use crate::account::AccountName;
use crate::refusal::Refusal;
use crate::sealed::Sealed;

/// The balances of all accounts of one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialBalance {
    /// The currency.
    pub currency: Currency,
    /// The accounts with entries, by name.
    pub lines: Vec<TrialLine>,
    /// The sum of the balances above zero; those below zero sum to the same with the sign turned.
    pub total: Money,
}

/// An account in a trial balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialLine {
    /// The account.
    pub account: AccountName,
    /// Its balance: above zero is debit, below is credit.
    pub balance: Money,
}

/// The trial balances of entries until the end of a day, or of all; one for each currency, in the order of
/// [`Currency`].
///
/// # Errors
/// [`Refusal::BalanceTooLarge`] where a sum cannot be held.
///
/// # Panics
/// If debit and credit differed, which no sealed entry lets happen.
pub fn trial_balance<'a>(
    entries: impl IntoIterator<Item = &'a Sealed>,
    until: Option<Date>,
) -> Result<Vec<TrialBalance>, Refusal> {
    let mut balances: BTreeMap<(Currency, AccountName), Money> = BTreeMap::new();
    let counted = |sealed: &&Sealed| until.is_none_or(|until| sealed.entry().date <= until);
    for sealed in entries.into_iter().filter(counted) {
        for posting in &sealed.entry().postings {
            let place = (sealed.currency(), posting.account.clone());
            let balance = balances.entry(place).or_insert(Money::zero(sealed.currency()));
            let sum = balance.checked_add(posting.amount);
            *balance = sum.map_err(|_| Refusal::BalanceTooLarge { account: posting.account.clone() })?;
        }
    }
    let mut tables: BTreeMap<Currency, Vec<TrialLine>> = BTreeMap::new();
    for ((currency, account), balance) in balances {
        tables.entry(currency).or_default().push(TrialLine { account, balance });
    }
    tables.into_iter().map(|(currency, lines)| table(currency, lines)).collect()
}

fn table(currency: Currency, lines: Vec<TrialLine>) -> Result<TrialBalance, Refusal> {
    let side = |debit: bool| {
        let lines = lines.iter().filter(|line| line.balance.is_negative() != debit);
        lines.map(|line| i128::from(line.balance.minor_units())).sum::<i128>()
    };
    assert_eq!(side(true) + side(false), 0, "every entry sums to zero");
    let total =
        lines.iter().filter(|line| !line.balance.is_negative()).try_fold(Money::zero(currency), |sum, line| {
            let sum = sum.checked_add(line.balance);
            sum.map_err(|_| Refusal::BalanceTooLarge { account: line.account.clone() })
        })?;
    Ok(TrialBalance { currency, lines, total })
}
