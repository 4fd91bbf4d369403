//! Accounts: how they stand, what came and went, and opening one.

use axum::http::StatusCode;
use base::accounting::{balances, open_account, statement_of};
use base::people::Role;
use ledger::{Account, AccountName, Refusal, read_date};
use measure::Currency;
use serde_json::{Value, json};

use super::super::super::answer::{Answer, Failure};
use super::super::super::call::Call;
use super::super::super::operation::{Documentation, Gives, Method, Table, document};
use super::super::super::parameter::{part, query};
use super::super::super::schema::{day, reference, text};
use super::told;
use crate::shell::Who;

pub(super) fn add(table: &mut Table) {
    table.add(of_balances(), show_balances);
    table.add(of_open(), open);
    table.add(of_statement(), show_statement);
}

fn of_balances() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The accounts as they stand.", reference("LedgerBalances"));
    document(Method::Get, "/ledger/balances", "list_ledger_balances", "How every account stands", gives)
        .under("ledger")
        .who(Who::Signed)
        .note("For finance, administrators and auditors.")
        .refuses(["not-allowed", "ledger-balance-too-large"])
}

fn of_open() -> Documentation {
    let gives = Gives::Json(StatusCode::CREATED, "The account.", reference("LedgerAccount"));
    document(Method::Post, "/ledger/accounts", "open_ledger_account", "Open an account", gives)
        .under("ledger")
        .who(Who::Role(Role::Finance))
        .takes_a("NewLedgerAccount")
        .refuses(["ledger-bad-account-name", "ledger-bad-title", "ledger-date-out-of-range", "ledger-account-exists"])
}

fn of_statement() -> Documentation {
    let gives = Gives::Json(StatusCode::OK, "The statement.", reference("LedgerStatement"));
    let path = "/ledger/accounts/{name}/statement";
    document(Method::Get, path, "show_ledger_statement", "What came and went on an account", gives)
        .under("ledger")
        .who(Who::Signed)
        .patient()
        .note("For finance, administrators and auditors.")
        .with([
            part("name", "The name of the account: `assets:cash`.", text()),
            query("from", "The first day.", day()),
            query("to", "The last day.", day()),
        ])
        .refuses(["not-allowed", "ledger-bad-account-name", "ledger-unknown-account", "ledger-balance-too-large"])
}

fn show_balances(call: &Call) -> Result<Answer, Failure> {
    let balances = call.accounting(|shelf| balances(shelf, call.viewer()))?;
    let items: Vec<Value> = balances.iter().map(told::balance).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn open(call: &Call) -> Result<Answer, Failure> {
    let (body, path) = (call.body.clone(), call.visit.path.clone());
    call.posting(move |shelf, occasion| {
        let text = |name: &str| body[name].as_str();
        let currency = text("currency").unwrap_or(Currency::Cny.code());
        let currency =
            Currency::parse(currency).map_err(|_| Refusal::UnknownCurrency { given: currency.to_owned() })?;
        let opened = text("opened").map(read_date).transpose()?.unwrap_or(occasion.now.date());
        let name = AccountName::parse(text("name").unwrap_or_default())?;
        let account = Account::open(name, text("title").unwrap_or_default(), currency, opened)?;
        let standing = open_account(shelf, occasion, account)?;
        let location = format!("{path}/{}/statement", standing.account.name);
        Ok(Answer::created(location, told::account(&standing)))
    })
}

fn show_statement(call: &Call) -> Result<Answer, Failure> {
    base::accounting::may_read(call.viewer())?;
    let name = AccountName::parse(call.visit.part("name"))?;
    let day = |name: &str, otherwise: &str| read_date(call.given.text(name).unwrap_or(otherwise));
    let days = day("from", "1900-01-01")?..=day("to", "2199-12-31")?;
    let (standing, statement) = call.accounting(|shelf| statement_of(shelf, call.viewer(), &name, days))?;
    Ok(Answer::ok(told::statement(&standing, &statement)))
}
