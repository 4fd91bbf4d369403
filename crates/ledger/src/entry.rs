//! What is posted: drafts, reversals, and the entries they become.

use jiff::civil::Date;
use measure::{Currency, Money};

use crate::account::{AccountName, in_range};
use crate::name::{Key, Link};
use crate::refusal::Refusal;

/// Most characters of a description.
const MEMO_MOST: usize = 2000;

/// An amount on an account: above zero is debit, below is credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The account.
    pub account: AccountName,
    /// The amount, never zero.
    pub amount: Money,
    /// What the account must stand at once this is posted, where that is asserted.
    pub balance: Option<Money>,
}

impl Posting {
    /// A posting without an asserted balance.
    pub fn new(account: AccountName, amount: Money) -> Self {
        Self { account, amount, balance: None }
    }

    /// The posting with an asserted balance.
    #[must_use]
    pub fn asserting(mut self, balance: Money) -> Self {
        self.balance = Some(balance);
        self
    }
}

/// An entry that is to be posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The idempotency key.
    pub key: Key,
    /// The day it is of.
    pub date: Date,
    /// What it is for, in words.
    pub memo: String,
    /// Its postings, of one currency, which sum to zero.
    pub postings: Vec<Posting>,
    /// What it is about.
    pub links: Vec<Link>,
}

/// A stored entry that is to be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// The idempotency key.
    pub key: Key,
    /// The day it is of.
    pub date: Date,
    /// Why, in words.
    pub memo: String,
    /// What it is about.
    pub links: Vec<Link>,
    /// The number of the entry.
    pub of: u64,
}

/// What an entry says, wherever it stands in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The idempotency key.
    pub key: Key,
    /// The day it is of.
    pub date: Date,
    /// What it is for, in words.
    pub memo: String,
    /// Its postings.
    pub postings: Vec<Posting>,
    /// What it is about.
    pub links: Vec<Link>,
    /// The number of the entry that it takes back.
    pub reverses: Option<u64>,
}

impl From<Draft> for Entry {
    fn from(draft: Draft) -> Self {
        let Draft { key, date, memo, postings, links } = draft;
        Self { key, date, memo, postings, links, reverses: None }
    }
}

impl Reversal {
    /// The entry that takes `target` back: its exact negation.
    ///
    /// # Errors
    /// [`Refusal::AmountTooLarge`] for an amount that has no negative, which is never posted.
    pub fn entry(&self, target: &Entry) -> Result<Entry, Refusal> {
        Ok(Entry {
            key: self.key.clone(),
            date: self.date,
            memo: self.memo.clone(),
            postings: target.negated()?,
            links: self.links.clone(),
            reverses: Some(self.of),
        })
    }

    /// Whether `entry` is what this request has made.
    pub(crate) fn made(&self, entry: &Entry) -> bool {
        let Entry { key, date, memo, postings: _, links, reverses } = entry;
        (key, date, memo, links) == (&self.key, &self.date, &self.memo, &self.links) && *reverses == Some(self.of)
    }
}

impl Entry {
    /// The postings with their signs turned, in the same order, asserting nothing.
    ///
    /// # Errors
    /// [`Refusal::AmountTooLarge`].
    pub fn negated(&self) -> Result<Vec<Posting>, Refusal> {
        let negated = |posting: &Posting| {
            let amount = posting.amount.checked_mul(-1);
            let amount = amount.map_err(|_| Refusal::AmountTooLarge { given: posting.amount.amount_text() })?;
            Ok(Posting::new(posting.account.clone(), amount))
        };
        self.postings.iter().map(negated).collect()
    }

    /// The accounts it touches, each once.
    pub fn accounts(&self) -> std::collections::BTreeSet<&AccountName> {
        self.postings.iter().map(|posting| &posting.account).collect()
    }

    /// Checks all that an entry shows by itself, without the ledger; gives its currency.
    ///
    /// # Errors
    /// A [`Refusal`] names what is wrong.
    pub fn check(&self) -> Result<Currency, Refusal> {
        in_range(self.date)?;
        let control = |c: char| c.is_control() && c != '\n';
        if self.memo.trim().is_empty() || self.memo.chars().count() > MEMO_MOST || self.memo.chars().any(control) {
            return Err(Refusal::BadMemo { most: MEMO_MOST });
        }
        let currency = self.postings.first().ok_or(Refusal::NoPostings {})?.amount.currency();
        for posting in &self.postings {
            posting.check(currency)?;
        }
        let sum = sum(&self.postings);
        if sum != 0 {
            return Err(Refusal::Unbalanced { by: currency.text_of(sum), currency });
        }
        Ok(currency)
    }
}

impl Posting {
    fn check(&self, currency: Currency) -> Result<(), Refusal> {
        let others = [Some(self.amount), self.balance].into_iter().flatten();
        if let Some(other) = others.map(Money::currency).find(|other| *other != currency) {
            return Err(Refusal::MixedCurrency { one: currency, other });
        }
        match self.amount.minor_units() {
            0 => Err(Refusal::ZeroPosting { account: self.account.clone() }),
            // It could not be taken back.
            i64::MIN => Err(Refusal::AmountTooLarge { given: self.amount.amount_text() }),
            _ => Ok(()),
        }
    }
}

/// The sum in minor units; 63 bits each, so that not even 2⁶⁴ postings overflow it.
pub(crate) fn sum(postings: &[Posting]) -> i128 {
    postings.iter().map(|posting| i128::from(posting.amount.minor_units())).sum()
}
