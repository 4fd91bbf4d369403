//! The one form of an entry that is hashed: JSON with its keys in order, no blanks, UTF-8.
//!
//! It is what RFC 8785 makes of the same object: the keys are ASCII, the only numbers are those of entries, and every
//! amount is a text with exactly the decimals of its currency. What an entry does not have is left out.

use measure::{Currency, Money};
use serde::{Deserialize, Serialize};

use crate::account::AccountName;
use crate::amount::read_amount;
use crate::entry::{Entry, Posting};
use crate::hash::Hash;
use crate::name::{Key, Link};
use crate::read::read_date;
use crate::refusal::Refusal;

/// An entry as its canonical text has it; the fields stand in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The ISO 4217 code of all amounts.
    pub currency: String,
    /// The day, as in `2026-01-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The idempotency key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<String>,
    /// What it is for.
    pub memo: String,
    /// The postings.
    pub postings: Vec<Line>,
    /// The hash of the entry before.
    pub prev: String,
    /// The number of the entry it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<u64>,
    /// Its number.
    pub seq: u64,
}

/// A posting as the canonical text has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The account.
    pub account: String,
    /// The amount without its currency.
    pub amount: String,
    /// The asserted balance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub balance: Option<String>,
}

impl Form {
    /// The form of an entry at its place in the chain.
    pub fn of(entry: &Entry, currency: Currency, number: u64, previous: Hash) -> Self {
        let line = |posting: &Posting| Line {
            account: posting.account.to_string(),
            amount: posting.amount.amount_text(),
            balance: posting.balance.map(Money::amount_text),
        };
        Self {
            currency: currency.code().to_owned(),
            date: Some(entry.date.to_string()),
            key: Some(entry.key.to_string()),
            links: entry.links.iter().map(Link::to_string).collect(),
            memo: entry.memo.clone(),
            postings: entry.postings.iter().map(line).collect(),
            prev: previous.to_string(),
            reverses: entry.reverses,
            seq: number,
        }
    }

    /// Reads a text that is canonical; `None` for any other, even one that means the same.
    pub fn parse(text: &str) -> Option<Self> {
        let form: Self = serde_json::from_str(text).ok()?;
        (form.text() == text).then_some(form)
    }

    /// The canonical text.
    ///
    /// # Panics
    /// Never: texts, lists and whole numbers can always be written.
    pub fn text(&self) -> String {
        serde_json::to_string(self).expect("texts, lists and whole numbers can always be written")
    }

    /// The entry, where every part reads to the same text again.
    ///
    /// # Errors
    /// A [`Refusal`] names what does not.
    pub fn entry(&self) -> Result<Entry, Refusal> {
        let currency = Currency::parse(&self.currency);
        let currency = currency.map_err(|_| Refusal::UnknownCurrency { given: self.currency.clone() })?;
        let posting = |line: &Line| {
            Ok(Posting {
                account: AccountName::parse(&line.account)?,
                amount: exact(&line.amount, currency)?,
                balance: line.balance.as_deref().map(|text| exact(text, currency)).transpose()?,
            })
        };
        Ok(Entry {
            key: Key::parse(self.key.as_deref().ok_or(Refusal::FieldMissing { field: "key" })?)?,
            date: read_date(self.date.as_deref().ok_or(Refusal::FieldMissing { field: "date" })?)?,
            memo: self.memo.clone(),
            postings: self.postings.iter().map(posting).collect::<Result<_, Refusal>>()?,
            links: self.links.iter().map(|link| Link::parse(link)).collect::<Result<_, _>>()?,
            reverses: self.reverses,
        })
    }
}

/// An amount with exactly the decimals of its currency.
fn exact(text: &str, currency: Currency) -> Result<Money, Refusal> {
    let amount = read_amount(text, currency)?;
    if amount.amount_text() == text { Ok(amount) } else { Err(Refusal::NotAnAmount { given: text.to_owned() }) }
}
