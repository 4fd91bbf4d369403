//! A patch's page: what it changes, what it is worth and to whom, where its figures come from.

use askama::Template;
use axum::response::Response;
use chain::Spot;

use super::View;
use super::value::split_rows;
use crate::language::Messages;
use crate::refusal::refusal_sentence;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Badge, Cell, Link, Table, encoded};

#[derive(Template)]
#[template(path = "pages/chain/patch.html")]
struct PatchPage {
    t: Messages,
    layout: Layout,
    name: String,
    kind: String,
    summary: String,
    caveat: String,
    readiness: String,
    year: String,
    badge: Badge,
    scenario: String,
    effect: Result<Effect, String>,
    text: String,
}

struct Effect {
    worth: String,
    regions: Table,
    owners: Table,
    touched: Table,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let patch = state.pack().patch(&visit.id).map_err(|_| Trouble::NotFound)?;
    page(&PatchPage {
        t: view.t,
        layout: view.layout(Section::Innovations),
        name: view.names.text(&patch.name).to_owned(),
        kind: view.names.patch_kind(patch.kind),
        summary: view.names.text(&patch.summary).to_owned(),
        caveat: view.names.text(&patch.caveat).to_owned(),
        readiness: view.numbers.or_unknown(patch.readiness.map(|level| level.to_string())),
        year: patch.year.to_string(),
        badge: Badge::of_patch(patch, view.t),
        scenario: format!("/scenarios?patch={}", encoded(&patch.id)),
        effect: effect(view, patch).map_err(|refusal| refusal_sentence(view.t, &refusal)),
        text: patch.text.clone(),
    })
}

fn effect(view: View, patch: &chain::Patch) -> Result<Effect, chain::Refusal> {
    let stack = std::slice::from_ref(patch);
    let before = view.state.split()?;
    let worth = view.state.model().worth_split(before, stack)?;
    let change = worth.split.unwrap_or_default();
    Ok(Effect {
        worth: view.numbers.change(worth.value),
        regions: split_rows(
            view,
            view.t.get("patch-regions-caption"),
            view.texts("column-region"),
            change.by_region.iter().enumerate().map(|(at, amount)| (view.names.region(at).to_owned(), *amount)),
        ),
        owners: split_rows(
            view,
            view.t.get("patch-owners-caption"),
            view.texts("column-owner"),
            change
                .by_owner
                .iter()
                .take(view.chain.owners.len())
                .enumerate()
                .map(|(at, amount)| (view.names.owner(at).to_owned(), *amount)),
        ),
        touched: touched_table(view, stack)?,
    })
}

/// What patches change, figure by figure, by the names of things; what they add, remove or ramp by id.
pub(super) fn touched_table(view: View, patches: &[chain::Patch]) -> Result<Table, chain::Refusal> {
    let applied = chain::apply(view.chain, patches)?;
    let columns = vec![
        view.texts("column-figure"),
        view.figures("column-before"),
        view.figures("column-after"),
        view.texts("column-unit"),
    ];
    let spots = Spot::all(view.chain).into_iter();
    let changed = spots.filter_map(|spot| {
        let (before, after) = (spot.get(view.chain).value, spot.get(&applied.chain).value);
        #[expect(clippy::float_cmp, reason = "untouched figures keep their bits")]
        let same = before == after;
        (!same).then(|| {
            vec![
                figure_name(view, spot),
                Cell::number(view.numbers.plain(before)),
                Cell::number(view.numbers.plain(after)),
                Cell::text(view.numbers.unit(&spot.unit(view.chain))),
            ]
        })
    });
    let things = applied.touched.iter().flat_map(|touch| &touch.things).map(|thing| {
        vec![Cell::text(thing), Cell::number(""), Cell::number(view.t.get("thing-changed")), Cell::text("")]
    });
    Ok(Table::new(view.t.get("patch-touched-caption"), columns).with_rows(changed).with_rows(things))
}

/// A figure by the names of the things it belongs to, leading to the page that shows it.
fn figure_name(view: View, spot: Spot) -> Cell {
    let (chain, names) = (view.chain, view.names);
    let of = |thing: Link, what: String| {
        let said = view.t.say("figure-of").with("thing", thing.text).with("what", what);
        Cell::Link(Link { text: said.to_string(), href: thing.href })
    };
    let node = |commodity: usize, region: usize| {
        let said = view.t.say("node").with("commodity", names.commodity(commodity).text);
        said.with("region", names.region(region)).to_string()
    };
    match spot {
        Spot::Flow { activity, flow } => {
            let flow = &chain.activities[activity].flows[flow];
            of(names.activity(activity), node(flow.commodity, flow.region))
        }
        Spot::Cost(activity) => of(names.activity(activity), view.t.get("activity-cost")),
        Spot::Capacity(capacity) => of(names.capacity(capacity), view.t.get("column-amount")),
        Spot::Use { capacity, used } => {
            let activity = chain.capacities[capacity].uses[used].activity;
            of(names.capacity(capacity), names.activity(activity).text)
        }
        Spot::Price(market) => of(names.market(market), view.t.get("column-limit-price")),
        Spot::Limit(market) => of(names.market(market), view.t.get("column-limit")),
        Spot::Withdrawal(at) => {
            let row = &chain.withdrawals[at];
            of(names.commodity(row.commodity), view.t.get("figure-withdrawal"))
        }
        Spot::Stock(at) => of(names.commodity(chain.stocks[at].commodity), view.t.get("figure-stock")),
        Spot::Content { commodity, content } => {
            let element = chain.commodities[commodity].content[content].element;
            of(names.commodity(commodity), names.element(element).to_owned())
        }
    }
}
