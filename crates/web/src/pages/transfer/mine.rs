//! 我的分配: what the person who is signed in received, or is to receive, of every batch.

use askama::Template;
use axum::response::Response;
use base::record::kinds::{PayoutStage, ShareRole};
use measure::Money;
use transfer::money::{Mine, Statement, exact, mine};

use super::super::frame::Frame;
use super::batch::{budget, text};
use super::frame::Dealing;
use super::words::word;
use crate::figure::money;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;

#[derive(Template)]
#[template(path = "pages/transfer/mine.html")]
struct MinePage {
    t: Messages,
    layout: Layout,
    person: bool,
    rows: Vec<Row>,
    /// What was paid, and what is to come, by currency.
    sums: [String; 2],
}

/// A share of the reader's.
struct Row {
    /// Where its statement is.
    href: String,
    deal: String,
    batch: String,
    role: &'static str,
    stage: &'static str,
    amount: String,
    tax: String,
    net: String,
    paid: String,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let frame = Frame::new(state, visit, Section::Transfer);
    let shares = frame.reading(|shelf, _| Ok(mine(shelf, &frame.occasion.viewer)?))?;
    let of = |paid: bool| {
        let these = shares.iter().filter(|one| (one.payout.stage == Some(PayoutStage::Paid)) == paid);
        sums(these.filter_map(|one| exact(one.share.amount.as_ref()?).ok()))
    };
    let sums = [of(true), of(false)];
    let layout = Layout::new(state, visit, Some(Section::Mine));
    let rows = shares.iter().map(|one| row(&frame, one)).collect();
    page(&MinePage { t: frame.t, layout, person: visit.person, rows, sums })
}

/// Amounts added up, each currency by itself.
fn sums(amounts: impl Iterator<Item = Money>) -> String {
    let mut sums: Vec<Money> = Vec::new();
    for amount in amounts {
        match sums.iter_mut().find(|sum| sum.currency() == amount.currency()) {
            Some(sum) => *sum = sum.checked_add(amount).unwrap_or(*sum),
            None => sums.push(amount),
        }
    }
    let said = sums.iter().map(|sum| format!("{} {}", sum.currency().code(), money(*sum)));
    said.collect::<Vec<_>>().join("; ")
}

fn row(frame: &Frame, one: &Mine) -> Row {
    let t = frame.t;
    let paid = one.payout.stage == Some(PayoutStage::Paid);
    Row {
        href: format!("/payouts/{}/statements", one.batch.id),
        deal: one.deal.as_ref().map_or_else(String::new, |deal| frame.title(deal)),
        batch: text(one.payout.batch.as_ref()),
        role: one.share.role.map_or("", |role| word(ShareRole::CHOICES, role as usize, t)),
        stage: one.payout.stage.map_or("", |stage| word(PayoutStage::CHOICES, stage as usize, t)),
        amount: budget(one.share.amount),
        tax: if one.share.tax.is_none() && paid { t.get("statement-nothing-withheld") } else { budget(one.share.tax) },
        net: Statement::net(&one.share, &one.payout).map(money).unwrap_or_default(),
        paid: one.payout.paid.as_ref().map_or_else(String::new, |day| day.0.clone()),
    }
}
