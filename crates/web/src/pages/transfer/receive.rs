//! Money that came in under a term: the form of finance.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use base::accounting::may_post;
use base::record::kinds::{Cost, CostItem};
use base::record::{Line, SlipReason};
use jiff::civil::Date;
use ledger::{AccountName, Standing};
use measure::{Budget, MoneyUnit};
use transfer::Trouble as TransferTrouble;
use transfer::deal::case;
use transfer::money::{Posting, Receivable, Receiving, receivables_of, receive};

use super::super::frame::{Frame, Typed};
use super::act::amount;
use super::frame::Dealing;
use super::words::answers;
use crate::figure::money;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Section, Trouble, Visit, page_with, see_other_done};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/transfer/receive.html")]
struct ReceivePage {
    t: Messages,
    layout: Layout,
    address: String,
    deal: String,
    term: String,
    due: String,
    refused: Option<String>,
    typed: Typed,
    today: String,
    items: Vec<(&'static str, &'static str)>,
    costs: Vec<(String, String, String)>,
    /// What is expected, where that is known.
    owed: String,
    banks: Vec<Choice>,
    incomes: Vec<Choice>,
}

/// An account to book to.
struct Choice {
    name: String,
    said: String,
    chosen: bool,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let id = frame.id()?;
    frame.reading(|shelf, _| case(shelf, &frame.occasion.viewer, id).map(drop))?;
    may_post(&frame.occasion.viewer)?;
    let of = |name: &str| visit.field(name).unwrap_or_default().to_owned();
    render(&frame, (of("term"), of("due")), None, &Form::default())
}

fn render(
    frame: &Frame,
    (term, due): (String, String),
    refused: Option<(StatusCode, String)>,
    form: &Form,
) -> Result<Response, Trouble> {
    let id = frame.id()?;
    let (deal, owed, standings) = frame.reading(|shelf, _| {
        let case = case(shelf, &frame.occasion.viewer, id)?;
        let expected = receivables_of(shelf, &case, frame.occasion.now.date())?;
        let same = |one: &&Receivable| one.due.term == term && one.due.due.is_none_or(|day| day.to_string() == due);
        let owed = expected.iter().find(same).and_then(Receivable::rest);
        Ok((frame.title(&case.record), owed, shelf.standings(None)?))
    })?;
    let usual = Posting::usual().map_err(Trouble::fault)?;
    let typed = |name: &str, usual: &AccountName| {
        let given = form.text(name);
        if given.is_empty() { usual.to_string() } else { given.to_owned() }
    };
    let (status, refused) = refused.map_or((StatusCode::OK, None), |(status, said)| (status, Some(said)));
    let mut costs = cost_rows(form);
    costs.resize(costs.len().max(1) + 2, Default::default());
    let page = ReceivePage {
        t: frame.t,
        layout: frame.layout(),
        address: format!("/deals/{id}"),
        deal,
        term,
        due,
        refused,
        owed: owed.map(|owed| format!("{} {}", owed.currency().code(), money(owed))).unwrap_or_default(),
        banks: choices(&standings, "assets:", &typed("bank", &usual.bank)),
        incomes: choices(&standings, "income:", &typed("income", &usual.income)),
        today: frame.occasion.now.date().to_string(),
        items: answers(CostItem::CHOICES, frame.t),
        costs,
        typed: Typed::of(form),
    };
    page_with(status, &page)
}

/// The open accounts below a name, with the one that is chosen, which is opened with the receipt where there is none yet.
fn choices(standings: &[Standing], below: &str, chosen: &str) -> Vec<Choice> {
    let open = standings.iter().map(|one| &one.account);
    let open = open.filter(|account| account.closed.is_none() && account.name.as_str().starts_with(below));
    let mut choices: Vec<Choice> = open
        .map(|account| Choice {
            name: account.name.to_string(),
            said: format!("{} · {} · {}", account.title, account.name, account.currency.code()),
            chosen: account.name.as_str() == chosen,
        })
        .collect();
    if !choices.iter().any(|one| one.chosen) {
        choices.insert(0, Choice { name: chosen.to_owned(), said: chosen.to_owned(), chosen: true });
    }
    choices
}

/// The rows of costs that hold something: item, amount, voucher.
fn cost_rows(form: &Form) -> Vec<(String, String, String)> {
    let column = |name: &'static str| {
        form.pairs().filter(move |(given, _)| *given == name).map(|(_, text)| text.trim().to_owned())
    };
    let rows =
        column("item").zip(column("cost")).zip(column("voucher")).map(|((item, cost), voucher)| (item, cost, voucher));
    rows.filter(|(item, cost, voucher)| [item, cost, voucher].iter().any(|cell| !cell.is_empty())).take(50).collect()
}

pub(super) fn save(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let (id, given) = (frame.id()?, form.clone());
    let saved = frame.writing(move |shelf, _, occasion| receive(shelf, occasion, id, &receiving(&given)?))?;
    match saved {
        Ok(_) => see_other_done(&format!("/deals/{id}/desk"), Done::Received),
        Err(refused) => {
            render(&frame, (form.text("term").to_owned(), form.text("due").to_owned()), Some(refused), form)
        }
    }
}

fn receiving(form: &Form) -> Result<Receiving, TransferTrouble> {
    let slip = |name: &str, reason: SlipReason| base::Refusal::Slips(vec![reason.at(name)]);
    let received = form.text("received").trim();
    let date = |text: &str, name: &str| -> Result<Date, base::Refusal> {
        measure::parse_date(text).map_err(|_| slip(name, SlipReason::NotDate { given: text.to_owned() }))
    };
    let mut costs = Vec::new();
    for (item, cost, voucher) in cost_rows(form) {
        let amount =
            Budget::parse(&cost, Some(MoneyUnit::One)).map_err(|_| base::Refusal::NotAnAmount { given: cost })?;
        let item: Option<CostItem> = super::act::answer_of(&item);
        let voucher = (!voucher.is_empty()).then_some(Line(voucher));
        costs.push(Cost { item: Some(item.unwrap_or(CostItem::Other)), amount: Some(amount), voucher, note: None });
    }
    let rate = form.text("rate").trim();
    if !rate.is_empty() && measure::Decimal::parse(rate).is_err() {
        return Err(slip("rate", SlipReason::NotDecimal { given: rate.to_owned() }).into());
    }
    let due = form.text("due").trim();
    Ok(Receiving {
        term: form.text("term").to_owned(),
        due: if due.is_empty() || due == "—" { None } else { Some(date(due, "due")?) },
        amount: amount(form, "amount")?,
        received: date(received, "received")?,
        costs,
        invoice: form.text("invoice").to_owned(),
        reference: form.text("reference").to_owned(),
        exchange_rate: (!rate.is_empty()).then(|| rate.to_owned()),
        posting: Posting {
            bank: AccountName::parse(form.text("bank").trim())?,
            income: AccountName::parse(form.text("income").trim())?,
            ..Posting::usual()?
        },
        more_than_due: form.text("more") == "yes",
    })
}
