//! An activity's page: what it makes and uses, what it earns, which capacities hold it.

use askama::Template;
use axum::response::Response;

use super::{View, touching};
use crate::language::Messages;
use crate::pages::record::{Standings, standing_on};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Badge, Cell, Table};

#[derive(Template)]
#[template(path = "pages/chain/activity.html")]
struct ActivityPage {
    t: Messages,
    layout: Layout,
    name: String,
    kind: String,
    stage: String,
    country: String,
    owner: String,
    cost: String,
    badge: Badge,
    readiness: String,
    runs: String,
    flows: Table,
    capacities: Table,
    touching: Table,
    records: Standings,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let at = view.chain.activity(&visit.id).ok_or(Trouble::NotFound)?;
    let activity = &view.chain.activities[at];
    page(&ActivityPage {
        t: view.t,
        layout: view.layout(Section::Chain),
        name: view.names.text(&activity.name).to_owned(),
        kind: view.names.activity_kind(activity.kind),
        stage: view.names.stage(activity.stage).to_owned(),
        country: view.names.country(activity.country).to_owned(),
        owner: view.names.owner(activity.owner).to_owned(),
        cost: view.numbers.figure(&activity.cost, &view.per(&view.chain.currency, &activity.unit)),
        badge: view.badge(&activity.origin),
        readiness: view.numbers.or_unknown(activity.readiness.map(|level| level.to_string())),
        runs: view.numbers.amount(view.plan.runs[at], &activity.unit),
        flows: flows(view, at),
        capacities: capacities(view, at)?,
        records: standing_on(state, visit, &visit.id)?,
        touching: touching::table(view, touching::Of::Activity(at)),
    })
}

fn flows(view: View, at: usize) -> Table {
    let activity = &view.chain.activities[at];
    let columns = vec![
        view.texts("column-commodity"),
        view.texts("column-region"),
        view.figures("column-per-run"),
        view.figures("column-in-plan"),
        view.figures("column-money-per-run"),
    ];
    let plan = view.state.model().plan();
    let money = |flow: &chain::Flow| {
        plan.node(flow.commodity, flow.region).map_or(0.0, |node| flow.amount.value * view.plan.price[node])
    };
    let rows = activity.flows.iter().map(|flow| {
        let unit = &view.chain.commodities[flow.commodity].unit;
        vec![
            Cell::Link(view.names.commodity(flow.commodity)),
            Cell::text(view.names.region(flow.region)),
            view.sourced(&flow.amount, &view.per(unit, &activity.unit), &flow.origin),
            Cell::number(view.numbers.amount(flow.amount.value * view.plan.runs[at], unit)),
            Cell::Change(view.numbers.price(money(flow), &activity.unit), money(flow)),
        ]
    });
    let cost = vec![
        Cell::text(view.t.get("activity-cost")),
        Cell::text(""),
        Cell::number(""),
        Cell::number(""),
        Cell::Change(view.numbers.price(-activity.cost.value, &activity.unit), -activity.cost.value),
    ];
    Table::new(view.t.get("activity-flows-caption"), columns).with_rows(rows).with_rows([cost])
}

fn capacities(view: View, at: usize) -> Result<Table, Trouble> {
    let activity = &view.chain.activities[at];
    let prices = view.state.prices()?;
    let columns = vec![
        view.texts("column-link"),
        view.figures("column-rate"),
        view.figures("column-in-use"),
        view.figures("column-rent"),
    ];
    let used = view.chain.capacities.iter().enumerate().flat_map(|(capacity, row)| {
        row.uses.iter().filter(|used| used.activity == at).map(move |used| (capacity, row, used))
    });
    let rows = used.map(|(capacity, row, used)| {
        let share = if row.amount.value > 0.0 { view.plan.in_use[capacity] / row.amount.value } else { 0.0 };
        vec![
            Cell::Link(view.names.capacity(capacity)),
            view.sourced(&used.rate, &view.per(&row.unit, &activity.unit), &used.origin),
            Cell::number(view.numbers.share(share)),
            Cell::number(view.numbers.interval(&prices.capacities[0][capacity], &row.unit)),
        ]
    });
    Ok(Table::new(view.t.get("activity-capacities-caption"), columns).with_rows(rows))
}
