//! The form of a kind, read off its fields, with what is wrong beside each field and everything typed kept.

use std::collections::BTreeMap;

use base::identifier::Country;
use base::record::verb::Within;
use base::record::{Field, Identifier, Kind, Shape, Slip};
use base::store::{Filter, Query, Sort};

use super::input::Input;
use super::relation::{kind_label, one_of};
use super::slip::{Said, said};
use super::text::Texts;
use super::view::View;
use crate::shell::Trouble;

/// Records suggested for a field that names one.
const SUGGESTED: usize = 50;

/// Fields under one heading.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub heading: String,
    pub inputs: Vec<Input>,
}

/// What may be typed into a field, offered while typing.
#[derive(Clone, Debug)]
pub(super) struct Suggestions {
    pub id: String,
    pub options: Vec<String>,
}

/// The form of a kind, filled in.
pub(super) struct Sheet {
    pub groups: Vec<Group>,
    pub suggestions: Vec<Suggestions>,
    /// What is wrong, each with the input it leads to.
    pub slips: Vec<Said>,
    /// Whether a workflow writes the rest of the record.
    pub rest: bool,
}

/// The form of the view's kind with these texts and slips.
///
/// What only a workflow writes, once a record stands, is not asked for.
pub(super) fn sheet(
    view: &View,
    within: &mut Within,
    texts: &Texts,
    slips: &[Slip],
    stands: bool,
) -> Result<Sheet, Trouble> {
    let suggestions = suggestions(view, within)?;
    let slips: Vec<Said> = slips.iter().map(|slip| said(view.kind, slip, view.t)).collect();
    let input = |field: &Field| {
        let text = texts.get(field.name).map_or("", String::as_str);
        let mut input = Input::new(field, text, Source::of(field).map(Source::id), view.t);
        input.slips = slips.iter().filter(|slip| slip.field == field.name).map(|slip| slip.beside.clone()).collect();
        input
    };
    let own: Vec<&str> = view.kind.own_fields().iter().map(|field| field.name).collect();
    let (mut head, mut body, mut tail) = (Vec::new(), Vec::new(), Vec::new());
    for field in view.kind.fields().filter(|field| field.hand.is_open(stands)) {
        let group = match own.contains(&field.name) {
            true => &mut body,
            false if body.is_empty() => &mut head,
            false => &mut tail,
        };
        group.push(input(field));
    }
    let groups = vec![
        Group { heading: view.t.get("record-group-head"), inputs: head },
        Group { heading: kind_label(view.kind, view.t), inputs: body },
        Group { heading: view.t.get("record-group-tail"), inputs: tail },
    ];
    let rest = view.kind.fields().any(|field| !field.hand.is_open(stands));
    Ok(Sheet { groups, suggestions, slips, rest })
}

impl Sheet {
    /// Shows beside each field what stands there now.
    pub(super) fn with_theirs(mut self, theirs: &BTreeMap<&'static str, String>) -> Self {
        for input in self.groups.iter_mut().flat_map(|group| &mut group.inputs) {
            input.theirs = theirs.get(input.name).cloned();
        }
        self
    }
}

/// What is suggested for a field.
#[derive(Clone, Copy)]
enum Source {
    Records(&'static [Kind]),
    Places,
    Countries,
    PlanItems,
}

impl Source {
    fn of(field: &Field) -> Option<Self> {
        if matches!(field.shape, Shape::Link) {
            return Some(Self::Records(field.targets));
        }
        if matches!(field.shape, Shape::Positions) {
            return Some(Self::Places);
        }
        if field.name == "plan_item" {
            return Some(Self::PlanItems);
        }
        matches!(field.shape, Shape::Identifier(Identifier::Country)).then_some(Self::Countries)
    }

    fn id(self) -> String {
        match self {
            Self::Records(targets) => list_id(targets),
            Self::Places => "list-places".to_owned(),
            Self::Countries => "list-countries".to_owned(),
            Self::PlanItems => "list-plan-items".to_owned(),
        }
    }
}

fn list_id(targets: &[Kind]) -> String {
    let codes: Vec<&str> = targets.iter().map(|kind| kind.code()).collect();
    format!("list-{}", codes.join("-"))
}

fn suggestions(view: &View, within: &mut Within) -> Result<Vec<Suggestions>, Trouble> {
    let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in view.kind.fields().filter_map(Source::of) {
        if lists.contains_key(&source.id()) {
            continue;
        }
        let options = match source {
            Source::Records(targets) => titles(view, within, targets)?,
            Source::Places => places(view),
            Source::PlanItems => within.plan_items().iter().map(|(code, _)| code.clone()).collect(),
            Source::Countries => {
                Country::all().iter().map(|country| view.t.pick(country.zh(), country.en()).to_owned()).collect()
            }
        };
        lists.insert(source.id(), options);
    }
    Ok(lists.into_iter().map(|(id, options)| Suggestions { id, options }).collect())
}

/// The first titles within reach; several of one title have their ids beside them.
pub(super) fn titles(view: &View, within: &mut Within, kinds: &[Kind]) -> Result<Vec<String>, Trouble> {
    let filter = Filter { kinds: kinds.to_vec(), ..Filter::default() };
    let query = Query { reach: view.viewer().reach(), filter, sort: Sort::Title, after: None, limit: SUGGESTED };
    let found = within.shelf().find(&query)?.records;
    let titles: Vec<&str> = found.iter().map(|record| record.content.title(true)).collect();
    let option = |at: usize, title: &str| {
        let alone = titles.iter().filter(|other| **other == title).count() == 1;
        if alone { title.to_owned() } else { format!("{title}〔{}〕", found[at].id) }
    };
    Ok(titles.iter().enumerate().map(|(at, title)| option(at, title)).collect())
}

/// The places of the chain, by the names that lead back to them.
pub(super) fn places(view: &View) -> Vec<String> {
    let places = view.state.places();
    let name = |(id, zh, en)| {
        let name = view.t.pick(zh, en);
        if places.find(name) == Some(id) { name } else { id }.to_owned()
    };
    places.all().map(name).collect()
}

/// The heading of a new one.
pub(super) fn heading(view: &View) -> String {
    view.t.say("record-new-heading").with("kind", one_of(view.kind, view.t)).to_string()
}
