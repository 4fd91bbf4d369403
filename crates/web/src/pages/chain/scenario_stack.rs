//! A scenario as an address: patches, their sliders, and capacities changed by hand.
//!
//! `patch=ID` takes a patch of the pack, `slide.ID=0.3` moves its slider, `capacity.ID=0.5` halves a capacity. The
//! same fields with `b.` before them make the second scenario.

use axum::http::StatusCode;
use chain::{Edit, Field, Figure, Patch, PatchKind, Selector, Target, Text};

use super::View;
use crate::language::Key;
use crate::shell::{Refusal, Trouble};

/// Which of the two scenarios side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    A,
    B,
}

impl Side {
    /// What stands before the names of its fields.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::A => "",
            Self::B => "b.",
        }
    }

    /// The letter people know it by.
    pub(super) fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
        }
    }
}

/// The patches of one scenario, as the address has them.
pub(super) struct Stack {
    pub side: Side,
    /// The patches with their sliders where the address puts them, then the capacities changed by hand.
    pub patches: Vec<Patch>,
    /// The sliders to show.
    pub sliders: Vec<Slider>,
}

/// A quantity that can be moved.
pub(super) struct Slider {
    /// The name of its field.
    pub field: String,
    /// The thing, and what of it is moved.
    pub label: String,
    /// What the pack states, with its range.
    pub stated: Figure,
    /// Where it stands.
    pub value: f64,
    /// From where to where it moves, in which steps.
    pub range: [f64; 3],
}

impl Stack {
    /// Reads one scenario of the address.
    pub(super) fn read(view: View, side: Side) -> Result<Self, Trouble> {
        let mut stack = Self { side, patches: Vec::new(), sliders: Vec::new() };
        for id in view.visit.fields(&format!("{}patch", side.prefix())) {
            let patch = view.state.pack().patch(id)?;
            stack.patches.push(stack_patch(view, side, patch, &mut stack.sliders)?);
        }
        let prefix = format!("{}capacity.", side.prefix());
        for (name, value) in &view.visit.query {
            let Some(id) = name.strip_prefix(&prefix) else { continue };
            let Some(at) = view.chain.capacity(id) else {
                return Err(refused(Key("refusal-form-capacity"), name, id));
            };
            let factor = number(name, value)?;
            let capacity = &view.chain.capacities[at];
            let label = view.t.say("slider-capacity").with("capacity", view.names.capacity(at).text).to_string();
            let (stated, range) = (Figure::exact(1.0), [0.0, factor.max(2.0), 0.01]);
            stack.sliders.push(Slider { field: name.clone(), label, stated, value: factor, range });
            stack.patches.push(by_hand(view, capacity, factor));
        }
        Ok(stack)
    }

    /// Its letter and what it is made of, short enough for the heading of a column.
    pub(super) fn short(&self, view: View) -> String {
        let names: Vec<&str> = self.patches.iter().map(|patch| view.names.text(&patch.name)).collect();
        let of = match names.as_slice() {
            [] | [_] | [_, _] => names.join(&view.t.get("list-plus")),
            [first, rest @ ..] => {
                view.t.say("scenario-short").with("first", *first).with("more", rest.len()).to_string()
            }
        };
        format!("{} · {of}", self.side.letter())
    }

    /// Whether it is the chain as the pack has it.
    pub(super) fn is_empty(&self) -> bool {
        self.patches.is_empty()
    }

    /// Whether the address takes this patch of the pack.
    pub(super) fn takes(&self, id: &str) -> bool {
        self.patches.iter().any(|patch| patch.id == id)
    }
}

fn stack_patch(view: View, side: Side, patch: &Patch, sliders: &mut Vec<Slider>) -> Result<Patch, Trouble> {
    let Some(stated) = patch.slider_figure() else {
        return Ok(patch.clone());
    };
    let field = format!("{}slide.{}", side.prefix(), patch.id);
    let value = match view.visit.field(&field) {
        Some(text) => number(&field, text)?,
        None => stated.value,
    };
    let name = view.names.text(&patch.name);
    let label = match view.names.text(&patch.slider) {
        "" => view.t.say("slider-patch").with("patch", name).to_string(),
        slider => view.t.say("slider-of-patch").with("patch", name).with("slider", slider).to_string(),
    };
    sliders.push(Slider { field, label, stated, value, range: range(patch, &stated, value) });
    Ok(patch.slid_to(value))
}

/// From where to where a slider moves: the stated range and the unchanged figure, with some room.
fn range(patch: &Patch, stated: &Figure, value: f64) -> [f64; 3] {
    let unchanged = patch.edits.iter().find_map(|edit| match edit {
        Edit::Scale { .. } => Some(1.0),
        Edit::Set { .. } => Some(stated.value),
        Edit::BoundPrice { .. } | Edit::Ramp { .. } | Edit::Add { .. } | Edit::Remove { .. } => None,
    });
    let known = [Some(stated.value), stated.low, stated.high, unchanged, Some(value)];
    let known = known.into_iter().flatten();
    let (low, high) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
    let room = if high > low { 0.25 * (high - low) } else { 0.5 * high.abs().max(1e-9) };
    let (low, high) = if low >= 0.0 { ((low - room).max(0.0), high + room) } else { (low - room, high + room) };
    let step = 10f64.powf(((high - low) / 50.0).log10().floor());
    [(low / step).floor() * step, (high / step).ceil() * step, step]
}

/// A capacity multiplied by a factor, as a patch.
fn by_hand(view: View, capacity: &chain::Capacity, factor: f64) -> Patch {
    let name = |language| {
        let t = crate::language::Messages::new(language);
        let names = crate::view::Names::new(view.chain, t);
        let percent = names.numbers().share(factor);
        t.say("capacity-at").with("capacity", names.text(&capacity.name)).with("percent", percent).to_string()
    };
    Patch {
        id: format!("capacity.{}", capacity.id),
        kind: PatchKind::Project,
        name: Text::new(name(crate::language::Language::Chinese), name(crate::language::Language::English)),
        summary: Text::default(),
        readiness: None,
        year: capacity.origin.year,
        source: view.chain.sources[capacity.origin.source].id.clone(),
        confidence: capacity.origin.confidence,
        caveat: Text::default(),
        demand: None,
        slider: Text::default(),
        edits: vec![Edit::Scale {
            target: Target::Capacity,
            selector: Selector { fields: vec![(Field::Id, vec![capacity.id.clone()])] },
            by: Figure::exact(factor),
            from: 0,
        }],
        text: String::new(),
    }
}

fn number(field: &str, text: &str) -> Result<f64, Trouble> {
    match text.trim().parse::<f64>() {
        Ok(value) if value.is_finite() && value.abs() <= 1e9 => Ok(value),
        Ok(_) | Err(_) => Err(refused(Key("refusal-form-quantity"), field, text)),
    }
}

fn refused(what: Key, field: &str, value: &str) -> Trouble {
    Trouble::Refused(Refusal {
        status: StatusCode::BAD_REQUEST,
        what,
        mend: Key("refusal-form-mend"),
        facts: vec![("field", field.to_owned()), ("value", value.to_owned())],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slider_has_room_around_what_is_stated() {
        let patch = |edit| Patch {
            id: "a".into(),
            kind: PatchKind::Innovation,
            name: Text::default(),
            summary: Text::default(),
            readiness: None,
            year: 2024,
            source: "s".into(),
            confidence: chain::Confidence::Estimate,
            caveat: Text::default(),
            demand: None,
            slider: Text::default(),
            edits: vec![edit],
            text: String::new(),
        };
        let scale = |by: Figure| {
            patch(Edit::Scale { target: Target::Flow, selector: Selector { fields: Vec::new() }, by, from: 0 })
        };
        let table = [
            (Figure { value: 0.4, low: Some(0.1), high: Some(0.5) }, 0.4),
            (Figure::exact(0.0), 0.0),
            (Figure::exact(1.0), 1.0),
            (Figure::exact(1.25), 3.0),
            (Figure::exact(1e-7), 1e-7),
        ];
        for (stated, value) in table {
            let [low, high, step] = range(&scale(stated), &stated, value);
            assert!(low <= value.min(1.0) && high >= value.max(1.0) && low >= 0.0, "{stated:?} {low} {high}");
            assert!(step > 0.0 && (high - low) / step >= 40.0, "{stated:?} {step}");
        }
    }
}
