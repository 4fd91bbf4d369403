//! One entry, and taking it back.

use askama::Template;
use axum::response::Response;
use base::accounting::{entry, reverse as reverse_entry};
use ledger::{Key, Reversal, read_date};

use super::frame::Frame;
use crate::figure::sides;
use crate::language::Messages;
use crate::shell::{Done, Form, Layout, Trouble, Visit, page, see_other_done};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/ledger/entry.html")]
struct EntryPage {
    t: Messages,
    layout: Layout,
    number: u64,
    date: String,
    memo: String,
    currency: &'static str,
    key: String,
    rows: Vec<(String, String, String)>,
    links: Vec<String>,
    reverses: Option<u64>,
    reversed_by: Option<u64>,
    hash: String,
    previous: String,
    may_post: bool,
    today: String,
    fresh: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::reader(state, visit)?;
    let (sealed, reversed_by) = frame.reading(|shelf| entry(shelf, &frame.occasion.viewer, number(visit)))?;
    let written = sealed.entry();
    let row = |posting: &ledger::Posting| {
        let (debit, credit) = sides(posting.amount);
        (posting.account.to_string(), debit, credit)
    };
    page(&EntryPage {
        t: frame.t,
        layout: frame.layout(),
        number: sealed.number(),
        date: written.date.to_string(),
        memo: written.memo.clone(),
        currency: sealed.currency().code(),
        key: written.key.to_string(),
        rows: written.postings.iter().map(row).collect(),
        links: written.links.iter().map(ToString::to_string).collect(),
        reverses: written.reverses,
        reversed_by,
        hash: sealed.hash().to_string(),
        previous: sealed.previous().to_string(),
        may_post: frame.may_post() && written.reverses.is_none() && reversed_by.is_none(),
        today: frame.occasion.now.date().to_string(),
        fresh: super::draft::fresh_key(),
    })
}

/// Takes the entry back by its exact negation.
pub(super) fn reverse(state: &State, visit: &Visit, form: &Form) -> Result<Response, Trouble> {
    let frame = Frame::poster(state, visit)?;
    let given = |name: &str| form.text(name).trim().to_owned();
    let (of, key, memo, date) = (number(visit), given("key"), given("memo"), given("date"));
    let sealed = frame.writing(move |shelf, occasion| {
        let reversal = Reversal { key: Key::parse(&key)?, date: read_date(&date)?, memo, links: Vec::new(), of };
        reverse_entry(shelf, occasion, &reversal)
    })?;
    see_other_done(&format!("/ledger/entries/{}", sealed.number()), Done::Posted)
}

/// The number of the address; what is none is the number of no entry.
fn number(visit: &Visit) -> u64 {
    visit.part("id").parse().unwrap_or_default()
}
