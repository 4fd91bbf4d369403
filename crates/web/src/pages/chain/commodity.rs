//! A commodity's page: its price as an interval, who makes and uses it, where it is sold.

use askama::Template;
use axum::response::Response;
use chain::{Disposal, Side};

use super::{View, touching};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Badge, Cell, Table, Why};

#[derive(Template)]
#[template(path = "pages/chain/commodity.html")]
struct CommodityPage {
    t: Messages,
    layout: Layout,
    name: String,
    stage: String,
    grade: String,
    disposal: String,
    badge: Badge,
    places: Table,
    makers: Table,
    users: Table,
    markets: Table,
    content: Table,
    touching: Table,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let at = view.chain.commodity(&visit.id).ok_or(Trouble::NotFound)?;
    let commodity = &view.chain.commodities[at];
    let disposal = match commodity.disposal {
        Disposal::Free => view.t.get("disposal-free"),
        Disposal::None => view.t.get("disposal-none"),
        Disposal::Cost(cost) => view.numbers.price(cost, &commodity.unit),
    };
    page(&CommodityPage {
        t: view.t,
        layout: view.layout(Section::Chain),
        name: view.names.text(&commodity.name).to_owned(),
        stage: view.names.stage(commodity.stage).to_owned(),
        grade: commodity.grade.clone(),
        disposal,
        badge: view.badge(&commodity.origin),
        places: places(view, at)?,
        makers: movers(view, at, 1.0, view.t.get("commodity-makers-caption")),
        users: movers(view, at, -1.0, view.t.get("commodity-users-caption")),
        markets: markets(view, at),
        content: content(view, at),
        touching: touching::table(view, touching::Of::Commodity(at)),
    })
}

fn places(view: View, at: usize) -> Result<Table, Trouble> {
    let unit = &view.chain.commodities[at].unit;
    let prices = view.state.prices()?;
    let columns = vec![
        view.texts("column-region"),
        view.figures("column-price"),
        view.figures("column-made"),
        view.figures("column-used"),
        view.figures("column-sold"),
        view.figures("column-surplus"),
    ];
    let nodes = view.state.model().plan().nodes.iter().enumerate().filter(|(_, node)| node.commodity == at);
    let rows = nodes.map(|(place, node)| {
        let sells = |(_, market): &(usize, &chain::Market)| {
            matches!(market.side, Side::Sell { .. }) && market.commodity == at && market.region == node.region
        };
        let sold: f64 =
            view.chain.markets.iter().enumerate().filter(sells).map(|(market, _)| view.plan.traded[market]).sum();
        let price = &prices.nodes[0][place];
        let mut reasons = vec![view.t.get("why-price")];
        if price.single().is_none() {
            reasons.push(view.t.get("why-price-interval"));
        }
        vec![
            Cell::text(view.names.region(node.region)),
            Cell::Why(Why::new(view.numbers.interval(price, unit), reasons)),
            Cell::number(view.numbers.amount(view.plan.made[place], unit)),
            Cell::number(view.numbers.amount(view.plan.used[place], unit)),
            Cell::number(view.numbers.amount(sold, unit)),
            Cell::number(view.numbers.amount(view.plan.surplus[place], unit)),
        ]
    });
    Ok(Table::new(view.t.get("commodity-places-caption"), columns).with_rows(rows))
}

/// Who makes (`sign` 1) or uses (`sign` −1) the commodity, those who move most first.
fn movers(view: View, at: usize, sign: f64, caption: String) -> Table {
    let unit = &view.chain.commodities[at].unit;
    let columns = vec![
        view.texts("column-activity"),
        view.texts("column-owner"),
        view.texts("column-region"),
        view.figures("column-per-run"),
        view.figures("column-in-plan"),
    ];
    let mut found: Vec<(f64, Vec<Cell>)> = Vec::new();
    for (index, activity) in view.chain.activities.iter().enumerate() {
        for flow in activity.flows.iter().filter(|flow| flow.commodity == at && flow.amount.value * sign > 0.0) {
            let moved = flow.amount.value * sign * view.plan.runs[index];
            found.push((
                moved,
                vec![
                    Cell::Link(view.names.activity(index)),
                    Cell::text(view.names.owner(activity.owner)),
                    Cell::text(view.names.region(flow.region)),
                    view.sourced(&flow.amount.times(sign), &view.per(unit, &activity.unit), &flow.origin),
                    Cell::number(view.numbers.amount(moved, unit)),
                ],
            ));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    Table::new(caption, columns).with_rows(found.into_iter().map(|(_, row)| row))
}

fn markets(view: View, at: usize) -> Table {
    let unit = &view.chain.commodities[at].unit;
    let columns = vec![
        view.texts("column-market"),
        view.texts("column-kind"),
        view.texts("column-region"),
        view.figures("column-limit-price"),
        view.figures("column-limit"),
        view.figures("column-traded"),
    ];
    let rows =
        view.chain.markets.iter().enumerate().filter(|(_, market)| market.commodity == at).map(|(index, market)| {
            let side = match market.side {
                Side::Sell { .. } => view.t.get("side-sell"),
                Side::Buy => view.t.get("side-buy"),
            };
            vec![
                Cell::Link(view.names.market(index)),
                Cell::text(side),
                Cell::text(view.names.region(market.region)),
                view.sourced(&market.price, &view.per(&view.chain.currency, unit), &market.origin),
                view.sourced(&market.limit, unit, &market.origin),
                Cell::number(view.numbers.amount(view.plan.traded[index], unit)),
            ]
        });
    Table::new(view.t.get("commodity-markets-caption"), columns).with_rows(rows)
}

fn content(view: View, at: usize) -> Table {
    let commodity = &view.chain.commodities[at];
    let columns = vec![view.texts("column-element"), view.figures("column-content")];
    let unit = view.per(&view.chain.mass, &commodity.unit);
    let rows = commodity.content.iter().map(|content| {
        vec![Cell::text(view.names.element(content.element)), view.sourced(&content.amount, &unit, &content.origin)]
    });
    Table::new(view.t.get("commodity-content-caption"), columns).with_rows(rows)
}
