//! A market's page: a step of demand or of outside supply.

use askama::Template;
use axum::response::Response;
use chain::{Link as Weak, Side};

use super::{View, capacity, touching};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Badge, Link, Table};

#[derive(Template)]
#[template(path = "pages/chain/market.html")]
struct MarketPage {
    t: Messages,
    layout: Layout,
    name: String,
    side: String,
    application: Option<String>,
    commodity: Link,
    region: String,
    owner: String,
    price: String,
    limit: String,
    badge: Badge,
    per_thousand: bool,
    traded: String,
    rent: String,
    measures: Option<Table>,
    touching: Table,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let at = view.chain.market(&visit.id).ok_or(Trouble::NotFound)?;
    let market = &view.chain.markets[at];
    let unit = &view.chain.commodities[market.commodity].unit;
    let (side, application, measures) = match market.side {
        Side::Sell { application } => {
            (view.t.get("side-sell"), Some(view.names.application(application).to_owned()), None)
        }
        Side::Buy => (view.t.get("side-buy"), None, capacity::measures(view, Weak::Supply(at))?),
    };
    let traded = view.plan.traded[at];
    let share = if market.limit.value > 0.0 { traded / market.limit.value } else { 0.0 };
    page(&MarketPage {
        t: view.t,
        layout: view.layout(Section::Chain),
        name: view.names.text(&market.name).to_owned(),
        side,
        application,
        commodity: view.names.commodity(market.commodity),
        region: view.names.region(market.region).to_owned(),
        owner: view.names.owner(market.owner).to_owned(),
        price: view.numbers.figure(&market.price, &view.per(&view.chain.currency, unit)),
        limit: view.numbers.figure(&market.limit, unit),
        badge: view.badge(&market.origin),
        per_thousand: unit == "kunit",
        traded: format!("{} ({})", view.numbers.amount(traded, unit), view.numbers.share(share)),
        rent: view.numbers.interval(&state.prices()?.markets[0][at], unit),
        measures,
        touching: touching::table(view, touching::Of::Market(at)),
    })
}
