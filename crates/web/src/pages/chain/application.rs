//! An application's page: what it asks for, step by step, and what it gets.

use askama::Template;
use axum::response::Response;
use chain::Side;

use super::{View, scenario_compare};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Cell, Meter, Table};

#[derive(Template)]
#[template(path = "pages/chain/application.html")]
struct ApplicationPage {
    t: Messages,
    layout: Layout,
    name: String,
    unmet: String,
    steps: Table,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let at = view.chain.applications.iter().position(|row| row.id == visit.id).ok_or(Trouble::NotFound)?;
    page(&ApplicationPage {
        t: view.t,
        layout: view.layout(Section::Chain),
        name: view.names.application(at).to_owned(),
        unmet: view.numbers.share(scenario_compare::unmet(state.model())[at]),
        steps: steps(view, at),
    })
}

fn steps(view: View, application: usize) -> Table {
    let columns = vec![
        view.texts("column-market"),
        view.texts("column-commodity"),
        view.texts("column-region"),
        view.figures("column-limit-price"),
        view.figures("column-limit"),
        view.figures("column-traded"),
        view.figures("column-served"),
    ];
    let markets = view.chain.markets.iter().enumerate();
    let mut mine: Vec<_> = markets.filter(|(_, market)| market.side == Side::Sell { application }).collect();
    mine.sort_by(|a, b| b.1.price.value.total_cmp(&a.1.price.value));
    let rows = mine.into_iter().map(|(at, market)| {
        let unit = &view.chain.commodities[market.commodity].unit;
        let traded = view.plan.traded[at];
        let served = if market.limit.value.is_finite() && market.limit.value > 0.0 {
            let share = traded / market.limit.value;
            let meter = if share < 0.999 { Meter::new(share).bad() } else { Meter::new(share) };
            Cell::Meter(view.numbers.share(share), meter)
        } else {
            Cell::number("")
        };
        vec![
            Cell::Link(view.names.market(at)),
            Cell::Link(view.names.commodity(market.commodity)),
            Cell::text(view.names.region(market.region)),
            view.sourced(&market.price, &view.per(&view.chain.currency, unit), &market.origin),
            view.sourced(&market.limit, unit, &market.origin),
            Cell::number(view.numbers.amount(traded, unit)),
            served,
        ]
    });
    Table::new(view.t.get("application-steps-caption"), columns).with_rows(rows)
}
