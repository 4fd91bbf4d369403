//! Where a commodity goes between regions: what trade brings and takes, apart from making and using.

use chain::{ActivityKind, Flow, Side};

use super::View;
use crate::view::{Cell, Column, Table};

/// What a region makes, gets, uses and sends away of a commodity.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amounts {
    pub made: f64,
    pub imported: f64,
    pub used: f64,
    pub exported: f64,
    pub sold: f64,
}

/// The amounts of a commodity in a region, in the plan.
pub(super) fn amounts(view: View, commodity: usize, region: usize) -> Amounts {
    let mut amounts = Amounts::default();
    for (at, activity) in view.chain.activities.iter().enumerate() {
        for flow in activity.flows.iter().filter(|flow| flow.commodity == commodity && flow.region == region) {
            let moved = flow.amount.value * view.plan.runs[at];
            let place = match (activity.kind, moved >= 0.0) {
                (ActivityKind::Trade, true) => &mut amounts.imported,
                (ActivityKind::Trade, false) => &mut amounts.exported,
                (ActivityKind::Mine | ActivityKind::Process | ActivityKind::Recycle, true) => &mut amounts.made,
                (ActivityKind::Mine | ActivityKind::Process | ActivityKind::Recycle, false) => &mut amounts.used,
            };
            *place += moved.abs();
        }
    }
    let markets = view.chain.markets.iter().enumerate();
    for (at, market) in markets.filter(|(_, market)| market.commodity == commodity && market.region == region) {
        match market.side {
            Side::Sell { .. } => amounts.sold += view.plan.traded[at],
            Side::Buy => amounts.imported += view.plan.traded[at],
        }
    }
    amounts
}

/// Which activities a list is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Movers {
    Makers,
    Users,
    Traders,
}

impl Movers {
    fn takes(self, kind: ActivityKind, flow: &Flow) -> bool {
        match self {
            Self::Makers => kind != ActivityKind::Trade && flow.amount.value > 0.0,
            Self::Users => kind != ActivityKind::Trade && flow.amount.value < 0.0,
            Self::Traders => kind == ActivityKind::Trade,
        }
    }
}

/// Who makes, uses or trades the commodity, those who move most first.
pub(super) fn movers(view: View, commodity: usize, of: Movers, caption: String) -> Table {
    let unit = &view.chain.commodities[commodity].unit;
    let columns = vec![
        view.texts("column-activity"),
        Column::Aside(view.t.get("column-owner")),
        view.texts("column-region"),
        view.figures("column-per-run"),
        view.figures("column-in-plan"),
    ];
    let mut found: Vec<(f64, Vec<Cell>)> = Vec::new();
    for (index, activity) in view.chain.activities.iter().enumerate() {
        let flows = activity.flows.iter().filter(|flow| flow.commodity == commodity);
        for flow in flows.filter(|flow| of.takes(activity.kind, flow)) {
            let sign = flow.amount.value.signum();
            let moved = flow.amount.value * sign * view.plan.runs[index];
            let region = view.names.region(flow.region);
            let region = match (of, sign > 0.0) {
                (Movers::Makers | Movers::Users, _) => region.to_owned(),
                (Movers::Traders, true) => view.t.say("trade-into").with("region", region).to_string(),
                (Movers::Traders, false) => view.t.say("trade-out-of").with("region", region).to_string(),
            };
            found.push((
                moved,
                vec![
                    Cell::Heading(view.names.activity(index), view.names.owner(activity.owner).to_owned()),
                    Cell::Aside(view.names.owner(activity.owner).to_owned()),
                    Cell::text(region),
                    view.sourced(&flow.amount.times(sign), &view.per(unit, &activity.unit), &flow.origin),
                    Cell::number(view.numbers.amount(moved, unit)),
                ],
            ));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    Table::new(caption, columns).with_rows(found.into_iter().map(|(_, row)| row))
}
