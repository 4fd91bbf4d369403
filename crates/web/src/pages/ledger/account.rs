//! One account: what came and went, and how it stood after each.

use askama::Template;
use axum::response::Response;
use base::accounting::{open_account, statement_of};
use ledger::{Account, AccountName, Refusal, read_date};
use measure::Currency;

use super::frame::{Frame, remark};
use crate::figure::money;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Trouble, Visit, page, see_other_done};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/ledger/account.html")]
struct AccountPage {
    t: Messages,
    layout: Layout,
    account: String,
    title: String,
    currency: &'static str,
    opened: String,
    closed: Option<String>,
    from: String,
    to: String,
    opening: String,
    rows: Vec<Row>,
    closing: String,
}

struct Row {
    number: u64,
    date: String,
    memo: String,
    amount: String,
    balance: String,
    remark: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::reader(state, visit)?;
    let t = frame.t;
    let given = |name: &str| visit.field(name).unwrap_or_default().trim().to_owned();
    let (from, to) = (given("from"), given("to"));
    let (standing, statement) = frame.reading(|shelf| {
        let name = AccountName::parse(visit.part("id"))?;
        let day = |text: &str, otherwise: &str| read_date(if text.is_empty() { otherwise } else { text });
        let days = day(&from, "1900-01-01")?..=day(&to, "2199-12-31")?;
        statement_of(shelf, &frame.occasion.viewer, &name, days)
    })?;
    let row = |line: &ledger::report::StatementLine| Row {
        number: line.number,
        date: line.date.to_string(),
        memo: line.memo.clone(),
        amount: money(line.amount),
        balance: money(line.balance),
        remark: remark(t, line.reverses, None),
    };
    page(&AccountPage {
        t,
        layout: frame.layout(),
        account: standing.account.name.to_string(),
        title: standing.account.title.clone(),
        currency: standing.account.currency.code(),
        opened: standing.account.opened.to_string(),
        closed: standing.account.closed.map(|day| day.to_string()),
        from,
        to,
        opening: money(statement.opening),
        rows: statement.lines.iter().map(row).collect(),
        closing: money(statement.closing),
    })
}

/// Opens an account.
pub(super) fn open(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::poster(state, visit)?;
    let given = |name: &str| form.text(name).trim().to_owned();
    let (name, title, currency, opened) = (given("account"), given("title"), given("currency"), given("opened"));
    frame.writing(move |shelf, occasion| {
        let currency = Currency::parse(&currency).map_err(|_| Refusal::UnknownCurrency { given: currency.clone() })?;
        let account = Account::open(AccountName::parse(&name)?, &title, currency, read_date(&opened)?)?;
        open_account(shelf, occasion, account)
    })?;
    see_other_done("/ledger", Done::AccountOpened)
}
