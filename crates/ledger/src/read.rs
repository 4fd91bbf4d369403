//! Drafts and reversals read out of JSON, where amounts are texts.

use jiff::civil::Date;
use measure::Currency;
use serde_json::{Map, Value};

use crate::account::AccountName;
use crate::amount::amount_of;
use crate::entry::{Draft, Posting, Reversal};
use crate::name::{Key, Link};
use crate::refusal::Refusal;

impl Draft {
    /// Reads `{"key", "date", "memo", "currency", "postings": [{"account", "amount", "balance"?}], "links"?}`.
    ///
    /// # Errors
    /// A [`Refusal`] names what cannot be read. Whether the entry holds is asked when it is posted.
    pub fn read(value: &Value) -> Result<Self, Refusal> {
        let fields = object(value, "entry", &["key", "date", "memo", "currency", "postings", "links"])?;
        let currency = text(fields, "currency")?;
        let currency =
            Currency::parse(currency).map_err(|_| Refusal::UnknownCurrency { given: currency.to_owned() })?;
        let postings = list(fields.get("postings").ok_or(Refusal::FieldMissing { field: "postings" })?, "postings")?;
        Ok(Self {
            key: Key::parse(text(fields, "key")?)?,
            date: read_date(text(fields, "date")?)?,
            memo: text(fields, "memo")?.to_owned(),
            postings: postings.iter().map(|posting| read_posting(posting, currency)).collect::<Result<_, _>>()?,
            links: links(fields)?,
        })
    }
}

impl Reversal {
    /// Reads `{"key", "date", "memo", "of", "links"?}`; `of` is the number of the entry.
    ///
    /// # Errors
    /// A [`Refusal`] names what cannot be read.
    pub fn read(value: &Value) -> Result<Self, Refusal> {
        let fields = object(value, "reversal", &["key", "date", "memo", "of", "links"])?;
        let of = fields.get("of").ok_or(Refusal::FieldMissing { field: "of" })?;
        Ok(Self {
            key: Key::parse(text(fields, "key")?)?,
            date: read_date(text(fields, "date")?)?,
            memo: text(fields, "memo")?.to_owned(),
            links: links(fields)?,
            of: of.as_u64().ok_or(Refusal::NotNumber { field: "of" })?,
        })
    }
}

/// Reads `2026-01-31`, and no other way of writing it.
///
/// # Errors
/// [`Refusal::BadDate`].
pub fn read_date(text: &str) -> Result<Date, Refusal> {
    let date = text.parse::<Date>().ok().filter(|date| date.to_string() == text);
    date.ok_or_else(|| Refusal::BadDate { given: text.to_owned() })
}

fn read_posting(value: &Value, currency: Currency) -> Result<Posting, Refusal> {
    let fields = object(value, "posting", &["account", "amount", "balance"])?;
    let amount = fields.get("amount").ok_or(Refusal::FieldMissing { field: "amount" })?;
    Ok(Posting {
        account: AccountName::parse(text(fields, "account")?)?,
        amount: amount_of(amount, "amount", currency)?,
        balance: fields.get("balance").map(|balance| amount_of(balance, "balance", currency)).transpose()?,
    })
}

fn links(fields: &Map<String, Value>) -> Result<Vec<Link>, Refusal> {
    let Some(value) = fields.get("links") else { return Ok(Vec::new()) };
    let link = |value: &Value| {
        let text = value.as_str().ok_or(Refusal::NotText { field: "links" })?;
        Link::parse(text)
    };
    list(value, "links")?.iter().map(link).collect()
}

fn object<'a>(value: &'a Value, what: &'static str, known: &[&str]) -> Result<&'a Map<String, Value>, Refusal> {
    let fields = value.as_object().ok_or(Refusal::NotObject { field: what })?;
    match fields.keys().find(|field| !known.contains(&field.as_str())) {
        Some(field) => Err(Refusal::FieldUnknown { field: field.clone() }),
        None => Ok(fields),
    }
}

fn text<'a>(fields: &'a Map<String, Value>, field: &'static str) -> Result<&'a str, Refusal> {
    let value = fields.get(field).ok_or(Refusal::FieldMissing { field })?;
    value.as_str().ok_or(Refusal::NotText { field })
}

fn list<'a>(value: &'a Value, field: &'static str) -> Result<&'a [Value], Refusal> {
    value.as_array().map(Vec::as_slice).ok_or(Refusal::NotList { field })
}
