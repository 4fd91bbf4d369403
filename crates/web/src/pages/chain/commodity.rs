//! A commodity's page: its price as an interval, who makes and uses it, where it is sold.

use askama::Template;
use axum::response::Response;
use chain::{Disposal, Interval, Side};

use super::commodity_trade::{Movers, amounts, movers};
use super::{View, touching};
use crate::language::{Key, Messages};
use crate::pages::record::{Standings, standing_on};
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Badge, Cell, Table, Why};

/// A price below this is rounding.
const CENT: f64 = 0.01;

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
    traders: Table,
    per_thousand: bool,
    markets: Table,
    content: Table,
    touching: Table,
    records: Standings,
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
        per_thousand: commodity.unit == "kunit",
        makers: movers(view, at, Movers::Makers, view.t.get("commodity-makers-caption")),
        users: movers(view, at, Movers::Users, view.t.get("commodity-users-caption")),
        traders: movers(view, at, Movers::Traders, view.t.get("commodity-traders-caption")),
        markets: markets(view, at),
        content: content(view, at),
        records: standing_on(state, visit, &visit.id)?,
        touching: touching::table(view, touching::Of::Commodity(at)),
    })
}

fn places(view: View, at: usize) -> Result<Table, Trouble> {
    let unit = &view.chain.commodities[at].unit;
    let prices = view.state.prices()?;
    let columns = vec![
        view.texts("column-region"),
        view.figures("column-margin"),
        view.figures("column-made"),
        view.figures("column-imported"),
        view.figures("column-used"),
        view.figures("column-exported"),
        view.figures("column-sold"),
        view.figures("column-surplus"),
    ];
    let nodes = view.state.model().plan().nodes.iter().enumerate().filter(|(_, node)| node.commodity == at);
    let rows = nodes.map(|(place, node)| {
        let amounts = amounts(view, at, node.region);
        let number = |amount: f64| Cell::number(view.numbers.amount(amount, unit));
        let left_over = view.plan.surplus[place];
        let price = &prices.nodes[0][place];
        let beside = surplus_note(view, price, left_over, unit);
        let mut reasons = vec![view.t.get("why-price")];
        if price.single().is_none() {
            reasons.push(view.t.get("why-price-interval"));
        }
        vec![
            Cell::text(view.names.region(node.region)),
            Cell::Why(Why { beside, ..Why::new(view.numbers.interval(price, unit), reasons) }),
            number(amounts.made),
            number(amounts.imported),
            number(amounts.used),
            number(amounts.exported),
            number(amounts.sold),
            number(left_over),
        ]
    });
    Ok(Table::new(view.t.get("commodity-places-caption"), columns).with_rows(rows))
}

/// What is to be said of a price where more is left over than anybody wants; `None` where nothing is.
fn surplus_note(view: View, price: &Interval, left_over: f64, unit: &str) -> Option<String> {
    let more = price.extra_unit.filter(|more| *more < CENT && left_over > 0.0)?;
    let said = if more > -CENT { Key("in-surplus") } else { Key("in-surplus-at-a-cost") };
    Some(view.t.say(said).with("amount", view.numbers.amount(left_over, unit)).to_string())
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
