//! Accounts, entries and statements as JSON; every amount is a text.

use base::accounting::{Balance, Checked};
use ledger::report::{Statement, StatementLine};
use ledger::{Link, Posting, Sealed, Standing};
use serde_json::{Value, json};

/// An account as it stands.
pub(super) fn account(standing: &Standing) -> Value {
    json!({
        "name": standing.account.name.as_str(),
        "title": standing.account.title,
        "currency": standing.account.currency.code(),
        "opened": standing.account.opened.to_string(),
        "closed": standing.account.closed.map(|day| day.to_string()),
        "balance": standing.balance.amount_text(),
    })
}

/// The accounts of a currency.
pub(super) fn balance(balance: &Balance) -> Value {
    json!({
        "currency": balance.currency.code(),
        "total": balance.total.amount_text(),
        "accounts": balance.standings.iter().map(account).collect::<Vec<_>>(),
    })
}

/// An entry, and the number of the one that took it back.
pub(super) fn entry(sealed: &Sealed, reversed_by: Option<u64>) -> Value {
    let entry = sealed.entry();
    json!({
        "number": sealed.number(),
        "key": entry.key.as_str(),
        "date": entry.date.to_string(),
        "memo": entry.memo,
        "currency": sealed.currency().code(),
        "postings": entry.postings.iter().map(posting).collect::<Vec<_>>(),
        "links": links(&entry.links),
        "reverses": entry.reverses,
        "reversed_by": reversed_by,
        "previous": sealed.previous().to_string(),
        "hash": sealed.hash().to_string(),
    })
}

fn posting(posting: &Posting) -> Value {
    json!({
        "account": posting.account.as_str(),
        "amount": posting.amount.amount_text(),
        "balance": posting.balance.map(measure::Money::amount_text),
    })
}

fn links(links: &[Link]) -> Vec<&str> {
    links.iter().map(Link::as_str).collect()
}

/// What came and went on an account.
pub(super) fn statement(standing: &Standing, statement: &Statement) -> Value {
    json!({
        "account": account(standing),
        "opening": statement.opening.amount_text(),
        "lines": statement.lines.iter().map(line).collect::<Vec<_>>(),
        "closing": statement.closing.amount_text(),
    })
}

fn line(line: &StatementLine) -> Value {
    json!({
        "number": line.number,
        "date": line.date.to_string(),
        "memo": line.memo,
        "links": links(&line.links),
        "reverses": line.reverses,
        "amount": line.amount.amount_text(),
        "balance": line.balance.amount_text(),
    })
}

/// What was looked at, and what was wrong.
pub(super) fn checked(checked: &Checked) -> Value {
    json!({
        "sound": checked.flaws.is_empty(),
        "entries": checked.entries,
        "accounts": checked.accounts,
        "head": { "number": checked.head.number, "hash": checked.head.hash.to_string() },
        "flaws": checked.flaws.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
