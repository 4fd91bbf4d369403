//! A patch's page: what it changes, what it is worth and to whom, where its figures come from.

use askama::Template;
use axum::response::Response;

use super::View;
use super::value::split_rows;
use crate::language::Messages;
use crate::refusal::refusal_sentence;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Badge, Cell, Table, encoded};

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
    let touched = chain::apply(view.chain, stack)?.touched;
    let change = worth.split.unwrap_or_default();
    Ok(Effect {
        worth: view.numbers.change(worth.value),
        regions: split_rows(
            view,
            view.t.get("patch-regions-caption"),
            view.texts("column-region"),
            change
                .by_region
                .iter()
                .enumerate()
                .map(|(at, amount)| (view.names.region(at).to_owned(), *amount)),
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
        touched: touched_table(view, &touched),
    })
}

/// What each edit touched, figure by figure.
pub(super) fn touched_table(view: View, touched: &[chain::Touch]) -> Table {
    let columns = vec![
        view.texts("column-figure"),
        view.figures("column-before"),
        view.figures("column-after"),
        view.texts("column-unit"),
    ];
    let figures = touched
        .iter()
        .flat_map(|touch| &touch.figures)
        .map(|(label, before, after, unit)| {
            vec![
                Cell::text(label),
                Cell::number(view.numbers.plain(*before)),
                Cell::Change(view.numbers.plain(*after), after - before),
                Cell::text(unit),
            ]
        });
    let things = touched.iter().flat_map(|touch| &touch.things).map(|thing| {
        vec![
            Cell::text(thing),
            Cell::number(""),
            Cell::number(view.t.get("thing-changed")),
            Cell::text(""),
        ]
    });
    Table::new(view.t.get("patch-touched-caption"), columns)
        .with_rows(figures)
        .with_rows(things)
}
