//! Self-sufficiency: own supply over own use by region, stage and grade, and what trade hides.

use askama::Template;
use axum::response::Response;

use super::View;
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Cell, Meter, Table};

#[derive(Template)]
#[template(path = "pages/chain/sufficiency.html")]
struct SufficiencyPage {
    t: Messages,
    layout: Layout,
    regions: Vec<(String, Table)>,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let mut order: Vec<usize> = (0..view.chain.regions.len()).collect();
    order.sort_by_key(|at| (*at != view.chain.home, *at));
    let mut regions = Vec::new();
    for region in order {
        regions.push((view.names.region(region).to_owned(), table(view, region)?));
    }
    regions.retain(|(_, table)| !table.is_empty());
    page(&SufficiencyPage { t: view.t, layout: view.layout(Section::SelfSufficiency), regions })
}

fn table(view: View, region: usize) -> Result<Table, Trouble> {
    let columns = vec![
        view.texts("column-stage"),
        view.texts("column-grade"),
        view.figures("column-own-supply"),
        view.figures("column-own-use"),
        view.figures("column-self-sufficiency"),
        view.figures("column-without-trade"),
    ];
    let mut found: Vec<&chain::Sufficiency> =
        view.state.sufficiency()?.iter().filter(|row| row.region == region).collect();
    found.sort_by_key(|row| row.stage);
    let rows = found.into_iter().map(|row| {
        let share = |share: Option<f64>| match share {
            Some(share) if share < 0.95 => Cell::Meter(view.numbers.share(share), Meter::new(share).bad()),
            Some(share) => Cell::Meter(view.numbers.share(share), Meter::new(share)),
            None => Cell::number(view.t.get("nothing-used")),
        };
        vec![
            Cell::text(view.names.stage(row.stage)),
            Cell::text(row.grade.clone()),
            Cell::number(view.numbers.amount(row.own_supply, &row.unit)),
            Cell::number(view.numbers.amount(row.own_use, &row.unit)),
            share(row.ratio()),
            share(row.without_trade),
        ]
    });
    let caption = view.t.say("sufficiency-caption").with("region", view.names.region(region)).to_string();
    Ok(Table::new(caption, columns).with_rows(rows))
}
