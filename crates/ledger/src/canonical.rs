//! The one form of an entry that is hashed: JSON with its keys in order, no blanks, UTF-8.
//!
//! It is what RFC 8785 makes of the same object: the keys are ASCII, the only numbers are those of entries, and every
//! amount is a text with exactly the decimals of its currency. What an entry does not have is left out.

use measure::{Currency, Money};
use serde::Deserialize;
use serde_json::Value;

use crate::account::AccountName;
use crate::amount::read_amount;
use crate::entry::{Entry, Posting};
use crate::hash::Hash;
use crate::name::{Key, Link};
use crate::read::read_date;
use crate::refusal::Refusal;

/// An entry as its canonical text has it; the fields stand in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The ISO 4217 code of all amounts.
    pub currency: String,
    /// The day, as in `2026-01-31`.
    pub date: Option<String>,
    /// The idempotency key.
    pub key: Option<String>,
    /// What it is about.
    #[serde(default)]
    pub links: Vec<String>,
    /// What it is for.
    pub memo: String,
    /// The postings.
    pub postings: Vec<Line>,
    /// The hash of the entry before.
    pub prev: String,
    /// The number of the entry it takes back.
    pub reverses: Option<u64>,
    /// Its number.
    pub seq: u64,
}

/// A posting as the canonical text has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The account.
    pub account: String,
    /// The amount without its currency.
    pub amount: String,
    /// The asserted balance.
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
    pub fn text(&self) -> String {
        let mut members = vec![member("currency", &quoted(&self.currency))];
        members.extend(self.date.as_ref().map(|date| member("date", &quoted(date))));
        members.extend(self.key.as_ref().map(|key| member("key", &quoted(key))));
        if !self.links.is_empty() {
            members.push(member("links", &list(self.links.iter().map(|link| quoted(link)))));
        }
        members.push(member("memo", &quoted(&self.memo)));
        members.push(member("postings", &list(self.postings.iter().map(Line::text))));
        members.push(member("prev", &quoted(&self.prev)));
        members.extend(self.reverses.map(|of| member("reverses", &of.to_string())));
        members.push(member("seq", &self.seq.to_string()));
        object(&members)
    }

    /// The entry, where every part reads to the same text again.
    ///
    /// # Errors
    /// A [`Refusal`] names what does not.
    pub fn entry(&self) -> Result<Entry, Refusal> {
        let currency = Currency::parse(&self.currency).ok().filter(|currency| currency.code() == self.currency);
        let currency = currency.ok_or_else(|| Refusal::UnknownCurrency { given: self.currency.clone() })?;
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

impl Line {
    fn text(&self) -> String {
        let mut members = vec![member("account", &quoted(&self.account)), member("amount", &quoted(&self.amount))];
        members.extend(self.balance.as_ref().map(|balance| member("balance", &quoted(balance))));
        object(&members)
    }
}

/// A text as RFC 8785 writes it: only what must be escaped is.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn member(name: &str, value: &str) -> String {
    format!("\"{name}\":{value}")
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn object(members: &[String]) -> String {
    format!("{{{}}}", members.join(","))
}

/// An amount with exactly the decimals of its currency.
fn exact(text: &str, currency: Currency) -> Result<Money, Refusal> {
    let amount = read_amount(text, currency)?;
    if amount.amount_text() == text { Ok(amount) } else { Err(Refusal::NotAnAmount { given: text.to_owned() }) }
}
