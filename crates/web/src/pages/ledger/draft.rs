//! A new entry: what is typed is kept until it is posted.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::accounting::{Trouble as LedgerTrouble, balances, post as post_entry};
use ledger::{AccountName, Draft, Key, Link, Posting, Refusal, read_amount, read_date};
use measure::Currency;

use super::frame::Frame;
use crate::language::Messages;
use crate::refusal::ledger_sentence;
use crate::shell::{Done, Form, Layout, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

/// Rows that an empty form has.
const ROWS: usize = 4;
/// Rows that are read of a form.
const ROWS_MOST: usize = 200;

#[derive(Template)]
#[template(path = "pages/ledger/draft.html")]
struct DraftPage {
    t: Messages,
    layout: Layout,
    accounts: Vec<(String, String, &'static str)>,
    key: String,
    date: String,
    memo: String,
    links: String,
    rows: Vec<Typed>,
    wrong: Option<String>,
}

/// A row as it was typed.
#[derive(Clone, Default)]
struct Typed {
    account: String,
    debit: String,
    credit: String,
}

/// A key that no request has used.
pub(super) fn fresh_key() -> String {
    format!("form-{}", base::record::RecordId::fresh())
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::poster(state, visit)?;
    let today = frame.occasion.now.date().to_string();
    let empty = [fresh_key(), today, String::new(), String::new()];
    render(&frame, StatusCode::OK, empty, vec![Typed::default(); ROWS], None)
}

/// Posts what was typed; the same form sent twice is one entry.
pub(super) fn post(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::poster(state, visit)?;
    let given = |name: &str| form.text(name).trim().to_owned();
    let head = [given("key"), given("date"), given("memo"), given("links")];
    let rows = rows(form);
    let (typed, told) = (rows.clone(), head.clone());
    let posted = frame.writing(move |shelf, occasion| {
        let standings = shelf.standings(None)?;
        let currency = |name: &AccountName| {
            let of = standings.iter().find(|standing| standing.account.name == *name);
            of.map_or(Currency::Cny, |standing| standing.account.currency)
        };
        post_entry(shelf, occasion, &draft(&told, &typed, currency)?)
    });
    match posted {
        Ok(sealed) => see_other_done(&format!("/ledger/entries/{}", sealed.number()), Done::Posted),
        Err(LedgerTrouble::Ledger(refusal)) => {
            let said = ledger_sentence(frame.t, &refusal);
            render(&frame, StatusCode::UNPROCESSABLE_ENTITY, head, rows, Some(said))
        }
        Err(other) => Err(other.into()),
    }
}

fn rows(form: &Form) -> Vec<Typed> {
    // Empty cells hold their places.
    let column = |wanted: &'static str| {
        let cells = form.pairs().filter(move |(name, _)| *name == wanted);
        cells.map(|(_, text)| text.trim().to_owned()).take(ROWS_MOST)
    };
    let (debits, credits): (Vec<String>, Vec<String>) = (column("debit").collect(), column("credit").collect());
    let cell = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
    let row = |(at, account)| Typed { account, debit: cell(&debits, at), credit: cell(&credits, at) };
    column("account").enumerate().map(row).collect()
}

fn draft(
    [key, date, memo, links]: &[String; 4],
    rows: &[Typed],
    currency: impl Fn(&AccountName) -> Currency,
) -> Result<Draft, Refusal> {
    let mut postings = Vec::new();
    for row in rows.iter().filter(|row| !row.debit.is_empty() || !row.credit.is_empty()) {
        let account = AccountName::parse(&row.account)?;
        let currency = currency(&account);
        for (text, sign) in [(&row.debit, 1), (&row.credit, -1)] {
            if !text.is_empty() {
                let plain = text.replace(',', "");
                let amount = read_amount(&plain, currency)?.checked_mul(sign);
                let amount = amount.map_err(|_| Refusal::AmountTooLarge { given: text.clone() })?;
                postings.push(Posting::new(account.clone(), amount));
            }
        }
    }
    let links = links.split_whitespace().map(Link::parse).collect::<Result<_, _>>()?;
    Ok(Draft { key: Key::parse(key)?, date: read_date(date)?, memo: memo.clone(), postings, links })
}

fn render(
    frame: &Frame,
    status: StatusCode,
    [key, date, memo, links]: [String; 4],
    mut rows: Vec<Typed>,
    wrong: Option<String>,
) -> Result<Response, Trouble> {
    let standing = frame.reading(|shelf| balances(shelf, &frame.occasion.viewer))?;
    let accounts = standing.iter().flat_map(|one| &one.standings).filter(|one| one.account.closed.is_none());
    let account =
        |one: &ledger::Standing| (one.account.name.to_string(), one.account.title.clone(), one.account.currency.code());
    // There is always a row to go on with.
    if rows.last().is_none_or(|row| !row.account.is_empty()) {
        rows.resize(rows.len() + 2, Typed::default());
    }
    let (t, layout, accounts) = (frame.t, frame.layout(), accounts.map(account).collect());
    page_with(status, &DraftPage { t, layout, accounts, key, date, memo, links, rows, wrong })
}
