//! The ledger as it stands: the trial balance, the latest entries, the end of the chain.

use askama::Template;
use axum::response::Response;
use base::accounting::{balances, close_books, entries_of, reopen_books, verify};
use base::people::Role;
use base::store::LedgerFilter;
use ledger::read_date;

use super::frame::{Frame, Line, line};
use crate::figure::{money, sides};
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Trouble, Visit, page, see_other_done};
use crate::state::State;

/// Entries on one page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "pages/ledger/desk.html")]
struct DeskPage {
    t: Messages,
    layout: Layout,
    balances: Vec<Currency>,
    lines: Vec<Line>,
    link: String,
    older: Option<String>,
    closed: Option<String>,
    checked: Option<(String, Vec<String>)>,
    may_post: bool,
    may_reopen: bool,
    today: String,
}

struct Currency {
    code: &'static str,
    rows: Vec<Row>,
    total: String,
}

struct Row {
    account: String,
    title: String,
    debit: String,
    credit: String,
    closed: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::reader(state, visit)?;
    let t = frame.t;
    let before = visit.field("before").and_then(|number| number.parse().ok()).unwrap_or(i64::MAX.unsigned_abs());
    let link = visit.field("link").unwrap_or_default().trim().to_owned();
    let filter = LedgerFilter { account: None, link: (!link.is_empty()).then(|| link.clone()) };
    let checks = visit.field("verify").is_some();
    let (standing, entries, closed, checked) = frame.reading(|shelf| {
        let standing = balances(shelf, &frame.occasion.viewer)?;
        let entries = entries_of(shelf, &frame.occasion.viewer, &filter, before, PAGE + 1)?;
        let checked = if checks { Some(verify(shelf)?) } else { None };
        Ok((standing, entries, shelf.closed_until()?, checked))
    })?;
    let last = entries.get(PAGE - 1).filter(|_| entries.len() > PAGE);
    let older =
        last.map(|(sealed, _)| format!("/ledger?before={}&link={}", sealed.number(), crate::view::encoded(&link)));
    let row = |standing: &ledger::Standing| {
        let (debit, credit) = sides(standing.balance);
        let closed = standing.account.closed.is_some();
        Row { account: standing.account.name.to_string(), title: standing.account.title.clone(), debit, credit, closed }
    };
    let currency = |one: &base::accounting::Balance| Currency {
        code: one.currency.code(),
        rows: one.standings.iter().map(row).collect(),
        total: money(one.total),
    };
    let checked = checked.map(|checked| {
        let key = if checked.flaws.is_empty() { "ledger-page-verified" } else { "ledger-page-unsound" };
        let said = t.say(key).with("entries", checked.entries.to_string());
        let said = said.with("number", checked.head.number.to_string()).with("hash", checked.head.hash.to_string());
        (said.to_string(), checked.flaws.iter().map(ToString::to_string).collect())
    });
    page(&DeskPage {
        t,
        layout: frame.layout(),
        balances: standing.iter().map(currency).collect(),
        lines: entries.iter().take(PAGE).map(|(sealed, by)| line(t, sealed, *by)).collect(),
        link,
        older,
        closed: closed.map(|day| day.to_string()),
        checked,
        may_post: frame.may_post(),
        may_reopen: frame.may_post() && frame.occasion.viewer.has(Role::Administrator),
        today: frame.occasion.now.date().to_string(),
    })
}

/// Closes the books until the end of a day.
pub(super) fn close(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::poster(state, visit)?;
    let until = form.text("until").trim().to_owned();
    frame.writing(move |shelf, occasion| close_books(shelf, occasion, read_date(&until)?))?;
    see_other_done("/ledger", Done::BooksClosed)
}

/// Opens the books again from a day on.
pub(super) fn reopen(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::poster(state, visit)?;
    if !frame.occasion.viewer.has(Role::Administrator) {
        return Err(frame.occasion.viewer.not_allowed(Role::Administrator.code()).into());
    }
    let (from, reason) = (form.text("from").trim().to_owned(), form.text("reason").to_owned());
    frame.writing(move |shelf, occasion| reopen_books(shelf, occasion, read_date(&from)?, &reason))?;
    see_other_done("/ledger", Done::BooksReopened)
}
