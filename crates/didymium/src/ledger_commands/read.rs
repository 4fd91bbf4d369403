//! What the ledger says.

use std::path::Path;

use base::accounting::{self, Format};
use base::people::Viewer;
use base::store::{LedgerFilter, Store};
use ledger::{AccountName, Sealed, read_date};
use measure::Money;
use serde_json::{Value, json};
use store::Database;
use web::figure::sides;
use web::language::Messages;

use super::LedgerFormat;
use crate::output::{self, Sheet};
use crate::stop::Stop;

/// The chain from its first entry to its last, and every account against its postings.
pub fn verify(database: &Database, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let checked = store.reading(|shelf| accounting::verify(shelf))?;
    let head = checked.head;
    if as_json {
        let flaws: Vec<String> = checked.flaws.iter().map(ToString::to_string).collect();
        output::json(&json!({
            "sound": flaws.is_empty(), "entries": checked.entries, "accounts": checked.accounts,
            "head": { "number": head.number, "hash": head.hash.to_string() }, "flaws": flaws,
        }))?;
    } else if checked.flaws.is_empty() {
        let said = t.say("cli-ledger-verified").with("entries", checked.entries.to_string());
        let said = said.with("accounts", checked.accounts.to_string()).with("number", head.number.to_string());
        output::line(&said.with("hash", head.hash.to_string()).to_string())?;
    }
    if checked.flaws.is_empty() { Ok(()) } else { Err(Stop::UnsoundLedger(checked.flaws)) }
}

/// Every account as it stands, debit beside credit.
pub fn balance(database: &Database, as_json: bool, t: Messages) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let balances = store.reading(|shelf| accounting::balances(shelf, &Viewer::Operator))?;
    if as_json {
        let row = |standing: &ledger::Standing| {
            json!({
                "account": standing.account.name.as_str(), "title": standing.account.title,
                "balance": standing.balance.amount_text(), "opened": standing.account.opened.to_string(),
                "closed": standing.account.closed.map(|day| day.to_string()),
            })
        };
        let table = |one: &accounting::Balance| {
            json!({
                "currency": one.currency.code(), "total": one.total.amount_text(),
                "accounts": one.standings.iter().map(row).collect::<Vec<_>>(),
            })
        };
        return output::json(&Value::Array(balances.iter().map(table).collect()));
    }
    if balances.is_empty() {
        return output::line(&t.get("cli-ledger-none"));
    }
    for one in &balances {
        let mut sheet = Sheet::new(&[
            t.get("ledger-page-account"),
            t.get("ledger-page-title"),
            format!(">{}", t.get("ledger-page-debit")),
            format!(">{}", t.get("ledger-page-credit")),
        ]);
        for standing in &one.standings {
            let (debit, credit) = sides(standing.balance);
            sheet.row(vec![standing.account.name.to_string(), standing.account.title.clone(), debit, credit]);
        }
        sheet.row(vec![t.get("ledger-page-sum"), String::new(), one.total.amount_text(), one.total.amount_text()]);
        sheet.print(&t.say("cli-ledger-balance").with("currency", one.currency.code()).to_string())?;
    }
    Ok(())
}

/// Entries, the newest first.
pub fn entries(
    database: &Database,
    (account, link): (Option<&str>, Option<&str>),
    most: usize,
    as_json: bool,
    t: Messages,
) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let filter = LedgerFilter { account: account.map(AccountName::parse).transpose()?, link: link.map(str::to_owned) };
    let found = store.reading(|shelf| accounting::entries_of(shelf, &Viewer::Operator, &filter, u64::MAX, most))?;
    if as_json {
        return output::json(&Value::Array(found.iter().map(told).collect()));
    }
    let heads = ["ledger-page-number", "ledger-page-date", "ledger-page-memo", "ledger-page-account"];
    let mut heads: Vec<String> = heads.into_iter().map(|key| t.get(key)).collect();
    heads.extend([format!(">{}", t.get("ledger-page-amount")), t.get("ledger-page-remark")]);
    let mut sheet = Sheet::new(&heads);
    for (sealed, reversed_by) in &found {
        let entry = sealed.entry();
        let remark = match (entry.reverses, reversed_by) {
            (Some(of), _) => t.say("ledger-page-reverses").with("number", of.to_string()).to_string(),
            (None, Some(by)) => t.say("ledger-page-reversed").with("number", by.to_string()).to_string(),
            (None, None) => String::new(),
        };
        for (at, posting) in entry.postings.iter().enumerate() {
            let first = |text: String| if at == 0 { text } else { String::new() };
            sheet.row(vec![
                first(sealed.number().to_string()),
                first(entry.date.to_string()),
                first(entry.memo.clone()),
                posting.account.to_string(),
                posting.amount.to_string(),
                first(remark.clone()),
            ]);
        }
    }
    sheet.print(&t.get("cli-ledger-entries"))
}

fn told((sealed, reversed_by): &(Sealed, Option<u64>)) -> Value {
    let entry = sealed.entry();
    let posting = |posting: &ledger::Posting| {
        json!({
            "account": posting.account.as_str(), "amount": posting.amount.amount_text(),
            "balance": posting.balance.map(Money::amount_text),
        })
    };
    json!({
        "number": sealed.number(), "key": entry.key.as_str(), "date": entry.date.to_string(), "memo": entry.memo,
        "currency": sealed.currency().code(), "postings": entry.postings.iter().map(posting).collect::<Vec<_>>(),
        "links": entry.links.iter().map(ledger::Link::as_str).collect::<Vec<_>>(),
        "reverses": entry.reverses, "reversed_by": reversed_by, "hash": sealed.hash().to_string(),
    })
}

/// What came and went on an account.
pub fn statement(
    database: &Database,
    account: &str,
    (from, to): (Option<&str>, Option<&str>),
    as_json: bool,
    t: Messages,
) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let account = AccountName::parse(account)?;
    let from = read_date(from.unwrap_or("1900-01-01"))?;
    let to = read_date(to.unwrap_or("2199-12-31"))?;
    let (standing, statement) =
        store.reading(|shelf| accounting::statement_of(shelf, &Viewer::Operator, &account, from..=to))?;
    if as_json {
        let line = |line: &ledger::report::StatementLine| {
            json!({
                "number": line.number, "date": line.date.to_string(), "memo": line.memo,
                "amount": line.amount.amount_text(), "balance": line.balance.amount_text(),
                "reverses": line.reverses,
            })
        };
        return output::json(&json!({
            "account": account.as_str(), "title": standing.account.title, "currency": standing.account.currency.code(),
            "opening": statement.opening.amount_text(), "closing": statement.closing.amount_text(),
            "lines": statement.lines.iter().map(line).collect::<Vec<_>>(),
        }));
    }
    let heads = ["ledger-page-number", "ledger-page-date", "ledger-page-memo"];
    let mut heads: Vec<String> = heads.into_iter().map(|key| t.get(key)).collect();
    heads.extend(["ledger-page-amount", "ledger-page-standing"].map(|key| format!(">{}", t.get(key))));
    let mut sheet = Sheet::new(&heads);
    let end = |key: &'static str, amount: Money| {
        vec![String::new(), String::new(), t.get(key), String::new(), amount.amount_text()]
    };
    sheet.row(end("ledger-page-opening", statement.opening));
    for line in &statement.lines {
        sheet.row(vec![
            line.number.to_string(),
            line.date.to_string(),
            line.memo.clone(),
            line.amount.amount_text(),
            line.balance.amount_text(),
        ]);
    }
    sheet.row(end("ledger-page-closing", statement.closing));
    let said = t.say("cli-ledger-statement").with("account", account.to_string());
    let said = said.with("title", standing.account.title.clone()).with("currency", standing.account.currency.code());
    sheet.print(&said.to_string())
}

/// The whole ledger for another program.
pub fn export(database: &Database, format: LedgerFormat, out: &Path) -> Result<(), Stop> {
    let store: &dyn Store = database;
    let format = match format {
        LedgerFormat::Hledger => Format::Hledger,
        LedgerFormat::Beancount => Format::Beancount,
    };
    let text = store.reading(|shelf| accounting::export(shelf, &Viewer::Operator, format))?;
    output::file(out, text.as_bytes())
}
