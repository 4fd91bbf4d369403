//! The facets of what was found, with what each is called, and the chips of those that narrow.

use base::record::verb::Within;
use base::record::{Kind, Naming, RecordId};
use retrieval::{Count, Facet};

use super::super::record::{kind_label, state_label, titled_link};
use super::address::Asked;
use crate::language::{Key, Messages};

/// Values of a facet that are shown.
const SHOWN: usize = 12;

/// A facet with its values.
pub(super) struct Group {
    pub label: String,
    pub open: bool,
    pub values: Vec<Value>,
}

/// A value of a facet.
pub(super) struct Value {
    pub label: String,
    pub count: u64,
    pub href: String,
    pub on: bool,
}

/// A facet that narrows, and the address without it.
pub(super) struct Chip {
    pub label: String,
    pub href: String,
}

/// The facets in the order of the page; those with one value that says nothing are left out.
pub(super) fn groups(asked: &Asked, counts: &[Count], within: &mut Within, t: Messages) -> Vec<Group> {
    let names = [
        ("kind", Key("search-facet-kind")),
        ("positions", Key("search-facet-position")),
        ("owner", Key("search-facet-owner")),
        ("fields", Key("search-facet-field")),
        ("state", Key("search-facet-state")),
    ];
    let mut groups = Vec::new();
    for (name, key) in names {
        let is_on = |facet: &Facet| asked.narrowed.contains(facet);
        let of_name = counts.iter().filter(|count| count.facet.name == name);
        let values: Vec<Value> = of_name
            .filter_map(|count| {
                let facet = &count.facet;
                let href = asked.turned(facet).address();
                Some(Value { label: label(facet, within, t)?, count: count.documents, href, on: is_on(facet) })
            })
            .take(SHOWN)
            .collect();
        let narrows = values.iter().any(|value| value.on);
        if values.len() > usize::from(name == "state") {
            groups.push(Group { label: t.get(key), open: narrows || name == "kind", values });
        }
    }
    groups
}

/// The chips of what narrows.
pub(super) fn chips(asked: &Asked, within: &mut Within, t: Messages) -> Vec<Chip> {
    let chip = |facet: &Facet| {
        // What cannot be named for this reader is still his to take off.
        let label = label(facet, within, t).unwrap_or_else(|| facet.value.clone());
        Chip { label, href: asked.turned(facet).address() }
    };
    asked.narrowed.iter().map(chip).collect()
}

/// What a value is called; nothing for an organisation that the reader cannot see.
fn label(facet: &Facet, within: &mut Within, t: Messages) -> Option<String> {
    let value = facet.value.as_str();
    match facet.name.as_str() {
        "kind" => Kind::of_code(value).map(|kind| kind_label(kind, t)),
        "owner" => {
            let id: RecordId = value.parse().ok()?;
            within.title(id).map(|titled| titled_link(titled, t).text)
        }
        "positions" => Some(place(value, within, t)),
        "state" if base::record::State::CODES.contains(&value) => Some(state_label(value, t)),
        _ => Some(value.to_owned()),
    }
}

/// What a place of the chain is called; its id where the pack no longer has it.
pub(super) fn place(id: &str, within: &Within, t: Messages) -> String {
    within.places().names(id).map_or(id, |(zh, en)| t.pick(zh, en)).to_owned()
}
