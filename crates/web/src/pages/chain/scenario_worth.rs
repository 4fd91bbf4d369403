//! What each patch of a scenario is worth: alone, on top of the others, and all together.

use chain::{Patch, Plan, Refusal};

use super::View;
use super::scenario_stack::Stack;
use crate::view::{Cell, Column, Table};

/// The worths of a stack of two patches or more, with what they do to each other; `None` where there is only one.
pub(super) fn table(view: View, stack: &Stack, together: &Plan) -> Option<Table> {
    let patches = &stack.patches;
    if patches.len() < 2 {
        return None;
    }
    let model = view.state.model();
    let value = |patches: &[Patch]| model.scenario(patches).map(|scenario| scenario.plan.value);
    let alone = patches.iter().map(|patch| worth(value(std::slice::from_ref(patch)), |with| with - model.plan().value));
    let alone: Vec<Option<f64>> = alone.collect();
    let added = (0..patches.len()).map(|at| {
        let others: Vec<Patch> =
            patches.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, patch)| patch.clone()).collect();
        worth(value(&others), |without| together.value - without)
    });
    let cell = |worth: Option<f64>| worth.map_or_else(|| Cell::number(view.t.get("no-plan-left")), |of| view.worth(of));
    let rows: Vec<Vec<Cell>> = patches
        .iter()
        .zip(alone.iter().zip(added))
        .map(|(patch, (alone, added))| vec![name(view, patch), cell(*alone), cell(added), Cell::number("")])
        .collect();
    let sum: Option<f64> = alone.iter().copied().sum();
    let whole = together.value - model.plan().value;
    let blank = || Cell::number("");
    let total = vec![Cell::text(view.t.get("stack-together")), cell(sum), blank(), view.worth(whole)];
    let interaction = sum.map(|sum| whole - sum);
    let interaction = vec![Cell::text(view.t.get("stack-interaction")), blank(), blank(), cell(interaction)];
    let columns = vec![
        view.texts("column-patch"),
        view.figures("column-alone"),
        view.figures("column-on-top"),
        Column::Number(view.t.get("column-together")),
    ];
    let caption = view.t.say("stack-caption").with("scenario", stack.side.letter()).to_string();
    Some(Table::new(caption, columns).with_rows(rows).with_total(total).with_total(interaction))
}

fn worth(value: Result<f64, Refusal>, of: impl Fn(f64) -> f64) -> Option<f64> {
    value.ok().map(of)
}

/// A patch of the pack leads to its page; a capacity changed by hand has none.
fn name(view: View, patch: &Patch) -> Cell {
    match view.state.pack().patch(&patch.id) {
        Ok(known) => Cell::Link(view.names.patch(known)),
        Err(_) => Cell::text(view.names.text(&patch.name).to_owned()),
    }
}
