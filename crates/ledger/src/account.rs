//! Accounts: what they are called, what they hold, when they are open.

use std::fmt;

use jiff::civil::Date;
use measure::{Currency, Money};

use crate::refusal::Refusal;

const MOST_CHARACTERS: usize = 200;

/// What an account is of; the first part of its name says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What is held.
    Assets,
    /// What is owed.
    Liabilities,
    /// What the owners put in, and where currencies are exchanged.
    Equity,
    /// What came in; its balance is negative.
    Income,
    /// What it cost.
    Expenses,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Assets, Self::Liabilities, Self::Equity, Self::Income, Self::Expenses];

    /// The first part of the names of its accounts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assets => "assets",
            Self::Liabilities => "liabilities",
            Self::Equity => "equity",
            Self::Income => "income",
            Self::Expenses => "expenses",
        }
    }
}

/// The name of an account: its kind, then parts, set apart by colons: `liabilities:payable:inventors`.
///
/// A part has a–z, 0–9 and hyphens and starts with a letter or a digit. That is what both hledger and beancount read:
/// beancount 3 lets no part start with a Chinese character, so Chinese stands in the title.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountName {
    kind: Kind,
    text: String,
}

impl AccountName {
    /// Takes the text as it is.
    ///
    /// # Errors
    /// [`Refusal::BadAccountName`].
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let (first, parts) = text.split_once(':').unwrap_or((text, ""));
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == first);
        match kind.filter(|_| text.len() <= MOST_CHARACTERS && parts.split(':').all(is_part)) {
            Some(kind) => Ok(Self { kind, text: text.to_owned() }),
            None => Err(Refusal::BadAccountName { given: text.to_owned() }),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the account is of.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Whether `other` is this account or one below it.
    pub fn holds(&self, other: &Self) -> bool {
        let below = other.text.strip_prefix(&self.text);
        below.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn is_part(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && !text.starts_with('-') && text.bytes().all(fits)
}

/// An account: it holds one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name.
    pub name: AccountName,
    /// What people call it, in their language.
    pub title: String,
    /// The currency it holds.
    pub currency: Currency,
    /// Its first day.
    pub opened: Date,
    /// The first day on which it is closed.
    pub closed: Option<Date>,
}

impl Account {
    /// An account that is open from a day on.
    ///
    /// # Errors
    /// [`Refusal::BadTitle`], [`Refusal::DateOutOfRange`].
    pub fn open(name: AccountName, title: &str, currency: Currency, opened: Date) -> Result<Self, Refusal> {
        let length = title.chars().count();
        if title.trim().is_empty() || length > MOST_CHARACTERS || title.chars().any(char::is_control) {
            return Err(Refusal::BadTitle { account: name });
        }
        Ok(Self { name, title: title.to_owned(), currency, opened: in_range(opened)?, closed: None })
    }
}

/// An account as it stands: what an entry is checked against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The account.
    pub account: Account,
    /// The sum of its postings.
    pub balance: Money,
    /// The latest day of its entries.
    pub last: Option<Date>,
    /// The latest day on which its balance was asserted.
    pub asserted: Option<Date>,
}

impl Standing {
    /// An account without entries.
    pub fn new(account: Account) -> Self {
        let balance = Money::zero(account.currency);
        Self { account, balance, last: None, asserted: None }
    }

    /// The account closed from a day on; it must be empty.
    ///
    /// # Errors
    /// [`Refusal::AlreadyClosed`], [`Refusal::ClosesWithBalance`], [`Refusal::ClosesTooEarly`],
    /// [`Refusal::DateOutOfRange`].
    pub fn close(mut self, from: Date) -> Result<Self, Refusal> {
        let account = || self.account.name.clone();
        if let Some(closed) = self.account.closed {
            return Err(Refusal::AlreadyClosed { account: account(), closed });
        }
        if self.balance.minor_units() != 0 {
            return Err(Refusal::ClosesWithBalance { account: account(), balance: self.balance });
        }
        let last = self.last.unwrap_or(self.account.opened);
        if from <= last {
            return Err(Refusal::ClosesTooEarly { account: account(), date: from, last });
        }
        self.account.closed = Some(in_range(from)?);
        Ok(self)
    }

    /// The account open again, as if it had not been closed: to correct an entry of it.
    ///
    /// # Errors
    /// [`Refusal::NotClosed`].
    pub fn reopen(mut self) -> Result<Self, Refusal> {
        match self.account.closed.take() {
            Some(_) => Ok(self),
            None => Err(Refusal::NotClosed { account: self.account.name }),
        }
    }
}

/// The day, where plain-text accounting reads its year.
pub(crate) fn in_range(date: Date) -> Result<Date, Refusal> {
    if (1900..=2199).contains(&date.year()) { Ok(date) } else { Err(Refusal::DateOutOfRange { date }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_such_as_hledger_and_beancount_both_read() {
        let fits = ["assets:cash", "liabilities:payable:person-7", "income:2026", "equity:exchange:cny", "expenses:x"];
        for text in fits {
            assert_eq!(AccountName::parse(text).unwrap().to_string(), text);
        }
        let long = format!("assets:{}", "x".repeat(MOST_CHARACTERS));
        let not = [
            "",
            "assets",
            "assets:",
            "cash:base",
            "assets::x",
            "Assets:Cash",
            "assets:a b",
            "assets:现金",
            "assets:-x",
            "assets:x:",
            &long,
        ];
        for text in not {
            assert_eq!(AccountName::parse(text), Err(Refusal::BadAccountName { given: text.to_owned() }), "{text}");
        }
    }

    #[test]
    fn an_account_holds_what_is_below_it() {
        let name = |text: &str| AccountName::parse(text).unwrap();
        let cash = name("assets:cash");
        let table =
            [("assets:cash", true), ("assets:cash:base", true), ("assets:cash-2", false), ("assets:bank", false)];
        for (other, holds) in table {
            assert_eq!(cash.holds(&name(other)), holds, "{other}");
        }
    }
}
