//! What a list is narrowed to, read from its address, and the form that says so.

use base::record::verb::Within;
use base::record::{Choice, Field, Given, Kind, Shape, State as Stands, asked, read};
use base::store::{Filter, Mark, Sort};

use super::input::Answer;
use super::slip::said;
use super::value::label;
use super::view::View;
use crate::language::{Key, Messages};

/// What the address asks for, and what of it cannot be understood.
pub(super) struct Asked {
    pub filter: Filter,
    pub sort: Sort,
    /// What is wrong, in words.
    pub slips: Vec<String>,
    /// Whether it is narrowed at all.
    pub narrowed: bool,
}

/// A list to choose from above the list of records.
#[derive(Clone, Debug)]
pub(super) struct Chooser {
    pub name: &'static str,
    pub label: String,
    pub answers: Vec<Answer>,
}

/// Reads the address.
pub(super) fn asked_for(view: &View, within: &mut Within) -> Asked {
    let (visit, t) = (view.visit, view.t);
    let mut filter = Filter { kinds: vec![view.kind], ..Filter::default() };
    let mut slips = Vec::new();
    filter.words = visit.field("q").map(asked).unwrap_or_default();
    match visit.field("state") {
        None => {}
        Some(code) if Stands::CODES.contains(&code) => filter.states.push(code.to_owned()),
        Some(other) => slips.push(unknown(t, "state", other)),
    }
    let mut text = |name: &str, within: &mut Within| {
        let (field, given) = (view.kind.field(name)?, visit.field(name)?);
        match read(field, &Given::Text(given.to_owned()), within) {
            Ok(value) => Some(value),
            Err(found) => {
                slips.extend(found.iter().map(|slip| said(view.kind, slip, t).above));
                None
            }
        }
    };
    filter.owner = text("owner", within).and_then(|value| value.as_str()?.parse().ok());
    filter.expires_before = text("expires", within).and_then(|value| value.as_str().map(str::to_owned));
    let mut marks: Vec<Mark> = Vec::new();
    for field in choosers(view.kind).map(|(field, _)| field).chain(view.kind.field("positions")) {
        let value = text(field.name, within);
        let codes = value.iter().flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice));
        marks.extend(
            codes.filter_map(|code| Some(Mark { field: field.name.to_owned(), value: code.as_str()?.to_owned() })),
        );
    }
    filter.marks = marks;
    if visit.field("author") == Some("me") {
        filter.author = view.viewer().account();
    }
    let sort = match visit.field("sort") {
        None => Sort::default(),
        Some(code) => Sort::of_code(code).unwrap_or_else(|| {
            slips.push(unknown(t, "sort", code));
            Sort::default()
        }),
    };
    let narrowed = filter != Filter { kinds: vec![view.kind], ..Filter::default() } || !slips.is_empty();
    Asked { filter, sort, slips, narrowed }
}

fn unknown(t: Messages, field: &'static str, value: &str) -> String {
    t.say("refusal-form-choice").with("field", field).with("value", value.to_owned()).to_string()
}

/// The fields of a kind that a list is narrowed by: those with answers that lists show.
pub(super) fn choosers(kind: Kind) -> impl Iterator<Item = (&'static Field, &'static [Choice])> {
    kind.fields().filter(|field| field.listed).filter_map(|field| {
        let (Shape::Choice(choices) | Shape::Choices(choices)) = field.shape else { return None };
        Some((field, choices))
    })
}

/// The lists to choose from.
pub(super) fn shown(view: &View) -> Vec<Chooser> {
    let t = view.t;
    let mut shown = vec![Chooser {
        name: "state",
        label: t.get("record-state"),
        answers: answers(view, "state", Stands::CODES.map(|code| (code, state(code, t))).into()),
    }];
    shown.extend(choosers(view.kind).map(|(field, choices)| {
        let known = choices.iter().map(|choice| (choice.code, label(choice.label, t).to_owned()));
        Chooser {
            name: field.name,
            label: label(field.label, t).to_owned(),
            answers: answers(view, field.name, known.collect()),
        }
    }));
    shown
}

/// The orders of a list.
pub(super) fn sorts(view: &View) -> Chooser {
    let order = |sort: Sort| {
        let key = match sort {
            Sort::Updated => Key("record-sort-updated"),
            Sort::Created => Key("record-sort-created"),
            Sort::Title => Key("record-sort-title"),
            Sort::Expires => Key("record-sort-expires"),
        };
        let chosen = view.visit.field("sort").map_or(sort == Sort::default(), |code| code == sort.code());
        Answer { value: sort.code(), text: view.t.get(key), chosen }
    };
    Chooser { name: "sort", label: view.t.get("record-sort"), answers: Sort::ALL.map(order).into() }
}

fn answers(view: &View, name: &str, known: Vec<(&'static str, String)>) -> Vec<Answer> {
    let given = view.visit.field(name);
    let any = Answer { value: "", text: view.t.get("choose-all"), chosen: given.is_none() };
    let known = known.into_iter().map(|(value, text)| Answer { value, text, chosen: given == Some(value) });
    std::iter::once(any).chain(known).collect()
}

/// Where a record stands, in words.
pub(in crate::pages) fn state(code: &str, t: Messages) -> String {
    match code {
        "draft" => t.get("record-state-draft"),
        "published" => t.get("record-state-published"),
        "withdrawn" => t.get("record-state-withdrawn"),
        "deleted" => t.get("record-state-deleted"),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_has_a_name_that_addresses_and_forms_need() {
        for kind in Kind::ALL {
            for taken in ["q", "state", "author", "sort", "after", "lang", "done", "csrf", "version", "act"] {
                assert!(kind.field(taken).is_none(), "{kind}.{taken}");
            }
        }
    }
}
