//! Whose value it is: V by region, by owner, by side, and part by part.

use askama::Template;
use axum::response::Response;
use chain::Party;

use super::View;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Cell, Column, Meter, Table};

#[derive(Template)]
#[template(path = "pages/chain/value.html")]
struct ValuePage {
    t: Messages,
    layout: Layout,
    value: String,
    sellers: String,
    buyers: String,
    nobody: String,
    regions: Table,
    owners: Table,
    parts: Table,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let split = state.split()?;
    let regions = split.by_region.iter().enumerate().map(|(at, amount)| (view.names.region(at).to_owned(), *amount));
    let owners = split.by_owner.iter().enumerate().map(|(at, amount)| (view.names.owner(at).to_owned(), *amount));
    page(&ValuePage {
        t: view.t,
        layout: view.layout(Section::Value),
        value: view.numbers.headline(split.value),
        sellers: view.numbers.headline(split.sellers),
        buyers: view.numbers.headline(split.buyers),
        nobody: view.numbers.headline(split.nobody),
        regions: share_rows(
            view,
            view.t.get("value-regions-caption"),
            view.texts("column-region"),
            regions,
            split.value,
        ),
        owners: share_rows(view, view.t.get("value-owners-caption"), view.texts("column-owner"), owners, split.value),
        parts: parts(view, split),
    })
}

/// Amounts by name with their share of the whole, largest first, zeros left out.
fn share_rows(
    view: View,
    caption: String,
    first: Column,
    amounts: impl Iterator<Item = (String, f64)>,
    whole: f64,
) -> Table {
    let columns = vec![first, view.figures("column-value"), view.figures("column-share")];
    let row = |(name, amount): (String, f64)| {
        let share = amount / whole;
        vec![
            Cell::text(name),
            Cell::number(view.numbers.money(amount)),
            Cell::Meter(view.numbers.share(share), Meter::new(share)),
        ]
    };
    let total = row((view.t.get("total"), whole));
    Table::new(caption, columns).with_rows(sorted(amounts, whole).into_iter().map(row)).with_total(total)
}

/// Changes by name, largest first, zeros left out.
pub(super) fn split_rows(
    view: View,
    caption: String,
    first: Column,
    amounts: impl Iterator<Item = (String, f64)>,
) -> Table {
    let columns = vec![first, view.figures("column-change")];
    let amounts: Vec<(String, f64)> = amounts.collect();
    let scale = amounts.iter().map(|(_, amount)| amount.abs()).fold(0.0, f64::max);
    let row = |(name, amount): (String, f64)| vec![Cell::text(name), Cell::Change(view.numbers.change(amount), amount)];
    Table::new(caption, columns).with_rows(sorted(amounts.into_iter(), scale).into_iter().map(row))
}

fn sorted(amounts: impl Iterator<Item = (String, f64)>, scale: f64) -> Vec<(String, f64)> {
    let mut amounts: Vec<(String, f64)> = amounts.filter(|(_, amount)| amount.abs() > 1e-9 * scale.abs()).collect();
    amounts.sort_by(|a, b| b.1.total_cmp(&a.1));
    amounts
}

fn parts(view: View, split: &chain::Split) -> Table {
    let columns = vec![
        view.texts("column-limit-of"),
        view.texts("column-owner"),
        view.figures("column-value"),
        view.figures("column-share"),
    ];
    let mut shares = split.shares.clone();
    shares.retain(|share| share.amount.abs() > 1e-9 * split.value.abs());
    shares.sort_by(|a, b| b.amount.total_cmp(&a.amount));
    let rows = shares.into_iter().map(|share| {
        let (name, owner) = match share.party {
            Party::Capacity(at) => {
                (Cell::Link(view.names.capacity(at)), view.names.owner(view.chain.capacities[at].owner))
            }
            Party::Market(at) => (Cell::Link(view.names.market(at)), view.names.owner(view.chain.markets[at].owner)),
            Party::Stock(at) => {
                let stock = &view.chain.stocks[at];
                (Cell::Link(view.names.commodity(stock.commodity)), view.names.owner(stock.owner))
            }
            Party::Withdrawal(at) => (Cell::Link(view.names.commodity(view.chain.withdrawals[at].commodity)), ""),
        };
        let part = share.amount / split.value;
        vec![
            name,
            Cell::text(owner),
            Cell::number(view.numbers.money(share.amount)),
            Cell::Meter(view.numbers.share(part), Meter::new(part)),
        ]
    });
    Table::new(view.t.get("value-parts-caption"), columns).with_rows(rows)
}
