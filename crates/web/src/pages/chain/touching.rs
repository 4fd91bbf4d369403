//! Which patches of the pack change a thing.

use chain::{Activity, Addition, Edit, Selector, Target, Thing};

use super::View;
use crate::view::{Cell, Table};

/// Which figures of which thing are looked for.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Activity(usize),
    Capacity(usize),
    Market(usize),
    Commodity(usize),
}

/// The patches that change the thing, each with its worth; empty where none does.
pub(super) fn table(view: View, of: Of) -> Table {
    let columns = vec![view.texts("column-patch"), view.texts("column-kind"), view.figures("column-worth")];
    let portfolio = view.state.portfolio();
    let patches = view.state.pack().patches.iter().enumerate();
    let rows =
        patches.filter(|(_, patch)| patch.edits.iter().any(|edit| touches(view, edit, of))).map(|(at, patch)| {
            let worth = match &portfolio.alone[at] {
                Ok(worth) => view.worth(*worth),
                Err(_) => Cell::number(view.t.get("no-plan-left")),
            };
            vec![Cell::Link(view.names.patch(patch)), Cell::text(view.names.patch_kind(patch.kind)), worth]
        });
    Table::new(view.t.get("touching-caption"), columns).with_rows(rows)
}

fn touches(view: View, edit: &Edit, of: Of) -> bool {
    match edit {
        Edit::Scale { target, selector, .. } | Edit::Set { target, selector, .. } => {
            changes(view, *target, selector, of)
        }
        Edit::BoundPrice { selector, .. } => changes(view, Target::Price, selector, of),
        Edit::Ramp { selector, .. } => changes(view, Target::Cost, selector, of),
        Edit::Remove { thing, selector, .. } => match thing {
            Thing::Activity => changes(view, Target::Cost, selector, of),
            Thing::Capacity => changes(view, Target::Capacity, selector, of),
            Thing::Market => changes(view, Target::Price, selector, of),
            Thing::Commodity => changes(view, Target::Content, selector, of),
        },
        Edit::Add { addition, .. } => adds(view, addition, of),
    }
}

/// Whether what is added makes, uses, trades or sells the commodity.
fn adds(view: View, addition: &Addition, of: Of) -> bool {
    let Of::Commodity(at) = of else { return false };
    let id = &view.chain.commodities[at].id;
    match addition {
        Addition::Activity(activity) => activity.flows.iter().any(|flow| flow.commodity == *id),
        Addition::Market(market) => market.commodity == *id,
        Addition::Commodity(_) | Addition::Capacity(_) => false,
    }
}

fn moves(activity: &Activity, commodity: usize) -> bool {
    activity.flows.iter().any(|flow| flow.commodity == commodity)
}

fn changes(view: View, target: Target, selector: &Selector, of: Of) -> bool {
    let chain = view.chain;
    match (of, target) {
        (Of::Activity(at), Target::Cost) => selector.takes_activity(chain, &chain.activities[at]),
        (Of::Activity(at), Target::Flow) => {
            let activity = &chain.activities[at];
            (0..activity.flows.len()).any(|flow| selector.takes_flow(chain, activity, flow))
        }
        (Of::Commodity(at), Target::Flow) => chain.activities.iter().any(|activity| {
            let flows = activity.flows.iter().enumerate().filter(|(_, flow)| flow.commodity == at);
            flows.into_iter().any(|(flow, _)| selector.takes_flow(chain, activity, flow))
        }),
        (Of::Commodity(at), Target::Cost) => {
            chain.activities.iter().any(|activity| moves(activity, at) && selector.takes_activity(chain, activity))
        }
        // Of what limits those who make, use or trade it; what lies further up or down is not its own.
        (Of::Commodity(at), Target::Capacity | Target::Use) => chain.capacities.iter().any(|capacity| {
            capacity.uses.iter().any(|used| moves(&chain.activities[used.activity], at))
                && selector.takes_capacity(chain, capacity)
        }),
        (Of::Capacity(at), Target::Capacity | Target::Use) => selector.takes_capacity(chain, &chain.capacities[at]),
        (Of::Market(at), Target::Price | Target::Demand | Target::Supply) => {
            selector.takes_market(chain, &chain.markets[at])
        }
        (Of::Commodity(at), Target::Price | Target::Demand | Target::Supply) => {
            chain.markets.iter().any(|market| market.commodity == at && selector.takes_market(chain, market))
        }
        (Of::Activity(_) | Of::Capacity(_) | Of::Market(_) | Of::Commodity(_), _) => false,
    }
}
