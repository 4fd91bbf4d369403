//! A link's page: a capacity, who owns it, what it is worth, who uses it, what would change it.

use askama::Template;
use axum::response::Response;
use chain::Link as Weak;

use super::{View, touching, weak_links};
use crate::language::Messages;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Badge, Cell, Table, Why};

#[derive(Template)]
#[template(path = "pages/chain/capacity.html")]
struct CapacityPage {
    t: Messages,
    layout: Layout,
    id: String,
    name: String,
    kind: String,
    stage: String,
    country: String,
    owner: String,
    owner_kind: String,
    amount: String,
    badge: Badge,
    in_use: String,
    price: String,
    recover: String,
    measures: Option<Table>,
    uses: Table,
    touching: Table,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let at = view.chain.capacity(&visit.id).ok_or(Trouble::NotFound)?;
    let capacity = &view.chain.capacities[at];
    let in_use = view.plan.in_use[at];
    let share = if capacity.amount.value > 0.0 { in_use / capacity.amount.value } else { 0.0 };
    page(&CapacityPage {
        t: view.t,
        layout: view.layout(Section::WeakLinks),
        id: capacity.id.clone(),
        name: view.names.text(&capacity.name).to_owned(),
        kind: view.names.capacity_kind(capacity.kind),
        stage: view.names.stage(capacity.stage).to_owned(),
        country: view.names.country(capacity.country).to_owned(),
        owner: view.names.owner(capacity.owner).to_owned(),
        owner_kind: view.names.owner_kind(view.chain.owners[capacity.owner].kind),
        amount: view.numbers.figure(&capacity.amount, &capacity.unit),
        badge: view.badge(&capacity.origin),
        in_use: format!("{} ({})", view.numbers.amount(in_use, &capacity.unit), view.numbers.share(share)),
        price: view.numbers.interval(&state.prices()?.capacities[0][at], &capacity.unit),
        recover: view.numbers.or_unknown(capacity.recover_weeks.map(|weeks| view.numbers.weeks(weeks))),
        measures: measures(view, Weak::Capacity(at))?,
        uses: uses(view, at),
        touching: touching::table(view, touching::Of::Capacity(at)),
    })
}

/// What the two lists of weak links say of one link; `None` where it is in neither.
pub(super) fn measures(view: View, of: Weak) -> Result<Option<Table>, Trouble> {
    let links = view.state.weak_links()?;
    let Some(link) = links.links.iter().find(|link| link.link == of) else {
        return Ok(None);
    };
    let columns = vec![view.texts("column-question"), view.figures("column-answer")];
    let row = |question: String, why: Why| vec![Cell::text(question), Cell::Why(why)];
    let rows = [
        row(view.t.get("column-loss-if-stopped"), weak_links::loss(view, link)),
        row(view.t.get("column-one-less"), weak_links::one_less(view, link)),
        row(view.t.get("column-one-more"), weak_links::one_more(view, link)),
        row(view.t.get("column-gain-of-tenth"), weak_links::gain(view, link)),
        row(view.t.get("column-time-to-survive"), weak_links::survival(view, link)),
        row(view.t.get("column-concentration"), weak_links::concentration(view, link)),
    ];
    Ok(Some(Table::new(view.t.get("measures-caption"), columns).with_rows(rows)))
}

fn uses(view: View, at: usize) -> Table {
    let columns = vec![
        view.texts("column-activity"),
        view.texts("column-owner"),
        view.figures("column-rate"),
        view.figures("column-runs"),
        view.figures("column-takes"),
    ];
    let capacity = &view.chain.capacities[at];
    let rows = capacity.uses.iter().map(|used| {
        let activity = &view.chain.activities[used.activity];
        let runs = view.plan.runs[used.activity];
        vec![
            Cell::Link(view.names.activity(used.activity)),
            Cell::text(view.names.owner(activity.owner)),
            view.sourced(&used.rate, &view.per(&capacity.unit, &activity.unit), &used.origin),
            Cell::number(view.numbers.amount(runs, &activity.unit)),
            Cell::number(view.numbers.amount(runs * used.rate.value, &capacity.unit)),
        ]
    });
    Table::new(view.t.get("capacity-uses-caption"), columns).with_rows(rows)
}
