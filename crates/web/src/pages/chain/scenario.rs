//! The scenario builder: choose and stack patches, move quantities, see two scenarios beside today.

use std::time::Instant;

use askama::Template;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chain::PatchKind;
use serde_json::{Map, Value, json};

use super::View;
use super::patch::touched_table;
use super::scenario_compare::{self as compare, Solved};
use super::scenario_stack::{Side, Slider, Stack};
use super::scenario_worth;
use crate::language::Messages;
use crate::refusal::refusal_sentence;
use crate::shell::{Layout, Section, Trouble, Visit, page};
use crate::state::State;
use crate::view::{Link, Table};

#[derive(Template)]
#[template(path = "pages/chain/scenario.html")]
struct ScenarioPage {
    t: Messages,
    layout: Layout,
    groups: Vec<Group>,
    sliders: Vec<Shown>,
    headlines: Vec<Headline>,
    refusals: Vec<(String, String)>,
    worths: Vec<Table>,
    tables: Option<Tables>,
    touched: Vec<(String, Table)>,
}

/// The patches of one kind.
struct Group {
    kind: String,
    patches: Vec<Pick>,
}

struct Pick {
    id: String,
    name: Link,
    worth: String,
    in_a: bool,
    in_b: bool,
}

/// A slider as a page shows it.
struct Shown {
    letter: &'static str,
    field: String,
    label: String,
    hint: String,
    value: String,
    min: String,
    max: String,
    step: String,
}

/// The value of one scenario, which the sliders keep up to date.
struct Headline {
    letter: &'static str,
    key: String,
    names: String,
    value: String,
    change: String,
}

struct Tables {
    value: Table,
    owners: Table,
    unmet: Table,
    prices: Table,
    shifts: Table,
    runs: Table,
}

pub(super) fn show(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let view = View::new(state, visit);
    let stacks = [Stack::read(view, Side::A)?, Stack::read(view, Side::B)?];
    let mut solved = Vec::new();
    let mut refusals = Vec::new();
    for stack in stacks.iter().filter(|stack| !stack.is_empty()) {
        match Solved::of(view, stack) {
            Ok(one) => solved.push(one),
            Err(refusal) => refusals.push((refused_title(view, stack.side), refusal_sentence(view.t, &refusal))),
        }
    }
    let today = state.model().plan().value;
    let headlines = solved.iter().map(|one| {
        let stack = if one.side == Side::A { &stacks[0] } else { &stacks[1] };
        headline(view, stack, one.model.plan().value, today)
    });
    let chosen = || solved.iter().map(|one| (one, if one.side == Side::A { &stacks[0] } else { &stacks[1] }));
    let worths = chosen().filter_map(|(one, stack)| scenario_worth::table(view, stack, one.model.plan())).collect();
    let touched = chosen().map(|(_, stack)| {
        let title = view.t.say("compare-touched").with("scenario", stack.side.letter()).to_string();
        Ok((title, touched_table(view, &stack.patches)?))
    });
    let touched = touched.collect::<Result<_, chain::Refusal>>()?;
    let status = if refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = page(&ScenarioPage {
        t: view.t,
        layout: view.layout(Section::Scenarios),
        groups: groups(view, &stacks),
        sliders: stacks
            .iter()
            .flat_map(|stack| stack.sliders.iter().map(move |slider| shown(view, stack.side, slider)))
            .collect(),
        headlines: headlines.collect(),
        worths,
        tables: tables(view, &solved)?,
        refusals,
        touched,
    })?;
    Ok((status, shown).into_response())
}

/// The values of both scenarios, for the sliders.
pub(super) fn solve(state: &State, visit: &Visit) -> Result<Response, Trouble> {
    let start = Instant::now();
    let view = View::new(state, visit);
    let today = state.model().plan().value;
    let mut values = Map::new();
    for side in [Side::A, Side::B] {
        let stack = Stack::read(view, side)?;
        if stack.is_empty() {
            continue;
        }
        let value = state.model().scenario(&stack.patches)?.plan.value;
        let headline = headline(view, &stack, value, today);
        values.insert(format!("{}.value", headline.key), Value::String(headline.value));
        values.insert(format!("{}.change", headline.key), Value::String(headline.change));
    }
    let milliseconds = view.numbers.plain(start.elapsed().as_secs_f64() * 1e3);
    let says = view.t.say("scenario-solved-again").with("milliseconds", milliseconds).to_string();
    Ok(Json(json!({ "values": values, "says": says })).into_response())
}

fn refused_title(view: View, side: Side) -> String {
    view.t.say("scenario-refused").with("scenario", side.letter()).to_string()
}

fn headline(view: View, stack: &Stack, value: f64, today: f64) -> Headline {
    let names: Vec<&str> = stack.patches.iter().map(|patch| view.names.text(&patch.name)).collect();
    Headline {
        letter: stack.side.letter(),
        key: stack.side.letter().to_ascii_lowercase(),
        names: names.join(&view.t.get("list-plus")),
        value: view.numbers.money(value),
        change: view.numbers.change(value - today),
    }
}

fn tables(view: View, solved: &[Solved]) -> Result<Option<Tables>, Trouble> {
    if solved.is_empty() {
        return Ok(None);
    }
    Ok(Some(Tables {
        value: compare::value_table(view, solved)?,
        owners: compare::owner_table(view, solved)?,
        unmet: compare::unmet_table(view, solved),
        prices: compare::price_table(view, solved)?,
        shifts: compare::shift_table(view, solved)?,
        runs: compare::run_table(view, solved),
    }))
}

fn groups(view: View, stacks: &[Stack; 2]) -> Vec<Group> {
    let kinds = [PatchKind::Shock, PatchKind::Policy, PatchKind::Innovation, PatchKind::Investment, PatchKind::Project];
    let portfolio = view.state.portfolio();
    let group = |kind: PatchKind| {
        let patches = view.state.pack().patches.iter().enumerate().filter(|(_, patch)| patch.kind == kind);
        let patches = patches.map(|(at, patch)| Pick {
            id: patch.id.clone(),
            name: view.names.patch(patch),
            worth: match &portfolio.alone[at] {
                Ok(worth) => view.numbers.change(view.settled(*worth)),
                Err(_) => view.t.get("no-plan-left"),
            },
            in_a: stacks[0].takes(&patch.id),
            in_b: stacks[1].takes(&patch.id),
        });
        Group { kind: view.names.patch_kind(kind), patches: patches.collect() }
    };
    let mut groups: Vec<Group> = kinds.into_iter().map(group).collect();
    groups.retain(|group| !group.patches.is_empty());
    groups
}

fn shown(view: View, side: Side, slider: &Slider) -> Shown {
    let [min, max, step] = slider.range;
    // As many decimals as the step needs, which is a power of ten.
    let decimals = (0..12).find(|decimals| step * 10f64.powi(*decimals) >= 1.0 - 1e-9).unwrap_or(12);
    let decimals = usize::try_from(decimals).unwrap_or_default();
    let write = |value: f64| format!("{value:.decimals$}");
    let stated = view.numbers.figure(&slider.stated, "");
    Shown {
        letter: side.letter(),
        field: slider.field.clone(),
        label: slider.label.clone(),
        hint: view.t.say("slider-stated").with("stated", stated).to_string(),
        value: format!("{}", slider.value),
        min: write(min),
        max: write(max),
        step: write(step),
    }
}
